"""Batch orders: the batches that the demand of a scenario asks for, or that fill a suite flat out."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from seedtrain.errors import InputError, finding
from seedtrain.flow.plant import Profiles, hours, suite_pools
from seedtrain.model.demand import Order
from seedtrain.model.referable import suites as suites_of
from seedtrain.model.scenario import Scenario
from seedtrain.model.site import Suite
from seedtrain.results.batch_profile import BatchProfile
from seedtrain.results.timetable import BatchOrder
from seedtrain.schedule.at_hand import AtHand
from seedtrain.schedule.occupancy import Cycle, cycle

YEAR_H = 8760.0
MOST_BATCHES = 10_000
"""Batches one timetable holds."""

_CELLS = 40_000_000
"""Operations times worlds that a run can follow: about 3 GB at the peak."""


@dataclass(slots=True)
class _Loads:
    """The suites, the cycle of each product in them, and the work given to each so far. [h]"""

    suites: Mapping[str, Suite]
    cycles: Mapping[tuple[str, str], Cycle]
    work_h: dict[str, float] = field(default_factory=dict)
    batches: int = 0
    cells: int = 0

    def count(self, profile: BatchProfile, path: str) -> None:
        """Count a batch that the order or suite at ``path`` asks for; refuse more than can be followed.

        Raises :class:`InputError` (SCH-007).
        """
        self.batches += 1
        self.cells += len(profile.operations) * len(profile.mass_out_g)
        if self.batches > MOST_BATCHES or self.cells > _CELLS:
            raise InputError([finding("SCH-007", path=path, value=self.batches - 1)])

    def give(self, product: str, choices: list[str]) -> str:
        """Give a batch to the suite that would have it done first; the first of equals."""

        def done(suite: str) -> tuple[float, str]:
            return self.work_h.get(suite, 0.0) + float(self.cycles[product, suite].cycle_h[0]), suite

        best = min(choices, key=done)
        self.work_h[best] = done(best)[0]
        return best


def batch_orders(
    scenario: Scenario, profiles: Profiles, due_by_order: Mapping[str, float]
) -> tuple[BatchOrder, ...]:
    """Turn the demand of ``scenario`` into batches, earliest due first.

    ``due_by_order``: ordinal day on which the stage that needs an order begins; it replaces the order's own
    due day. Batches under way come first and count towards the orders of their product, as does stock
    towards orders of mass, the earliest due first. Mass and items are turned to batches by the base yield,
    rounded up; a batch goes to the suite that would have it done first. A suite without any order is filled
    over the horizon, its products in campaigns of a year's share. Orders nothing can make are left out (the
    checks of the scenario name them). Raises :class:`InputError` (SCH-007) on more batches than can be
    followed with this many replications.
    """
    suites = suites_of(scenario)
    cycles = {
        (product, suite): cycle(suites[suite], profile)
        for (product, suite), profile in profiles.items()
        if suite in suites
    }
    able = {
        key: each for key, each in cycles.items() if math.isfinite(each.cycle_h[0]) and each.cycle_h[0] > 0.0
    }
    loads = _Loads(suites, able)
    due = {key: _due_h(scenario, order, due_by_order.get(key)) for key, order in scenario.orders.items()}
    at_hand = AtHand(scenario, profiles)
    batches = []
    for key in sorted(scenario.orders, key=lambda name: due[name]):
        batches += _of_order(scenario, profiles, loads, at_hand, key, due[key])
    batches.sort(key=lambda batch: batch.due_h)
    batches = [*at_hand.left_over(), *batches]
    batches.sort(key=lambda batch: not batch.begun_step)
    for suite in sorted({suite for _, suite in able} - {batch.suite for batch in batches}):
        batches += _flat_out(scenario, profiles, suite, loads)
    return tuple(batches)


def _due_h(scenario: Scenario, order: Order, due_day: float | None) -> float:
    """Due time of an order: the day the stage that needs it begins, else the end of its own due day. [h]"""
    if due_day is not None:
        return hours(scenario, due_day)
    return math.inf if order.due is None else hours(scenario, order.due) + 24.0


def _of_order(
    scenario: Scenario, profiles: Profiles, loads: _Loads, at_hand: AtHand, key: str, due_h: float
) -> list[BatchOrder]:
    """The batches of one order: those under way that serve it, then new ones."""
    order = scenario.orders[key]
    choices = sorted(
        suite
        for product, suite in loads.cycles
        if product == order.product
        and order.suite in (None, suite)
        and (not loads.suites[suite].purposes or order.purpose in loads.suites[suite].purposes)
        and (
            order.suite is not None
            or (loads.suites[suite].kind == "fill_finish") == (order.items is not None)
        )
    )
    earliest_h = 0.0 if order.earliest_start is None else hours(scenario, order.earliest_start)
    left = _amount(order) - at_hand.stock(order)
    made: list[BatchOrder] = []
    while choices and left > 1e-9:
        running = at_hand.running(order.product, choices)
        if running is not None:
            batch = replace(running, order=key, purpose=order.purpose, due_h=due_h)
        else:
            suite = loads.give(order.product, choices)
            loads.count(profiles[order.product, suite], order.path)
            job = f"{key}-{len(made) + 1}"
            batch = BatchOrder(
                job=job,
                product=order.product,
                suite=suite,
                order=key,
                purpose=order.purpose,
                earliest_h=earliest_h,
                due_h=due_h,
            )
        left -= _gain(order, profiles[order.product, batch.suite])
        made.append(batch)
    return made


def _amount(order: Order) -> float:
    """What is ordered: batches, grams or items."""
    value = order.batches or order.mass or order.items
    return 0.0 if value is None else value.base


def _gain(order: Order, profile: BatchProfile) -> float:
    """What one batch brings towards the order, in its measure; a batch that yields nothing counts as all."""
    if order.batches is not None:
        return 1.0
    gain = float(profile.mass_out_g[0] if order.mass is not None else profile.items_out[0])
    return gain if gain > 0.0 else math.inf


def _flat_out(scenario: Scenario, profiles: Profiles, suite: str, loads: _Loads) -> list[BatchOrder]:
    """Batches that keep ``suite`` busy from its opening to the horizon's end, products in turn."""
    products = sorted(product for product, place in loads.cycles if place == suite)
    place = loads.suites[suite]
    opens = 0.0 if place.opens is None else max(0.0, hours(scenario, place.opens.base))
    span = min(_open_h(scenario, profiles[product, suite], place, loads) for product in products)
    purpose = "commercial" if "commercial" in place.purposes or not place.purposes else place.purposes[0]
    made: list[BatchOrder] = []
    counts = dict.fromkeys(products, 0)
    turn = 0
    while span > 0.0:
        product = products[turn % len(products)]
        time = float(loads.cycles[product, suite].cycle_h[0])
        for _ in range(max(1, round(YEAR_H / (len(products) * time)))):
            if span < time:
                return made
            span -= time
            loads.count(profiles[product, suite], place.path)
            counts[product] += 1
            job = f"{suite}-{product}-{counts[product]}"
            made.append(
                BatchOrder(
                    job=job,
                    product=product,
                    suite=suite,
                    order="",
                    purpose=purpose,
                    earliest_h=opens,
                    due_h=math.inf,
                )
            )
        turn += 1
    return made


def _open_h(scenario: Scenario, profile: BatchProfile, suite: Suite, loads: _Loads) -> float:
    """Mean hours in the horizon for which the units of the bottleneck may begin a batch.

    Shutdowns and the times before a unit comes and after it leaves are out; where units leave, so is the
    length of a route, so that the last batch is done by then.
    """
    name = f"{profile.suite}/{loads.cycles[profile.product, profile.suite].bottleneck}"
    pools = {
        pool.name: pool
        for pool in suite_pools(scenario, profile.suite, suite, {("", profile.suite): profile})
    }
    horizon_h = hours(scenario, scenario.horizon.end)
    open_h = []
    for part in pools[name].parts:
        leaves = horizon_h if part.closes_h >= horizon_h else part.closes_h - profile.processing_time_h
        spans = (min(end, leaves) - max(start, 0.0) for start, end in part.windows())
        open_h.append(sum(max(0.0, span) for span in spans))
    return sum(open_h) / len(open_h)
