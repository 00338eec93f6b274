"""Long horizons: the first plan made window by window."""

import pytest
from tests.plan_cases import network

from seedtrain.plan import PeriodPlan, PlanSettings, load_case, verify
from seedtrain.plan.highs import solve_highs
from seedtrain.plan.period.build import build_program
from seedtrain.plan.period.rolling import LONG, roll
from seedtrain.plan.period.solve import pack, solve_period_plan
from seedtrain.plan.solution import Solution


def long_plan(shelf_life: int) -> PeriodPlan:
    """One facility, two products, demand in turns over a horizon that counts as long."""
    demand = {p: [float(t % 4 == 2 * k + 1) for t in range(LONG)] for k, p in enumerate(("A", "B"))}
    problem = load_case(network(demand, {"f": {"A": {}, "B": {}}}, shelf_life_periods=shelf_life))
    assert isinstance(problem, PeriodPlan)
    return problem


def test_a_rolled_plan_is_sound_and_lies_between_optimum_and_bound() -> None:
    """The plan passes the judge; plan <= optimum <= bound of the first window."""
    problem = long_plan(4)
    frame = build_program(problem)
    values, bound = roll(frame, PlanSettings(), None)
    exact = solve_highs(frame.program, PlanSettings())
    assert values is not None
    assert bound is not None
    assert exact.bound is not None
    result = pack(frame, Solution(values, bound, "feasible", "HiGHS"), 0.0)
    assert verify(problem, result) == []
    assert (result.objective or 0.0) <= exact.bound + 1e-6 <= bound + 2e-6


def test_a_long_horizon_is_solved_to_proof_from_its_first_plan() -> None:
    """The start does not change the optimum.

    Stock lives one period and the products take turns every two: each of twelve batches is its own campaign.
    Sales 120, batches 12, starts 36: profit 72.
    """
    result = solve_period_plan(long_plan(1), PlanSettings(solver="highs"))
    assert result.status == "optimal"
    assert result.objective == pytest.approx(72)


def test_a_long_horizon_that_cannot_be_met_is_infeasible() -> None:
    """Demand in the first period beyond what a period can make."""
    demand = {"A": [9.0] + [0.0] * (LONG - 1)}
    problem = load_case(network(demand, {"f": {"A": {}}}))
    assert isinstance(problem, PeriodPlan)
    assert solve_period_plan(problem, PlanSettings(solver="highs")).status == "infeasible"
