"""Projects, qualification, licences, sites and stocks of plans by period: optima worked by hand."""

from dataclasses import replace
from typing import Any

import pytest
from tests.plan_years import best, years

from seedtrain.plan.problem.project import Project
from seedtrain.plan.problem.qualification import Qualification
from seedtrain.plan.problem.transfer import Transfer

NEW: dict[str, Any] = {"open_from": None}
"""A suite that only a project opens."""


def test_a_project_opens_its_suite_after_its_lead_time() -> None:
    """Begun at once and open from period 2: six batches at 10 less 1, capital 4 and 2: 54 - 6 = 48."""
    build = Project("p", "build", opens=("n",), lead=1, spend=(4.0, 2.0))
    result = best(years([3, 3, 3], {"n": NEW}, projects=(build,)))
    assert result.objective == pytest.approx(48)
    assert [(row.project, row.begins, row.opens) for row in result.projects] == [("p", 0, 1)]
    assert result.cost_by_category["capital"] == pytest.approx(6)


def test_a_project_that_does_not_pay_is_left() -> None:
    """Capital 60 against 54 earned: nothing is built, profit 0."""
    build = Project("p", "build", opens=("n",), lead=1, spend=(60.0,))
    result = best(years([3, 3, 3], {"n": NEW}, projects=(build,)))
    assert result.objective == pytest.approx(0)
    assert result.projects == ()


def test_a_project_keeps_to_its_window() -> None:
    """It may begin from period 2 on: open in period 3 alone, 3 x 9 - 6 = 21."""
    build = Project("p", "build", opens=("n",), lead=1, spend=(4.0, 2.0), earliest=1)
    result = best(years([3, 3, 3], {"n": NEW}, projects=(build,)))
    assert result.objective == pytest.approx(21)
    late = replace(build, earliest=0, latest=0, lead=2)
    assert best(years([3, 3, 3], {"n": NEW}, projects=(late,))).objective == pytest.approx(21)


def test_an_expansion_stands_still_and_then_makes_more() -> None:
    """One batch a period in suite a, three in b, into which it grows with one period of standstill.

    1 + 0 + 3 + 3 batches at 9, capital 5: 58; without it 4 x 9 = 36.
    """
    grow = Project("p", "expand", opens=("b",), closes=("a",), lead=2, close_lag=1, spend=(5.0,))
    problem = years([3, 3, 3, 3], {"a": {}, "b": NEW}, batch_days={"a": 30.0}, projects=(grow,))
    result = best(problem)
    assert result.objective == pytest.approx(58)
    assert [(row.suite, row.batches) for row in result.campaigns] == [("a", 1), ("b", 3), ("b", 3)]
    assert best(replace(problem, projects=())).objective == pytest.approx(36)


def test_a_suite_is_changed_by_one_project_only() -> None:
    """Two ways to grow, the larger one pays: both at once would close the suite twice.

    With c four batches (7.5 days) from period 2 on: 1 + 4 + 4 at 9, capital 2: 79.
    """
    ways = (
        Project("b", "expand", opens=("b",), closes=("a",), lead=1, close_lag=1),
        Project("c", "expand", opens=("c",), closes=("a",), lead=1, close_lag=1, spend=(2.0,)),
    )
    suites: dict[str, dict[str, Any]] = {"a": {}, "b": NEW, "c": NEW}
    problem = years([9, 9, 9], suites, batch_days={"a": 30.0, "c": 7.5}, projects=ways)
    result = best(problem)
    assert result.objective == pytest.approx(79)
    assert [row.project for row in result.projects] == ["c"]


def test_a_suite_without_work_is_retired() -> None:
    """It costs 7 a period while it stands; notice takes one: 7 instead of 21."""
    leave = Project("p", "retire", closes=("a",), close_lag=1)
    result = best(years([0, 0, 0], {"a": {"fixed_cost": 7.0}}, projects=(leave,)))
    assert result.objective == pytest.approx(-7)
    assert [(row.project, row.opens) for row in result.projects] == [("p", 1)]


def test_projects_share_prepared_places() -> None:
    """Two suites of one place each, one place left: one is built, 3 x 9 - 1 = 26."""
    both = [Project(n, "build", opens=(n,), spend=(1.0,), pool="hall", places=1.0) for n in ("m", "n")]
    problem = years([6], {"m": NEW, "n": NEW}, projects=tuple(both), places={"hall": 1.0})
    assert best(problem).objective == pytest.approx(26)
    assert best(replace(problem, places={"hall": 2.0})).objective == pytest.approx(52)


def test_projects_keep_to_the_budget_of_each_period() -> None:
    """Each costs 4 and 4 may be spent a period: the second waits. 3 + 6 batches at 9, less 8: 73."""
    both = [Project(n, "build", opens=(n,), spend=(4.0,)) for n in ("m", "n")]
    problem = years([6, 6], {"m": NEW, "n": NEW}, projects=tuple(both), budget=(4.0, 4.0))
    result = best(problem)
    assert result.objective == pytest.approx(73)
    assert sorted(row.begins for row in result.projects) == [0, 1]


