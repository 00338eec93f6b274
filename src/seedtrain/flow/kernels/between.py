"""Placing between: each job at its earliest in the gaps that pinned and placed operations leave.

As in :mod:`seedtrain.flow.kernels.lists` the starts of a job are only raised, until precedence, units,
windows and limits on waits hold together; a pinned operation is never raised by more than a minute.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from seedtrain.flow.kernels.board import NEAR_H, SLACK_H, Board, Pins, room, seat, unseat
from seedtrain.flow.kernels.jit import part, plain
from seedtrain.flow.kernels.lists import PASSES
from seedtrain.flow.kernels.shop import Lines, Tails, after, book, gap, occupied

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

HOLDS, AGAIN, FAILS = 0, 1, 2
BEFORE, TAKEN, WAITS, DIRTY, CLOSED = 1, 2, 3, 4, 5
"""Why an operation fails: pinned before it is ready, pinned where its unit is not free, pinned but a limit on
a wait asks for later, cleaned too late, no unit ever open long enough."""


class Work(NamedTuple):
    """What the placing fills, shape (O,): starts [h], units, starts of cleaning; and the job of each.

    ``lowest``: the floors in force [h]; ``row_of`` (O,): the skid that cleans, -1 for none; ``blame`` (2,):
    the operation that failed last and why.
    """

    start: Floats
    unit: Ints
    clean: Floats
    job_of: Ints
    lowest: Floats
    row_of: Ints
    blame: Ints


@part
def _blame(work: Work, k: int, why: int) -> None:
    work.blame[0] = k
    work.blame[1] = why


@part
def _fixed(pins: Pins, k: int) -> bool:
    return not np.isnan(pins.start[k])


@plain
def _seek(lines: Lines, board: Board, pins: Pins, work: Work, job: int, k: int) -> float:
    """First time from its start on at which a unit has room for operation ``k``; notes the unit."""
    p, latest, best = lines.pool[k], -np.inf, np.inf
    length = occupied(lines, work.start, k)
    for unit in range(lines.pool_units[p], lines.pool_units[p + 1]):
        if pins.unit[k] >= 0 and pins.unit[k] != unit:
            continue
        floor = work.start[k]
        for h in range(lines.route[job], k):
            if work.unit[h] == unit:
                floor = max(floor, work.start[h] + occupied(lines, work.start, h))
        time = room(lines, board, pins, work.job_of, unit, k, floor, length)
        taste, n = -np.inf, board.used[unit]
        if unit == pins.wish[k]:
            taste = np.inf
        elif n > 0 and board.free[unit, n - 1] <= time:
            taste = board.free[unit, n - 1]
        if time < best - NEAR_H or (time <= best + NEAR_H and taste > latest):
            work.unit[k], best, latest = unit, min(time, best), taste
    return best


@plain
def _forward(lines: Lines, board: Board, pins: Pins, work: Work, job: int) -> int:
    """Raise each start to precedence and to the first unit that has room for it."""
    ready, state = lines.release[job], HOLDS
    for k in range(lines.route[job], lines.route[job + 1]):
        fixed = _fixed(pins, k)
        if fixed and k == lines.route[job]:
            ready = min(ready, pins.start[k])
        if work.start[k] < ready:
            if fixed and ready > pins.start[k] + SLACK_H:
                _blame(work, k, BEFORE)
                return FAILS
            work.start[k] = ready
            state = AGAIN
        p = lines.pool[k]
        work.unit[k] = -1
        if p >= 0:
            best = _seek(lines, board, pins, work, job, k)
            if best == np.inf:
                _blame(work, k, CLOSED)
                return FAILS
            if fixed and best > pins.start[k] + SLACK_H:
                _blame(work, k, TAKEN)
                return FAILS
            if best > work.start[k]:
                work.start[k] = best
                state = AGAIN
        ready = work.start[k] + lines.duration[k]
    return state


@plain
def _backward(lines: Lines, pins: Pins, work: Work, job: int) -> int:
    """Raise each start whose output would wait beyond its limit."""
    state = HOLDS
    for k in range(lines.route[job + 1] - 2, lines.route[job] - 1, -1):
        least = work.start[k + 1] - lines.wait_limit[k] - lines.duration[k]
        if work.start[k] < least - NEAR_H:
            if _fixed(pins, k) and least > pins.start[k] + SLACK_H:
                _blame(work, k, WAITS)
                return FAILS
            work.start[k] = least
            state = AGAIN
    return state


@plain
def _withdraw(lines: Lines, tails: Tails, work: Work, job: int, until: int) -> None:
    """Take the bookings of the skids for the operations of ``job`` before ``until`` out again."""
    for k in range(lines.route[job], until):
        row = work.row_of[k]
        if row < 0:
            continue
        for place in range(after(tails, row, work.clean[k]), tails.booked[row] - 1):
            tails.busy_from[row, place] = tails.busy_from[row, place + 1]
            tails.busy_to[row, place] = tails.busy_to[row, place + 1]
        tails.booked[row] -= 1
        work.row_of[k] = -1


@plain
def _cleaned(lines: Lines, board: Board, tails: Tails, pins: Pins, work: Work, job: int) -> int:
    """Find the cleaning of each unit; AGAIN where a start was raised for it (nothing is booked then)."""
    for k in range(lines.route[job], lines.route[job + 1]):
        work.clean[k] = np.nan
        work.row_of[k] = -1
    for k in range(lines.route[job], lines.route[job + 1]):
        if work.unit[k] < 0:
            continue
        hold_end = work.start[k] + (occupied(lines, work.start, k) - lines.clean[k])
        work.clean[k] = hold_end
        p = lines.clean_pool[k]
        if p < 0 or lines.clean[k] == 0.0:
            continue
        best, place = np.inf, 0
        for unit in range(lines.pool_units[p], lines.pool_units[p + 1]):
            time, at = gap(tails, tails.row[unit], hold_end, lines.clean[k])
            if time < best:
                best, place, work.row_of[k] = time, at, tails.row[unit]
        row = work.row_of[k]
        late = best - (hold_end + lines.dirty_limit[k])
        fits = room(
            lines,
            board,
            pins,
            work.job_of,
            work.unit[k],
            k,
            work.start[k],
            best + lines.clean[k] - work.start[k],
        )
        raised = lines.hold_at[k] if late > NEAR_H else k
        time = work.start[raised] + late if late > NEAR_H else fits
        if time > work.start[raised] + NEAR_H:
            work.row_of[k] = -1
            _withdraw(lines, tails, work, job, k)
            if _fixed(pins, raised) and time > pins.start[raised] + SLACK_H:
                _blame(work, k, DIRTY if late > NEAR_H else TAKEN)
                return FAILS
            if time == np.inf:
                _blame(work, k, CLOSED)
                return FAILS
            work.start[raised] = time
            return AGAIN
        book(tails, row, place, best, best + lines.clean[k])
        work.clean[k] = best
    return HOLDS


@plain
def lift(lines: Lines, board: Board, tails: Tails, work: Work, job: int) -> None:
    """Take a placed job off the board."""
    for k in range(lines.route[job], lines.route[job + 1]):
        if work.unit[k] >= 0:
            unseat(board, work.unit[k], k)
    _withdraw(lines, tails, work, job, lines.route[job + 1])


@plain
def place_job(lines: Lines, board: Board, tails: Tails, pins: Pins, work: Work, job: int) -> bool:
    """Place ``job`` at its earliest from the floors in force on; False where it fits nowhere."""
    first, last = lines.route[job], lines.route[job + 1]
    for k in range(first, last):
        work.unit[k] = -1
        if _fixed(pins, k):
            work.start[k] = pins.start[k]
            if pins.unit[k] >= 0:
                unseat(board, pins.unit[k], k)
        else:
            work.start[k] = max(lines.release[job], work.lowest[k])
    for _ in range(PASSES):
        state = _forward(lines, board, pins, work, job)
        if state != FAILS:
            back = _backward(lines, pins, work, job)
            state = back if back == FAILS else max(state, back)
        if state == HOLDS:
            state = _cleaned(lines, board, tails, pins, work, job)
        if state == FAILS:
            return False
        if state == HOLDS:
            for k in range(first, last):
                if work.unit[k] >= 0:
                    seat(board, work.unit[k], work.start[k], work.clean[k] + lines.clean[k], k)
            return True
    _blame(work, first, CLOSED)
    return False


@plain
def _pressed(lines: Lines, board: Board, tails: Tails, pins: Pins, work: Work, job: int) -> None:
    """Let a placed job begin as late as its end allows, from the first operation for which that works."""
    first, last = lines.route[job], lines.route[job + 1] - 1
    end = work.start[last]
    for begin in range(first, last):
        latest = end
        for k in range(last, first - 1, -1):
            latest = end if k == last else latest - lines.duration[k]
            work.lowest[k] = latest if k >= begin else pins.floor[k]
        if work.lowest[begin] <= work.start[begin] + NEAR_H:
            break
        lift(lines, board, tails, work, job)
        if place_job(lines, board, tails, pins, work, job) and work.start[last] <= end + NEAR_H:
            break
        lift(lines, board, tails, work, job)
        for k in range(first, last + 1):
            work.lowest[k] = pins.floor[k]
        place_job(lines, board, tails, pins, work, job)
    for k in range(first, last + 1):
        work.lowest[k] = pins.floor[k]


@plain
def place_all(
    lines: Lines, board: Board, tails: Tails, pins: Pins, work: Work, order: Ints, is_pressed: bool
) -> int:
    """Place the jobs in ``order`` around what is pinned; returns the first that fits nowhere, -1 for none.

    ``is_pressed``: each job begins as late as its end allows.
    """
    board.used[:] = 0
    tails.booked[:] = 0
    work.row_of[:] = -1
    for k in range(work.job_of.size):
        work.lowest[k] = pins.floor[k]
        if _fixed(pins, k) and pins.unit[k] >= 0:
            least = occupied(lines, pins.start, k)
            if np.isnan(least):
                least = lines.duration[k] + lines.clean[k]
            seat(board, pins.unit[k], pins.start[k], pins.start[k] + least, -1 - k)
    for job in order:
        if not place_job(lines, board, tails, pins, work, job):
            return int(job)
        if is_pressed:
            _pressed(lines, board, tails, pins, work, job)
    return -1
