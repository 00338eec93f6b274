"""What is done to a row of lanes at one step of the recurrence; each loop becomes vector instructions.

Symbols: ``ready`` when the job's operation before has ended, ``free`` when a unit is free for its last family
``fam`` (-1: none), ``begin`` and ``end`` of the operation, ``alive`` 1 for a job that has not ended (0: it
has, and nothing it does counts). All rows have at least ``lanes`` numbers, times in hours.
"""

import numpy as np
from numpy.typing import NDArray

from seedtrain.flow.kernels.jit import inner

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@inner
def choose_first(
    lanes: int, unit: int, free: Floats, fam: Ints, best: Ints, best_free: Floats, best_fam: Ints
) -> None:
    """Choose ``unit`` to begin with."""
    for lane in range(lanes):
        best[lane] = unit
        best_fam[lane] = fam[lane]
        best_free[lane] = free[lane]


@inner
def sooner(
    lanes: int, unit: int, free: Floats, fam: Ints, best: Ints, best_free: Floats, best_fam: Ints
) -> None:
    """Choose ``unit`` where it is free before the best so far."""
    for lane in range(lanes):
        is_sooner = free[lane] < best_free[lane]
        best[lane] = unit if is_sooner else best[lane]
        best_fam[lane] = fam[lane] if is_sooner else best_fam[lane]
        best_free[lane] = free[lane] if is_sooner else best_free[lane]


@inner
def sooner_open(
    lanes: int, unit: int, free: Floats, fam: Ints, opens: Floats, best: Ints, best_free: Floats,
    best_fam: Ints, best_open: Floats,
) -> None:  # fmt: skip
    """Choose ``unit`` where it can serve before the best so far, or then too and is free before it."""
    for lane in range(lanes):
        is_sooner = opens[lane] < best_open[lane] or (
            opens[lane] == best_open[lane] and free[lane] < best_free[lane]
        )
        best[lane] = unit if is_sooner else best[lane]
        best_fam[lane] = fam[lane] if is_sooner else best_fam[lane]
        best_open[lane] = opens[lane] if is_sooner else best_open[lane]
        best_free[lane] = free[lane] if is_sooner else best_free[lane]


@inner
def in_turn_row(
    lanes: int, family: int, changeover: float, is_attended: bool, alive: Ints, ready: Floats, last: Floats,
    free: Floats, fam: Ints, begin: Floats,
) -> None:  # fmt: skip
    """Start on a unit of a pool that nobody overtakes at; ``last``: when a job last took one of its units."""
    for lane in range(lanes):
        turn = max(ready[lane], last[lane])
        take = max(turn, free[lane])
        extra = changeover if fam[lane] >= 0 and fam[lane] != family else 0.0
        begin[lane] = take + extra if is_attended else max(take, free[lane] + extra)
        last[lane] = take if alive[lane] != 0 else turn


@inner
def planned_row(
    lanes: int, family: int, changeover: float, is_attended: bool, floor: float, patience: float,
    ready: Floats, free: Floats, fam: Ints, begin: Floats,
) -> None:  # fmt: skip
    """Start on the unit given, not before ``floor``, unless the input would wait beyond ``patience`` then."""
    for lane in range(lanes):
        planned = max(ready[lane], min(floor, ready[lane] + patience))
        extra = changeover if fam[lane] >= 0 and fam[lane] != family else 0.0
        begin[lane] = max(planned, free[lane]) + extra if is_attended else max(planned, free[lane] + extra)


@inner
def wait_row(lanes: int, floor: float, patience: float, ready: Floats, begin: Floats) -> None:
    """Start without a unit."""
    for lane in range(lanes):
        begin[lane] = max(ready[lane], min(floor, ready[lane] + patience))


