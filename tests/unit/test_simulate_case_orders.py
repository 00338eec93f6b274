"""Cases with orders and costs: worked out by hand on a tiny plant."""

from typing import Any

import numpy as np
import pytest
from tests.unit.test_simulate_plant import case, run

from seedtrain.errors import InputError
from seedtrain.flow.case import load_case
from seedtrain.flow.engine import Policy
from seedtrain.simulate.plant_work import PlantWork
from seedtrain.simulate.variation import KINDS, variation

RULES: tuple[Policy, ...] = ("plan_order", "due_date")
ORDERS = [{"name": "A", "batches": 2, "due_d": 16.5}, {"name": "B", "batches": 1, "due_d": 22.0}]


def with_orders(**more: Any) -> dict[str, Any]:
    """Three batches, released on days 10, 16.5 and 23."""
    return {**case(**more), "orders": ORDERS, "cost_cny_by_product": [{"used_up": 100.0, "other": 10.0}]}


def test_orders_and_costs_are_worked_out_by_hand() -> None:
    """A is complete on its due day, 16.5; B on day 23 is late. Two of three batches are in time. Two batches
    end by day 22 and cost 110 each; nothing is lost."""
    found = run(with_orders(), 2).columns
    assert found["orders.A.met"].tolist() == [1.0, 1.0]
    assert found["orders.A.completion"].tolist() == [16.5 * 24.0] * 2
    assert found["orders.B.met"].tolist() == [0.0, 0.0]
    assert found["orders.B.completion"].tolist() == [23.0 * 24.0] * 2
    assert found["service"] == pytest.approx(np.full(2, 2.0 / 3.0))
    assert found["cost"].tolist() == [220.0, 220.0]
    assert found["cost_lost"].tolist() == [0.0, 0.0]


def test_a_batch_that_is_lost_has_spent_what_it_went_through() -> None:
    """All fail at the end of production, 5 of the 10 days of a batch: 10 + 100 / 2 each, at days 5, 11.5 and
    18. An order whose batches fail is complete when they are made once more."""
    found = run(with_orders(failure_odds=1.0), 1).columns
    assert found["cost"].tolist() == [180.0]
    assert found["cost_lost"].tolist() == [180.0]
    assert found["service"].tolist() == [0.0]
    assert found["lost.any.production"].tolist() == [3.0]
    assert found["orders.A.completion"][0] == pytest.approx((11.5 + 10.0) * 24.0)


def test_batches_beyond_the_orders_belong_to_none() -> None:
    """One order of one batch: the other two have none, and no due time."""
    read = load_case(with_orders() | {"orders": ORDERS[1:]})
    assert read.orders == ("B", "", "")
    assert read.problem.due_h.tolist() == [22.0 * 24.0, np.inf, np.inf]


def test_due_times_order_the_queues() -> None:
    """The third batch is due first: by due date it is made first and released on day 10."""
    late = [{"name": "A", "batches": 2, "due_d": 60.0}, {"name": "B", "batches": 1, "due_d": 10.0}]
    content = with_orders() | {"orders": late}
    first = {policy: run(content, 1, policy).columns["orders.B.completion"][0] for policy in RULES}
    assert first == {"plan_order": 23.0 * 24.0, "due_date": 240.0}


def test_orders_that_change_are_those_of_a_scenario() -> None:
    """The kind is there where a case has orders: what is wanted in the end moves about what was ordered."""
    work = PlantWork(
        case=load_case(with_orders()), policy="plan_order", seed=1, variation=variation(None, KINDS)
    )
    wanted = work.part(0, 400).columns["event.order_change.wanted"]
    assert wanted.min() < 1.0 < wanted.max()


@pytest.mark.parametrize(
    "wrong",
    [
        {"orders": [{"name": "A", "batches": 4, "due_d": 9}]},
        {"orders": [{"name": "A", "batches": 0, "due_d": 9}]},
        {"orders": [*ORDERS[:1], {**ORDERS[1], "name": "A"}]},
        {"orders": [{"batches": 1}]},
        {"cost_cny_by_product": []},
        {"cost_cny_by_product": [{"used_up": -1.0}]},
    ],
)
def test_orders_and_costs_that_do_not_fit_are_refused(wrong: dict[str, Any]) -> None:
    """More batches than are made, none, a name twice or missing, costs of no product or below zero."""
    with pytest.raises(InputError) as caught:
        load_case(with_orders() | wrong)
    assert [each.code for each in caught.value.findings] == ["SCH-004"]
