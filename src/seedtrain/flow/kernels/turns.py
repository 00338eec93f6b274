"""The recurrence in turn: every pool serves the jobs in one given order, each on the unit idle longest."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from seedtrain.flow.kernels.jit import kernel, part, plain

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


class Turns(NamedTuple):
    """A problem and an order of its jobs, small enough to stay in a processor's fastest memory.

    Operation k of job j has its data at ``k + shift[j]``; ``hold_at`` (steps on), ``hold_at_end``,
    ``first_holder`` (steps back) as in the event engine.
    """

    order: Ints
    route: Ints
    shift: Ints
    family: Ints
    pool: Ints
    hold_at: Ints
    hold_at_end: Bools
    first_holder: Ints
    clean: Floats
    fail_clean: Floats
    changeover: Floats
    is_attended: bool
    pool_units: Ints


class Servers(NamedTuple):
    """Of each unit: when it is free, its last family; of each pool: when its last job took a unit; scratch.

    ``held`` is the unit that each operation of the job at hand took, -1 for none.
    """

    free: Floats
    family: Ints
    last_take: Floats
    held: Ints


@part
def _take(turns: Turns, servers: Servers, at: int, family: int, place: int, ready: float) -> float:
    """Take the unit of the pool that has been idle longest; returns when the operation starts."""
    p = turns.pool[at]
    servers.held[place] = -1
    begin = ready
    if p >= 0:
        best = turns.pool_units[p]
        for unit in range(best + 1, turns.pool_units[p + 1]):
            if servers.free[unit] < servers.free[best]:
                best = unit
        take = max(ready, max(servers.last_take[p], servers.free[best]))
        servers.last_take[p] = take
        extra = 0.0
        if servers.family[best] >= 0 and servers.family[best] != family:
            extra = turns.changeover[at]
        begin = take + extra if turns.is_attended else max(take, servers.free[best] + extra)
        servers.family[best] = family
        servers.held[place] = best
    return begin


@part
def _leave(
    turns: Turns, servers: Servers, at: int, place: int, begin: float, end: float, fails: bool
) -> None:
    """Free the units whose hold ends here (where the job fails: all it holds)."""
    for back in range(turns.first_holder[at], -1, -1):
        unit = servers.held[place - back]
        if unit < 0:
            continue
        reach = turns.hold_at[at - back] - back
        if reach == 0:
            until = end if turns.hold_at_end[at - back] else begin
            extra = turns.fail_clean[at] if fails and back == 0 else 0.0
            servers.free[unit] = until + (turns.clean[at - back] + extra)
        elif fails and reach > 0:
            extra = turns.fail_clean[at] if back == 0 else 0.0
            servers.free[unit] = end + (turns.clean[at - back] + extra)


@plain
def _one(
    turns: Turns, servers: Servers, release: Floats, duration: Floats, ends: Bools, start: Floats, end: Floats
) -> None:
    """Run one replication."""
    servers.free[:] = 0.0
    servers.family[:] = -1
    servers.last_take[:] = 0.0
    for job in turns.order:
        first, last, shift = turns.route[job], turns.route[job + 1], turns.shift[job]
        ready, family, fails = release[job], turns.family[job], False
        for k in range(first, last):
            if fails:
                start[k] = end[k] = np.nan
                p = turns.pool[k + shift]
                if p >= 0:
                    servers.last_take[p] = max(servers.last_take[p], ready)
                continue
            begin = _take(turns, servers, k + shift, family, k - first, ready)
            fails = ends[k]
            start[k] = begin
            ready = begin + duration[k]
            end[k] = ready
            _leave(turns, servers, k + shift, k - first, begin, ready, fails)


@kernel
def run_turns(
    turns: Turns, release: Floats, duration: Floats, ends: Bools, start: Floats, end: Floats
) -> None:
    """Run every replication r with ``release[r]`` (J), ``duration[r]`` and ``ends[r]`` (O).

    Fills ``start`` and ``end`` (n, O): NaN for what a job that has ended skips.
    """
    units = turns.pool_units[-1]
    longest = 0
    for job in range(turns.route.size - 1):
        longest = max(longest, turns.route[job + 1] - turns.route[job])
    servers = Servers(
        np.empty(units),
        np.empty(units, np.int64),
        np.empty(turns.pool_units.size - 1),
        np.empty(longest, np.int64),
    )
    for r in range(duration.shape[0]):
        _one(turns, servers, release[r], duration[r], ends[r], start[r], end[r])
