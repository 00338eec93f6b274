"""Assignments: starts and units of all operations, as the kernels give them and the verifier judges them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from seedtrain.flow.problem import Problem


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


def assignment(problem: Problem, start_h: NDArray[np.float64], unit: NDArray[np.int64]) -> Assignment:
    """Complete starts and units by the rules of the problem; cleaning begins as soon as the hold ends."""
    end = start_h + problem.duration_h
    at = np.arange(len(problem.pool)) + problem.hold_offset
    hold_end = np.where(
        unit < 0, np.nan, np.maximum(end, np.where(problem.hold_at_end, end[at], start_h[at]))
    )
    return Assignment(
        start_h=start_h,
        end_h=end,
        unit=unit,
        hold_end_h=hold_end,
        clean_h=hold_end,
        free_h=hold_end + problem.clean_h,
    )
