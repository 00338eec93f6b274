"""The recurrence: operations in a given order, some replications side by side (lanes).

A replication differs from the next in numbers, hardly in what is done: each step is done to a whole row of
lanes. The unit is given (a timetable is followed) or chosen in each lane: the one of its pool that has been
idle longest.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from seedtrain.flow.kernels import rows as row_of
from seedtrain.flow.kernels.draw import Drawn, Record, Records, Rows, draw_after, draw_hours, draw_losses
from seedtrain.flow.kernels.jit import part, plain
from seedtrain.flow.kernels.outcome import Given, Outcome

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

STEP = np.dtype(
    [
        *((name, "i8") for name in ("operation", "job", "slot", "place", "family", "unit", "pool", "hold_at",
        "holder")), *((name, "f8") for name in ("floor", "patience", "limit", "clean", "lost_clean",
        "changeover")), ("hold_at_end", "?"), ("is_first", "?"), ("is_last", "?"),
        ("base", "f8"), ("start", "u8"),
        *((name, "i8") for name in ("table", "factor", "extra_from", "extra_to", "loss_from", "loss_to")),
        ("has_after", "?"),
    ],
    align=True,
)  # fmt: skip
"""An operation. ``slot``: row of its job's state, one for all where jobs go one by one; ``place`` in its
route; ``unit`` given; ``floor``: time before which it does not start, unless its input would wait for more
than ``patience``; ``limit`` on the wait for it; ``hold_at``: the operation at which the hold of its unit
ends, ``holder`` the first whose unit may be held up to here; ``lost_clean``: cleaning where the job is lost
here; the last rows: its durations and losses, by the names of ``Draws``, and whether a loss here means more
than its end."""
UNIT = np.dtype([("tracks", "?"), ("closes", "?"), ("first", "i8"), ("last", "i8")], align=True)
"""A unit: whether its last family matters, whether it is not always open, its windows."""
POOL = np.dtype([("differs", "?"), ("first", "i8"), ("last", "i8")], align=True)
"""A pool: whether its units have windows that differ, its units."""


class Walk(NamedTuple):
    """A problem and its ``steps`` in an order such that each comes after what it waits for; ``at`` (O) finds
    the step of an operation. ``is_chosen``: units are chosen, not given."""

    steps: Records
    at: Ints
    units: Records
    pools: Records
    window_from: Floats
    window_to: Floats
    is_attended: bool
    is_chosen: bool


class State(NamedTuple):
    """Rows of lanes. Units: ``free`` for its last ``fam``; pools: ``last``, when a job last took a unit;
    jobs by slot: ``ready``, ``alive``, ``over``; places of a route: ``took``, the unit chosen there (all
    zero where units are given). Scratch: the rest."""

    free: Floats
    fam: Ints
    last: Floats
    ready: Floats
    alive: Ints
    over: Ints
    took: Ints
    floats: Floats
    ints: Ints


BEGIN, END, HOURS, BEST_FREE, BEST_OPEN, MOVED, SCRATCH, U, RECOVERY = range(9)
BEST_FAM, LOSS, LOST, ZEROS = range(4)


def make_state(walk: Walk, width: int) -> State:
    """Allocate rows of ``width`` lanes."""

    def whole(rows: int) -> Ints:
        return np.zeros((rows, width), dtype=np.int64)

    slots = int(walk.steps["slot"].max()) + 1
    return State(
        free=np.empty((walk.units.size, width)),
        fam=whole(walk.units.size),
        last=np.empty((walk.pools.size, width)),
        ready=np.empty((slots, width)),
        alive=whole(slots),
        over=whole(slots),
        took=whole(int(walk.steps["place"].max()) + 1),
        floats=np.empty((9, width)),
        ints=whole(4),
    )


@part
def _open(
    walk: Walk, given: Given, state: State, p: int, unit: int, at: int, lanes: int, begin: Floats
) -> None:
    """Move ``begin`` to when ``unit`` of pool ``p`` may begin an operation of the hours at hand."""
    if walk.units[unit].closes or given.stop_from.shape[0] > 0:
        low, high = walk.units[unit].first, walk.units[unit].last
        row_of.open_row(
            lanes, not walk.units[unit].closes, walk.window_from[low:high], walk.window_to[low:high], at,
            given.stop_from, given.stop_to, given.hits[p], state.floats[HOURS], state.floats[SCRATCH], begin,
        )  # fmt: skip


@part
def _window(walk: Walk, state: State, unit: int, lanes: int, begin: Floats) -> None:
    """Move ``begin`` to when ``unit`` is open for the hours at hand."""
    low, high = walk.units[unit].first, walk.units[unit].last
    opens, closes = walk.window_from[low:high], walk.window_to[low:high]
    row_of.window_row(lanes, opens, closes, state.floats[HOURS], state.floats[SCRATCH], begin)


@part
def _choose(walk: Walk, state: State, step: Record, lanes: int, best: Ints) -> None:
    """Choose a unit of the pool in each lane: free first, or where units close otherwise able to serve
    first."""
    p = step.pool
    first, last, ready = walk.pools[p].first, walk.pools[p].last, state.ready[step.slot]
    best_free, moved, best_open = state.floats[BEST_FREE], state.floats[MOVED], state.floats[BEST_OPEN]
    row_of.choose_first(lanes, first, state.free[first], best, best_free)
    if not walk.pools[p].differs:
        for unit in range(first + 1, last):
            row_of.sooner(lanes, unit, state.free[unit], best, best_free)
    else:
        for lane in range(lanes):
            best_open[lane] = np.inf
        for unit in range(first, last):
            row_of.turn_row(lanes, ready, state.last[p], state.free[unit], moved)
            _window(walk, state, unit, lanes, moved)
            row_of.sooner_open(lanes, unit, state.free[unit], moved, best, best_free, best_open)


@part
def _start_chosen(walk: Walk, given: Given, state: State, step: Record, at: int, lanes: int) -> None:
    """Start an operation in turn on a unit of its pool."""
    p, slot = step.pool, step.slot
    first, last = walk.pools[p].first, walk.pools[p].last
    begin, alive, moved = state.floats[BEGIN], state.alive[slot], state.floats[MOVED]
    is_single, tracks = last - first == 1, walk.units[first].tracks
    took = state.ints[ZEROS] if is_single else state.took[step.place]
    free, fam = state.free[first], state.fam[first]
    if not is_single:
        _choose(walk, state, step, lanes, took)
        free = state.floats[BEST_FREE]
        if tracks:
            row_of.of_chosen(lanes, took, state.fam, state.ints[BEST_FAM])
            fam = state.ints[BEST_FAM]
    ready = state.ready[slot]
    if walk.pools[p].differs:
        row_of.give_way(lanes, alive, ready, state.last[p], state.floats[BEST_OPEN])
        ready = state.floats[BEST_OPEN]
    elif walk.units[first].closes:
        row_of.turn_row(lanes, ready, state.last[p], free, moved)
        _window(walk, state, first, lanes, moved)
        row_of.give_way(lanes, alive, ready, state.last[p], moved)
        ready = moved
    row_of.in_turn_row(
        lanes, step.family, step.changeover, walk.is_attended, alive, ready, state.last[p], free, fam, begin
    )
    if tracks:
        for unit in range(first, last):
            row_of.mark_row(lanes, 0 if is_single else unit, took, alive, step.family, state.fam[unit])
    if not walk.pools[p].differs:
        _open(walk, given, state, p, first, at, lanes, begin)
    else:
        row_of.copy_row(lanes, begin, state.floats[BEST_OPEN])
        for unit in range(first, last):
            row_of.copy_row(lanes, state.floats[BEST_OPEN], moved)
            _open(walk, given, state, p, unit, at, lanes, moved)
            row_of.take_over(lanes, unit, took, moved, begin)


@part
def _start_given(walk: Walk, given: Given, state: State, step: Record, at: int, lanes: int) -> None:
    """Start an operation on its unit, not before its floor."""
    unit, slot, begin = step.unit, step.slot, state.floats[BEGIN]
    if unit < 0:
        row_of.wait_row(lanes, step.floor, step.patience, state.ready[slot], begin)
        return
    row_of.planned_row(
        lanes, step.family, step.changeover, walk.is_attended, step.floor, step.patience, state.ready[slot],
        state.free[unit], state.fam[unit], begin,
    )  # fmt: skip
    row_of.mark_row(lanes, 0, state.ints[ZEROS], state.alive[slot], step.family, state.fam[unit])
    _open(walk, given, state, step.pool, unit, at, lanes, begin)


@part
def _leave(walk: Walk, state: State, k: int, can_end: bool, lanes: int) -> None:
    """Free the units whose hold ends at operation ``k``, and of the jobs that are lost all they hold."""
    for h in range(walk.steps[walk.at[k]].holder, k + 1):
        held = walk.steps[walk.at[h]]
        is_over = held.hold_at == k
        if (held.pool < 0) or not (is_over or (can_end and held.hold_at > k)):
            continue
        until = state.floats[BEGIN] if is_over and not held.hold_at_end else state.floats[END]
        alive = state.alive[held.slot] if is_over else state.ints[ZEROS]
        lost = state.ints[LOST] if can_end else state.ints[ZEROS]
        first, last = held.unit, held.unit + 1
        if walk.is_chosen:
            first, last = walk.pools[held.pool].first, walk.pools[held.pool].last
        lost_after = held.lost_clean if h == k else held.clean
        took, unit = state.ints[ZEROS], first
        if last - first > 1:
            took, unit = state.took[held.place], 0
            row_of.leave_chosen(lanes, took, alive, until, held.clean, lost, lost_after, state.free)
        elif can_end:
            row_of.leave_row(lanes, 0, took, alive, until, held.clean, lost, lost_after, state.free[first])
        else:
            row_of.leave_plain(lanes, alive, until, held.clean, state.free[first])
        if held.has_after and h == k:
            more = state.floats[RECOVERY]
            row_of.leave_later(lanes, unit, took, until, lost, lost_after, more, state.free)


@part
def _reset(given: Given, state: State, at: int, lanes: int) -> None:
    """Free all units from the day they open."""
    for unit in range(state.free.shape[0]):
        for lane in range(lanes):
            state.free[unit, lane] = given.opens[at + lane, unit]
            state.fam[unit, lane] = -1
    for pool in range(state.last.shape[0]):
        for lane in range(lanes):
            state.last[pool, lane] = -np.inf


@part
def _arrive(given: Given, state: State, job: int, slot: int, at: int, lanes: int) -> None:
    """Let a job begin its route; one that never comes is in nobody's way."""
    for lane in range(lanes):
        comes = given.release[at + lane, job] < np.inf
        state.ready[slot, lane] = given.release[at + lane, job] if comes else -np.inf
        state.alive[slot, lane] = 1 if comes else 0
        state.over[slot, lane] = 0


