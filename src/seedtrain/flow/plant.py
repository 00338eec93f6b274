"""Compile a plant: batches over the unit procedures of their recipe in their suite."""

import math
from collections.abc import Mapping, Sequence
from datetime import date

from seedtrain.flow.build import Job, Part, Pool, Step, build
from seedtrain.flow.problem import Problem
from seedtrain.model.referable import suites as suites_of
from seedtrain.model.scenario import Scenario
from seedtrain.model.site import Suite, Unit
from seedtrain.results.batch_profile import BatchProfile, OperationProfile
from seedtrain.results.timetable import BatchOrder

GRID = 1024.0
"""Times are rounded to 1/1024 h (3.5 s): sums of them are exact in binary and hold to the last bit."""

LIVING = frozenset({"usp"})
"""Sections whose vessels keep their contents until the next step takes them; others have pool tanks."""

SHUTDOWN_MONTH = 2
"""The yearly shutdown begins on the first day of this month, about the Spring Festival."""

Profiles = Mapping[tuple[str, str], BatchProfile]


def compile_plant(scenario: Scenario, profiles: Profiles, orders: Sequence[BatchOrder]) -> Problem:
    """Compile the batches ``orders`` over the suites of ``scenario``.

    Times [h] from ``scenario.horizon.start``, rounded to 1/1024 h; base values. A pool is a unit class of a
    suite (``suite/class``). A unit class that a recipe needs and a suite does not list counts one unit for
    each seed train before the bioreactor, one for each downstream train from the harvest on. A living culture
    can't wait: without a stated hold limit an upstream step passes on at once, and its vessel is held until
    the next step has taken it; one that the next step empties (a bioreactor at its harvest) until that has
    ended.

    Raises ``KeyError`` for a batch without profile.
    """
    suites = suites_of(scenario)
    used = sorted({order.suite for order in orders})
    pools = [pool for key in used for pool in suite_pools(scenario, key, suites[key], profiles)]
    jobs = [
        Job(
            name=order.job,
            family=order.product,
            release_h=on_grid(max(order.earliest_h, 0.0)),
            due_h=order.due_h,
            weight=_weight(scenario, order.order),
            steps=route(profile_of(profiles, order)),
        )
        for order in orders
    ]
    return build(jobs, pools)


def profile_of(profiles: Profiles, order: BatchOrder) -> BatchProfile:
    """The profile of a batch: of its product in its suite; of one under way, what is left of it."""
    profile = profiles[order.product, order.suite]
    return profile.under_way(order.begun_step, max(0.0, -order.begun_h)) if order.begun_step else profile


def route(profile: BatchProfile) -> tuple[Step, ...]:
    """Turn the operations of a batch into steps of its route, in base times. [h]"""
    steps = []
    operations = profile.operations
    harvest = max((place for place, each in enumerate(operations) if each.section in LIVING), default=-1)
    for place, operation in enumerate(operations):
        is_last = place + 1 == len(operations)
        keeps = operation.section in LIVING and place < harvest
        turnaround = on_grid(operation.turnaround_h)
        steps.append(
            Step(
                name=operation.step,
                duration_h=on_grid(float(operation.duration_h[0])),
                pool=f"{profile.suite}/{operation.unit_class}" if operation.unit_class else "",
                wait_limit_h=on_grid(_wait_limit(operation, is_last)),
                hold_offset=1 if keeps else 0,
                hold_at_end=not keeps or operation.held_through_next,
                clean_h=turnaround,
                changeover_h=max(0.0, on_grid(operation.changeover_h) - turnaround),
            )
        )
    return tuple(steps)


def suite_pools(scenario: Scenario, key: str, suite: Suite, profiles: Profiles) -> list[Pool]:
    """Return the pools of a suite, one for each unit class that a recipe made in it needs."""
    pools: dict[str, tuple[Part, ...]] = {}
    for (_, place), profile in sorted(profiles.items()):
        if place != key:
            continue
        trains = trains_by_class(suite, profile)
        for unit_class, count in trains.items():
            name = f"{key}/{unit_class}"
            listed = {each: unit for each, unit in suite.units.items() if unit.unit_class == unit_class}
            if name not in pools:
                pools[name] = tuple(_parts(scenario, key, suite, listed or {unit_class: None}, count))
    return [Pool(name, parts) for name, parts in pools.items()]


def trains_by_class(suite: Suite, profile: BatchProfile) -> dict[str, int]:
    """Units of each class the recipe needs: those listed, else one a seed or downstream train."""
    seed = int(suite.seed_trains.base) if suite.seed_trains else 1
    downstream = int(suite.downstream_trains.base) if suite.downstream_trains else 1
    listed: dict[str, int] = {}
    for unit in suite.units.values():
        listed[unit.unit_class] = listed.get(unit.unit_class, 0) + int(unit.count.base)
    counts: dict[str, int] = {}
    is_before = any(operation.unit_class in listed for operation in profile.operations)
    for operation in profile.operations:
        if operation.unit_class in listed:
            is_before = False
        if operation.unit_class and operation.unit_class not in counts:
            trains = seed if is_before and operation.section in LIVING else downstream
            counts[operation.unit_class] = listed.get(operation.unit_class, trains)
    return counts


def on_grid(time_h: float) -> float:
    """Round a time to the grid of 1/1024 h; infinity stays."""
    return round(time_h * GRID) / GRID if math.isfinite(time_h) else time_h


def hours(scenario: Scenario, day: date | float) -> float:
    """Hours from the start of the horizon to the beginning of ``day`` (a date, or an ordinal)."""
    ordinal = float(day.toordinal()) if isinstance(day, date) else day
    return (ordinal - scenario.horizon.start.toordinal()) * 24.0


def shutdowns(scenario: Scenario, suite: Suite) -> tuple[tuple[float, float], ...]:
    """The planned shutdown of each year of the horizon as (from, to) in hours: one block in early spring."""
    if suite.shutdown is None or suite.shutdown.base <= 0.0:
        return ()
    years = range(scenario.horizon.start.year, scenario.horizon.end.year + 2)
    begins = [hours(scenario, date(year, SHUTDOWN_MONTH, 1)) for year in years]
    return tuple((begin, begin + on_grid(suite.shutdown.base)) for begin in begins)


def _parts(
    scenario: Scenario, key: str, suite: Suite, units: Mapping[str, Unit | None], trains: int
) -> list[Part]:
    """The units themselves, open from the day the suite opens (or their own) but for shutdowns."""
    suite_opens = -math.inf if suite.opens is None else on_grid(hours(scenario, suite.opens.base))
    closures = shutdowns(scenario, suite)
    parts = []
    for name, unit in units.items():
        opens, closes = suite_opens, math.inf
        if unit is not None and unit.available_from is not None:
            opens = max(opens, hours(scenario, unit.available_from))
        if unit is not None and unit.available_to is not None:
            closes = hours(scenario, unit.available_to)
        count = trains if unit is None else int(unit.count.base)
        parts += [
            Part(f"{key}/{name}-{place + 1}", opens, closes, closures=closures) for place in range(count)
        ]
    return parts


def _wait_limit(operation: OperationProfile, is_last: bool) -> float:
    """Longest wait after an operation: as stated; else none in a living culture, any elsewhere. [h]"""
    if is_last:
        return math.inf
    if operation.hold_limit_h is not None:
        return operation.hold_limit_h
    return 0.0 if operation.section in LIVING else math.inf


def _weight(scenario: Scenario, order: str) -> float:
    """Cost of an hour late against other orders; 1 where none is stated."""
    found = scenario.orders.get(order)
    return 1.0 if found is None or found.weight is None else found.weight.base
