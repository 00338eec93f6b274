"""Orders made from the batches of others: a filling from its substance, a conjugate from its antibody."""

import math
from collections.abc import Mapping
from datetime import timedelta

from seedtrain.flow.plant import Profiles, compile_plant
from seedtrain.flow.problem import Problem
from seedtrain.model.block import changed
from seedtrain.model.demand import Order, depth
from seedtrain.model.scenario import Scenario
from seedtrain.results.timetable import BatchOrder, Timetable
from seedtrain.schedule.orders import batch_orders
from seedtrain.schedule.plant import plant_timetable

Planned = tuple[Scenario, tuple[BatchOrder, ...], Problem | None, Timetable | None]
"""The scenario with the days its orders can start, their batches, the problem, its timetable."""


def planned(scenario: Scenario, profiles: Profiles, due_by_order: Mapping[str, float]) -> Planned:
    """Return the batches of ``scenario`` and a timetable in which each order follows what it is made from.

    An order whose material is released later than it could start is planned again from the day after, once
    for each order that others follow. No batches: no problem and no timetable. Raises as
    :func:`batch_orders` and :func:`plant_timetable` do.
    """
    for _ in range(1 + depth(scenario.orders)):
        batches = batch_orders(scenario, profiles, due_by_order)
        if not batches:
            return scenario, batches, None, None
        problem = compile_plant(scenario, profiles, batches)
        timetable = plant_timetable(scenario, profiles, problem, batches)
        moved = _moved(scenario, timetable)
        if not moved:
            break
        scenario = changed(scenario, orders={**scenario.orders, **moved})
    return scenario, batches, problem, timetable


def _moved(scenario: Scenario, timetable: Timetable) -> dict[str, Order]:
    """The orders that start before what they are made from is released, with the day on which they can."""
    order_of = {batch.job: batch.order for batch in timetable.batches}
    released: dict[str, float] = {}
    for slot in timetable.slots:
        name = order_of[slot.job]
        released[name] = max(released.get(name, 0.0), slot.end_h)
    moved = {}
    for name, order in scenario.orders.items():
        ready_h = max((released.get(each, 0.0) for each in order.made_from), default=0.0)
        day = scenario.horizon.start + timedelta(days=math.ceil(ready_h / 24.0 - 1e-9))
        if ready_h > 0.0 and (order.earliest_start is None or order.earliest_start < day):
            moved[name] = changed(order, earliest_start=day)
    return moved
