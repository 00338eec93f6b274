"""The event engine for whole units served first come first served: its only events are jobs taking units.

When a job takes a unit, all is known of its operation, of those after it that need no unit, and of those in
the tail: pools of one unit each that jobs reach from one other such pool only, so that nobody overtakes there
up to the end of the route. What comes next is the least of one time a pool: when the first of its queue can
take the unit that will have been idle longest.

At one instant the order is that of :mod:`seedtrain.flow.kernels.events`: jobs act by rank, then units return.
What this order of one event after another can't tell (an operation that takes no time, a unit freed without
cleaning by a job that acts later in the same instant) makes the kernel give up a replication.
"""

import numpy as np
from numpy.typing import NDArray

from seedtrain.flow.kernels.draw import Columns, Drawn, Record, draw_after_one, draw_one
from seedtrain.flow.kernels.jit import leaf, part, plain
from seedtrain.flow.kernels.line import (
    NEVER,
    State,
    chosen_of,
    look,
    opens_at,
    pass_on,
    take_out,
    wait_for,
)
from seedtrain.flow.kernels.outcome import Given, Outcome
from seedtrain.flow.kernels.plant import Plant
from seedtrain.flow.kernels.slots import NOBODY, least_of, time_of, which

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


@leaf
def _place_of(plant: Plant, state: State, p: int, time: float, place: int) -> int:
    """When within an instant a pool serves next, after ``place``: when the first job acts there whose rank
    is beyond it, else when its first unit returns."""
    pool = state.pools[p]
    at, found = pool.head, NOBODY << 1
    while state.queue[at].ready <= time:
        rank = plant.rank[state.queue[at].job]
        if state.queue[at].ready == time and rank > place:
            found = rank
            break
        at += 1
    if found == NOBODY << 1:
        hours = state.hours[state.queue[pool.head].operation]
        for i in range(pool.idle, pool.end):
            each = state.idle[pool.ring + (i & pool.mask)]
            is_open = not plant.pools[p].closes or opens_at(plant, state, each.unit, time, hours) <= time
            if each.free <= time and is_open:
                found = min(found, NOBODY + each.unit)
    return int(found)


@leaf
def _turn(plant: Plant, state: State, least: int, last: int, is_on: bool, place: int) -> tuple[int, int]:
    """Of the pools that serve at the instant ``least``: which is first, and when within it. Pool ``last``
    goes on if it served at this instant (``is_on``, at ``place``) and its next job has acted."""
    time, best, found = time_of(least), -1, NOBODY << 1
    for p in range(state.pools.size):
        if state.due[p] == least:
            waiting = state.queue[state.pools[p].head]
            has_acted = waiting.ready < time or plant.rank[waiting.job] <= place
            if is_on and p == last and has_acted:
                best, found = p, place
                break
            mine = _place_of(plant, state, p, time, place)
            if best < 0 or mine < found:
                best, found = p, mine
    return best, found


@leaf
def _set_up(
    plant: Plant, given: Given, state: State, unit: int, step: Record, job: int, k: int, free: float,
    take: float, row: int,
) -> float:  # fmt: skip
    """Take a unit at ``take``; returns when operation ``k`` begins: changed over, open, no stop of the
    site."""
    family, before = plant.family[job], state.fam[unit]
    extra = step.changeover if before >= 0 and before != family else 0.0
    begin = take + extra if plant.is_attended else max(take, free + extra)
    state.fam[unit] = family
    stops, closes = given.stop_from.shape[0], plant.units[unit].closes
    if closes or stops > 0:
        hours = state.hours[k]
        for s in range(-1, stops):
            is_in = s >= 0 and given.stop_from[s, row] <= begin and begin < given.stop_to[s, row]
            if is_in and given.hits[step.pool, s]:
                begin = given.stop_to[s, row]
            if closes:
                begin = opens_at(plant, state, unit, begin, hours)
        while plant.window_to[state.window[unit]] <= take and state.window[unit] + 1 < plant.units[unit].last:
            state.window[unit] += 1
    return begin


