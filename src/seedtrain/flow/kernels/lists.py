"""List scheduling: jobs in a given order, each placed as early as all of its operations can be kept.

A unit is used in the order in which the jobs are placed (a tail for each unit: when it is free, and for
which family). A job's starts are raised until precedence, units, windows and limits on waits hold together:
forward where a unit is late, backward where an intermediate would wait too long. Each pass only raises, so
the first fixed point is the earliest start of the job after those placed before it.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from seedtrain.flow.kernels.jit import kernel

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

PASSES = 1000
"""Passes after which a job is said to fit nowhere (each pass skips at least one window or raises a start)."""


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
    changeover: Floats
    pool_units: Ints
    unit_windows: Ints
    window_from: Floats
    window_to: Floats


class Tails(NamedTuple):
    """Of each unit: when it is free for its last family (-inf: never used), and that family (-1: none)."""

    free: Floats
    family: Ints


@kernel
def make_tails(lines: Lines) -> Tails:
    """Tails of unused units."""
    units = lines.unit_windows.size - 1
    return Tails(np.full(units, -np.inf), np.full(units, -1, np.int64))


@kernel
def _fit(lines: Lines, unit: int, time: float, length: float) -> float:
    """Earliest time from ``time`` on at which ``unit`` is open for ``length``; inf when there is none."""
    for w in range(lines.unit_windows[unit], lines.unit_windows[unit + 1]):
        begin = max(time, lines.window_from[w])
        if begin + length <= lines.window_to[w]:
            return float(begin)
    return np.inf


@kernel
def _ready(lines: Lines, tails: Tails, unit: int, k: int, family: int) -> float:
    """When ``unit`` can take operation ``k`` of ``family``, its changeover done."""
    before = tails.family[unit]
    if before < 0 or before == family:
        return float(tails.free[unit])
    return float(tails.free[unit] + lines.changeover[k])


@kernel
def _occupied(lines: Lines, start: Floats, k: int) -> float:
    """How long operation ``k`` keeps its unit, cleaning included, at the starts as they stand."""
    at = lines.hold_at[k]
    until = start[at] + lines.duration[at] if lines.hold_at_end[k] else start[at]
    return float(max(until - start[k], lines.duration[k]) + lines.clean[k])


@kernel
def _own(lines: Lines, job: int, start: Floats, unit_of: Ints, k: int, unit: int) -> float:
    """When an earlier operation of the same job leaves ``unit``, else -inf."""
    for h in range(k - 1, lines.route[job] - 1, -1):
        if unit_of[h] == unit and lines.pool[h] == lines.pool[k]:
            return float(start[h] + _occupied(lines, start, h))
    return -np.inf


@kernel
def _raise_forward(lines: Lines, tails: Tails, job: int, start: Floats, unit_of: Ints) -> bool:
    """Raise each start to precedence and to the first unit that has room; returns whether any rose.

    ``unit_of`` gets the unit that is there first; of equals the one that was idle for the shortest time.
    """
    family, ready, rose = lines.family[job], lines.release[job], False
    for k in range(lines.route[job], lines.route[job + 1]):
        if start[k] < ready:
            start[k] = ready
            rose = True
        p = lines.pool[k]
        unit_of[k] = -1
        if p >= 0:
            length = _occupied(lines, start, k)
            best, latest = np.inf, -np.inf
            for unit in range(lines.pool_units[p], lines.pool_units[p + 1]):
                free = _ready(lines, tails, unit, k, family)
                if lines.comes_back[k]:
                    free = max(free, _own(lines, job, start, unit_of, k, unit))
                time = _fit(lines, unit, max(start[k], free), length)
                if time < best or (time == best and free > latest):
                    unit_of[k], best, latest = unit, time, free
            if best > start[k]:
                start[k] = best
                rose = True
        ready = start[k] + lines.duration[k]
    return rose


@kernel
def _raise_backward(lines: Lines, job: int, start: Floats) -> bool:
    """Raise each start whose output would wait beyond its limit; returns whether any rose."""
    rose = False
    for k in range(lines.route[job + 1] - 2, lines.route[job] - 1, -1):
        least = start[k + 1] - lines.wait_limit[k] - lines.duration[k]
        if start[k] < least:
            start[k] = least
            rose = True
    return rose


@kernel
def _keep(lines: Lines, tails: Tails, job: int, start: Floats, unit_of: Ints) -> None:
    """Move the tails of the units on behind the job."""
    for k in range(lines.route[job], lines.route[job + 1]):
        if unit_of[k] >= 0:
            tails.free[unit_of[k]] = start[k] + _occupied(lines, start, k)
            tails.family[unit_of[k]] = lines.family[job]


@kernel
def place(lines: Lines, tails: Tails, job: int, start: Floats, unit_of: Ints) -> bool:
    """Place ``job`` at its earliest; fills its part of ``start`` and ``unit_of``. False: it fits nowhere."""
    first, last = lines.route[job], lines.route[job + 1]
    for k in range(first, last):
        start[k] = lines.release[job]
    for _ in range(PASSES):
        rose = _raise_forward(lines, tails, job, start, unit_of)
        if start[last - 1] == np.inf:
            return False
        if not _raise_backward(lines, job, start) and not rose:
            _keep(lines, tails, job, start, unit_of)
            return True
    return False


@kernel
def list_schedule(lines: Lines, order: Ints, start: Floats, unit_of: Ints) -> int:
    """Place the jobs in ``order``; fills ``start`` and ``unit_of`` (O).

    Returns the first job that fits nowhere, -1 when all fit.
    """
    tails = make_tails(lines)
    for job in order:
        if not place(lines, tails, job, start, unit_of):
            return int(job)
    return -1


@kernel
def score(lines: Lines, start: Floats) -> tuple[float, float]:
    """Makespan [h] and weighted tardiness of the starts."""
    makespan, tardiness = 0.0, 0.0
    for job in range(lines.route.size - 1):
        last = lines.route[job + 1] - 1
        end = start[last] + lines.duration[last]
        makespan = max(makespan, end)
        if end > lines.due[job]:
            tardiness += lines.weight[job] * (end - lines.due[job])
    return makespan, tardiness
