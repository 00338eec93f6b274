"""Simulations ready to run: the work, the answers it gives and what they are called."""

import hashlib
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from seedtrain.errors import InputError, finding
from seedtrain.messages import Message, Wording
from seedtrain.service.cases_read import is_case
from seedtrain.service.schedule_plant import Progress, scenario_plant
from seedtrain.service.simulate_settings import AUTO, CHANCE, SimulateOptions

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from seedtrain.model.inputs import Inputs
    from seedtrain.model.scenario import Scenario
    from seedtrain.results.indicator import Indicator
    from seedtrain.results.series import Series
    from seedtrain.results.simulation import SimulationResult
    from seedtrain.simulate.plant_work import PlantWork
    from seedtrain.simulate.scenario_work import ScenarioWork
    from seedtrain.simulate.variation import Variation

FOLLOWS = "plan_order"
CELLS, MOST_CHUNK = 1 << 19, 4096
"""Batches times replications of a part: about 100 MB at the peak; and its replications at most."""
_INPUT, EVENT = "input.", "event."


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One column that is told: its id, what it is called, its dimension, whether it is shown first."""

    id: str
    name: Message | Wording
    dimension: str
    headline: bool


@dataclass(frozen=True, slots=True)
class Factor:
    """What a column that is no answer is called, and its dimension."""

    name: Message | Wording
    dimension: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """A quantity through time: ``days`` as ordinals, shape (k,)."""

    id: str
    name: Message | Wording
    dimension: str
    days: "NDArray[np.float64]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A simulation ready to run.

    ``identity``: all that its replications depend on; ``chunk``: replications of a part that take little
    memory; ``factors``: what columns that are no answers are called; ``stuck``: the column that counts
    batches without an end; ``missed``: columns of answers that are 1 where all is well, by which a miss is
    told; ``varied``: what varies beyond the recipes; ``treatment``: what is said of start and end;
    ``warm_up``: days left out and days found, None for a scenario.
    """

    name: str
    policy: str
    work: "ScenarioWork | PlantWork"
    answers: tuple[Answer, ...]
    courses: tuple[Course, ...]
    factors: Mapping[str, Factor]
    stuck: str
    missed: tuple[str, ...]
    chunk: int
    identity: Mapping[str, Any]
    varied: "Variation"
    treatment: tuple[Message, ...]
    warm_up: Mapping[str, float | None] | None = None
    origin: date | None = None
    names: Mapping[str, Wording] = field(default_factory=dict)


def prepared(
    name: str, policy: str, seed: int, options: SimulateOptions, tell: Progress, replications: int
) -> Prepared:
    """Prepare a scenario or a case of kind ``simulation_plant`` under ``policy``.

    ``replications``: over how many a design lies that ``options`` ask for.

    Raises :class:`InputError` for what can't be read or run, SCN-016 for a policy it does not know,
    SIM-041 for a design of nothing, SIM-050 for a warm-up of a scenario.
    """
    from seedtrain.simulate.plant_work import POLICIES

    if policy not in POLICIES:
        raise InputError([finding("SCN-016", path="--policy", value=policy, near=", ".join(POLICIES))])
    if is_case(name):
        from seedtrain.service.simulate_case import case_prepared

        ready = case_prepared(name, policy, seed, options, tell)
    else:
        ready = _of_scenario(name, policy, seed, options, tell)
    return ready if options.sampling == CHANCE else _designed(ready, options, replications)


def _designed(ready: Prepared, options: SimulateOptions, replications: int) -> Prepared:
    """Let what is drawn once a replication lie by the design asked for, in the order it is drawn."""
    from seedtrain.quantities.design import Design, Register

    assert options.sampling != "chance"
    register = Register()
    ready.work.design = register
    ready.work.part(0, 1)
    if not register.names:
        raise InputError([finding("SIM-041", path="--sampling", value=options.sampling, name=ready.name)])
    ready.work.design = Design(options.sampling, replications, tuple(register.names))
    sampling = Message(f"engines.treatment.{options.sampling}", {"n": f"{replications:,}"})
    return replace(
        ready,
        identity={**ready.identity, "sampling": options.sampling, "replications": replications},
        treatment=(*ready.treatment, sampling),
    )


def _of_scenario(name: str, policy: str, seed: int, options: SimulateOptions, tell: Progress) -> Prepared:
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
    )


def _end(found: "SimulationResult", horizon_h: float) -> Message:
    """What is said of the end, with the batches of the base that end after it."""
    ends = found.completion_h[0]
    later = int(((ends > horizon_h) & (ends < math.inf)).sum())
    return Message("engines.treatment.end", {"later": later, "all": len(ends)})


def chunk_of(batches: int) -> int:
    """Return how many replications of so many batches make a part."""
    return max(1, min(MOST_CHUNK, CELLS // batches))


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

    paths = {key: key.removeprefix(_INPUT) for key in columns if key.startswith(_INPUT)}
    return {
        key: Factor(label(scenario, path), inputs.drawn[path][0].dimension) for key, path in paths.items()
    }


def event_factors(columns: Iterable[str]) -> dict[str, Factor]:
    """Return what the events among ``columns`` are called."""
    dimensions = {"hours": "time", "wanted": "fraction"}
    return {
        key: Factor(Message(f"engines.{key}"), dimensions.get(key.rpartition(".")[2], "count"))
        for key in columns
        if key.startswith(EVENT)
    }


def identity(
    content: str, policy: str, seed: int, options: SimulateOptions, warm_up_d: float
) -> dict[str, Any]:
    """Return what replications depend on; the input by its hash."""
    return {
        "input": hashlib.sha256(content.encode()).hexdigest(),
        "policy": policy,
        "seed": seed,
        "vary": "none" if options.vary is None else ",".join(options.vary),
        "warm_up_d": warm_up_d,
        "version": version("seedtrain"),
    }
