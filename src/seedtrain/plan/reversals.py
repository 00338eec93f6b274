r"""What each option is worth: the best plan that decides it the other way.

.. math:: X_j = 1 - X_j^*, \qquad X_j = \sum_t x_{jt}

for one project j at a time, all else free; ``X*`` what the plan does. So an option that is not taken is set
beside the ones that are: a single-use hall beside a stainless one.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from time import perf_counter

from seedtrain.plan.highs import solve_highs
from seedtrain.plan.period.build import build_program
from seedtrain.plan.period.solve import pack
from seedtrain.plan.problem.period_plan import PeriodPlan
from seedtrain.plan.result import PlanResult
from seedtrain.plan.settings import PlanSettings


@dataclass(frozen=True, slots=True)
class Reversal:
    """``project`` decided the other way; ``is_taken`` whether it is taken then; ``result`` the best plan
    so, whose objective is None where there is none."""

    project: str
    is_taken: bool
    result: PlanResult


def reversals(problem: PeriodPlan, result: PlanResult, settings: PlanSettings) -> Iterator[Reversal]:
    """Yield the plan with each project of ``problem`` decided the other way than in ``result``."""
    taken = {row.project for row in result.projects}
    for project in problem.projects:
        began = perf_counter()
        others = tuple(
            each for each in problem.projects if each.id != project.id and each.after != project.id
        )
        asked = replace(problem, projects=others) if project.id in taken else problem
        frame = build_program(asked)
        if project.id not in taken:
            own = [(column, 1.0) for (name, _), column in frame.begun.items() if name == project.id]
            frame.program.at_least(own, 1.0)
        found = pack(frame, solve_highs(frame.program, settings), perf_counter() - began)
        yield Reversal(project.id, project.id not in taken, found)
