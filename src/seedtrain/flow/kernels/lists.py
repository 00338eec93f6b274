"""List scheduling: jobs in a given order, each placed as early as all of its operations can be kept.

A unit is used in the order in which the jobs are placed (a tail for each unit: when it is free, and for
which family). A job's starts are raised until precedence, units, windows and limits on waits hold together:
forward where a unit is late, backward where an intermediate would wait too long. Each pass only raises, so
the first fixed point is the earliest start of the job after those placed before it.
"""

import numpy as np
from numpy.typing import NDArray

from seedtrain.flow.kernels.jit import part, plain
from seedtrain.flow.kernels.shop import Lines, Tails, clean, fit, occupied, ready_at, reset

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

PASSES = 1000
"""Passes after which a job is said to fit nowhere (each pass skips at least one window or raises a start)."""


@part
def _own(lines: Lines, job: int, start: Floats, unit_of: Ints, k: int, unit: int) -> float:
    """When an earlier operation of the same job leaves ``unit``, else -inf."""
    free = -np.inf
    for h in range(lines.route[job], k):
        if unit_of[h] == unit and lines.pool[h] == lines.pool[k]:
            free = max(free, start[h] + occupied(lines, start, h))
    return free


@part
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
            length = occupied(lines, start, k)
            best, latest = np.inf, -np.inf
            for unit in range(lines.pool_units[p], lines.pool_units[p + 1]):
                free = ready_at(lines, tails, unit, k, family)
                if lines.comes_back[k]:
                    free = max(free, _own(lines, job, start, unit_of, k, unit))
                time = fit(lines, unit, max(start[k], free), length)
                if time < best or (time == best and free > latest):
                    unit_of[k], best, latest = unit, time, free
            if best > start[k]:
                start[k] = best
                rose = True
        ready = start[k] + lines.duration[k]
    return rose


@part
def _raise_backward(lines: Lines, job: int, start: Floats) -> bool:
    """Raise each start whose output would wait beyond its limit; returns whether any rose."""
    rose = False
    for k in range(lines.route[job + 1] - 2, lines.route[job] - 1, -1):
        least = start[k + 1] - lines.wait_limit[k] - lines.duration[k]
        if start[k] < least:
            start[k] = least
            rose = True
    return rose


@plain
def place(lines: Lines, tails: Tails, job: int, start: Floats, unit_of: Ints, clean_at: Floats) -> bool:
    """Place ``job`` at its earliest; fills its part of the arrays. False: it fits nowhere.

    ``clean_at``: when the cleaning of the unit begins (NaN without unit).
    """
    first, last = lines.route[job], lines.route[job + 1]
    for k in range(first, last):
        start[k] = lines.release[job]
    for _ in range(PASSES):
        rose = _raise_forward(lines, tails, job, start, unit_of)
        if start[last - 1] == np.inf:
            return False
        if _raise_backward(lines, job, start) or rose:
            continue
        if not clean(lines, tails, job, start, unit_of, clean_at):
            for k in range(first, last):
                if unit_of[k] >= 0:
                    tails.free[unit_of[k]] = clean_at[k] + lines.clean[k]
                    tails.family[unit_of[k]] = lines.family[job]
            return True
    return False


@plain
def list_schedule(
    lines: Lines, tails: Tails, order: Ints, start: Floats, unit_of: Ints, clean_at: Floats
) -> int:
    """Place the jobs in ``order``; fills ``start``, ``unit_of`` and ``clean_at`` (O) for them.

    ``tails`` is scratch. Returns the first job that fits nowhere, -1 when all fit.
    """
    reset(tails)
    for job in order:
        if not place(lines, tails, job, start, unit_of, clean_at):
            return int(job)
    return -1


@plain
def score(lines: Lines, order: Ints, start: Floats) -> tuple[float, float]:
    """Makespan [h] and weighted tardiness of the jobs in ``order``."""
    makespan, tardiness = 0.0, 0.0
    for job in order:
        last = lines.route[job + 1] - 1
        end = start[last] + lines.duration[last]
        makespan = max(makespan, end)
        if end > lines.due[job]:
            tardiness += lines.weight[job] * (end - lines.due[job])
    return makespan, tardiness
