"""What a timetable is judged by, several goals in order, and the search that goes by them."""

import numpy as np
from numpy.typing import NDArray

from seedtrain.flow.kernels.between import Work, place_all
from seedtrain.flow.kernels.board import NEAR_H, Board, Pins, op_of
from seedtrain.flow.kernels.jit import plain
from seedtrain.flow.kernels.search import move
from seedtrain.flow.kernels.shop import Lines, Tails

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

OTHER_UNIT_H = 8.0
"""Hours that an operation on another unit counts as a change: a shift."""
TARDINESS, MAKESPAN, CHANGEOVERS, WORK_IN_PROGRESS, CHANGE = 0, 1, 2, 3, 4
"""Places of the goals in their values."""


@plain
def value(lines: Lines, board: Board, pins: Pins, work: Work, order: Ints, values: Floats) -> None:
    """Fill ``values`` (5,): weighted tardiness [h], makespan [h], changeovers, work in progress [h], change.

    Work in progress: the hours from first start to last end, over the jobs. Change: the hours by which
    operations start earlier or later than given, and :data:`OTHER_UNIT_H` for each on another unit.
    """
    values[:] = 0.0
    for job in order:
        first, last = lines.route[job], lines.route[job + 1] - 1
        end = work.start[last] + lines.duration[last]
        values[MAKESPAN] = max(values[MAKESPAN], end)
        values[WORK_IN_PROGRESS] += end - work.start[first]
        if end > lines.due[job] + NEAR_H:
            values[TARDINESS] += lines.weight[job] * (end - lines.due[job])
        for k in range(first, last + 1):
            if not np.isnan(pins.given[k]):
                values[CHANGE] += abs(work.start[k] - pins.given[k])
                if pins.wish[k] >= 0 and pins.wish[k] != work.unit[k]:
                    values[CHANGE] += OTHER_UNIT_H
    for unit in range(board.used.size):
        for at in range(1, board.used[unit]):
            op = op_of(board.op[unit, at])
            before = lines.family[work.job_of[op_of(board.op[unit, at - 1])]]
            if lines.changeover[op] > 0.0 and lines.family[work.job_of[op]] != before:
                values[CHANGEOVERS] += 1.0


@plain
def is_better(goals: Ints, values: Floats, than: Floats) -> bool:
    """Whether ``values`` are better than others, or equal, by the first of ``goals`` that differs."""
    for goal in goals:
        near = NEAR_H * max(1.0, abs(than[goal]))
        if values[goal] < than[goal] - near:
            return True
        if values[goal] > than[goal] + near:
            return False
    return True


@plain
def refine(
    lines: Lines, board: Board, tails: Tails, pins: Pins, work: Work, order: Ints, trial: Ints, goals: Ints,
    state: NDArray[np.uint64], values: Floats, reached: Floats, is_pressed: bool, budget: int,
) -> int:  # fmt: skip
    """Improve ``order`` in place by ``budget`` trials and fill ``reached`` (5,) with what it gives.

    Returns the job that fits nowhere in the order given, -1 for none. ``state`` (1,) the seed; ``work``,
    ``trial`` and ``values`` are scratch.
    """
    for attempt in range(1 + (budget if order.size > 1 else 0)):
        move(order, trial, state, attempt > 0)
        lost = place_all(lines, board, tails, pins, work, trial, is_pressed)
        if lost >= 0:
            if attempt == 0:
                reached[:] = np.inf
                return lost
            continue
        value(lines, board, pins, work, trial, values)
        if attempt == 0 or is_better(goals, values, reached):
            for goal in range(values.size):
                reached[goal] = values[goal]
            for at in range(order.size):
                order[at] = trial[at]
    return -1