@part
def _note(
    plant: Plant, state: State, out: Outcome, k: int, job: int, unit: int, ready: float, begin: float,
    row: int,
) -> None:  # fmt: skip
    """Add an operation to the tally and the trace, and note an output that waited too long."""
    step, end = plant.steps[k + plant.shift[job]], begin + state.hours[k]
    if begin - ready > step.limit:
        out.over[row, job] = True
    if out.is_tallied and step.pool >= 0 and begin < out.horizon:
        out.busy[step.pool, row] += min(end, out.horizon) - begin
        out.wait[step.pool, row] += begin - ready
        out.served[step.pool, row] += 1.0
    if out.start.shape[0] > 0:
        out.start[row, k] = begin
        out.end[row, k] = end
        out.taken[row, k] = unit


@part
def _leave(
    plant: Plant, is_tail: Bools, state: State, step: Record, k: int, job: int, begin: float, end: float,
    is_taken: bool, now: float,
) -> None:  # fmt: skip
    """End the holds that end with operation ``k``, and with a job that ends all of its."""
    loss = state.loss[k]
    is_over = loss >= 0 or step.is_last
    for back in range(step.holder, -1, -1):
        held = plant.steps[k - back + plant.shift[job]]
        reach = held.hold_at - back
        if held.pool >= 0 and (reach == 0 or (is_over and reach > 0)):
            is_own = back == 0 and not is_over
            until = begin if reach == 0 and not held.hold_at_end and not is_own else end
            cleaning = held.clean
            if loss >= 0 and back == 0:
                cleaning = held.lost_clean + state.recovery[k]
            unit, free = state.taken[k - back], until + cleaning
            if is_tail[held.pool]:
                state.free[unit] = free
            elif free < np.inf:
                pass_on(state, held.pool, unit, free, cleaning == 0.0 and (is_own or not is_taken))
                look(plant, state, held.pool, now)


@part
def _next_take(plant: Plant, state: State, least: int) -> tuple[int, int]:
    """Which pool serves next at the instant ``least``, by the unit that stands where; -1 for what can't be
    told."""
    clock = state.clock[0]
    p, count = which(state.due, least)
    time, head = time_of(least), state.pools[p].head
    ready, is_on = state.queue[head].ready, time == clock.now
    is_rare = count > 1 or state.queue[head + 1].ready == time or (is_on and ready == time)
    if is_rare:
        p, clock.place = _turn(plant, state, least, clock.last, is_on, clock.place if is_on else -1)
        ready = state.queue[state.pools[p].head].ready
    at = chosen_of(plant, state, p, time)
    chosen = state.idle[state.pools[p].ring + (at & state.pools[p].mask)]
    is_late = chosen.free == time and chosen.is_early != 0
    if is_late:
        pool = state.pools[p]
        pool.late = time
        if is_rare or state.idle[pool.ring + ((at + 1) & pool.mask)].free == time:
            p = -1
    if not is_rare:
        is_act = ready == time and not is_late
        clock.place = plant.rank[state.queue[head].job] if is_act else NOBODY
    clock.now, clock.last = time, p
    return p, at


@leaf
def _tail_take(plant: Plant, state: State, unit: int, k: int, ready: float) -> float:
    """When a job takes the unit of a pool in the tail; where never, nobody does after it."""
    take = max(ready, state.free[unit])
    if plant.units[unit].closes:
        take = opens_at(plant, state, unit, take, state.hours[k])
    if take == np.inf:
        state.free[unit] = np.inf
    return float(take)


@leaf
def _conclude(plant: Plant, state: State, out: Outcome, k: int, job: int, end: float, row: int) -> bool:
    """Note a job that is lost, or done; whether it goes on."""
    state.at[job] = k + 1
    loss, is_last = state.loss[k], plant.steps[k + plant.shift[job]].is_last
    if loss >= 0:
        out.lost[row, job], out.loss[row, job], out.done[row, job] = end, loss, np.nan
    elif is_last:
        out.done[row, job] = end
    return loss < 0 and not is_last and end < np.inf


