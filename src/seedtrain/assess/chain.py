"""The chain of horizons: one pass down, one pass back, on one set of sampled worlds."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from seedtrain import lifecycle, park, process, schedule, simulate
from seedtrain.assess.evidence import Evidence
from seedtrain.lifecycle.result import LifecycleResult
from seedtrain.model.inputs import Inputs
from seedtrain.model.redact import without_fact
from seedtrain.model.scenario import Scenario
from seedtrain.quantities.streams import World
from seedtrain.results.batch_profile import BatchProfile
from seedtrain.results.indicator import Indicator, by_id
from seedtrain.results.series import Series
from seedtrain.results.simulation import SimulationResult
from seedtrain.results.suite_capacity import SuiteCapacity
from seedtrain.results.timetable import Timetable

Supply = dict[str, lifecycle.Arrival]
Progress = Callable[[str], None]
"""Told the key of each stage as it begins: profiles, lifecycle, schedule, simulate, park, judge."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """What the engines found on one scenario."""

    inputs: Inputs
    profiles: Mapping[tuple[str, str], BatchProfile]
    capacities: tuple[SuiteCapacity, ...]
    timetable: Timetable | None
    simulation: SimulationResult | None
    indicators: tuple[Indicator, ...]
    series: tuple[Series, ...]
    scheduled: Scenario
    """The scenario with the orders of its trials."""
    pipeline: LifecycleResult
    """The life cycle as if no stage had to wait for an order."""

    def evidence(self, scenario: Scenario) -> Evidence:
        """Return it as evidence on ``scenario``, from which it was made."""
        return Evidence(
            scenario, self.inputs, by_id(self.indicators), {series.id: series for series in self.series}
        )


def chained(scenario: Scenario, world: World, progress: Progress) -> Chain:
    """Run every engine that the scenario has something for.

    Down: life cycle, process, schedule, simulate. Back: where a stage waits for an order, the life cycle
    again with the day the order is released. Never a loop beyond that.
    """
    inputs = Inputs(world)
    progress("profiles")
    profiles = process.profiles(scenario, inputs)
    indicators = [*process.batch_indicators(profiles), *process.investment_indicators(scenario, inputs)]
    progress("lifecycle")
    molecules = pipeline = lifecycle.run(scenario, inputs, {})
    progress("schedule")
    scenario = lifecycle.with_trials(scenario, molecules.stage_start)
    capacities = schedule.capacities(scenario, profiles, inputs)
    indicators += schedule.capacity_indicators(capacities)
    scenario, _, problem, timetable = schedule.planned(scenario, profiles, due_days(scenario, molecules))
    simulation, series = None, list[Series]()
    if problem is not None and timetable is not None:
        indicators += schedule.timetable_indicators(timetable, inputs)
        progress("simulate")
        simulation = simulate.follow(scenario, problem, timetable, profiles, inputs)
        indicators += simulate.indicators(scenario, simulation)
        series += simulate.series(scenario, simulation)
        supply = _supply(scenario, {each.id: each for each in indicators}, inputs)
        if supply:
            progress("lifecycle")
            molecules = lifecycle.run(scenario, inputs, supply)
    progress("park")
    zone = park.run(scenario, inputs)
    found = (*indicators, *molecules.indicators, *zone.indicators)
    return Chain(
        inputs=inputs,
        profiles=profiles,
        capacities=capacities,
        timetable=timetable,
        simulation=simulation,
        indicators=(*found, *lifecycle.licensed_supply(scenario, inputs, by_id(found))),
        series=(*series, *molecules.series, *zone.series),
        scheduled=scenario,
        pipeline=pipeline,
    )


def due_days(scenario: Scenario, molecules: LifecycleResult) -> dict[str, float]:
    """Return the ordinal day by which each order is due that a stage waits for: when the stage begins.

    Orders made from the plan of a trial have a day of their own, before that.
    """
    return {
        name: float(molecules.stage_start[order.programme, order.stage][0])
        for name, order in scenario.orders.items()
        if order.programme is not None
        and order.stage is not None
        and not lifecycle.is_of_trial(order)
        and (order.programme, order.stage) in molecules.stage_start
    }


def _supply(
    scenario: Scenario, indicators: Mapping[str, Indicator], inputs: Inputs
) -> dict[str, lifecycle.Arrival]:
    """Return the day each order that a stage waits for is released, or at its hospitals, in every world."""
    supply = {}
    for name, order in scenario.orders.items():
        completion = indicators.get(f"orders.{name}.completion")
        if order.programme is not None and completion is not None and completion.draws is not None:
            with inputs.trace() as seen:
                days = completion.draws + lifecycle.supply_lead(order, inputs)
            supply[name] = lifecycle.Arrival(days, (*completion.rests_on, *seen))
    return supply


def evidence_without(scenario: Scenario, world: World) -> Callable[[str], Evidence]:
    """Return a function from a fact to the evidence without the inputs that rest on it."""

    @lru_cache(maxsize=4)
    def without(fact: str) -> Evidence:
        redacted = without_fact(scenario, fact)
        return chained(redacted, world, lambda _: None).evidence(redacted)

    return without
