"""Decisions of a plan: projects and qualifications with the periods they begin in."""

from collections.abc import Iterable

from seedtrain.plan.period.frame import Frame
from seedtrain.plan.result import PlanResult

Decision = tuple[str, ...]
"""A project and its period, or a suite, a product and the period."""


def decisions(frame: Frame) -> dict[Decision, int]:
    """Column of each decision that may be taken."""
    found: dict[Decision, int] = {(name, str(t)): column for (name, t), column in frame.begun.items()}
    found |= {(suite, product, str(t)): column for (suite, product, t), column in frame.taken.items()}
    return found


def decided_by(result: PlanResult) -> frozenset[Decision]:
    """Decisions that ``result`` takes."""
    begun = {(row.project, str(row.begins)) for row in result.projects}
    taken = {(row.suite, row.product, str(row.begins)) for row in result.qualifications}
    return frozenset[Decision](begun | taken)


def fix_decisions(frame: Frame, chosen: Iterable[Decision]) -> None:
    """Let the program take the ``chosen`` decisions and no others."""
    taken = set(chosen)
    for name, column in decisions(frame).items():
        frame.program.lower[column] = frame.program.upper[column] = float(name in taken)
