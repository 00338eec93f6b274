"""Timetables: the best of a few orders of the batches, improved by search, with bound, gap and verdict."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from seedtrain.flow.assignment import Assignment
from seedtrain.flow.problem import Problem
from seedtrain.flow.sequence import improve, place_in_order
from seedtrain.flow.verify import verify
from seedtrain.results.timetable import BatchOrder, Slot, Timetable
from seedtrain.schedule.bound import makespan_bound

BUDGET = 3_000_000
"""Operations placed by the search; trials = budget / operations."""

MOST_TRIALS = 20_000

Ints = NDArray[np.int64]


def timetable(
    problem: Problem, batches: Sequence[BatchOrder], *, budget: int = BUDGET, seed: int = 1
) -> Timetable:
    """Schedule the batches (the jobs of ``problem``, in its order) and say how far from the best it can be.

    The orders *as given*, *earliest due* and *campaigns by product* are tried, and the best is improved by
    ``budget`` placed operations of local search. With due times the weighted tardiness counts first, then the
    makespan. The same input and seed give the same timetable.

    Raises :class:`InputError` (SCH-001) when a batch fits nowhere.
    """
    if not batches:
        return _empty()
    due = bool(np.isfinite(problem.due_h).any())
    best = min(_orders(problem), key=lambda order: _score(problem, place_in_order(problem, order), due))
    trials = min(MOST_TRIALS, budget // len(problem.pool))
    found = place_in_order(problem, improve(problem, best, tardiness_first=due, trials=trials, seed=seed))
    bound = makespan_bound(problem)
    objective = found.makespan_h
    gap = abs(objective - bound) / max(1.0, abs(objective))
    return Timetable(
        slots=_slots(problem, found, batches),
        batches=tuple(batches),
        objective=objective,
        bound=bound,
        gap=gap,
        status="optimal" if objective <= bound * (1.0 + 1e-9) else "feasible",
        broken=tuple(f"{breach.rule}: {' '.join(breach.operations)}" for breach in verify(problem, found)),
        engine=f"list scheduling and local search, {trials} trials, seed {seed}",
    )


def tardiness(problem: Problem, found: Assignment) -> float:
    """Sum over jobs of weight times the hours its last operation ends after the due time."""
    ends = found.end_h[problem.route[1:] - 1]
    return float(np.sum(problem.weight * np.maximum(0.0, ends - problem.due_h)))


def _orders(problem: Problem) -> list[Ints]:
    """As given; earliest due first; by family, families and jobs in them by due time."""
    jobs = np.arange(len(problem.jobs))
    by_due = np.lexsort((jobs, problem.release_h, problem.due_h))
    first_due = np.full(len(problem.families), np.inf)
    np.minimum.at(first_due, problem.family, problem.due_h)
    by_family = np.lexsort((jobs, problem.due_h, problem.family, first_due[problem.family]))
    return [jobs, by_due, by_family]


def _score(problem: Problem, found: Assignment, due: bool) -> tuple[float, float]:
    span, late = found.makespan_h, tardiness(problem, found)
    return (late, span) if due else (span, late)


def _slots(problem: Problem, found: Assignment, batches: Sequence[BatchOrder]) -> tuple[Slot, ...]:
    """The operations by job and start, as people read them."""
    return tuple(
        Slot(
            job=batches[job].job,
            product=batches[job].product,
            suite=batches[job].suite,
            operation=problem.steps[problem.step[k]],
            unit=problem.units[found.unit[k]] if found.unit[k] >= 0 else "",
            start_h=float(found.start_h[k]),
            end_h=float(found.end_h[k]),
            free_h=float(found.free_h[k] if found.unit[k] >= 0 else found.end_h[k]),
        )
        for job in range(len(batches))
        for k in range(problem.route[job], problem.route[job + 1])
    )


def _empty() -> Timetable:
    """The timetable of no batches: nothing to do takes no time."""
    return Timetable(
        slots=(), batches=(), objective=0.0, bound=0.0, gap=0.0, status="optimal", broken=(), engine="none"
    )
