"""The board: what occupies each unit, so that jobs can be placed between others, around what is pinned."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from seedtrain.flow.kernels.jit import part, plain
from seedtrain.flow.kernels.shop import Lines, fit

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

SLACK_H = 1.0 / 60.0
"""A pinned time holds to the minute: what a person wrote is rounded."""
NEAR_H = 1e-9
"""Hours that count as none."""


class Board(NamedTuple):
    """Of each unit ``used`` intervals, ascending: from ``begin`` to ``free`` [h], by operation ``op``.

    What is only kept for a pinned operation k until its job is placed stands as -1 - k.
    """

    begin: Floats
    free: Floats
    op: Ints
    used: Ints


class Pins(NamedTuple):
    """What is settled of the operations, shape (O,).

    ``start`` [h], NaN where free; ``unit``, -1 for any of the pool; ``floor`` [h] before which it does not
    start; ``wish``, the unit that is taken where several are there at once, -1 for none; ``given``, the start
    it had [h], NaN for none.
    """

    start: Floats
    unit: Ints
    floor: Floats
    wish: Ints
    given: Floats


def make_board(lines: Lines) -> Board:
    """Allocate an empty board with room for every operation on any unit of its pool."""
    units = lines.unit_windows.size - 1
    used = lines.pool[lines.pool >= 0]
    room = int(np.bincount(used).max()) + 1 if used.size else 1
    shape = (units, room)
    return Board(
        begin=np.empty(shape),
        free=np.empty(shape),
        op=np.empty(shape, dtype=np.int64),
        used=np.zeros(units, dtype=np.int64),
    )


@part
def _place_of(board: Board, unit: int, time: float) -> int:
    """Place of the first interval of ``unit`` that is free after ``time``."""
    low, high = 0, board.used[unit]
    while low < high:
        middle = (low + high) >> 1
        if board.free[unit, middle] > time:
            high = middle
        else:
            low = middle + 1
    return int(low)


@part
def op_of(op: int) -> int:
    """The operation of an interval."""
    return op if op >= 0 else -1 - op


@plain
def seat(board: Board, unit: int, begin: float, free: float, op: int) -> None:
    """Put an interval on ``unit``."""
    at = board.used[unit]
    while at > 0 and board.begin[unit, at - 1] > begin:
        board.begin[unit, at] = board.begin[unit, at - 1]
        board.free[unit, at] = board.free[unit, at - 1]
        board.op[unit, at] = board.op[unit, at - 1]
        at -= 1
    board.begin[unit, at] = begin
    board.free[unit, at] = free
    board.op[unit, at] = op
    board.used[unit] += 1


@plain
def unseat(board: Board, unit: int, op: int) -> None:
    """Take the interval of ``op`` off ``unit``, where there is one."""
    n = board.used[unit]
    at = n - 1
    while at >= 0 and board.op[unit, at] != op and board.op[unit, at] != -1 - op:
        at -= 1
    if at < 0:
        return
    for place in range(at, n - 1):
        board.begin[unit, place] = board.begin[unit, place + 1]
        board.free[unit, place] = board.free[unit, place + 1]
        board.op[unit, place] = board.op[unit, place + 1]
    board.used[unit] -= 1


@plain
def room(
    lines: Lines, board: Board, pins: Pins, job_of: Ints, unit: int, k: int, time: float, length: float
) -> float:
    """Earliest time from ``time`` on at which ``unit`` can be kept for ``length`` by operation ``k``.

    It is open, nothing else is on it, and the changeovers before and after fit; inf when there is none. What
    is pinned may reach a minute into what is only kept after it, which then starts later by that.
    """
    family, n = lines.family[job_of[k]], board.used[unit]
    at = _place_of(board, unit, time)
    while True:
        begin = fit(lines, unit, time, length)
        if begin == np.inf:
            return np.inf
        time = begin
        while at < n and board.free[unit, at] <= time:
            at += 1
        if at > 0 and lines.family[job_of[op_of(board.op[unit, at - 1])]] != family:
            ready = board.free[unit, at - 1] + lines.changeover[k]
            if ready > time + NEAR_H:
                time = ready
                continue
        if at < n:
            then = op_of(board.op[unit, at])
            is_kept = board.op[unit, at] < 0 and not np.isnan(pins.start[k])
            spare = SLACK_H if is_kept else NEAR_H
            extra = lines.changeover[then] if lines.family[job_of[then]] != family else 0.0
            if time + length > board.begin[unit, at] - extra + spare:
                time = max(time, board.free[unit, at])
                at += 1
                continue
        return time
