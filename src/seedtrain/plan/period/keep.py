"""Plans with their decisions given: projects and qualifications stand, campaigns are planned."""

from collections.abc import Iterable
from time import perf_counter

from seedtrain.plan.highs import solve_highs
from seedtrain.plan.period.build import build_program
from seedtrain.plan.period.decisions import Decision, fix_decisions
from seedtrain.plan.period.solve import pack
from seedtrain.plan.problem.period_plan import PeriodPlan
from seedtrain.plan.result import PlanResult
from seedtrain.plan.settings import PlanSettings


def keep_decisions(problem: PeriodPlan, chosen: Iterable[Decision], settings: PlanSettings) -> PlanResult:
    """Best plan of ``problem`` that takes the ``chosen`` decisions and no others."""
    began = perf_counter()
    frame = build_program(problem)
    fix_decisions(frame, chosen)
    solution = solve_highs(frame.program, settings)
    return pack(frame, solution, perf_counter() - began)