@part
def _lose(
    step: Record, k: int, drawn: Drawn, given: Given, state: State, rows: Rows, first: int, at: int,
    lanes: int,
) -> bool:  # fmt: skip
    """Losses at operation ``k``: as given, or drawn with what they mean; whether there can be any."""
    loss = state.ints[LOSS]
    if given.duration.shape[0] == 0:
        if step.loss_from < step.loss_to:
            draw_losses(step, drawn, given.factors, rows, first + at, at, lanes, loss)
            if step.has_after:
                draw_after(drawn, first + at, lanes, loss, state.floats[HOURS], state.floats[RECOVERY])
        return bool(step.loss_from < step.loss_to)
    can_end = False
    for lane in range(lanes):
        loss[lane] = 0 if given.ends[at + lane, k] else -1
        can_end = can_end or given.ends[at + lane, k]
    return can_end


@part
def _record(walk: Walk, out: Outcome, state: State, step: Record, k: int, at: int, lanes: int) -> None:
    """Add the operation to the tally and the trace, and note an output that waited too long."""
    p, begin, hours = step.pool, state.floats[BEGIN], state.floats[HOURS]
    alive, ready = state.alive[step.slot], state.ready[step.slot]
    if out.is_tallied and p >= 0:
        row_of.tally_row(
            lanes, at, alive, out.horizon, ready, begin, hours, out.busy[p], out.wait[p], out.served[p]
        )
    if step.limit < np.inf:
        row_of.over_row(lanes, alive, step.limit, ready, begin, state.over[step.slot])
    if out.start.shape[0] > 0:
        for lane in range(lanes):
            out.start[at + lane, k] = begin[lane] if alive[lane] != 0 else np.nan
            out.end[at + lane, k] = begin[lane] + hours[lane] if alive[lane] != 0 else np.nan
            unit = step.unit
            if walk.is_chosen and p >= 0:
                is_single = walk.pools[p].last - walk.pools[p].first == 1
                unit = walk.pools[p].first if is_single else state.took[step.place, lane]
            out.taken[at + lane, k] = unit if alive[lane] != 0 else -1


