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
    NONE,
    QUEUED,
    Line,
    State,
    U,
    chosen_of,
    look,
    opens_at,
    pass_on,
    take_out,
    wait_for,
)
from seedtrain.flow.kernels.outcome import Given, Outcome
from seedtrain.flow.kernels.plant import Plant
from seedtrain.flow.kernels.slots import NOBODY, time_of

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


@leaf
def _place_of(plant: Plant, state: State, p: int, time: float, place: int) -> int:
    """When within an instant a pool serves next, after ``place``: when the first job acts there whose rank
    is beyond it, else when its first unit returns."""
    pool = state.pools[p]
    at, found = int(pool.head), NOBODY << 1
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
            is_open = not pool.closes or opens_at(plant, state, int(each.unit), time, hours) <= time
            if each.free <= time and is_open:
                found = min(found, NOBODY + each.unit)
    return int(found)


@leaf
def _turn(plant: Plant, state: State, least: int, is_on: bool) -> tuple[int, int]:
    """Of the pools that serve at the instant ``least``: which is first, and when within it. The last one goes
    on if it served at this instant (``is_on``) and its next job has acted."""
    time, best, found = time_of(least), -1, NOBODY << 1
    last, place = state.clock[0].last, state.clock[0].place if is_on else -1
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
    plant: Plant, given: Given, state: State, step: Record, job: int, unit: int, k: int, free: float,
    take: float, row: int,
) -> float:  # fmt: skip
    """Take a unit at ``take``; returns when operation ``k`` begins: changed over, open, no stop of the
    site."""
    mine, family, stops = state.units[U(unit)], plant.family[U(job)], given.stop_from.shape[0]
    extra = step.changeover if mine.fam >= 0 and mine.fam != family else 0.0
    begin = take + extra if plant.is_attended else max(take, free + extra)
    mine.fam = family
    if step.closes or stops > 0:
        hours, closes, p = state.hours[U(k)], plant.units[unit].closes, plant.units[unit].pool
        for s in range(-1, stops):
            is_in = s >= 0 and given.stop_from[s, row] <= begin and begin < given.stop_to[s, row]
            if is_in and given.hits[p, s]:
                begin = given.stop_to[s, row]
            if closes:
                begin = opens_at(plant, state, unit, begin, hours)
        while plant.window_to[mine.window] <= take and mine.window + 1 < plant.units[unit].last:
            mine.window += 1
    return float(begin)


@leaf
def _note(out: Outcome, step: Record, k: int, job: int, unit: int, ready: float, begin: float, end: float,
    row: int,
) -> None:  # fmt: skip
    """Add an operation to the tally and the trace, and note an output that waited too long."""
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


@leaf
def _leave(
    plant: Plant, line: Line, state: State, step: Record, k: int, begin: float, end: float, is_taken: bool,
    now: float,
) -> None:  # fmt: skip
    """End the holds that end with operation ``k``; those of a job that ends with it, all."""
    loss, first, last = state.loss[U(k)], step.first_hold, step.last_hold
    if loss >= 0:
        first, last = step.last_hold, step.last_over
    for h in range(first, last):
        hold = line.holds[U(h)]
        clean = hold.clean
        if loss >= 0 and hold.back == 0:
            clean = hold.lost_clean + state.recovery[U(k)]
        free = (begin if hold.at_begin else end) + clean
        if hold.is_tail:
            state.units[U(hold.unit)].free = free
        elif free < np.inf:
            p, is_early = int(hold.pool), clean == 0.0 and (hold.is_own or not is_taken)
            pass_on(state, p, state.taken[U(k - hold.back)], free, is_early)
            look(plant, state, p, now)


@part
def _conclude(state: State, out: Outcome, k: int, job: int, end: float, row: int) -> None:
    """Note a job that is lost, or done."""
    loss = state.loss[U(k)]
    if loss >= 0:
        out.lost[row, job], out.loss[row, job], out.done[row, job] = end, loss, np.nan
    else:
        out.done[row, job] = end
    state.at[U(job)] = k + 1


@part
def _next_take(plant: Plant, state: State) -> tuple[int, int]:
    """Which pool serves next, by the unit that stands where; -1 for none, -2 for what can't be told."""
    clock, least, p, ties = state.clock[0], state.due[0], 0, 0
    for q in range(1, state.pools.size):
        slot = state.due[q]
        ties = 0 if slot < least else (ties + 1 if slot == least else ties)
        p = q if slot < least else p
        least = slot if slot < least else least
    if least == NEVER:
        return -1, 0
    time, head = time_of(least), U(state.pools[U(p)].head)
    ready, is_on = state.queue[head].ready, time == clock.now
    is_rare = ties > 0 or state.queue[head + U(1)].ready == time or (is_on and ready == time)
    if is_rare:
        p, clock.place = _turn(plant, state, least, is_on)
    at = chosen_of(plant, state, p, time)
    pool = state.pools[U(p)]
    chosen = state.idle[U(pool.ring + (at & pool.mask))]
    is_late = chosen.free == time and chosen.is_early != 0
    clock.now, clock.last = time, p
    if not is_rare:
        is_act = ready == time and not is_late
        clock.place = plant.rank[U(state.queue[head].job)] if is_act else NOBODY
    if is_late:
        pool.late = time
        if is_rare or state.idle[U(pool.ring + ((at + 1) & pool.mask))].free == time:
            return -2, 0
    return p, at


