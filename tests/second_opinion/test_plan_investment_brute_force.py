"""Plans with projects and qualifications against every choice tried out, and laws of what may be decided."""

from dataclasses import replace
from itertools import product
from typing import Any

import numpy as np
import pytest
from tests.plan_years import best, years

from seedtrain.plan import PeriodPlan, PlanSettings, solve, verify
from seedtrain.plan.problem.project import Project
from seedtrain.plan.problem.qualification import Qualification

PERIODS = 4


def random_plan(seed: int) -> PeriodPlan:
    """A suite with one batch a period that may grow, a new suite that must be qualified, random money."""
    rng = np.random.default_rng(seed)
    suites: dict[str, dict[str, Any]] = {
        "a": {"fixed_cost": float(rng.integers(0, 4))},
        "b": {"open_from": None},
        "n": {"open_from": None, "fixed_cost": float(rng.integers(0, 3))},
    }
    lead = int(rng.integers(0, 2))
    projects = (
        Project(
            "grow", "expand", opens=("b",), closes=("a",), lead=lead, spend=(float(rng.integers(0, 30)),)
        ),
        Project("new", "build", opens=("n",), spend=tuple(float(x) for x in rng.integers(0, 15, 2))),
        Project("leave", "retire", closes=("a",), close_lag=1),
    )
    walk = Qualification(
        "A", "n", engineering=(1,), validation=(1,), approval=int(rng.integers(0, 2)), cost=2.0, gain=1.0
    )
    return years(
        [float(x) for x in rng.integers(0, 6, PERIODS)],
        suites,
        batch_days={"a": 30.0},
        stock={
            "holding_cost": float(rng.integers(0, 3)),
            "waste_cost": 1.0,
            "release_lag": int(rng.integers(0, 2)),
        },
        market={"lost_cost": float(rng.integers(0, 4))},
        projects=projects,
        qualifications=(walk,),
        weights=tuple(float(0.9**t) for t in range(PERIODS)),
    )


def tried_out(problem: PeriodPlan) -> float:
    """The best objective over every start of every project and of the walk, campaigns by dynamic
    programming."""
    starts = [[None, *project.starts(PERIODS)] for project in problem.projects]
    (walk,) = problem.qualifications
    found = -np.inf
    for begun in product(*starts):
        opened = open_of(problem, begun)
        if opened is None:
            continue
        for start in (None, *range(PERIODS - walk.lead)):
            if start is not None and not opened["n"][start]:
                continue
            found = max(found, fixed_money(problem, begun, opened, start) + campaigns(problem, opened, start))
    return found


def open_of(problem: PeriodPlan, begun: tuple[int | None, ...]) -> dict[str, list[int]] | None:
    """Periods in which each suite is open; None where two projects clash."""
    opened = {suite.id: [int(suite.is_open(t)) for t in range(PERIODS)] for suite in problem.stages[0].suites}
    for project, start in zip(problem.projects, begun, strict=True):
        for t in range(PERIODS):
            if start is not None and t >= start + project.lead:
                for name in project.opens:
                    opened[name][t] += 1
            if start is not None and t >= start + project.close_lag:
                for name in project.closes:
                    opened[name][t] -= 1
    return opened if all(each in (0, 1) for states in opened.values() for each in states) else None


def fixed_money(
    problem: PeriodPlan, begun: tuple[int | None, ...], opened: dict[str, list[int]], start: int | None
) -> float:
    """Capital, standing cost and the walk, discounted."""
    total = 0.0
    for project, first in zip(problem.projects, begun, strict=True):
        if first is not None:
            total -= sum(problem.weight(t) * project.spent_from(first, t) for t in range(PERIODS))
    for suite in problem.stages[0].suites:
        total -= sum(problem.weight(t) * suite.fixed_cost * opened[suite.id][t] for t in range(PERIODS))
    (walk,) = problem.qualifications
    if start is not None:
        total -= problem.weight(start) * (walk.cost + 2.0)
    return total


def campaigns(problem: PeriodPlan, opened: dict[str, list[int]], start: int | None) -> float:
    """Best worth of batches, stock and sales: every count of batches, stock and sales tried out."""
    (walk,) = problem.qualifications
    market, rule = problem.markets["A"], problem.stages[0].stocks["A"]
    most = []
    for t in range(PERIODS):
        count = 1 * opened["a"][t] + 3 * opened["b"][t]
        if start is not None and t >= start + walk.lead:
            count += 3 * opened["n"][t]
        most.append(count)
    worth: dict[tuple[int, int], float] = {(0, 0): 0.0}
    for t in range(PERIODS):
        after: dict[tuple[int, int], float] = {}
        for (stock, coming), value in worth.items():
            for made in range(most[t] + 1):
                gain = int(start is not None and t == start + walk.lead)
                there = stock + gain + (coming if rule.release_lag else made)
                demand = int(market.demand[t])
                for sold in range(min(there, demand) + 1):
                    for thrown in range(there - sold + 1):
                        left = there - sold - thrown
                        money = 10.0 * sold - made - rule.holding_cost * left - thrown
                        money -= (market.lost_cost or 0.0) * (demand - sold)
                        key = (left, made if rule.release_lag else 0)
                        total = value + problem.weight(t) * money
                        after[key] = max(after.get(key, -np.inf), total)
        worth = after
    return max(worth.values())


@pytest.mark.parametrize("seed", range(8))
def test_the_plan_is_as_good_as_the_best_of_all_choices(seed: int) -> None:
    """Every start of three projects and a walk, with the best campaigns for each."""
    problem = random_plan(seed)
    assert best(problem).objective == pytest.approx(tried_out(problem), abs=1e-6)


@pytest.mark.parametrize("seed", range(4))
def test_one_more_option_never_lowers_what_a_plan_is_worth(seed: int) -> None:
    """Nor does an earlier day to begin, a shorter lead time, a larger budget or one more place."""
    problem = random_plan(seed)
    whole = best(problem).objective
    assert whole is not None
    for left_out in problem.projects:
        fewer = replace(problem, projects=tuple(p for p in problem.projects if p is not left_out))
        assert (best(fewer).objective or 0.0) <= whole + 1e-6
    later = tuple(replace(project, earliest=1) for project in problem.projects)
    assert (best(replace(problem, projects=later)).objective or 0.0) <= whole + 1e-6
    slower = tuple(replace(p, lead=p.lead + 1, close_lag=p.close_lag) for p in problem.projects)
    assert (best(replace(problem, projects=slower)).objective or 0.0) <= whole + 1e-6
    poorer = replace(problem, budget=(3.0,) * PERIODS)
    assert (best(poorer).objective or 0.0) <= whole + 1e-6


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_projects_and_suites_changes_nothing(seed: int) -> None:
    """The same optimum with both turned round."""
    problem = random_plan(seed)
    stage = problem.stages[0]
    turned = replace(
        problem,
        projects=problem.projects[::-1],
        stages=(replace(stage, suites=stage.suites[::-1]),),
    )
    result = solve(turned, PlanSettings())
    assert verify(turned, result) == []
    assert result.objective == pytest.approx(best(problem).objective)
