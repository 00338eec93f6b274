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
Bools = NDArray[np.bool_]


@inner
def choose_first(lanes: int, unit: int, free: Floats, best: Ints, best_free: Floats) -> None:
    """Choose ``unit`` to begin with."""
    for lane in range(lanes):
        best[lane] = unit
        best_free[lane] = free[lane]


@inner
def sooner(lanes: int, unit: int, free: Floats, best: Ints, best_free: Floats) -> None:
    """Choose ``unit`` where it is free before the best so far."""
    for lane in range(lanes):
        mine, other, chosen = free[lane], best_free[lane], best[lane]
        best[lane] = unit if mine < other else chosen
        best_free[lane] = mine if mine < other else other


@inner
def of_chosen(lanes: int, best: Ints, fam: Ints, best_fam: Ints) -> None:
    """The last families of the units chosen; ``fam`` of all units."""
    for lane in range(lanes):
        best_fam[lane] = fam[best[lane], lane]


@inner
def sooner_open(
    lanes: int, unit: int, free: Floats, opens: Floats, best: Ints, best_free: Floats, best_open: Floats
) -> None:
    """Choose ``unit`` where it can serve before the best so far, or then too and is free before it."""
    for lane in range(lanes):
        mine, other = opens[lane], best_open[lane]
        is_sooner = mine < other or (mine == other and free[lane] < best_free[lane])
        best[lane] = unit if is_sooner else best[lane]
        best_open[lane] = mine if is_sooner else other
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
def window_row(
    lanes: int, opens: Floats, closes: Floats, hours: Floats, scratch: Floats, begin: Floats
) -> None:
    """Move ``begin`` to the first time at which a unit with these windows is open for ``hours``; inf if
    never."""
    for lane in range(lanes):
        scratch[lane] = np.inf
    for w in range(opens.size - 1, -1, -1):
        low, high = opens[w], closes[w]
        for lane in range(lanes):
            time = max(begin[lane], low)
            found = scratch[lane]
            scratch[lane] = time if time + hours[lane] <= high else found
    for lane in range(lanes):
        begin[lane] = scratch[lane]


@inner
def give_way(lanes: int, alive: Ints, ready: Floats, last: Floats, moved: Floats) -> None:
    """When a unit is taken: a job that has ended only keeps those behind it from taking one before it
    ended."""
    for lane in range(lanes):
        turn, time = max(ready[lane], last[lane]), moved[lane]
        moved[lane] = time if alive[lane] != 0 else turn


@inner
def stop_row(lanes: int, stop_from: Floats, stop_to: Floats, begin: Floats) -> int:
    """Move ``begin`` to the end of a stop that it falls in; how often that was so."""
    moved = 0
    for lane in range(lanes):
        time, until = begin[lane], stop_to[lane]
        is_in = stop_from[lane] <= time and time < until
        begin[lane] = until if is_in else time
        moved += 1 if is_in else 0
    return moved


@inner
def open_row(
    lanes: int, is_open: bool, opens: Floats, closes: Floats, at: int, stop_from: Floats, stop_to: Floats,
    hits: Bools, hours: Floats, scratch: Floats, begin: Floats,
) -> None:  # fmt: skip
    """Move ``begin`` to the first time at which a unit is open for ``hours`` and the site does not stand
    still.

    ``opens``, ``closes``: its windows, unless it ``is_open`` always; stops (S, m), those of the lanes from
    ``at`` on, where they hit it. A stop that has begun keeps operations from beginning, not from going on.
    Infinite if never.
    """
    for s in range(-1, stop_from.shape[0]):
        moved = 1 if s < 0 else 0
        if s >= 0 and hits[s]:
            moved = stop_row(lanes, stop_from[s, at:], stop_to[s, at:], begin)
        if moved > 0 and not is_open:
            window_row(lanes, opens, closes, hours, scratch, begin)


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
def leave_plain(lanes: int, alive: Ints, until: Floats, after: float, free: Floats) -> None:
    """Free the one unit of a pool of the jobs alive, where none is lost."""
    for lane in range(lanes):
        time, before = until[lane] + after, free[lane]
        free[lane] = time if alive[lane] != 0 else before


@inner
def leave_chosen(
    lanes: int, took: Ints, alive: Ints, until: Floats, after: float, lost: Ints, lost_after: float,
    free: Floats,
) -> None:  # fmt: skip
    """Free the units that jobs took, ``free`` of all units: of those alive and lost as :func:`leave_row`."""
    for lane in range(lanes):
        if alive[lane] != 0:
            free[took[lane], lane] = until[lane] + after
        elif lost[lane] != 0:
            free[took[lane], lane] = until[lane] + lost_after


@inner
def leave_later(
    lanes: int, unit: int, took: Ints, until: Floats, lost: Ints, lost_after: float, more: Floats,
    free: Floats,
) -> None:  # fmt: skip
    """Free the units ``unit`` + ``took`` of the jobs lost ``more`` hours later than ``lost_after``."""
    for lane in range(lanes):
        if lost[lane] != 0:
            free[unit + took[lane], lane] = until[lane] + (lost_after + more[lane])


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