@part
def _conclude(out: Outcome, state: State, step: Record, can_end: bool, at: int, lanes: int) -> None:
    """Note which jobs were lost, and at the end of the route when a job was done."""
    job, slot, lost = step.job, step.slot, state.ints[LOST]
    if can_end:
        for lane in range(lanes):
            if lost[lane] != 0:
                out.lost[at + lane, job] = state.floats[END, lane]
                out.loss[at + lane, job] = state.ints[LOSS, lane]
    if step.is_last:
        for lane in range(lanes):
            out.done[at + lane, job] = state.ready[slot, lane] if state.alive[slot, lane] != 0 else np.nan
            out.over[at + lane, job] = state.over[slot, lane] != 0


@plain
def run_lanes(
    walk: Walk, drawn: Drawn, given: Given, out: Outcome, state: State, first: int, replications: int
) -> None:
    """Follow the walk in ``replications`` from number ``first`` on, some lanes at a time; fills ``out``."""
    width = state.free.shape[1]
    rows, hours = Rows(state.floats[U]), state.floats[HOURS]
    for at in range(0, replications, width):
        lanes = min(width, replications - at)
        _reset(given, state, at, lanes)
        for place in range(walk.steps.size):
            step = walk.steps[place]
            slot, k = step.slot, step.operation
            if step.is_first:
                _arrive(given, state, step.job, slot, at, lanes)
            if given.duration.shape[0] > 0:
                for lane in range(lanes):
                    hours[lane] = given.duration[at + lane, k]
            else:
                draw_hours(step, drawn, given.factors, rows, first + at, at, lanes, hours)
            can_end = _lose(step, k, drawn, given, state, rows, first, at, lanes)
            if walk.is_chosen and step.pool >= 0:
                _start_chosen(walk, given, state, step, at, lanes)
            else:
                _start_given(walk, given, state, step, at, lanes)
            _record(walk, out, state, step, k, at, lanes)
            row_of.end_row(
                lanes, state.alive[slot], state.floats[BEGIN], hours, state.floats[END], state.ready[slot]
            )
            if can_end:
                row_of.lost_of(lanes, state.alive[slot], state.ints[LOSS], state.ints[LOST])
            _leave(walk, state, k, can_end, lanes)
            if can_end or step.is_last:
                _conclude(out, state, step, can_end, at, lanes)
