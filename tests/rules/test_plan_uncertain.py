"""Two-stage plans, near-optimal alternatives and what binds: tiny plans with their figures worked by hand."""

from dataclasses import replace
from typing import Any

import pytest
from tests.plan_years import best, years

from seedtrain.plan import PeriodPlan, PlanSettings, verify
from seedtrain.plan.alternatives import Wish, alternatives
from seedtrain.plan.period.decisions import decided_by
from seedtrain.plan.period.keep import keep_decisions
from seedtrain.plan.period.marginal import marginals
from seedtrain.plan.problem.project import Project
from seedtrain.plan.reversals import reversals
from seedtrain.plan.scenario.replan import replan
from seedtrain.plan.stochastic.extensive import Risk
from seedtrain.plan.stochastic.two_stage import TwoStage, tail_mean, two_stage

NEW: dict[str, Any] = {"open_from": None}
BUILD = Project("p", "build", opens=("n",), spend=(20.0,))


def may_build(demand: float) -> PeriodPlan:
    """Three batches from suite a, three more from n at capital 20; each sold for 10 and made for 1."""
    return years([demand], {"a": {}, "n": NEW}, projects=(BUILD,))


def solved(weight: float = 0.0, tail: float = 0.5) -> TwoStage:
    """Worlds of demand 3 and 6, base 4.5: built, they are worth 27 - 20 = 7 and 54 - 20 = 34; else 27 and
    27."""
    found = two_stage(may_build(4.5), [may_build(3), may_build(6)], Risk(weight, tail), PlanSettings())
    assert found is not None
    return found


def test_a_decision_is_taken_once_for_all_worlds() -> None:
    """Built, the mean is 20.5; not built, 27: nothing is built. In the base case, demand 4.5 brings 40.5 - 20
    against 27: not built either. Known beforehand: 27 and 34, mean 30.5."""
    found = solved()
    assert found.chosen == frozenset()
    assert found.objectives == pytest.approx((27, 27))
    assert found.value_of_stochastic_solution == pytest.approx(0)
    assert found.value_of_perfect_information == pytest.approx(3.5)
    assert found.bound == pytest.approx(27)


def test_the_stochastic_plan_beats_the_plan_of_the_mean() -> None:
    """Capital 12: at the mean 4.5 building brings 40.5 - 12 = 28.5 against 27, so it is built; over the
    worlds of 3 and 6 it brings 15 and 42, mean 28.5 as well. With worlds 3, 3 and 6 (mean 4, where 36 - 12
    loses to 27, so nothing is built) built 15, 15, 42: mean 24 against 27: not built. With 3, 6, 6 and base
    3: base does not build (27), stochastic builds 15, 42, 42: mean 33: value 6; known 27, 42, 42: 37: 4."""
    cheap = replace(BUILD, spend=(12.0,))
    worlds = [replace(may_build(d), projects=(cheap,)) for d in (3, 6, 6)]
    found = two_stage(replace(may_build(3), projects=(cheap,)), worlds, Risk(), PlanSettings())
    assert found is not None
    assert found.chosen == {("p", "0")}
    assert found.base == frozenset()
    assert found.expected == pytest.approx(33)
    assert found.value_of_stochastic_solution == pytest.approx(6)
    assert found.value_of_perfect_information == pytest.approx(4)


def test_risk_weighs_the_worst_worlds() -> None:
    """The same with all weight on the worst third: built it is 15, not built 27: not built."""
    cheap = replace(BUILD, spend=(12.0,))
    worlds = [replace(may_build(d), projects=(cheap,)) for d in (3, 6, 6)]
    found = two_stage(worlds[0], worlds, Risk(1.0, 1.0 / 3.0), PlanSettings())
    assert found is not None
    assert found.chosen == frozenset()
    assert found.tail == pytest.approx(27)
    assert found.bound == pytest.approx(27)