@inner
def open_row(
    lanes: int, is_open: bool, opens: Floats, closes: Floats, at: int, stop_from: Floats, stop_to: Floats,
    hours: Floats, scratch: Floats, begin: Floats,
) -> None:  # fmt: skip
    """Move ``begin`` to the first time at which a unit is open for ``hours`` and the site does not stand
    still.

    ``opens``, ``closes``: its windows, unless it ``is_open`` always; stops (S, m), those of the lanes from
    ``at`` on. A stop that has begun keeps operations from beginning, not from going on. Infinite if never.
    """
    stops = stop_from.shape[0]
    for s in range(stops + 1):
        if not is_open:
            for lane in range(lanes):
                scratch[lane] = np.inf
            for w in range(opens.size - 1, -1, -1):
                low, high = opens[w], closes[w]
                for lane in range(lanes):
                    time = max(begin[lane], low)
                    scratch[lane] = time if time + hours[lane] <= high else scratch[lane]
            for lane in range(lanes):
                begin[lane] = scratch[lane]
        if s < stops:
            for lane in range(lanes):
                is_in = stop_from[s, at + lane] <= begin[lane] and begin[lane] < stop_to[s, at + lane]
                begin[lane] = stop_to[s, at + lane] if is_in else begin[lane]


@inner
def take_over(lanes: int, unit: int, best: Ints, moved: Floats, begin: Floats) -> None:
    """Take the times of a unit where it is the one chosen."""
    for lane in range(lanes):
        begin[lane] = moved[lane] if best[lane] == unit else begin[lane]


@inner
def copy_row(lanes: int, source: Floats, target: Floats) -> None:
    """Copy numbers."""
    for lane in range(lanes):
        target[lane] = source[lane]


@inner
def turn_row(lanes: int, ready: Floats, last: Floats, free: Floats, moved: Floats) -> None:
    """When a unit could be taken in turn."""
    for lane in range(lanes):
        moved[lane] = max(max(ready[lane], last[lane]), free[lane])


@inner
def end_row(lanes: int, alive: Ints, begin: Floats, hours: Floats, end: Floats, ready: Floats) -> None:
    """Ends of operations; that is when their jobs are ready for the next."""
    for lane in range(lanes):
        end[lane] = begin[lane] + hours[lane]
        ready[lane] = end[lane] if alive[lane] != 0 else ready[lane]


@inner
def leave_row(
    lanes: int, unit: int, took: Ints, alive: Ints, until: Floats, after: float, lost: Ints,
    lost_after: float, free: Floats,
) -> None:  # fmt: skip
    """Free ``unit`` of the jobs that took it: alive ``after`` hours, lost ``lost_after`` hours."""
    for lane in range(lanes):
        is_mine = took[lane] == unit
        time = until[lane] + after if alive[lane] != 0 else until[lane] + lost_after
        free[lane] = time if is_mine and (alive[lane] != 0 or lost[lane] != 0) else free[lane]


@inner
def mark_row(lanes: int, unit: int, took: Ints, alive: Ints, family: int, fam: Ints) -> None:
    """Note the family of the jobs that took ``unit``."""
    for lane in range(lanes):
        fam[lane] = family if alive[lane] != 0 and took[lane] == unit else fam[lane]


@inner
def lost_of(lanes: int, alive: Ints, loss: Ints, lost: Ints) -> None:
    """Jobs that end here, into ``lost``; the others stay ``alive``."""
    for lane in range(lanes):
        is_lost = alive[lane] != 0 and loss[lane] >= 0
        lost[lane] = 1 if is_lost else 0
        alive[lane] = 0 if is_lost else alive[lane]


@inner
def tally_row(
    lanes: int, at: int, alive: Ints, horizon: float, ready: Floats, begin: Floats, hours: Floats,
    busy: Floats, wait: Floats, served: Floats,
) -> None:  # fmt: skip
    """Add the hours up to ``horizon`` of an operation on a pool, and its wait if it began by then."""
    for lane in range(lanes):
        counts = alive[lane] != 0 and begin[lane] < horizon
        busy[at + lane] += min(begin[lane] + hours[lane], horizon) - begin[lane] if counts else 0.0
        wait[at + lane] += begin[lane] - ready[lane] if counts else 0.0
        served[at + lane] += 1.0 if counts else 0.0


@inner
def over_row(lanes: int, alive: Ints, limit: float, ready: Floats, begin: Floats, over: Ints) -> None:
    """Note the outputs that waited beyond their limit."""
    for lane in range(lanes):
        over[lane] = 1 if alive[lane] != 0 and begin[lane] - ready[lane] > limit else over[lane]
