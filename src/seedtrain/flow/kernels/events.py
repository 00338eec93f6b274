"""The event engine: jobs queue at pools and take the unit that has been idle longest.

What happens at one instant happens in this order: jobs act by due time, then place; then units that are free
again look at their queue. A unit whose free time has come serves whoever acts. A unit's return is an event
only where a job waits for it, an operation without a unit only where a queue follows it.
"""

import numpy as np
from numpy.typing import NDArray

from seedtrain.flow.kernels.draw import Columns, Drawn, Record, draw_after_one, draw_one
from seedtrain.flow.kernels.heap import pop, push
from seedtrain.flow.kernels.jit import inner, leaf, part, plain
from seedtrain.flow.kernels.outcome import Given, Outcome
from seedtrain.flow.kernels.plant import IDLE, Plant, State
from seedtrain.flow.kernels.queue import ask, join, next_of
from seedtrain.flow.kernels.slots import NOBODY, first_of, least_of, slot_of, time_of, which

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

ARRIVE, CLEAN, GIVE, ROOM = 0, 1, 2, 3
"""Job is ready for its next operation; unit wants cleaning by a shared pool; share of a divisible pool is
given back; part of one opens or closes."""
BITS = 36
"""Bits of a tag below the rank: room for 2**34 operations and 2**26 jobs."""


@leaf
def _later(state: State, time: float, rank: int, index: int, kind: int) -> None:
    """Put an event in the heap; ``rank`` -1 goes before all jobs."""
    state.size[0] = push(
        state.keys, state.tags, state.size[0], time, ((rank + 1) << BITS) | (4 * index + kind)
    )


@inner
def _open_from(opens: Floats, closes: Floats, unit: Record, time: float, hours: float) -> float:
    """First time from ``time`` on at which a unit may begin: open up to the next closure, or its last
    hours."""
    found = np.inf
    for w in range(unit.first, unit.last):
        begin = max(time, opens[w])
        if begin < closes[w] and (begin + hours <= closes[w] or w + 1 == unit.last):
            found = begin
            break
    return float(found)


@leaf
def _hours_of(state: State, who: int) -> float:
    """How long what waits will take: an operation of a job, or (below zero) the cleaning of a unit."""
    return float(state.hours[state.jobs[who].at] if who >= 0 else state.units[~who].dirty)


@leaf
def _leave(plant: Plant, state: State, unit: int, time: float, now: float) -> None:
    """Let a unit be free from ``time`` on; it is an event where somebody waits."""
    state.units[unit].free = time
    p = plant.units[unit].pool
    if state.pools[p].head < state.pools[p].tail:
        due = max(time, now)
        if plant.units[unit].closes:
            hours = _hours_of(state, state.queue[state.pools[p].head])
            due = _open_from(plant.window_from, plant.window_to, plant.units[unit], due, hours)
        state.slots[unit] = slot_of(due) if due < np.inf else IDLE


@leaf
def _give_up(
    plant: Plant, state: State, held: Record, h: int, rank: int, until: float, cleaning: float, now: float
) -> None:
    """End the hold of the unit (or share) that operation ``h`` took: it is cleaned from ``until`` on."""
    if plant.pools[held.pool].is_divisible:
        _later(state, until + cleaning, rank, h, GIVE)
    elif held.clean_pool >= 0:
        unit = state.taken[h]
        state.units[unit].dirty = cleaning
        _later(state, until, rank, h, CLEAN)
    else:
        _leave(plant, state, state.taken[h], until + cleaning, now)


@leaf
def _arm(plant: Plant, state: State, p: int, now: float) -> None:
    """Let the units of a pool that somebody waits for return by themselves."""
    for unit in range(plant.pools[p].first, plant.pools[p].last):
        if state.runs[unit] < 0 and state.units[unit].free < np.inf:
            _leave(plant, state, unit, state.units[unit].free, now)


