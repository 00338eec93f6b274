"""Solve any planning problem."""

from seedtrain.errors import InputError, finding
from seedtrain.plan.capacity.shop import is_shop
from seedtrain.plan.capacity.solve import solve_shop
from seedtrain.plan.case.load import Problem
from seedtrain.plan.named import AUTO, CP_SAT, check_solver
from seedtrain.plan.period.solve import solve_period_plan
from seedtrain.plan.problem.campaign_sequence import CampaignSequence
from seedtrain.plan.problem.period_plan import PeriodPlan
from seedtrain.plan.result import PlanResult
from seedtrain.plan.sequence.multi import solve_multi
from seedtrain.plan.sequence.single import single_front, solve_single
from seedtrain.plan.settings import PlanSettings


def solve(problem: Problem, settings: PlanSettings | None = None) -> PlanResult:
    """Best plan of ``problem`` for the objective of ``settings``, with its bound.

    Raises ``InputError`` for an objective that the problem does not know (PLN-012), a solver that is unknown,
    absent or can't run (PLN-060 to PLN-062), and one that can't take the problem (PLN-014).
    """
    settings = settings or PlanSettings()
    names = [] if settings.objective is None else settings.objective.split(",")
    for name in names:
        if name.strip() not in problem.objectives:
            known = ", ".join(problem.objectives)
            raise InputError([finding("PLN-012", path="objective", value=name, known=known)])
    check_solver(settings.solver)
    if isinstance(problem, PeriodPlan):
        if settings.solver == AUTO and is_shop(problem):
            return solve_shop(problem, settings)
        return solve_period_plan(problem, settings)
    _check_sequence_solver(problem, settings.solver)
    return (
        solve_single(problem, settings) if problem.rules.usp_suites == 0 else solve_multi(problem, settings)
    )


def _check_sequence_solver(problem: CampaignSequence, solver: str) -> None:
    """Plans in continuous time have engines of their own; several suites can be given to CP-SAT too."""
    if solver != AUTO and not (solver == CP_SAT and problem.rules.usp_suites):
        why = "the plan is in continuous time"
        raise InputError([finding("PLN-014", path="solver", value=solver, why=why, other=AUTO)])


def front(problem: Problem, settings: PlanSettings | None = None) -> list[PlanResult]:
    """Every plan that no other beats in all objectives of ``problem``, best in the first objective first.

    Raises ``InputError`` (PLN-013) for a problem of one objective.
    """
    if isinstance(problem, PeriodPlan) or len(problem.objectives) == 1:
        raise InputError([finding("PLN-013", value=problem.name)])
    settings = settings or PlanSettings()
    check_solver(settings.solver)
    _check_sequence_solver(problem, settings.solver)
    return single_front(problem, settings)