def test_a_project_waits_for_the_one_before_it() -> None:
    """n pays 27 - 1, m costs 30 and makes as much, but n may not be begun before m: -3 + 26 = 23."""
    both = (
        Project("m", "build", opens=("m",), spend=(30.0,)),
        Project("n", "build", opens=("n",), spend=(1.0,), after="m"),
    )
    assert best(years([6], {"m": NEW, "n": NEW}, projects=both)).objective == pytest.approx(23)


def test_money_is_weighted_by_its_period_and_a_plant_is_worth_something_at_the_end() -> None:
    """Weights 1 and 0.5, capital 4 in each period, worth 6 at the end when begun at once.

    Open in period 2: 0.5 x 27; capital 4 + 2; worth 0.5 x 6 = 3: 13.5 - 6 + 3 = 10.5.
    """
    build = Project("p", "build", opens=("n",), lead=1, spend=(4.0, 4.0), residual=(6.0, 6.0))
    result = best(years([0, 3], {"n": NEW}, projects=(build,), weights=(1.0, 0.5), goal="npv"))
    assert result.objective == pytest.approx(10.5)
    assert result.cost_by_category["residual"] == pytest.approx(-3)
    assert result.objective_name == "npv"


WALK = Qualification("A", "a", transfer=1, engineering=(0,), validation=(3,), approval=1, cost=2.0, gain=3.0)


def test_validation_comes_before_the_first_batch_that_counts() -> None:
    """Transfer in period 1, three batches in 2, approval in 3, made from 4 on.

    Validation batches serve period 4, three more period 5: 60 - 3 - 3 - 2 = 52.
    """
    result = best(years([3, 3, 3, 3, 3], {"a": {}}, qualifications=(WALK,)))
    assert result.objective == pytest.approx(52)
    (row,) = result.qualifications
    assert (row.begins, row.on_site, row.ready, row.validation) == (0, 1, 3, 3)
    assert all((row.period or 0) >= 3 for row in result.campaigns)


def test_validation_needs_the_suite_and_its_days() -> None:
    """The suite opens in period 3: transfer on paper before it, 3 batches on site in it, made from period 5.

    Sold in period 5: three validation batches: 30 - 3 - 2 = 25.
    """
    result = best(years([3, 3, 3, 3, 3], {"a": {"open_from": 2}}, qualifications=(WALK,)))
    assert result.objective == pytest.approx(25)
    assert [(row.begins, row.on_site) for row in result.qualifications] == [(1, 2)]


@pytest.mark.parametrize("one_product", [False, True])
def test_batches_on_site_take_the_place_of_others(one_product: bool) -> None:
    """A second suite product B is qualified by one batch while A sells.

    Days shared: A makes 3, 2, 3 (8 x 9) and B is not worth it alone: with B's walk of one batch (cost 1) and
    B sold in period 3 for 10 - 1: A gives way to it once on site (9) and once when made (9): nothing gained,
    so B is left and A earns 81. Where B's price is 100, it is made: on site 1 batch of A lost, or the whole
    suite where it holds one product a period.
    """
    problem = years([3, 3, 3], {"a": {}}, one_product=one_product)
    stage = problem.stages[0]
    rule = stage.rules["a", "A"]
    made = replace(
        stage,
        suites=(replace(stage.suites[0], products=("A", "B")),),
        rules={("a", "A"): rule, ("a", "B"): rule},
        stocks={"A": stage.stocks["A"], "B": stage.stocks["A"]},
    )
    walk = Qualification("B", "a", engineering=(1,), validation=(0,))
    sold = replace(problem.markets["A"], demand=(0.0, 0.0, 1.0), price=100.0)
    both = replace(
        problem,
        products=("A", "B"),
        stages=(made,),
        markets={"A": problem.markets["A"], "B": sold},
        qualifications=(walk,),
    )
    # Shared: A 2 on the day of B's walk, 3, and 2 beside B: 7 x 9 + 99 - 1. One product: A in one period of
    # three; stock may be made ahead of neither: 3 x 9 + 99 - 1.
    assert best(both).objective == pytest.approx(27 + 98 if one_product else 63 + 98)
    cheap = replace(both, markets={"A": problem.markets["A"], "B": replace(sold, price=10.0)})
    assert best(cheap).objective == pytest.approx(81)


def test_a_suite_that_grew_keeps_its_qualifications() -> None:
    """Qualified in a at once, it is qualified in b, into which a grows: no second walk.

    Walk of one batch in period 1 (cost 1); a grows in period 2, b from period 3: 3 x 9 - 1 = 26; without
    what is carried over b would need a walk of its own in period 3.
    """
    walk = Qualification("A", "a", engineering=(1,), validation=(0,))
    grow = Project("p", "expand", opens=("b",), closes=("a",), lead=2, close_lag=1, earliest=0, latest=0)
    walks = (walk, replace(walk, suite="b", carried_from="a"))
    problem = years([0, 0, 3], {"a": {}, "b": NEW}, projects=(grow,), qualifications=walks)
    result = best(replace(problem, markets={"A": replace(problem.markets["A"], demand=(0.0, 0.0, 3.0))}))
    assert result.objective == pytest.approx(26)
    assert [(row.suite, row.begins) for row in result.qualifications] == [("a", 0)]


