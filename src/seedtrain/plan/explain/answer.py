"""Explain any planning problem."""

from seedtrain.plan.case.load import Problem
from seedtrain.plan.explain.explanation import Explanation
from seedtrain.plan.explain.period import explain_period_plan
from seedtrain.plan.explain.sequence import explain_sequence
from seedtrain.plan.problem.period_plan import PeriodPlan
from seedtrain.plan.result import PlanResult
from seedtrain.plan.settings import PlanSettings
from seedtrain.plan.solve import solve


def explain(problem: Problem, result: PlanResult, seconds: float | None = None) -> Explanation:
    """Why ``problem`` has no plan, or ``result`` is late, and what would have to change.

    ``seconds`` limit of each question put to a solver [s]; None for a fixed amount of work.
    """
    if isinstance(problem, PeriodPlan):
        return explain_period_plan(problem, result, seconds)
    return explain_sequence(problem, result, solve, PlanSettings(time_limit_s=seconds))
