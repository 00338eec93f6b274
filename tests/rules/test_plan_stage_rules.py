"""Plans of several stages: what each draws, sells, keeps and waits for, with optima worked by hand."""

from dataclasses import replace
from typing import Any

import pytest
from tests.plan_sections import two_sections
from tests.plan_years import best, years

from seedtrain.plan import PeriodPlan, PlanResult, PlanSettings, verify
from seedtrain.plan.problem.qualification import Qualification
from seedtrain.plan.scenario.replan import replan


def batches(result: PlanResult, suite: str) -> dict[int, int]:
    """Batches of a suite by period."""
    found: dict[int, int] = {}
    for row in result.campaigns:
        if row.suite == suite:
            found[row.period or 0] = found.get(row.period or 0, 0) + row.batches
    return found


def test_one_substance_feeds_two_products() -> None:
    """A draws 1 and B draws 2 of S a batch; demand 1 of A, 2 of B: 5 of S, so two batches (6) with 1
    left or thrown away.

    Sales 30, fillings 3, substance 2: profit 25.
    """
    problem = two_sections({"A": [1.0], "B": [2.0]}, takes={"A": 1.0, "B": 2.0})
    result = best(problem)
    assert result.objective == pytest.approx(25)
    assert batches(result, "hall") == {0: 2}
    assert sum(row.quantity for row in result.flows if row.kind in ("stock", "waste")) == pytest.approx(1)


def test_substance_is_sold_where_it_is_not_filled() -> None:
    """Days for three batches of S (9) and three fillings; demand 2 of A and 20 of S.

    Two fillings draw 2, the other 7 are sold at 2: 20 + 14 - 3 - 2 = 29.
    """
    result = best(two_sections({"A": [2.0], "S": [20.0]}))
    assert result.objective == pytest.approx(29)
    sold = {row.section: row.quantity for row in result.flows if row.kind == "sales"}
    assert sold == {"filling": pytest.approx(2), "making": pytest.approx(7)}


def test_what_waits_for_release_is_filled_a_period_later() -> None:
    """S is released one period after it is made, an item two after it is filled: demand of periods 1 to 3 is
    lost, that of period 4 is met by S of period 1, filled in period 2.

    Sales 10, one filling 1, one batch 1: profit 8.
    """
    result = best(
        two_sections({"A": [1.0, 1.0, 1.0, 1.0]}, substance={"release_lag": 1}, items={"release_lag": 2})
    )
    assert result.objective == pytest.approx(8)
    assert (batches(result, "hall"), batches(result, "line")) == ({0: 1}, {1: 1})


@pytest.mark.parametrize(("in_batches", "profit"), [(False, 8), (True, 0)])
def test_shelf_life_of_substance_counts_what_is_drawn(in_batches: bool, profit: float) -> None:
    """The hall is only open in period 1; one filling of period 2 draws all 3 of its batch, demand is in
    period 2, the line's items keep no period.

    By quantity 3 of stock leave within the shelf life of one period: 10 - 1 - 1 = 8. By batches one batch
    lets 1 of stock live, so that 3 may not wait for it; what is made and thrown away is worth nothing: 0.
    """
    problem = two_sections(
        {"A": [0.0, 1.0]},
        takes={"A": 3.0},
        substance={"shelf_life": 1, "life_in_batches": in_batches},
        items={"shelf_life": 0},
        making={"days_taken": (0.0, 30.0)},
    )
    assert best(problem).objective == pytest.approx(profit)


def test_batches_under_way_take_days_and_give_their_quantity() -> None:
    """15 of the 30 days of period 1 are taken: one batch of S (3) instead of three; what is under way gives 2
    in period 2. Fillings 3 and 2, by the 5 of S: demand 3 and 3.

    Sales 50, fillings 5, one batch of period 1; one of period 2 (1) lets 3 be filled then: 60 - 6 - 2 = 52.
    With days taken in period 2 as well there is none: 50 - 5 - 1 = 44.
    """
    taken = {"days_taken": (15.0,)}
    arriving = {"arriving": {"": (0.0, 2.0)}}
    asked = {"A": [3.0, 3.0]}
    result = best(two_sections(asked, making=taken, substance=arriving))
    assert result.objective == pytest.approx(52)
    assert batches(result, "hall") == {0: 1, 1: 1}
    closed = {"days_taken": (15.0, 30.0)}
    assert best(two_sections(asked, making=closed, substance=arriving)).objective == pytest.approx(44)


def walks(fed_lag: int) -> dict[str, Any]:
    """A walk of S into the hall and of A into the line, whose batches on site are made of those of S."""
    return {
        "qualifications": (
            Qualification("S", "hall", engineering=(1,), validation=(0,)),
            Qualification("A", "line", engineering=(1,), fed_by=(("hall", "S"),), fed_lag=fed_lag),
        )
    }


@pytest.mark.parametrize(("fed_lag", "served"), [(0, 3), (1, 2), (2, 1)])
def test_a_filling_is_validated_with_substance_that_was_made(fed_lag: int, served: int) -> None:
    """Batches on site: S in period 1, A from period 1 + lag; then demand of 3 a period is met, 4 periods
    long."""
    result = best(two_sections({"A": [3.0] * 4}, **walks(fed_lag)))
    on_site = {row.product: row.on_site for row in result.qualifications}
    assert on_site == {"S": 0, "A": fed_lag}
    assert sum(row.quantity for row in result.flows if row.kind == "sales") == pytest.approx(3 * served)


def test_the_judge_knows_what_is_drawn_and_what_is_validated_first() -> None:
    """A plan that holds for other draws, another day in the hall or another lag breaks the rule named."""
    problem = two_sections({"A": [3.0] * 4}, **walks(1))
    result = best(problem)

    def broken(other: PeriodPlan) -> set[str]:
        return {each.rule for each in verify(other, result)}

    assert "balance" in broken(two_sections({"A": [3.0] * 4}, takes={"A": 2.0}, **walks(1)))
    assert "walk" in broken(two_sections({"A": [3.0] * 4}, **walks(2)))
    assert "suite_days" in broken(
        two_sections({"A": [3.0] * 4}, making={"days_taken": (30.0, 30.0)}, **walks(1))
    )
    arriving = {"arriving": {"": (0.0, 0.0, 5.0)}}
    assert "balance" in broken(two_sections({"A": [3.0] * 4}, substance=arriving, **walks(1)))


def test_a_plan_made_again_fills_what_substance_there_was() -> None:
    """Base: one batch of S gives 3, three fillings. In the world it gave 1, so that one filling was made:
    10 - 1 - 1 = 8; known beforehand, three batches of S would have done: 30 - 3 - 3 = 24.
    """
    base = two_sections({"A": [3.0, 0.0]})
    making = base.stages[0]
    rules = {key: replace(rule, yield_per_batch=1.0) for key, rule in making.rules.items()}
    world = replace(base, stages=(replace(making, rules=rules), base.stages[1]))
    found = replan(base, world, 1, PlanSettings())
    assert found is not None
    assert (found.objective, found.known) == pytest.approx((8, 24))


@pytest.mark.parametrize("one_product", [False, True])
def test_days_taken_hold_however_a_suite_is_shared(one_product: bool) -> None:
    """15 of 30 days of period 1 are taken by a batch under way: one batch of ten days, then three.

    Demand 3 and 3 at 10 less 1: 4 x 9 = 36.
    """
    result = best(years([3.0, 3.0], {"a": {"days_taken": (15.0,)}}, one_product=one_product))
    assert result.objective == pytest.approx(36)
    assert batches(result, "a") == {0: 1, 1: 3}
