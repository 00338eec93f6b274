"""What the list scheduler works on: the problem, what placed jobs leave, windows, cleaning by skids."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from seedtrain.flow.kernels.jit import part, plain

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


class Lines(NamedTuple):
    """Arrays of a problem as the list scheduler reads them; names as there.

    ``hold_at``: the operation at which the hold ends; ``comes_back``: the job used that pool before.
    """

    release: Floats
    due: Floats
    weight: Floats
    family: Ints
    route: Ints
    pool: Ints
    duration: Floats
    wait_limit: Floats
    hold_at: Ints
    hold_at_end: Bools
    comes_back: Bools
    clean: Floats
    clean_pool: Ints
    dirty_limit: Floats
    changeover: Floats
    pool_units: Ints
    unit_windows: Ints
    window_from: Floats
    window_to: Floats


class Tails(NamedTuple):
    """What the jobs placed so far leave.

    Of each unit: when it is free for its last family (-inf: never used), and that family (-1: none). Of each
    unit that cleans others (row ``row[unit]``, else -1): its busy intervals, ascending, ``booked`` of them.
    ``row_of`` is scratch for the operations of one job.
    """

    free: Floats
    family: Ints
    row: Ints
    busy_from: Floats
    busy_to: Floats
    booked: Ints
    row_of: Ints


def make_tails(lines: Lines) -> Tails:
    """Allocate tails; :func:`reset` empties them."""
    units = lines.unit_windows.size - 1
    row = np.full(units, -1, dtype=np.int64)
    cleaners = np.unique(lines.clean_pool[lines.clean_pool >= 0])
    those = [unit for pool in cleaners for unit in range(lines.pool_units[pool], lines.pool_units[pool + 1])]
    row[those] = np.arange(len(those))
    shape = (len(those), int(np.count_nonzero(lines.clean_pool >= 0)))
    return Tails(
        free=np.empty(units),
        family=np.empty(units, dtype=np.int64),
        row=row,
        busy_from=np.empty(shape),
        busy_to=np.empty(shape),
        booked=np.empty(len(those), dtype=np.int64),
        row_of=np.empty(int(np.diff(lines.route).max()), dtype=np.int64),
    )


@plain
def reset(tails: Tails) -> None:
    """Make every unit unused."""
    for unit in range(tails.free.size):
        tails.free[unit] = -np.inf
        tails.family[unit] = -1
    for row in range(tails.booked.size):
        tails.booked[row] = 0


@part
def fit(lines: Lines, unit: int, time: float, length: float) -> float:
    """Earliest time from ``time`` on at which ``unit`` is open for ``length``; inf when there is none."""
    found = np.inf
    for w in range(lines.unit_windows[unit], lines.unit_windows[unit + 1]):
        begin = max(time, lines.window_from[w])
        if begin + length <= lines.window_to[w]:
            found = begin
            break
    return found


@part
def ready_at(lines: Lines, tails: Tails, unit: int, k: int, family: int) -> float:
    """When ``unit`` can take operation ``k`` of ``family``, its changeover done."""
    before = tails.family[unit]
    extra = 0.0 if before < 0 or before == family else lines.changeover[k]
    return float(tails.free[unit] + extra)


@part
def occupied(lines: Lines, start: Floats, k: int) -> float:
    """How long operation ``k`` keeps its unit, cleaning included, at the starts as they stand."""
    at = lines.hold_at[k]
    until = start[at] + lines.duration[at] if lines.hold_at_end[k] else start[at]
    return float(max(until - start[k], lines.duration[k]) + lines.clean[k])


@part
def after(tails: Tails, row: int, time: float) -> int:
    """Place of the first interval of cleaning unit ``row`` that ends after ``time``."""
    low, high = 0, tails.booked[row]
    while low < high:
        middle = (low + high) >> 1
        if tails.busy_to[row, middle] > time:
            high = middle
        else:
            low = middle + 1
    return int(low)


@part
def gap(tails: Tails, row: int, time: float, length: float) -> tuple[float, int]:
    """First time from ``time`` on at which cleaning unit ``row`` is idle for ``length``, and its place."""
    n = tails.booked[row]
    at = after(tails, row, time)
    while at < n and tails.busy_from[row, at] < time + length:
        time = tails.busy_to[row, at]
        at += 1
    return time, at


@part
def book(tails: Tails, row: int, at: int, begin: float, end: float) -> None:
    """Put an interval in place ``at`` of cleaning unit ``row``."""
    for place in range(tails.booked[row], at, -1):
        tails.busy_from[row, place] = tails.busy_from[row, place - 1]
        tails.busy_to[row, place] = tails.busy_to[row, place - 1]
    tails.busy_from[row, at] = begin
    tails.busy_to[row, at] = end
    tails.booked[row] += 1


@part
def _cancel(lines: Lines, tails: Tails, first: int, until: int, clean_at: Floats, row_of: Ints) -> None:
    """Take the cleanings of operations ``first`` to ``until`` out again."""
    for k in range(first, until):
        row = row_of[k - first]
        if row < 0:
            continue
        n = tails.booked[row]
        at = after(tails, row, clean_at[k])
        for place in range(at, n - 1):
            tails.busy_from[row, place] = tails.busy_from[row, place + 1]
            tails.busy_to[row, place] = tails.busy_to[row, place + 1]
        tails.booked[row] -= 1


@plain
def clean(lines: Lines, tails: Tails, job: int, start: Floats, unit_of: Ints, clean_at: Floats) -> bool:
    """Find the cleaning of every unit the job used, shared cleaning units in their first gap.

    Where the gap comes after the limit on a dirty unit, or the unit closes before it is clean, nothing is
    booked, the start concerned is raised, and the answer is True.
    """
    first, last = lines.route[job], lines.route[job + 1]
    row_of = tails.row_of
    for k in range(first, last):
        row_of[k - first] = -1
        clean_at[k] = np.nan
        if unit_of[k] < 0:
            continue
        hold_end = start[k] + (occupied(lines, start, k) - lines.clean[k])
        clean_at[k] = hold_end
        p = lines.clean_pool[k]
        if p < 0 or lines.clean[k] == 0.0:
            continue
        best, place = np.inf, 0
        for unit in range(lines.pool_units[p], lines.pool_units[p + 1]):
            time, at = gap(tails, tails.row[unit], hold_end, lines.clean[k])
            if time < best:
                best, place, row_of[k - first] = time, at, tails.row[unit]
        late = best - (hold_end + lines.dirty_limit[k])
        room = fit(lines, unit_of[k], start[k], best + lines.clean[k] - start[k])
        if late > 0.0 or room > start[k]:
            row_of[k - first] = -1
            _cancel(lines, tails, first, k, clean_at, row_of)
            if late > 0.0:
                start[lines.hold_at[k]] += late
            else:
                start[k] = room
            return True
        book(tails, row_of[k - first], place, best, best + lines.clean[k])
        clean_at[k] = best
    return False