@leaf
def _tail_take(plant: Plant, state: State, step: Record, k: int, ready: float) -> float:
    """When a job takes the unit of a pool in the tail; where never, nobody does after it."""
    mine = state.units[U(step.unit)]
    take = max(ready, mine.free)
    if step.closes:
        take = opens_at(plant, state, int(step.unit), take, state.hours[U(k)])
    if take == np.inf:
        mine.free = np.inf
    return float(take)


@part
def _go_on(
    plant: Plant, line: Line, given: Given, state: State, out: Outcome, job: int, k: int, s: int,
    ready: float, unit: int, free: float, is_noted: bool, row: int,
) -> bool:  # fmt: skip
    """Let a job that is ready take ``unit`` for operation ``k`` (-1: it has none yet), and go on up to the
    next queue; whether that can be told."""
    now, is_taken = state.clock[0].now, unit >= 0
    take = now
    while True:
        step = line.steps[U(s)]
        begin = ready
        if step.kind != NONE:
            if not is_taken:
                if step.kind == QUEUED:
                    state.at[U(job)] = k
                    p = int(step.pool)
                    wait_for(plant, state, p, job, k, s, ready)
                    look(plant, state, p, now)
                    return bool(ready > now)
                unit = int(step.unit)
                free = state.units[U(unit)].free
                take = _tail_take(plant, state, step, k, ready)
                if take == np.inf:
                    state.at[U(job)] = k
                    return True
            begin = _set_up(plant, given, state, step, job, unit, k, free, take, row)
            state.taken[U(k)] = unit
        end = begin + state.hours[U(k)]
        if step.kind != NONE and end <= begin and end < np.inf:
            return False
        if is_noted or begin - ready > step.limit:
            _note(out, plant.steps[U(s)], k, job, unit if step.kind != NONE else -1, ready, begin, end, row)
        _leave(plant, line, state, step, k, begin, end, is_taken, now)
        if step.is_last or state.loss[U(k)] >= 0:
            _conclude(state, out, k, job, end, row)
            return True
        if end == np.inf:
            state.at[U(job)] = k + 1
            return True
        k, s, ready, is_taken = k + 1, s + 1, end, False


@part
def _run(
    plant: Plant, line: Line, given: Given, state: State, out: Outcome, order: Ints, is_noted: bool, row: int
) -> bool:
    """Run one replication: first the jobs come, then one take after another; whether it was done."""
    arrived, is_told = 0, True
    while is_told:
        unit, free = -1, 0.0
        if arrived < order.size:
            job = order[arrived]
            k, ready = plant.route[job], given.release[row, job]
            s = k + plant.shift[job]
            arrived += 1
            if ready == np.inf:
                continue
        else:
            p, at = _next_take(plant, state)
            if p < 0:
                is_told = p == -1
                break
            pool = state.pools[U(p)]
            waiting, chosen = state.queue[U(pool.head)], state.idle[U(pool.ring + (at & pool.mask))]
            job, k, s, ready = int(waiting.job), int(waiting.operation), int(waiting.step), waiting.ready
            unit, free = int(chosen.unit), chosen.free
            take_out(state, p, at)
            look(plant, state, p, state.clock[0].now)
        is_told = _go_on(plant, line, given, state, out, job, k, s, ready, unit, free, is_noted, row)
    return is_told and state.clock[0].is_lost == 0


@part
def _reset(plant: Plant, line: Line, given: Given, state: State, out: Outcome, row: int) -> None:
    """Free the units from the day they open, empty the queues, note who will come."""
    clock = state.clock[0]
    clock.now, clock.place, clock.last, clock.is_lost = -np.inf, -1, -1, 0
    for unit in range(plant.units.size):
        mine = state.units[unit]
        mine.free, mine.fam, mine.window = given.opens[row, unit], -1, plant.units[unit].first
    for p in range(line.queued.size):
        pool = state.pools[p]
        pool.head = pool.tail = pool.queue
        pool.idle = pool.end = 0
        pool.late = np.nan
        state.queue[pool.queue].ready = np.inf
        state.idle[pool.ring].free = np.inf
        state.due[p] = NEVER
        for unit in range(plant.pools[line.queued[p]].first, plant.pools[line.queued[p]].last):
            if given.opens[row, unit] < np.inf:
                pass_on(state, p, unit, given.opens[row, unit], False)
    for job in range(plant.rank.size):
        out.done[row, job] = np.inf if given.release[row, job] < np.inf else np.nan
        state.at[job] = plant.route[job]


@plain
def run_takes(
    plant: Plant, line: Line, columns: Columns, drawn: Drawn, given: Given, out: Outcome, state: State,
    order: Ints, first: int, is_done: Bools,
) -> None:  # fmt: skip
    """Run replications from number ``first`` on; fills ``out``, and of each whether it ``is_done`` (m).

    ``order`` (m, J), or one row for all: the jobs by release, then rank. ``state`` is scratch.
    """
    is_noted = out.is_tallied or out.start.shape[0] > 0
    for row in range(is_done.size):
        if given.duration.shape[0] > 0:
            for k in range(state.hours.size):
                state.hours[k] = given.duration[row, k]
                state.loss[k] = 0 if given.ends[row, k] else -1
        else:
            draw_one(columns, drawn, given.factors, first + row, row, state.hours, state.loss)
            draw_after_one(columns, drawn, first + row, state.loss, state.hours, state.recovery)
        _reset(plant, line, given, state, out, row)
        mine = order[min(row, order.shape[0] - 1)]
        is_done[row] = _run(plant, line, given, state, out, mine, is_noted, row)
        if out.start.shape[0] > 0:
            for job in range(plant.rank.size):
                if out.done[row, job] == np.inf and state.at[job] < plant.route[job + 1]:
                    out.start[row, state.at[job]] = np.inf
