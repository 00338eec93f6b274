"""Plans as JSON."""

import json
from typing import Any

from tests.plan_cases import network, shop, single

from seedtrain.plan import PlanSettings, dump_front, dump_plan, front, load_case, solve

DATES = ["2020-01-11", "2020-01-21"]


def through_json(value: Any) -> Any:
    """``value`` written as strict JSON and read again."""
    return json.loads(json.dumps(value, allow_nan=False))


def test_a_plan_is_plain_json() -> None:
    """Nothing is lost on the way, and the gap is there."""
    plan = solve(load_case(network({"A": [1]}, {"f": {"A": {}}})))
    content = through_json(dump_plan(plan))
    assert content == dump_plan(plan)
    assert (content["objective"], content["gap"], content["status"]) == (6.0, 0.0, "optimal")
    campaign = {"suite": "f", "section": "facility", "product": "A", "batches": 1, "period": 0}
    assert content["campaigns"] == [campaign | {"start": 0.0, "end": 10.0}]


def test_builds_are_told() -> None:
    """The suite and the period from which it is open."""
    plan = solve(load_case(shop([[4.0]], [[1.0]], open_at_start=[0])), PlanSettings(solver="highs"))
    assert dump_plan(plan)["builds"] == [{"suite": "s1", "period": 0}]


def test_an_infeasible_plan_has_no_numbers() -> None:
    """Objective, bound and gap are null."""
    content = through_json(dump_plan(solve(load_case(network({"A": [9]}, {"f": {"A": {}}})))))
    assert [content[key] for key in ("objective", "bound", "gap", "status")] == [
        None,
        None,
        None,
        "infeasible",
    ]


def test_a_front_lists_pairs_with_their_campaigns() -> None:
    """One product, one plan: three batches by day 18."""
    plans = front(load_case(single({"A": {}}, [[0]], DATES)))
    assert through_json(dump_front(plans)) == [
        {
            "throughput_kg": 3.0,
            "deficit_kg": 0.0,
            "campaigns": [
                {
                    "suite": "suite",
                    "section": "dsp",
                    "product": "A",
                    "start": 3.0,
                    "end": 18.0,
                    "batches": 3,
                    "period": None,
                }
            ],
        }
    ]