def test_a_cost_at_risk_is_the_mean_of_the_highest() -> None:
    """Cost: what is given up costs 10. Worlds 3 and 6: not built 3 and 3 + 30, built 20 + 3 and 20 + 6.

    Expected 18 against 24.5: not built; by the worse world 33 against 26: built.
    """

    def cost(demand: float) -> PeriodPlan:
        problem = may_build(demand)
        market = replace(problem.markets["A"], price=0.0, lost_cost=10.0)
        return replace(problem, maximise=False, markets={"A": market})

    worlds = [cost(3), cost(6)]
    plain = two_stage(cost(3), worlds, Risk(), PlanSettings())
    averse = two_stage(cost(3), worlds, Risk(1.0, 0.5), PlanSettings())
    assert plain is not None
    assert averse is not None
    assert (plain.expected, plain.tail) == pytest.approx((18, 33))
    assert averse.chosen == {("p", "0")}
    assert averse.tail == pytest.approx(26)
    assert averse.value_of_stochastic_solution == pytest.approx(18 - 24.5)


def test_the_tail_counts_the_last_world_in_part() -> None:
    """Of 1, 2, 3, 4 the worst three eighths are 1 and half of 2: 2 / 1.5."""
    assert tail_mean([4, 3, 2, 1], 0.375, is_profit=True) == pytest.approx(4 / 3)
    assert tail_mean([4, 3, 2, 1], 0.25, is_profit=False) == pytest.approx(4)


def test_decisions_are_kept_in_another_world() -> None:
    """Decided for demand 6 at capital 5 (built), kept for demand 3: 27 - 5 = 22."""
    cheap = replace(BUILD, spend=(5.0,))
    chosen = decided_by(best(replace(may_build(6), projects=(cheap,))))
    kept = keep_decisions(replace(may_build(3), projects=(cheap,)), chosen, PlanSettings())
    assert kept.objective == pytest.approx(22)
    assert verify(replace(may_build(3), projects=(cheap,)), kept) == []


def two_ways() -> PeriodPlan:
    """Three more batches from m for 1 or from n for 2: best 27 + 27 - 1 = 53 with m, 52 with n, 27 with
    neither, and 51 with both."""
    ways = (
        Project("m", "build", opens=("m",), spend=(1.0,)),
        Project("n", "build", opens=("n",), spend=(2.0,)),
    )
    return years([6], {"a": {}, "m": NEW, "n": NEW}, projects=ways)


def test_alternatives_take_other_projects() -> None:
    """Within 5 % of 53 (50.35) are 52 with n and 51 with both, in this order; within 3 % only the first."""
    problem = two_ways()
    plan = best(problem)
    found = alternatives(problem, plan, Wish(9, 0.05), PlanSettings())
    assert [round(each.objective or 0) for each in found] == [52, 51]
    assert [[row.project for row in each.projects] for each in found] == [["n"], ["m", "n"]]
    assert all(verify(problem, each) == [] for each in found)
    assert len(alternatives(problem, plan, Wish(9, 0.03), PlanSettings())) == 1


def test_each_option_is_decided_the_other_way() -> None:
    """Best 53 with m. Without m: n instead, 52. With n: m is left out, 52. Each choice is worth 1."""
    problem = two_ways()
    found = {each.project: each for each in reversals(problem, best(problem), PlanSettings())}
    assert (found["m"].is_taken, found["n"].is_taken) == (False, True)
    assert [found[name].result.objective for name in "mn"] == pytest.approx([52, 52])
    late = replace(problem, projects=(replace(problem.projects[0], earliest=5), problem.projects[1]))
    found = {each.project: each for each in reversals(late, best(late), PlanSettings())}
    assert found["m"].result.status == "infeasible"


def test_alternatives_may_have_to_wait() -> None:
    """Over two periods of demand 6 and 6: built at once 107, built in period 2 only 80: too much is lost
    within 20 %, not within 30 %."""
    ways = (Project("m", "build", opens=("m",), spend=(1.0,)),)
    problem = years([6, 6], {"a": {}, "m": NEW}, projects=ways)
    plan = best(problem)
    assert plan.objective == pytest.approx(107)
    assert alternatives(problem, plan, Wish(1, 0.2, build_from=1), PlanSettings()) == ()
    (later,) = alternatives(problem, plan, Wish(1, 0.3, build_from=1), PlanSettings())
    assert later.objective == pytest.approx(80)
    assert [row.begins for row in later.projects] == [1]