def test_a_walk_may_come_after_another_ones() -> None:
    """Validation of A needs the clinical qualification of C in the same suite.

    C: one engineering batch in period 1; A: three validation batches in period 2, sold in period 3.
    30 - 1 - 3 = 26.
    """
    problem = years([0, 0, 3], {"a": {}})
    stage = problem.stages[0]
    rule = stage.rules["a", "A"]
    made = replace(
        stage,
        suites=(replace(stage.suites[0], products=("A", "C")),),
        rules={("a", "A"): rule, ("a", "C"): rule},
        stocks={"A": stage.stocks["A"], "C": stage.stocks["A"]},
    )
    walks = (
        Qualification("C", "a", engineering=(1,), validation=(0,)),
        Qualification("A", "a", engineering=(0,), validation=(3,), gain=3.0, after="C"),
    )
    result = best(replace(problem, products=("A", "C"), stages=(made,), qualifications=walks))
    assert result.objective == pytest.approx(26)
    assert [(row.product, row.begins) for row in result.qualifications] == [("C", 0), ("A", 1)]


def test_nothing_is_sold_before_the_licence() -> None:
    """Licensed from period 3 of 3: one sale, 10 - 1 = 9; a site it does not name never sells."""
    assert best(years([1, 1, 1], {"a": {}}, market={"licensed": {"": 2}})).objective == pytest.approx(9)
    assert best(years([1, 1, 1], {"a": {}}, market={"licensed": {}})).objective == pytest.approx(0)


def test_material_is_sent_to_the_site_that_may_sell() -> None:
    """x makes, y is licensed, the way takes one period and costs 2: one sale in period 2, 10 - 1 - 2 = 7.

    Both demands are of 1; what arrives in period 2 serves one.
    """
    suites: dict[str, dict[str, Any]] = {"a": {"site": "x"}, "b": {"site": "y", "open_from": None}}
    way = Transfer("x", "y", "making", periods=1, cost=2.0)
    problem = years([1, 1], suites, market={"licensed": {"y": 0}}, transfers=(way,))
    result = best(problem)
    assert result.objective == pytest.approx(7)
    assert [(row.kind, row.site, row.target) for row in result.flows if row.kind == "moved"] == [
        ("moved", "x", "y")
    ]
    assert best(replace(problem, transfers=())).objective == pytest.approx(0)


def test_each_site_sells_what_it_has() -> None:
    """Two sites of three batches each and demand 5: five are sold, 45; x alone may sell three, 27."""
    suites: dict[str, dict[str, Any]] = {"a": {"site": "x"}, "b": {"site": "y"}}
    assert best(years([5], suites)).objective == pytest.approx(45)
    assert best(years([5], suites, market={"licensed": {"x": 0}})).objective == pytest.approx(27)


def test_what_is_bought_serves_the_market_itself() -> None:
    """Two sites that make nothing: bought at 6, sold at 10, demand 2: 8."""
    suites: dict[str, dict[str, Any]] = {
        "a": {"site": "x", "open_from": None},
        "b": {"site": "y", "open_from": None},
    }
    assert best(years([2], suites, market={"outsource_cost": 6.0})).objective == pytest.approx(8)


def test_safety_stock_is_held_or_paid_for() -> None:
    """Two wanted at the end of two periods: made (2) and held at 1 each (4) make 6; short at 0.5 costs 2."""
    stock = {"safety": 2.0, "holding_cost": 1.0}
    assert best(years([0, 0], {"a": {}}, stock=stock)).objective == pytest.approx(-6)
    result = best(years([0, 0], {"a": {}}, stock=stock | {"safety_cost": 0.5}))
    assert result.objective == pytest.approx(-2)
    assert [row.quantity for row in result.flows if row.kind == "short"] == [2, 2]


def test_a_batch_serves_from_its_release_on() -> None:
    """Released one period after it is made: of two demands of 1 the second is met, 10 - 1 = 9."""
    assert best(years([1, 1], {"a": {}}, stock={"release_lag": 1})).objective == pytest.approx(9)


def test_opening_stock_is_sold_first() -> None:
    """One at hand and demand 2: one more is made, 20 - 1 = 19."""
    assert best(years([2], {"a": {}}, stock={"opening": {"": 1.0}})).objective == pytest.approx(19)


def test_demand_given_up_costs_what_it_costs() -> None:
    """Demand 5, three can be made: two are given up at 4 each: 27 - 8 = 19."""
    result = best(years([5], {"a": {}}, market={"lost_cost": 4.0}))
    assert result.objective == pytest.approx(19)
    assert [(row.kind, row.quantity) for row in result.flows if row.kind == "lost"] == [("lost", 2)]


def test_days_off_leave_fewer_batches() -> None:
    """Ten days of maintenance in 30: two batches, 18."""
    assert best(years([3], {"a": {"days_off": 10.0}})).objective == pytest.approx(18)
