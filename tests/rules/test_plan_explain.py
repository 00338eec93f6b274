"""Why there is no plan, or a late one: tiny cases whose conflict and least changes are worked out by hand."""

from copy import deepcopy
from dataclasses import replace
from typing import Any

import pytest
from tests.plan_cases import Case, discrete, multi, network, shop, single

from seedtrain.plan import Explanation, PeriodPlan, PlanSettings, explain, load_case, solve

# In a network case a period has 30 days and a batch takes 10, so that a facility makes 3 batches of 1 kg a
# period. DATES: two due dates, on day 50 and day 91.
DATES = ["2020-02-20", "2020-04-01"]


def told(case: Case) -> Explanation:
    """What is said of the plan of a case."""
    problem = load_case(case)
    return explain(problem, solve(problem))


def conflict_of(found: Explanation) -> dict[tuple[str, tuple[str, ...]], tuple[int, ...]]:
    """Periods of the rules in the conflict; that demand must be met in time goes without saying."""
    return {(c.family, c.about): c.periods for c in found.conflict if c.family != "in_time"}


def ways_of(found: Explanation) -> dict[str, list[tuple[int | None, float]]]:
    """Period and amount of every change, by kind of way out."""
    return {way.family: [(g.period, g.amount) for g in way.changes] for way in found.ways}


def test_too_much_demand_for_the_days() -> None:
    """12 kg are due in period 3, three periods of 3 batches make 9: 3 kg less, later, or beyond the days.

    The conflict needs the days of all three periods. Each way out is measured by its share: 3 of 12, 3 of 3.
    """
    found = told(network({"A": [0, 0, 12]}, {"f": {"A": {}}}))
    assert (found.question, found.is_minimal) == ("infeasible", True)
    assert conflict_of(found) == {("demand", ("A",)): (2,), ("batches", ("f", "A")): (0, 1, 2)}
    ways = ways_of(found)
    assert ways["demand"] == [(2, 3.0)]
    assert ways["in_time"] == [(2, 3.0)]
    assert sum(amount for _, amount in ways["batches"]) == 3.0
    assert found.ways[0].share == pytest.approx(3 / 12)


def test_a_suite_that_opens_too_late() -> None:
    """5 kg are due in period 2, when the facility opens: 3 can be made. Opened in period 1 it makes 6.

    Less demand: 2 kg. Profit with the opening: 8 kg sold for 10; 8 batches of 1, one start of 3, and 2 kg
    stored from period 1 to 2 for 1 each: 80 - 8 - 3 - 2 = 67.
    """
    found = told(network({"A": [0, 5, 3]}, {"f": {"A": {}, "_from": 2}}))
    assert ("opening", ("f",)) in conflict_of(found)
    opening = next(way for way in found.ways if way.family == "opening")
    assert [(g.about, g.period) for g in opening.changes] == [(("f",), 0)]
    assert opening.objective == pytest.approx(67.0)
    assert ways_of(found)["demand"] == [(1, 2.0)]


def test_a_shelf_life_too_short() -> None:
    """8 kg are due in period 3, stock keeps one period: of the 9 kg that could be made 6 are in time.

    2 kg made in period 1 would have to keep two periods.
    """
    found = told(network({"A": [0, 0, 8]}, {"f": {"A": {}}}, shelf_life_periods=1))
    assert conflict_of(found)["shelf_life", ("A",)] == (0,)
    assert ways_of(found)["shelf_life"] == [(0, 2.0)]


def test_two_products_in_one_suite() -> None:
    """5 kg of A and 3 of B are due in period 2: 8 batches for two periods of 3, of which B takes one whole.

    A second facility like it, for one period, would do: 3 more of A. Less demand of A: 2 kg.
    """
    found = told(network({"A": [0, 5, 3], "B": [0, 3, 0]}, {"f": {"A": {}, "B": {}}}))
    rules = conflict_of(found)
    assert rules["demand", ("A",)] == rules["demand", ("B",)] == (1,)
    assert rules["one_product", ("f",)] == (0, 1)
    ways = ways_of(found)
    assert [amount for _, amount in ways["one_product"]] == [1.0]
    assert ways["demand"] == [(1, 2.0)]


def test_no_rule_of_a_conflict_can_be_left_out() -> None:
    """Without any one demand of the conflict the rest of the case has a plan: it is minimal, and needed."""
    case = network({"A": [0, 5, 3], "B": [0, 3, 0]}, {"f": {"A": {}, "B": {}}})
    for product, period in (("A", "2"), ("B", "2")):
        without = deepcopy(case)
        del without["demand_kg"][product][period]
        assert solve(load_case(without)).status == "optimal"


def test_a_plan_late_because_nothing_else_can_be() -> None:
    """5 batches are due in period 1, in which each stage makes 3: two are late, the conflict says why."""
    found = told(discrete({"A": [5, 0, 0]}))
    assert (found.question, found.in_time) == ("late", None)
    assert [(g.family, g.period, g.amount) for g in found.late] == [("backlog", 0, 2.0)]
    assert conflict_of(found).keys() >= {("demand", ("A",))}
    assert ways_of(found)["demand"] == [(0, 2.0)]


