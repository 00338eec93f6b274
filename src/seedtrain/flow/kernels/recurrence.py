"""The recurrence: every operation in a given order on its given unit, in many replications."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from seedtrain.flow.kernels.jit import kernel, part, plain

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


class Walk(NamedTuple):
    """A timetable as the recurrence reads it; names as in the problem.

    ``order`` (O): operations such that each comes after what it waits for; ``floor`` (O): time before which
    it does not start, unless its input would wait for more than ``patience`` (O); ``hold_at``,
    ``first_holder`` as in the event engine.
    """

    order: Ints
    floor: Floats
    patience: Floats
    unit: Ints
    job_of: Ints
    route: Ints
    family: Ints
    hold_at: Ints
    hold_at_end: Bools
    first_holder: Ints
    clean: Floats
    fail_clean: Floats
    changeover: Floats
    is_attended: bool
    unit_windows: Ints
    window_from: Floats
    window_to: Floats


class Units(NamedTuple):
    """Of each unit: when it is free for its last family, and that family (-1: none)."""

    free: Floats
    family: Ints


@part
def _open(walk: Walk, unit: int, time: float, length: float) -> float:
    """Earliest time from ``time`` on at which ``unit`` is open for ``length``; inf when there is none."""
    found = np.inf
    for w in range(walk.unit_windows[unit], walk.unit_windows[unit + 1]):
        begin = max(time, walk.window_from[w])
        if begin + length <= walk.window_to[w]:
            found = begin
            break
    return found


@part
def _start(walk: Walk, units: Units, k: int, ready: float, opens: Floats, duration: float) -> float:
    """When operation ``k`` starts on its unit, given that its input is there at ``ready``."""
    unit = walk.unit[k]
    if unit < 0:
        return ready
    family, free = walk.family[walk.job_of[k]], units.free[unit]
    extra = 0.0 if units.family[unit] < 0 or units.family[unit] == family else walk.changeover[k]
    time = max(ready, free) + extra if walk.is_attended else max(ready, free + extra)
    units.family[unit] = family
    return _open(walk, unit, max(time, opens[unit]), duration)


@part
def _leave(walk: Walk, units: Units, k: int, begin: float, end: float, stops: bool, fails: bool) -> None:
    """Free the units whose hold ends at operation ``k`` (or, where the job stops, would end later)."""
    for h in range(walk.first_holder[k], k + 1):
        unit = walk.unit[h]
        if unit < 0:
            continue
        if walk.hold_at[h] == k:
            until = end if walk.hold_at_end[h] else begin
            extra = walk.fail_clean[h] if fails and h == k else 0.0
            units.free[unit] = until + (walk.clean[h] + extra)
        elif stops and walk.hold_at[h] > k:
            extra = walk.fail_clean[h] if fails and h == k else 0.0
            units.free[unit] = end + (walk.clean[h] + extra)


@plain
def _walk(
    walk: Walk, units: Units, alive: Bools, release: Floats, opens: Floats, duration: Floats, ends: Bools,
    start: Floats, end: Floats,
) -> None:  # fmt: skip
    """Follow the walk in one replication."""
    units.free[:] = -np.inf
    units.family[:] = -1
    alive[:] = True
    for k in walk.order:
        job = walk.job_of[k]
        if not alive[job]:
            start[k] = end[k] = np.nan
            continue
        ready = release[job] if k == walk.route[job] else end[k - 1]
        planned = max(ready, min(walk.floor[k], ready + walk.patience[k]))
        begin = _start(walk, units, k, planned, opens, duration[k])
        start[k] = begin
        end[k] = begin + duration[k]
        alive[job] = not ends[k]
        stops = ends[k] or k + 1 == walk.route[job + 1]
        _leave(walk, units, k, begin, end[k], stops, ends[k])


@kernel
def run_recurrence(
    walk: Walk, release: Floats, opens: Floats, duration: Floats, ends: Bools, start: Floats, end: Floats
) -> None:
    """Follow the walk in every replication r with ``release[r]`` (J), ``opens[r]`` (U), ``duration[r]`` (O).

    ``ends[r]`` (O): whether the job ends with that operation. Fills ``start`` and ``end`` (n, O): NaN for
    what a job that has ended skips, inf where a unit never opens.
    """
    units = Units(np.empty(opens.shape[1]), np.empty(opens.shape[1], np.int64))
    alive = np.empty(walk.route.size - 1, np.bool_)
    for r in range(duration.shape[0]):
        _walk(walk, units, alive, release[r], opens[r], duration[r], ends[r], start[r], end[r])
