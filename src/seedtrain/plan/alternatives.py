r"""Near-optimal plans: nearly as good, and built otherwise.

.. math::
    z \ge (1 - \epsilon) z^*, \qquad
    \sum_{j \in J} (1 - X_j) + \sum_{j \notin J} X_j \ge 1 \quad \text{for every set } J \text{ found},
    \qquad X_j = \sum_t x_{jt}

``z*`` the best objective known, ``epsilon`` what may be lost of its size; each further plan takes another set
of projects. With ``build_from`` nothing is built, expanded or retrofitted before a period.
"""

from dataclasses import dataclass, replace
from time import perf_counter

from seedtrain.plan.highs import solve_highs
from seedtrain.plan.period.build import build_program
from seedtrain.plan.period.frame import Frame
from seedtrain.plan.period.solve import pack
from seedtrain.plan.problem.period_plan import PeriodPlan
from seedtrain.plan.result import PlanResult
from seedtrain.plan.settings import PlanSettings

BUILDING = ("build", "expand", "retrofit")


@dataclass(frozen=True, slots=True)
class Wish:
    """``count`` plans at most, each ``within`` a share of the best; nothing built before the period
    ``build_from`` (None: whenever)."""

    count: int
    within: float = 0.02
    build_from: int | None = None


def alternatives(
    problem: PeriodPlan, best: PlanResult, wish: Wish, settings: PlanSettings
) -> tuple[PlanResult, ...]:
    """Plans as good as ``wish`` asks, the best first, none with the set of projects of another or of
    ``best`` (which may itself be the first where ``build_from`` makes it another one)."""
    if best.objective is None:
        return ()
    asked = problem if wish.build_from is None else _waiting(problem, wish.build_from)
    sets = [frozenset(row.project for row in best.projects)] if wish.build_from is None else []
    found: list[PlanResult] = []
    while len(found) < wish.count:
        began = perf_counter()
        frame = build_program(asked)
        _ask_worth(frame, best.objective, wish.within)
        for known in sets:
            _exclude(frame, known)
        result = pack(frame, solve_highs(frame.program, settings), perf_counter() - began)
        if result.objective is None:
            break
        found.append(result)
        sets.append(frozenset(row.project for row in result.projects))
    sign = -1.0 if problem.maximise else 1.0
    return tuple(sorted(found, key=lambda result: sign * (result.objective or 0.0)))


def _waiting(problem: PeriodPlan, period: int) -> PeriodPlan:
    """``problem`` with nothing built before ``period``."""
    later = (
        replace(project, earliest=max(project.earliest, period)) if project.kind in BUILDING else project
        for project in problem.projects
    )
    return replace(problem, projects=tuple(later))


def _ask_worth(frame: Frame, best: float, within: float) -> None:
    terms = [(column, value) for column, value in enumerate(frame.program.objective()) if value]
    lost = within * abs(best)
    if frame.problem.maximise:
        frame.program.at_least(terms, best - lost)
    else:
        frame.program.at_most(terms, best + lost)


def _exclude(frame: Frame, known: frozenset[str]) -> None:
    """Ask for a set of projects other than ``known``."""
    terms = [(column, -1.0 if name in known else 1.0) for (name, _), column in frame.begun.items()]
    frame.program.at_least(terms, 1.0 - len(known))
