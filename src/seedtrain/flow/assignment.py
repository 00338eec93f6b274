"""Assignments: starts and units of all operations, as the kernels give them and the verifier judges them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from seedtrain.flow.problem import Problem
from seedtrain.results.timetable import Timetable


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Assignment:
    """One schedule of a problem, shape (O,): times in hours, ``unit`` -1 for none.

    ``start_h`` and ``end_h`` of processing; ``hold_end_h`` until when the unit is held, ``clean_h`` when its
    cleaning starts, ``free_h`` when it is free for the same family (NaN where no unit is taken).
    """

    start_h: NDArray[np.float64]
    end_h: NDArray[np.float64]
    unit: NDArray[np.int64]
    hold_end_h: NDArray[np.float64]
    clean_h: NDArray[np.float64]
    free_h: NDArray[np.float64]

    @property
    def makespan_h(self) -> float:
        """Latest end of processing. [h]"""
        return float(self.end_h.max())


def assignment(
    problem: Problem,
    start_h: NDArray[np.float64],
    unit: NDArray[np.int64],
    clean_h: NDArray[np.float64] | None = None,
) -> Assignment:
    """Complete starts and units by the rules of the problem.

    ``clean_h`` starts of cleaning (NaN without unit); without it cleaning begins as soon as the hold ends.
    """
    end = start_h + problem.duration_h
    at = np.arange(len(problem.pool)) + problem.hold_offset
    hold_end = np.where(
        unit < 0, np.nan, np.maximum(end, np.where(problem.hold_at_end, end[at], start_h[at]))
    )
    cleaned = hold_end if clean_h is None else clean_h
    return Assignment(
        start_h=start_h,
        end_h=end,
        unit=unit,
        hold_end_h=hold_end,
        clean_h=cleaned,
        free_h=cleaned + problem.clean_h,
    )


def assignment_of(problem: Problem, timetable: Timetable) -> Assignment:
    """Read a timetable whose slots are the operations of ``problem``, in its order.

    Raises ``ValueError`` when they are not.
    """
    names = [(slot.job, slot.operation) for slot in timetable.slots]
    jobs, steps = problem.job_of, problem.step
    if names != [(problem.jobs[j], problem.steps[s]) for j, s in zip(jobs, steps, strict=True)]:
        raise ValueError("the slots of the timetable are not the operations of the problem")
    index = {name: place for place, name in enumerate(problem.units)} | {"": -1}
    start = np.array([slot.start_h for slot in timetable.slots], dtype=np.float64)
    unit = np.array([index[slot.unit] for slot in timetable.slots], dtype=np.int64)
    free = np.array([slot.free_h for slot in timetable.slots], dtype=np.float64)
    return assignment(problem, start, unit, np.where(unit < 0, np.nan, free - problem.clean_h))
