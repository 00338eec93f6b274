"""What binds the plans of cases: tiny ones with each worth worked by hand."""

from dataclasses import replace

import pytest
from tests.plan_cases import discrete, single
from tests.plan_years import best, years

from seedtrain.plan import PeriodPlan, PlanSettings, dump_plan, load_case, solve
from seedtrain.plan.period.marginal import Marginal
from seedtrain.plan.period.pattern_marginal import pattern_marginals
from seedtrain.plan.problem.campaign_sequence import CampaignSequence
from seedtrain.plan.sequence.tight import Tight, tight_limits


def found(problem: PeriodPlan) -> dict[str, Marginal]:
    """What binds the best plan, by kind."""
    return {row.kind: row for row in pattern_marginals(problem, best(problem))}


@pytest.mark.parametrize("one_product", [True, False])
def test_a_day_and_demand_have_their_worth(one_product: bool) -> None:
    """Demand 5, three batches fit: a day is a tenth of a batch at 10 - 1, worth 0.9. Demand 2: one per
    cent is 0.02 of a batch, worth 0.18, and the suite has room."""
    full = found(years([5], {"a": {}}, one_product=one_product))
    assert full.keys() == {"suite_days"}
    assert (full["suite_days"].name, full["suite_days"].periods) == ("a", (0,))
    assert full["suite_days"].worth == pytest.approx(0.9)
    free = found(years([2], {"a": {}}, one_product=one_product))
    assert free.keys() == {"demand"}
    assert free["demand"].worth == pytest.approx(0.18)


def test_a_suite_that_rests_has_no_worth() -> None:
    """Nothing is asked for in period 1 and a batch made early costs 100 to keep: only period 2 binds."""
    row = found(years([0, 5], {"a": {}}, one_product=True, stock={"holding_cost": 100.0}))["suite_days"]
    assert row.periods == (1,)
    assert row.worth == pytest.approx(0.9)


def test_room_in_store_has_its_worth() -> None:
    """One and five are asked for, three fit; two kept from period 1 would be sold at 9. The store holds
    one: one per cent more room is 0.01 of a batch, worth 0.09 in period 1, where three fit and one is
    asked for."""
    row = found(years([1, 5], {"a": {}}, one_product=True, stock={"limit": 1.0}))["stock"]
    assert (row.name, row.section, row.periods) == ("A", "", (0,))
    assert row.worth == pytest.approx(0.09)


def test_shelf_life_has_its_worth() -> None:
    """Demand 1, 0, 5. What is made in period 1 keeps one period, so it can't be sold in 3; made in 2 it
    can, so three of 2 and three of 3 serve 5. Demand 1, 0, 8 with a campaign in all periods: six are sold in
    3, and one period longer brings the two that 1 can make besides its own: 2 x 9 = 18."""
    problem = years([1, 0, 8], {"a": {}}, one_product=True, stock={"shelf_life": 1})
    row = found(problem)["shelf_life"]
    assert row.name == "A"
    assert row.worth == pytest.approx(18)
    assert "shelf_life" not in found(
        replace(problem, markets={"A": replace(problem.markets["A"], demand=(1, 0, 5))})
    )


def test_demand_that_costs_is_worth_less_of() -> None:
    """Of a cost, two batches at 1 that must be made: one per cent less demand saves 0.02."""
    problem = years([2], {"a": {}}, one_product=True, market={"price": 0.0, "lost_cost": 5.0}, maximise=False)
    assert found(problem)["less_demand"].worth == pytest.approx(0.02)


def test_two_stages_with_room_leave_demand() -> None:
    """Two suites in line have room for three batches, two are asked for: only demand binds."""
    problem = load_case(discrete({"A": [2]}))
    assert isinstance(problem, PeriodPlan)
    # One more of 2 brings 10 - 2 = 8: one per cent is 0.02 of a batch, 0.16.
    assert found(problem)["demand"].worth == pytest.approx(0.16)


def test_a_sequence_tells_its_tight_limits() -> None:
    """One suite, first harvest on day 3, then 5 days a batch and 2 of approval: batch k is released on day
    5 k + 5. Three are due on day 21, and must be released before; nothing is left, and on day 20 the third
        would be missed."""
    dates = ["2020-01-22"]
    problem = load_case(single({"A": {"kg_demand": [3.0], "kg_inventory_target": [1.0]}}, [[0]], dates))
    assert isinstance(problem, CampaignSequence)
    result = solve(problem, PlanSettings())
    assert {(row.kind, row.dates) for row in tight_limits(problem, result)} >= {
        ("due_date", (0,)),
        ("no_stock", (0,)),
        ("target", (0,)),
    }
    assert Tight("shelf_life", "A", (0,)) not in tight_limits(problem, result)


def test_a_dynamic_programme_has_states_and_no_columns() -> None:
    """Its states are a field of their own; a programme has none."""
    single_suite = load_case(single({"A": {}}, [[0]], ["2020-02-20"]))
    said = dump_plan(solve(single_suite, PlanSettings()))
    assert said["states"] > 0
    assert (said["rows"], said["columns"], said["integers"]) == (None, None, None)
    said = dump_plan(solve(load_case(discrete({"A": [1]})), PlanSettings()))
    assert said["states"] is None
    assert said["columns"] >= said["integers"] > 0
