"""Scenarios made ready to simulate: scheduled, their answers and courses named."""

import math
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from seedtrain.errors import InputError, finding
from seedtrain.messages import Message, Wording
from seedtrain.service.schedule_plant import Progress, scenario_plant
from seedtrain.service.simulate_prepared import (
    FOLLOWS,
    INPUT,
    Answer,
    Course,
    Factor,
    Prepared,
    chunk_of,
    event_factors,
    identity,
)
from seedtrain.service.simulate_settings import AUTO, SimulateOptions

if TYPE_CHECKING:
    from seedtrain.flow.plant import Profiles
    from seedtrain.model.inputs import Inputs
    from seedtrain.model.scenario import Scenario
    from seedtrain.results.indicator import Indicator
    from seedtrain.results.series import Series
    from seedtrain.results.simulation import SimulationResult


def scenario_prepared(
    name: str, policy: str, seed: int, options: SimulateOptions, tell: Progress
) -> Prepared:
    """Prepare a scenario. Raises :class:`InputError` for what can't be read or run, SIM-050 for a warm-up."""
    if options.warm_up_d != 0.0:
        given = AUTO if options.warm_up_d is None else f"{options.warm_up_d:g}"
        raise InputError([finding("SIM-050", path="--warm-up", value=given)])
    plant = scenario_plant(name, 1, seed, tell)
    from seedtrain import process, schedule
    from seedtrain import simulate as engine
    from seedtrain.assess.labels import display_names
    from seedtrain.quantities.streams import World
    from seedtrain.simulate.plant_work import POLICIES
    from seedtrain.simulate.scenario_work import STUCK, ScenarioWork
    from seedtrain.simulate.variation import NOTHING, variation

    tell("schedule")
    varied = NOTHING if options.vary is None else variation(plant.scenario, options.vary)
    work = ScenarioWork(
        scenario=plant.scenario,
        problem=plant.problem,
        timetable=schedule.plant_timetable(plant.scenario, plant.profiles, plant.problem, plant.batches),
        profiles_of=process.profiles,
        variation=varied,
        seed=seed,
        policy="timetable" if policy == FOLLOWS else POLICIES[POLICIES.index(policy)],
    )
    inputs, found = work.followed(World(1, seed))
    told = sorted(engine.indicators(plant.scenario, found), key=lambda indicator: not indicator.headline)
    names = display_names(plant.scenario)
    columns = work.part(0, 1).columns
    return Prepared(
        name=name,
        policy=policy,
        work=work,
        answers=_answers(names, told),
        courses=_courses(names, engine.series(plant.scenario, found)),
        factors={**_input_factors(plant.scenario, inputs, columns), **event_factors(columns)},
        stuck=STUCK,
        missed=tuple(f"orders.{order}.met" for order in found.order_met),
        chunk=chunk_of(len(plant.problem.jobs)),
        identity=identity(plant.input_hash, policy, seed, options, 0.0),
        varied=varied,
        treatment=(Message("engines.treatment.start"), _end(found, work.follower.horizon_h)),
        origin=plant.origin,
        names=names,
        steps=_steps(plant.profiles),
    )


def _steps(profiles: "Profiles") -> dict[str, Wording]:
    """What the steps of all batches are called; of recipes that share an id, by the first."""
    from seedtrain.report.names import step_name

    found: dict[str, Wording] = {}
    for profile in profiles.values():
        for operation in profile.operations:
            found.setdefault(operation.step, step_name(profile, operation.step))
    return found


def _end(found: "SimulationResult", horizon_h: float) -> Message:
    """What is said of the end, with the batches of the base that end after it."""
    ends = found.completion_h[0]
    later = int(((ends > horizon_h) & (ends < math.inf)).sum())
    return Message("engines.treatment.end", {"later": later, "all": len(ends)})


def _answers(names: Mapping[str, Wording], told: "list[Indicator]") -> tuple[Answer, ...]:
    from seedtrain.report.names import called

    return tuple(
        Answer(id=each.id, name=called(names, each), dimension=each.dimension, headline=each.headline)
        for each in told
        if each.draws is not None
    )


def _courses(names: Mapping[str, Wording], told: "list[Series]") -> tuple[Course, ...]:
    from seedtrain.report.names import called

    return tuple(
        Course(id=each.id, name=called(names, each), dimension=each.dimension, days=each.days)
        for each in told
        if each.draws is not None
    )


def _input_factors(scenario: "Scenario", inputs: "Inputs", columns: Iterable[str]) -> dict[str, Factor]:
    from seedtrain.assess.labels import label

    paths = {key: key.removeprefix(INPUT) for key in columns if key.startswith(INPUT)}
    return {
        key: Factor(label(scenario, path), inputs.drawn[path][0].dimension) for key, path in paths.items()
    }
