"""Timetables: the best of a few orders of the batches, improved by search, with bound, gap and verdict."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from seedtrain.flow.assignment import Assignment
from seedtrain.flow.problem import Problem
from seedtrain.flow.sequence import place_in_order
from seedtrain.flow.verify import verify
from seedtrain.messages import Message
from seedtrain.results.timetable import BatchOrder, Slot, Timetable
from seedtrain.schedule.bound import makespan_bound
from seedtrain.schedule.search import BUDGET, best_order

Ints = NDArray[np.int64]


def timetable(
    problem: Problem, batches: Sequence[BatchOrder], *, budget: int = BUDGET, seed: int = 1
) -> Timetable:
    """Schedule the batches (the jobs of ``problem``, in its order) and say how far from the best it can be.

    Batches under way are placed before all others, so that they go on where they are. With due times the
    weighted tardiness counts first, then the makespan. The same input, budget and seed
    give the same timetable.

    Raises :class:`InputError` (SCH-001) when a batch fits nowhere.
    """
    if not batches:
        return _empty()
    order = best_order(problem, budget=budget, seed=seed)
    running = np.array([job for job, batch in enumerate(batches) if batch.begun_step], dtype=np.int64)
    found = place_in_order(problem, np.concatenate([running, order[~np.isin(order, running)]]))
    bound = makespan_bound(problem)
    objective = found.makespan_h
    gap = abs(objective - bound) / max(1.0, abs(objective))
    return Timetable(
        slots=slots_of(problem, found, batches),
        batches=tuple(batches),
        objective=objective,
        bound=bound,
        gap=gap,
        status="optimal" if objective <= bound * (1.0 + 1e-9) else "feasible",
        broken=tuple(f"{breach.rule}: {' '.join(breach.operations)}" for breach in verify(problem, found)),
        engine=Message("schedule.engine", {"seed": seed}),
    )


def tardiness(problem: Problem, found: Assignment) -> float:
    """Sum over jobs of weight times the hours its last operation ends after the due time."""
    ends = found.end_h[problem.route[1:] - 1]
    return float(np.sum(problem.weight * np.maximum(0.0, ends - problem.due_h)))


def slots_of(problem: Problem, found: Assignment, batches: Sequence[BatchOrder]) -> tuple[Slot, ...]:
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
        slots=(),
        batches=(),
        objective=0.0,
        bound=0.0,
        gap=0.0,
        status="optimal",
        broken=(),
        engine=Message("schedule.engine.none"),
    )