def test_a_plan_late_because_that_pays() -> None:
    """A batch late for 0.5 saves a campaign of its own, which costs 4: late by choice, not for want of days.

    One batch of A is due in periods 1 and 3, a batch of B in period 2, all made in one suite a stage, stock
    for 1 a period and stage. Late or in time, the plan in time is worth less, and both are told.
    """
    case = discrete(
        {"A": [1, 0, 1], "B": [0, 1, 0]},
        lateness_penalty_per_batch_period=0.5,
        changeover_cost_per_start=4,
        usp_storage_cost_per_batch_period=9,
        dsp_storage_cost_per_batch_period=9,
    )
    found = told(case)
    assert found.question == "late"
    assert found.conflict == ()
    assert found.in_time is not None
    assert found.objective is not None
    assert found.in_time < found.objective
    prompt = deepcopy(case)
    for product in prompt["products"]:
        product["lateness_penalty_per_batch_period"] = 1000
    assert found.in_time == pytest.approx(solve(load_case(prompt)).objective)


def test_a_plan_in_time_needs_no_explanation() -> None:
    """Nothing is late, so nothing stands in its way."""
    found = told(discrete({"A": [1, 2, 2]}))
    assert (found.question, found.conflict, found.ways, found.late) == ("nothing", (), (), ())


def test_a_shop_that_is_late_lacks_days() -> None:
    """5 batches of each of two products are due in a period of 10 days; with a campaign of 2 days each they
    need 14.

    Where batches can be bought for 99, the plan in time makes 6 in two campaigns, 6 + 2 x 2 = 10 days and
    money, and buys 4: 406. Where none can be bought, 4 days lack.
    """
    case = shop([[5.0, 0.0], [5.0, 0.0]], [[1.0], [1.0]], backlog_cost=1, outsource_cost=99)
    assert told(case).in_time == pytest.approx(406.0)
    problem = load_case(case)
    assert isinstance(problem, PeriodPlan)
    markets = {name: replace(market, outsource_cost=None) for name, market in problem.markets.items()}
    problem = replace(problem, markets=markets)
    found = explain(problem, solve(problem))
    assert found.question == "late"
    demand = {("demand", (product,)): (0,) for product in ("p1", "p2")}
    assert conflict_of(found) == demand | {("suite_days", ("s1",)): (0,)}
    ((period, days),) = ways_of(found)["suite_days"]
    assert period == 0
    assert days == pytest.approx(4.0)


def sufficient(case: Case, found: Explanation) -> list[bool]:
    """Whether the case has a plan once the demand is lowered as each way of that kind says."""
    checked = []
    for way in found.ways:
        if way.family == "demand":
            less: Any = deepcopy(case)
            for given in way.changes:
                rows = {row["id"]: row for row in less["products"]}
                rows[given.about[0]]["kg_demand"][given.period] -= given.amount
            checked.append(solve(load_case(less)).status == "optimal")
    return checked


def test_a_single_suite_that_cannot() -> None:
    """A and B each need the days before day 50, in which one suite can't make both: 8 kg and 5 kg at 5 days.

    Batches are stored from day 8 on, every 5 days, released two days later, and at most 3 make a campaign,
    with 4 days to the next product: A, B and A again, or the other way round. Eight of A can't be had with
    five of B; two can.
    """
    case = single({"A": {"kg_demand": [8.0, 3.0]}, "B": {"kg_demand": [5.0, 0.0]}}, [[0, 4], [4, 0]], DATES)
    found = told(case)
    assert found.question == "infeasible"
    assert conflict_of(found) == {("demand", ("A",)): (0,), ("demand", ("B",)): (0,)}
    assert sufficient(case, found) == [True]


def test_a_stock_limit_in_the_way() -> None:
    """A due 6 kg on day 91 can only be kept 2 kg by day 50: more stock, or the campaign limits give.

    One product, campaigns of at most 3 batches that can't follow each other: 3 kg at most by themselves, so
    that 6 kg need the campaign rule to give; the stock limit of 2 kg alone is then in the way of nothing.
    """
    case = single({"A": {"kg_demand": [0.0, 6.0], "kg_storage_limits": 2.0}}, [[0]], DATES)
    found = told(case)
    families = {family for family, _ in conflict_of(found)}
    assert "demand" in families
    assert families & {"campaign", "stock_limit"}


def test_several_suites_that_cannot() -> None:
    """Two batches of A by day 20 in a USP suite of 10 days a batch: one less, or due on day 40 instead.

    The suite begins after a changeover of 2 days, DSP takes 5 more: batches are ready on days 17 and 27.
    """
    products: dict[str, Case] = {"A": {"demand_batches": [2, 0]}}
    found = told(multi(products, ["2020-01-21", "2020-02-10"], (1, 1)))
    assert conflict_of(found) == {("demand", ("A",)): (0,)}
    ways = ways_of(found)
    assert ways["demand"] == [(0, 1.0)]
    assert ways["later"] == [(0, 1.0)]


def test_what_is_not_decided_in_time_is_said() -> None:
    """With a microsecond a question nothing is proven: the conflict is not called minimal."""
    problem = load_case(network({"A": [0, 0, 12]}, {"f": {"A": {}}}))
    found = explain(problem, solve(problem, PlanSettings()), 1e-9)
    assert found.question == "infeasible"
    assert not found.is_minimal