@part
def _go_on(
    plant: Plant, is_tail: Bools, given: Given, state: State, out: Outcome, job: int, k: int, ready: float,
    unit: int, free: float, row: int,
) -> bool:  # fmt: skip
    """Let a job that is ready take ``unit`` for operation ``k`` (-1: it has none yet), and go on up to the
    next queue; whether that can be told."""
    now, is_taken = state.clock[0].now, unit >= 0
    take = now
    while True:
        step = plant.steps[k + plant.shift[job]]
        q, begin = step.pool, ready
        if q >= 0:
            if not is_taken:
                if not is_tail[q]:
                    wait_for(plant, state, q, job, k, ready)
                    look(plant, state, q, now)
                    return bool(ready > now)
                unit = plant.pools[q].first
                free, take = state.free[unit], _tail_take(plant, state, unit, k, ready)
                if take == np.inf:
                    return True
            begin = _set_up(plant, given, state, unit, step, job, k, free, take, row)
            state.taken[k] = unit
        end = begin + state.hours[k]
        if q >= 0 and end <= begin and end < np.inf:
            return False
        _note(plant, state, out, k, job, unit if q >= 0 else -1, ready, begin, row)
        _leave(plant, is_tail, state, step, k, job, begin, end, is_taken, now)
        if not _conclude(plant, state, out, k, job, end, row):
            return True
        k, ready, is_taken = k + 1, end, False


@part
def _run(
    plant: Plant, is_tail: Bools, given: Given, state: State, out: Outcome, order: Ints, row: int
) -> bool:
    """Run one replication: first the jobs come, then one take after another; whether it was done."""
    arrived, is_told = 0, True
    while is_told:
        unit, free = -1, 0.0
        if arrived < order.size:
            job = order[arrived]
            k, ready = plant.route[job], given.release[row, job]
            arrived += 1
            if ready == np.inf:
                continue
        else:
            least = least_of(state.due)
            if least == NEVER:
                break
            p, at = _next_take(plant, state, least)
            if p < 0:
                return False
            waiting = state.queue[state.pools[p].head]
            chosen = state.idle[state.pools[p].ring + (at & state.pools[p].mask)]
            job, k, ready = int(waiting.job), int(waiting.operation), waiting.ready
            unit, free = int(chosen.unit), chosen.free
            take_out(plant, state, p, at)
            look(plant, state, p, state.clock[0].now)
        is_told = _go_on(plant, is_tail, given, state, out, job, k, ready, unit, free, row)
    return is_told and state.clock[0].is_lost == 0


@part
def _reset(plant: Plant, is_tail: Bools, given: Given, state: State, out: Outcome, row: int) -> None:
    """Free the units from the day they open, empty the queues, note who will come."""
    clock = state.clock[0]
    clock.now, clock.place, clock.last, clock.is_lost = -np.inf, -1, -1, 0
    for p in range(plant.pools.size):
        pool = state.pools[p]
        pool.head = pool.tail = pool.queue
        pool.idle = pool.end = 0
        pool.late = np.nan
        state.queue[pool.queue].ready = np.inf
        state.idle[pool.ring].free = np.inf
        for unit in range(plant.pools[p].first, plant.pools[p].last):
            state.fam[unit] = -1
            state.window[unit] = plant.units[unit].first
            state.free[unit] = given.opens[row, unit]
            if not is_tail[p] and given.opens[row, unit] < np.inf:
                pass_on(state, p, unit, given.opens[row, unit], False)
        state.due[p] = NEVER
    for job in range(plant.rank.size):
        out.done[row, job] = np.inf if given.release[row, job] < np.inf else np.nan
        state.at[job] = plant.route[job]


@plain
def run_takes(
    plant: Plant, is_tail: Bools, columns: Columns, drawn: Drawn, given: Given, out: Outcome, state: State,
    order: Ints, first: int, is_done: Bools,
) -> None:  # fmt: skip
    """Run replications from number ``first`` on; fills ``out``, and of each whether it ``is_done`` (m).

    ``order`` (m, J), or one row for all: the jobs by release, then rank. ``state`` is scratch.
    """
    for row in range(is_done.size):
        if given.duration.shape[0] > 0:
            for k in range(state.hours.size):
                state.hours[k] = given.duration[row, k]
                state.loss[k] = 0 if given.ends[row, k] else -1
        else:
            draw_one(columns, drawn, given.factors, first + row, row, state.hours, state.loss)
            draw_after_one(columns, drawn, first + row, state.loss, state.hours, state.recovery)
        _reset(plant, is_tail, given, state, out, row)
        is_done[row] = _run(plant, is_tail, given, state, out, order[min(row, order.shape[0] - 1)], row)
        if out.start.shape[0] > 0:
            for job in range(plant.rank.size):
                if out.done[row, job] == np.inf and state.at[job] < plant.route[job + 1]:
                    out.start[row, state.at[job]] = np.inf
