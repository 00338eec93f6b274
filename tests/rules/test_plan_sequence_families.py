"""Plans in continuous time: one tiny case for each rule that is data, with its optimum worked by hand."""

import pytest
from tests.plan_cases import Case, multi, single

from seedtrain.plan import PlanResult, load_case, solve, verify

DATES = ["2020-01-11", "2020-01-21", "2020-01-31"]  # days 10, 20, 30


def best(case: Case) -> PlanResult:
    """Proven plan of ``case``, approved by the judge."""
    problem = load_case(case)
    result = solve(problem)
    assert result.status in ("optimal", "infeasible")
    assert verify(problem, result) == []
    return result


@pytest.mark.parametrize(("most", "made"), [(3, 2), (4, 4)])
def test_batches_of_a_campaign_come_in_multiples(most: int, made: int) -> None:
    """Days for five batches (stored 8, 13, 18, 23, 28); in twos, at most 3 a campaign: 2; at most 4: 4."""
    rules = {"batches_multiples_of_per_campaign": 2, "max_batches_per_campaign": most}
    assert best(single({"A": rules}, [[0]], DATES)).objective == made


@pytest.mark.parametrize(("fewest", "made"), [(1, 7), (3, 5)])
def test_a_campaign_has_its_fewest_batches(fewest: int, made: int) -> None:
    """B (1 kg a batch) is due on day 20 and made first, then A (2 kg) after a changeover of 4 days.

    One batch of B, stored 8: A stored 17, 22, 27: 1 + 6. At least three, stored 8, 13, 18: A stored 27:
    3 + 2.
    """
    products: dict[str, Case] = {
        "A": {"kg_yield_per_batch": 2.0},
        "B": {"min_batches_per_campaign": fewest, "kg_demand": [0.0, 1.0, 0.0]},
    }
    assert best(single(products, [[0, 4], [4, 0]], DATES)).objective == made


@pytest.mark.parametrize(
    ("shelf_life", "may_wait", "profit"), [(60, False, 30.0), (11, False, None), (11, True, 30.0)]
)
def test_a_batch_is_sold_within_its_shelf_life(shelf_life: int, may_wait: bool, profit: float | None) -> None:
    """One batch due on day 20, one on day 40. One campaign from day 2 finishes 17 and 27: 40 - 8 - 2 = 30.

    With 11 days of shelf life the second batch is gone on day 38, and on day 40 where it is a campaign of its
    own (14 to 24, finished 29): none where USP may not wait. Where it may, it begins on day 5: finished 20
    and 30, both in date: 30 again.
    """
    product = {"demand_batches": [1, 1], "shelf_life_days": shelf_life}
    dates = ["2020-01-21", "2020-02-10"]
    found = best(multi({"A": product}, dates, idle_before_campaign_allowed=may_wait))
    assert (found.objective or None) == (None if profit is None else pytest.approx(profit))


@pytest.mark.parametrize(("changeover", "status"), [(3.0, "optimal"), (4.0, "infeasible")])
def test_a_changeover_in_dsp_takes_its_days(changeover: float, status: str) -> None:
    """Harvests on day 12, one DSP suite: A 12 to 17, the changeover, B to 25 or 26; both due on day 25."""
    case = multi(
        {p: {"demand_batches": [1]} for p in ("A", "B")}, ["2020-01-26"], (2, 1), harvest_hold_limit_days=9
    )
    case["dsp_changeover_days"] = [[changeover] * 2] * 2
    assert best(case).status == status


@pytest.mark.parametrize(("cap", "profit"), [(2, 43.0), (1, None)])
def test_the_store_holds_what_is_not_yet_due(cap: int, profit: float | None) -> None:
    """Three batches due on day 40, finished 17, 27 and 37: one in store on day 20, two on day 30.

    Sales 60, batches 12, changeovers 2, stock 1 + 2: 43. With room for one there is no plan.
    """
    dates = [*DATES, "2020-02-10"]
    found = best(multi({"A": {"demand_batches": [0, 0, 0, 3], "storage_limit_batches": cap}}, dates))
    assert found.objective == (None if profit is None else pytest.approx(profit))