@leaf
def _idle_longest(plant: Plant, state: State, p: int, now: float) -> int:
    """The unit of a pool that has been free longest and may begin what waits first; -1 for none."""
    best, best_free = -1, now
    for unit in range(plant.pools[p].first, plant.pools[p].last):
        free = state.units[unit].free
        if free < best_free or (free == best_free and best < 0):
            is_open = True
            if plant.units[unit].closes:
                hours = _hours_of(state, state.queue[state.pools[p].head])
                is_open = _open_from(plant.window_from, plant.window_to, plant.units[unit], now, hours) <= now
            if is_open:
                best, best_free = unit, free
    return best


@leaf
def _changed_over(
    plant: Plant, given: Given, state: State, unit: int, step: Record, job: int, now: float, row: int
) -> float:
    """Take a unit at ``now``; returns when the operation begins: changed over, open, no stop of the site."""
    family, before, free = plant.family[job], state.units[unit].fam, state.units[unit].free
    extra = step.changeover if before >= 0 and before != family else 0.0
    begin = now + extra if plant.is_attended else max(now, free + extra)
    state.units[unit].fam = family
    state.units[unit].free = np.inf
    state.slots[unit] = IDLE
    stops = given.stop_from.shape[0]
    if stops > 0 or plant.units[unit].closes:
        hours = state.hours[state.jobs[job].at]
        for s in range(stops):
            if plant.units[unit].closes:
                begin = _open_from(plant.window_from, plant.window_to, plant.units[unit], begin, hours)
            is_in = given.stop_from[s, row] <= begin and begin < given.stop_to[s, row]
            if is_in and given.hits[plant.units[unit].pool, s]:
                begin = given.stop_to[s, row]
        if plant.units[unit].closes:
            begin = _open_from(plant.window_from, plant.window_to, plant.units[unit], begin, hours)
    return begin


@part
def _note(
    plant: Plant, state: State, out: Outcome, k: int, job: int, unit: int, begin: float, row: int
) -> None:
    """Add an operation to the tally and the trace, and note an output that waited too long."""
    step, end = plant.steps[k + plant.shift[job]], begin + state.hours[k]
    if begin - state.jobs[job].ready > step.limit:
        out.over[row, job] = True
    if out.is_tallied and step.pool >= 0 and begin < out.horizon:
        out.busy[step.pool, row] += min(end, out.horizon) - begin
        out.wait[step.pool, row] += begin - state.jobs[job].ready
        out.served[step.pool, row] += 1.0
    if out.start.shape[0] > 0:
        out.start[row, k] = begin
        out.end[row, k] = end
        out.taken[row, k] = unit


@part
def _begin(
    plant: Plant, state: State, out: Outcome, k: int, job: int, unit: int, begin: float, now: float, row: int
) -> bool:
    """Begin operation ``k``, which ends the holds that end with its start, and those that end with its end
    unless that is an event; returns whether the job goes on."""
    step, rank, end = plant.steps[k + plant.shift[job]], plant.rank[job], begin + state.hours[k]
    loss = state.loss[k]
    is_over = loss >= 0 or step.is_last
    _note(plant, state, out, k, job, unit, begin, row)
    for back in range(step.holder, -1, -1):
        held = plant.steps[k - back + plant.shift[job]]
        reach = held.hold_at - back
        ends_here = reach == 0 and (back > 0 or unit < 0 or is_over)
        if held.pool >= 0 and (ends_here or (is_over and reach > 0)):
            until = begin if reach == 0 and not held.hold_at_end else end
            cleaning = held.clean
            if loss >= 0 and back == 0:
                cleaning = held.lost_clean + state.recovery[k]
            _give_up(plant, state, held, k - back, rank, until, cleaning, now)
    if loss >= 0:
        out.lost[row, job] = end
        out.loss[row, job] = loss
        out.done[row, job] = np.nan
    elif step.is_last:
        out.done[row, job] = end
    elif unit >= 0 and end < np.inf:
        state.slots[unit] = slot_of(end)
        state.runs[unit] = job
    state.jobs[job].at = k + 1
    state.jobs[job].ready = end
    return not is_over