def test_alternatives_of_a_cost() -> None:
    """Least cost 6 + 1 with m; n costs 8: within 15 % of 7, not within 10 %."""
    problem = two_ways()
    market = replace(problem.markets["A"], price=0.0, lost_cost=10.0)
    problem = replace(problem, maximise=False, markets={"A": market})
    plan = best(problem)
    assert plan.objective == pytest.approx(7)
    assert [r.objective for r in alternatives(problem, plan, Wish(1, 0.15), PlanSettings())] == pytest.approx(
        [8]
    )
    assert alternatives(problem, plan, Wish(1, 0.1), PlanSettings()) == ()


def test_what_binds_is_told_with_its_worth() -> None:
    """Demand 5, three can be made: one more day is a tenth of a batch, worth 0.9. Demand 2: one per cent
    more is 0.02 of a batch, worth 0.18; the suite does not bind."""
    (row,) = marginals(years([5], {"a": {}}), best(years([5], {"a": {}})))
    assert (row.kind, row.name, row.periods) == ("suite_days", "a", (0,))
    assert row.worth == pytest.approx(0.9)
    (row,) = marginals(years([2], {"a": {}}), best(years([2], {"a": {}})))
    assert (row.kind, row.name) == ("demand", "A")
    assert row.worth == pytest.approx(0.18)


def test_a_licence_a_period_earlier_is_worth_what_it_lets_in() -> None:
    """Licensed from period 3, demand 3 in each: one period earlier sells three more at 9."""
    problem = years([3, 3, 3], {"a": {}}, market={"licensed": {"": 2}})
    found = {row.kind: row for row in marginals(problem, best(problem))}
    assert found["licence"].worth == pytest.approx(27)
    never = years([3, 3, 3], {"a": {}}, market={"licensed": {"": 3}})
    assert {row.kind for row in marginals(never, best(never))} == set()


def test_a_plan_made_again_learns_what_the_world_is() -> None:
    """Base: demand 3 in each of four periods, nothing built (27 in each). World: 3, 6, 6, 6.

    After the first step of two periods 6 is known and expected: n (capital 20) is built in period 2 at once,
    as demand of a step is known when its plan is made: 27 + 3 x 54 - 20 = 169, as if known beforehand. With
    steps of one period the same: period 2 is known when it begins.
    """

    def over(demand: list[float]) -> PeriodPlan:
        return years(demand, {"a": {}, "n": NEW}, projects=(BUILD,))

    base, world = over([3, 3, 3, 3]), over([3, 6, 6, 6])
    for step in (1, 2):
        found = replan(base, world, step, PlanSettings())
        assert found is not None
        assert found.objective == pytest.approx(169)
        assert found.known == pytest.approx(169)
        assert found.plans == 4 // step
    slow = Project("p", "build", opens=("n",), lead=1, spend=(20.0,))
    late = replan(replace(base, projects=(slow,)), replace(world, projects=(slow,)), 1, PlanSettings())
    assert late is not None
    # Begun when 6 is first seen, in period 2, open from 3: 27 + 27 + 54 + 54 - 20 = 142; else in 1: 169.
    assert (late.objective, late.known) == pytest.approx((142, 169))


def test_a_plan_made_again_is_paid_what_the_world_pays() -> None:
    """Demand 3 in each of four periods at 10 in the base case and 20 in the world: 12 x (20 - 1) = 228, as
    if known beforehand."""
    base = years([3, 3, 3, 3], {"a": {}})
    world = years([3, 3, 3, 3], {"a": {}}, market={"price": 20.0})
    found = replan(base, world, 1, PlanSettings())
    assert found is not None
    assert (found.objective, found.known) == pytest.approx((228, 228))


def test_safety_stock_and_a_cost_are_told_with_their_worth() -> None:
    """Two held over one period at 1 each, made at 1: one per cent less saves 0.04; of a cost, too."""
    stock = {"safety": 2.0, "holding_cost": 1.0}
    problem = years([0], {"a": {}}, stock=stock)
    (row,) = marginals(problem, best(problem))
    assert row.kind == "safety"
    assert row.worth == pytest.approx(0.04)
    (row,) = marginals(replace(problem, maximise=False), best(replace(problem, maximise=False)))
    assert row.kind == "safety"
    assert row.worth == pytest.approx(0.04)
