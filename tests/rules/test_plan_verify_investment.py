"""The judge of plans with projects, qualifications, licences, sites: every rule fires on a spoiled plan."""

from dataclasses import replace
from typing import Any

import pytest
from tests.plan_years import best, years

from seedtrain.plan import PeriodPlan, PlanResult, verify
from seedtrain.plan.problem.project import Project
from seedtrain.plan.problem.qualification import Qualification
from seedtrain.plan.problem.transfer import Transfer

NEW: dict[str, Any] = {"open_from": None}
WALK = Qualification("A", "n", transfer=1, engineering=(0,), validation=(3,), gain=3.0)
BUILD = Project("p", "build", opens=("n",), lead=1, spend=(1.0,), pool="hall", places=1.0)


def rules(problem: PeriodPlan, result: PlanResult) -> set[str]:
    """Names of the rules broken."""
    return {broken.rule for broken in verify(problem, result)}


def sound() -> tuple[PeriodPlan, PlanResult]:
    """A suite built in period 1, validated in period 2, used in periods 3 and 4."""
    problem = years(
        [0, 0, 3, 3],
        {"n": NEW},
        projects=(BUILD,),
        places={"hall": 1.0},
        budget=(1.0, 1.0, 1.0, 1.0),
        qualifications=(WALK,),
    )
    return problem, best(problem)


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"project": "q"}, "project"),
        ({"begins": 9, "opens": 10}, "project"),
        ({"opens": 0}, "project"),
        ({"begins": 1, "opens": 2}, "walk"),
        ({"begins": 2, "opens": 3}, "open"),
    ],
)
def test_a_project_that_breaks_a_rule(changes: dict[str, Any], rule: str) -> None:
    """Another project, another day: the judge works out again what is open when."""
    problem, plan = sound()
    if rule == "open":
        problem, plan = replace(problem, qualifications=()), replace(plan, qualifications=())
    spoiled = replace(plan, projects=(replace(plan.projects[0], **changes),))
    assert rule in rules(problem, spoiled)


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"product": "C"}, "walk"),
        ({"begins": 1, "on_site": 2, "ready": 3}, "qualified"),
        ({"on_site": 2}, "walk"),
        ({"ready": 3}, "walk"),
        ({"validation": 2}, "walk"),
        ({"engineering": 1}, "walk"),
        ({"begins": -1, "on_site": 0, "ready": 1}, "walk"),
    ],
)
def test_a_qualification_that_breaks_a_rule(changes: dict[str, Any], rule: str) -> None:
    """Two validation batches, a batch before the approval, or a walk out of its order."""
    problem, plan = sound()
    spoiled = replace(plan, qualifications=(replace(plan.qualifications[0], **changes),))
    assert rule in rules(problem, spoiled)


def test_validation_batches_with_a_gap_between_them() -> None:
    """Batches in the first and the third period on site are not consecutive."""
    problem, plan = sound()
    gap = replace(WALK, engineering=(0, 0, 0), validation=(2, 0, 1))
    assert "walk" in rules(replace(problem, qualifications=(gap,)), plan)


def test_a_walk_before_the_one_it_comes_after() -> None:
    """The other product was never qualified in the suite."""
    problem, plan = sound()
    walks = (replace(WALK, after="C"), replace(WALK, product="C"))
    assert "walk" in rules(replace(problem, qualifications=walks), plan)


def test_projects_beyond_places_budget_and_order() -> None:
    """The same plan with no place left, no money, or a project that should have come first."""
    problem, plan = sound()
    assert "places" in rules(replace(problem, places={"hall": 0.0}), plan)
    assert "budget" in rules(replace(problem, budget=(0.5, 1.0, 1.0, 1.0)), plan)
    first = Project("q", "build")
    ordered = replace(problem, projects=(replace(BUILD, after="q"), first))
    assert "project" in rules(ordered, plan)
    assert "project" in rules(problem, replace(plan, projects=plan.projects * 2))


def test_projects_that_close_one_suite_twice() -> None:
    """Retired by two projects at once: neither open nor closed."""
    leave = [Project(name, "retire", closes=("a",)) for name in ("p", "q")]
    problem = years([0], {"a": {"fixed_cost": 1.0}}, projects=tuple(leave))
    plan = best(problem)
    other = "q" if plan.projects[0].project == "p" else "p"
    rows = (*plan.projects, replace(plan.projects[0], project=other))
    assert "open" in rules(problem, replace(plan, projects=rows))


def test_sales_without_a_licence() -> None:
    """Judged under a licence that comes a period later."""
    problem = years([1, 1], {"a": {}})
    plan = best(problem)
    late = replace(problem, markets={"A": replace(problem.markets["A"], licensed={"": 1})})
    assert "market_licence" in rules(late, plan)


def test_a_way_that_is_not_there() -> None:
    """Material moved without a way between the sites; and a way that carries another product only."""
    suites: dict[str, dict[str, Any]] = {"a": {"site": "x"}, "b": {"site": "y", "open_from": None}}
    way = Transfer("x", "y", "making")
    problem = years([1], suites, market={"licensed": {"y": 0}}, transfers=(way,))
    plan = best(problem)
    assert "transfer" in rules(replace(problem, transfers=()), plan)
    assert "transfer" in rules(replace(problem, transfers=(replace(way, products=("B",)),)), plan)


def test_too_little_safety_stock() -> None:
    """Judged with more stock wanted than there is."""
    problem = years([1], {"a": {}})
    plan = best(problem)
    stage = problem.stages[0]
    wanted = replace(stage, stocks={"A": replace(stage.stocks["A"], safety=1.0)})
    assert "safety_stock" in rules(replace(problem, stages=(wanted,)), plan)


def test_batches_on_site_that_no_day_is_left_for() -> None:
    """Judged in a suite with 20 days off, the three validation batches of 30 days do not fit."""
    problem, plan = sound()
    stage = problem.stages[0]
    short = replace(stage, suites=(replace(stage.suites[0], days_off=20.0),))
    assert "suite_days" in rules(replace(problem, stages=(short,)), plan)


@pytest.mark.parametrize("kind", ["lost", "sales"])
def test_demand_that_is_given_up_must_be_said(kind: str) -> None:
    """Where none may be given up, or more is sold than is said, the books do not close."""
    problem = years([5], {"a": {}})
    plan = best(problem)
    flows = tuple(replace(row, quantity=row.quantity + 1) if row.kind == kind else row for row in plan.flows)
    assert rules(problem, replace(plan, flows=flows)) & {"demand", "balance", "not_negative"}
    strict = replace(problem, markets={"A": replace(problem.markets["A"], lost_cost=None)})
    assert "demand" in rules(strict, plan)