@part
def _reset(plant: Plant, given: Given, state: State, out: Outcome, row: int) -> None:
    """Free the units from the day they open, empty the queues, note who will come."""
    state.size[0] = 0
    for unit in range(plant.units.size):
        state.units[unit].free = given.opens[row, unit]
        state.units[unit].fam = -1
        state.runs[unit] = -1
        state.slots[unit] = IDLE
    for p in range(plant.pools.size):
        state.pools[p].head = plant.pools[p].queue
        state.pools[p].tail = plant.pools[p].queue
        state.pools[p].room = 0.0
        if plant.pools[p].is_divisible:
            for unit in range(plant.pools[p].first, plant.pools[p].last):
                for w in range(plant.units[unit].first, plant.units[unit].last):
                    _later(state, plant.window_from[w], -1, 2 * unit, ROOM)
                    if plant.window_to[w] < np.inf:
                        _later(state, plant.window_to[w], -1, 2 * unit + 1, ROOM)
    for job in range(plant.rank.size):
        out.done[row, job] = np.inf if given.release[row, job] < np.inf else np.nan
        state.jobs[job].at = plant.route[job]
        state.jobs[job].ready = given.release[row, job]


@part
def _happen(plant: Plant, state: State, now: float, tag: int) -> tuple[int, int]:
    """Let an event of the heap happen; returns the job that is ready (-1) and the pool to look at (-1)."""
    rank, index, kind = (tag >> BITS) - 1, (tag & ((1 << BITS) - 1)) >> 2, tag & 3
    job, p = -1, -1
    if kind == ARRIVE:
        job = plant.by_rank[rank]
    elif kind == CLEAN:
        step = plant.steps[index + plant.shift[plant.by_rank[rank]]]
        p = step.clean_pool
        ask(state, p, state.taken[index], now, tag)
    elif kind == GIVE:
        step = plant.steps[index + plant.shift[plant.by_rank[rank]]]
        p = step.pool
        state.pools[p].room += step.quantity
    else:
        p = plant.units[index >> 1].pool
        state.pools[p].room += plant.units[index >> 1].capacity * (1.0 - 2.0 * (index & 1))
    return job, p


@part
def _return(plant: Plant, state: State, unit: int, now: float) -> tuple[int, int]:
    """Let what is due in a slot happen: an operation ends, or the unit looks at its queue."""
    job, p = state.runs[unit], -1
    state.slots[unit] = IDLE
    if job < 0:
        p = plant.units[unit].pool
    else:
        state.runs[unit] = -1
        k = state.jobs[job].at - 1
        step = plant.steps[k + plant.shift[job]]
        if step.hold_at == 0:
            _give_up(plant, state, step, k, plant.rank[job], now, step.clean, now)
    return job, p


@part
def _next_event(
    plant: Plant, given: Given, state: State, order: Ints, arrived: int, row: int
) -> tuple[float, int]:
    """What happens next: when, and in which slot; -1 for the heap, -2 for a job that comes, -3 for
    nothing."""
    least = least_of(state.slots)
    unit, count = which(state.slots, least)
    now, rank, what = np.inf, NOBODY << 1, -3
    if least != IDLE:
        if count > 1:
            unit = first_of(plant.rank, state.runs, state.slots, least)
        now, what = time_of(least), unit
        rank = plant.rank[state.runs[unit]] if state.runs[unit] >= 0 else NOBODY + unit
    if state.size[0] > 0:
        time, other = state.keys[0], (state.tags[0] >> BITS) - 1
        if time < now or (time == now and other < rank):
            now, rank, what = time, other, -1
    if arrived < order.size:
        time, other = given.release[row, order[arrived]], plant.rank[order[arrived]]
        if time < now or (time == now and other < rank and time < np.inf):
            now, what = time, -2
    return now, what


