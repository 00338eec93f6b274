"""Plans kept from a market by its licence: the conflict and the ways out, worked by hand."""

from dataclasses import replace
from typing import Any

import pytest
from tests.plan_years import years

from seedtrain.plan import Explanation, PeriodPlan, explain, solve


def asked(problem: PeriodPlan) -> Explanation:
    """Explanation of the plan of ``problem``."""
    return explain(problem, solve(problem))


def test_a_licence_that_comes_after_the_demand() -> None:
    """Demand 3 in period 1, which may not be given up; the licence comes in period 2.

    Either the licence comes by period 1, and 3 x 9 = 27 are earned, or the demand is 3 lower: nothing.
    """
    problem = years([3.0, 0.0], {"a": {}}, market={"licensed": {"": 1}, "lost_cost": None})
    found = asked(problem)
    assert found.question == "infeasible"
    assert found.is_minimal
    assert {each.family for each in found.conflict} >= {"licence"}
    assert [each.periods for each in found.conflict if each.family == "licence"] == [(0,)]
    ways = {way.family: way for way in found.ways}
    (change,) = ways["licence"].changes
    assert (change.about, change.period) == (("A",), 0)
    assert change.amount == pytest.approx(3)
    assert ways["licence"].objective == pytest.approx(27)
    assert ways["demand"].objective == pytest.approx(0)


def test_a_licence_that_never_comes_at_one_of_two_sites() -> None:
    """Site f may sell from period 2 on, site g never; demand of period 1 is given up: 10 a unit are lost.

    Being in time needs a licence by period 1, at either site; demand lower by 3 is the other way.
    """
    suites: dict[str, dict[str, Any]] = {"a": {"site": "f"}, "b": {"site": "g"}}
    problem = years([3.0, 3.0], suites, market={"licensed": {"f": 1}})
    found = asked(problem)
    assert (found.question, found.in_time) == ("late", None)
    told = {(each.family, each.about) for each in found.conflict}
    assert {("licence_at", ("A", "f")), ("licence_at", ("A", "g"))} <= told
    ways = {way.family: way for way in found.ways}
    assert {change.about for change in ways["licence_at"].changes} <= {("A", "f"), ("A", "g")}
    assert {change.period for change in ways["licence_at"].changes} == {0}
    assert ways["licence_at"].objective == pytest.approx(54)
    assert ways["demand"].objective == pytest.approx(27)


def test_a_licence_in_time_is_no_part_of_a_conflict() -> None:
    """Licensed from the first period; six are asked for and three can be made: days, not the licence."""
    problem = years([6.0], {"a": {}}, market={"licensed": {"": 0}, "lost_cost": None})
    found = asked(problem)
    assert found.question == "infeasible"
    assert not any(each.family.startswith("licence") for each in found.conflict)
    bought = replace(problem.markets["A"], outsource_cost=5.0, licensed={"": 1})
    assert solve(replace(problem, markets={"A": bought})).status == "optimal"