@part
def _serve(plant: Plant, given: Given, state: State, p: int, now: float, row: int) -> tuple[int, int, float]:
    """Whom pool ``p`` serves next, on which unit, beginning when; -2 for nobody, -1 for a cleaning begun."""
    who, unit, begin = -2, -1, now
    if plant.pools[p].is_divisible:
        job = state.queue[state.pools[p].head]
        quantity = plant.steps[state.jobs[job].at + plant.shift[job]].quantity
        if state.pools[p].room >= quantity * (1.0 - 1e-12):
            state.pools[p].room -= quantity
            state.pools[p].head += 1
            who = job
    else:
        unit = _idle_longest(plant, state, p, now)
        if unit >= 0:
            who = next_of(plant, state, p, unit)
            if who >= 0:
                step = plant.steps[state.jobs[who].at + plant.shift[who]]
                begin = _changed_over(plant, given, state, unit, step, who, now, row)
                state.taken[state.jobs[who].at] = unit
            else:
                dirty, who = ~who, -1
                state.slots[unit] = IDLE
                _leave(plant, state, unit, now + state.units[dirty].dirty, now)
                _leave(plant, state, dirty, now + state.units[dirty].dirty, now)
    return who, unit, begin


@part
def _move(
    plant: Plant, given: Given, state: State, out: Outcome, job: int, p: int, is_new: bool, now: float,
    row: int,
) -> None:  # fmt: skip
    """Let a job that is ready (-1) go on, and serve the queue that moves (-1); ``is_new``: it may have been
    empty."""
    while True:
        unit, begin = -1, now
        if job >= 0:
            k = state.jobs[job].at
            q = plant.steps[k + plant.shift[job]].pool
            if q >= 0:
                if state.jobs[job].ready > now or p >= 0:
                    _later(state, state.jobs[job].ready, plant.rank[job], k, ARRIVE)
                else:
                    p, is_new = q, state.pools[q].head == state.pools[q].tail
                    join(plant, state, q, job, now)
                job = -1
                continue
            begin = state.jobs[job].ready
        else:
            if p < 0 or state.pools[p].head == state.pools[p].tail:
                break
            who, unit, begin = _serve(plant, given, state, p, now, row)
            if who == -2:
                if (is_new or plant.pools[p].closes) and not plant.pools[p].is_divisible:
                    _arm(plant, state, p, now)
                break
            if who == -1:
                continue
            job = who
        goes_on = _begin(plant, state, out, state.jobs[job].at, job, unit, begin, now, row)
        if unit >= 0 or not goes_on:
            job = -1


@part
def _run(plant: Plant, given: Given, state: State, out: Outcome, order: Ints, row: int) -> None:
    """Run one replication: one event after another, and what it moves."""
    arrived = 0
    while True:
        now, what = _next_event(plant, given, state, order, arrived, row)
        job, p = -1, -1
        if what == -3:
            break
        if what == -2:
            job = order[arrived]
            arrived += 1
        elif what == -1:
            tag = state.tags[0]
            state.size[0] = pop(state.keys, state.tags, state.size[0])
            job, p = _happen(plant, state, now, tag)
        else:
            job, p = _return(plant, state, what, now)
        _move(plant, given, state, out, job, p, what == -1, now, row)
    if out.start.shape[0] > 0:
        for job in range(plant.rank.size):
            if out.done[row, job] == np.inf and state.jobs[job].at < plant.route[job + 1]:
                out.start[row, state.jobs[job].at] = np.inf


@plain
def run_events(
    plant: Plant, columns: Columns, drawn: Drawn, given: Given, out: Outcome, state: State, order: Ints,
    first: int, rows: Ints,
) -> None:  # fmt: skip
    """Run the replications of ``rows``, row 0 being number ``first``; fills ``out``.

    ``order`` (m, J), or one row for all: the jobs by release, then rank. ``state`` is scratch.
    """
    for row in rows:
        if given.duration.shape[0] > 0:
            for k in range(state.hours.size):
                state.hours[k] = given.duration[row, k]
                state.loss[k] = 0 if given.ends[row, k] else -1
        else:
            draw_one(columns, drawn, given.factors, first + row, row, state.hours, state.loss)
            draw_after_one(columns, drawn, first + row, state.loss, state.hours, state.recovery)
        _reset(plant, given, state, out, row)
        _run(plant, given, state, out, order[min(row, order.shape[0] - 1)], row)
