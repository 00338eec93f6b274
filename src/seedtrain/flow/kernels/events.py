"""The event engine: jobs queue for whole units or for a share of a divisible pool, in many replications.

An event has a time and a tag: rank of its job (by due time, then place; 0 for none), then an index of
operation or unit, then its kind. Events of the same time are taken in the order of their tags.
"""

import numpy as np
from numpy.typing import NDArray

from seedtrain.flow.kernels.heap import pop, push
from seedtrain.flow.kernels.jit import kernel, part, plain
from seedtrain.flow.kernels.plant import Plant, State

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

END, FREE, OPEN, GIVE = 0, 1, 2, 3
"""Operation ends; unit is clean (or opens); part of a divisible pool opens or closes; share is given back."""

BITS = 36
"""Bits of a tag below the rank: room for 2**34 operations and 2**26 jobs."""


@part
def _later(state: State, time: float, rank: int, index: int, kind: int) -> None:
    """Put an event in the heap; ``rank`` -1 for no job."""
    tag = ((rank + 1) << BITS) | (4 * index + kind)
    state.size[0] = push(state.keys, state.tags, state.size[0], time, tag)


@plain
def _reset(plant: Plant, state: State) -> None:
    """Empty the queues, free the units, put the openings in the heap."""
    state.size[0] = 0
    for pool in range(state.waiting.size):
        state.waiting[pool] = 0
        state.room_left[pool] = 0.0
    units = plant.capacity.size
    for unit in range(units):
        opens, closes, pool = plant.opens[unit], plant.closes[unit], plant.pool_of_unit[unit]
        state.is_free[unit] = True
        state.last_family[unit] = -1
        state.free_h[unit] = opens
        if opens >= closes:
            continue
        if not plant.is_divisible[pool]:
            if opens > -np.inf:
                _later(state, opens, -1, unit, FREE)
            continue
        if opens == -np.inf:
            state.room_left[pool] += plant.capacity[unit]
        else:
            _later(state, opens, -1, unit, OPEN)
        if closes < np.inf:
            _later(state, closes, -1, units + unit, OPEN)


@part
def _give(plant: Plant, state: State, k: int, at: int, time: float, rank: int, unit: int) -> None:
    """Let the hold of operation ``k`` (data at ``at``) end: its unit or share is there again at ``time``."""
    if plant.is_divisible[plant.pool[at]]:
        _later(state, time, rank, k, GIVE)
    else:
        _later(state, time, rank, unit, FREE)


@part
def _end(plant: Plant, state: State, k: int, now: float, rank: int, fails: bool, taken: Ints) -> int:
    """End operation ``k`` and the holds that end with it; returns the operation that comes next, or -1."""
    at = k + plant.shift[plant.by_rank[rank]]
    stops = fails or plant.is_last[at]
    for back in range(plant.first_holder[at], -1, -1):
        held = at - back
        if plant.pool[held] < 0:
            continue
        reach = plant.hold_at[held] - back
        if (reach == 0 and plant.hold_at_end[held]) or (stops and reach > 0):
            extra = plant.fail_clean[held] if fails and back == 0 else 0.0
            _give(plant, state, k - back, held, now + (plant.clean[held] + extra), rank, taken[k - back])
    return -1 if stops else k + 1


@part
def _take(plant: Plant, state: State, p: int, k: int, at: int, job: int, now: float, taken: Ints) -> float:
    """Take a unit (the one idle longest) or share for operation ``k``.

    Returns when it starts, -inf when there is none.
    """
    if plant.is_divisible[p]:
        if state.room_left[p] < plant.quantity[at] * (1.0 - 1e-12):
            return -np.inf
        state.room_left[p] -= plant.quantity[at]
        return now
    best = -1
    for unit in range(plant.pool_units[p], plant.pool_units[p + 1]):
        is_open = plant.opens[unit] <= now and now < plant.closes[unit]
        if state.is_free[unit] and is_open and (best < 0 or state.free_h[unit] < state.free_h[best]):
            best = unit
    if best < 0:
        return -np.inf
    family, before = plant.family[job], state.last_family[best]
    state.is_free[best] = False
    state.last_family[best] = family
    taken[k] = best
    if before < 0 or before == family:
        return now
    if plant.is_attended:
        return float(now + plant.changeover[at])
    return max(now, float(state.free_h[best] + plant.changeover[at]))


@part
def _begin(
    plant: Plant, state: State, k: int, rank: int, begin: float, duration: Floats, start: Floats, end: Floats,
    taken: Ints,
) -> None:  # fmt: skip
    """Start operation ``k`` at ``begin``: its end is an event, so are the holds that end with its start."""
    start[k] = begin
    end[k] = begin + duration[k]
    _later(state, end[k], rank, k, END)
    at = k + plant.shift[plant.by_rank[rank]]
    for back in range(plant.first_holder[at], 0, -1):
        held = at - back
        if plant.pool[held] >= 0 and plant.hold_at[held] == back and not plant.hold_at_end[held]:
            _give(plant, state, k - back, held, begin + plant.clean[held], rank, taken[k - back])


@part
def _serve(
    plant: Plant, state: State, p: int, now: float, duration: Floats, start: Floats, end: Floats, taken: Ints
) -> None:
    """Start what waits for pool ``p``, in the order of its queue, until the first that must wait on."""
    while state.waiting[p] > 0:
        tag = state.wait_tags[p, 0]
        rank, k = (tag >> BITS) - 1, (tag & ((1 << BITS) - 1)) >> 2
        job = plant.by_rank[rank]
        begin = _take(plant, state, p, k, k + plant.shift[job], job, now, taken)
        if begin == -np.inf:
            break
        state.waiting[p] = pop(state.wait_keys[p], state.wait_tags[p], state.waiting[p])
        _begin(plant, state, k, rank, begin, duration, start, end, taken)


@part
def _happen(
    plant: Plant, state: State, now: float, tag: int, ends: Bools, taken: Ints
) -> tuple[int, int, int]:
    """Let an event happen; returns the operation that is ready (-1), its rank, the pool to look at (-1)."""
    rank, index, kind = (tag >> BITS) - 1, (tag & ((1 << BITS) - 1)) >> 2, tag & 3
    ready, p = -1, -1
    if kind == END:
        ready = _end(plant, state, index, now, rank, ends[index], taken)
    elif kind == FREE:
        state.is_free[index] = True
        state.free_h[index] = now
        p = plant.pool_of_unit[index]
    elif kind == GIVE:
        at = index + plant.shift[plant.by_rank[rank]]
        p = plant.pool[at]
        state.room_left[p] += plant.quantity[at]
    else:
        is_opening = index < plant.capacity.size
        unit = index if is_opening else index - plant.capacity.size
        p = plant.pool_of_unit[unit]
        state.room_left[p] += plant.capacity[unit] if is_opening else -plant.capacity[unit]
    return ready, rank, p


@plain
def _run(
    plant: Plant, state: State, order: Ints, release: Floats, duration: Floats, ends: Bools, start: Floats,
    end: Floats, taken: Ints,
) -> None:  # fmt: skip
    """Run one replication: the next release or event in turn, then the queue that it moves."""
    jobs = order.size
    arrived = 0
    while state.size[0] > 0 or arrived < jobs:
        now, tag = np.inf, 0
        if state.size[0] > 0:
            now, tag = state.keys[0], int(state.tags[0])
        job = order[min(arrived, jobs - 1)]
        comes = arrived < jobs and (
            release[job] < now or (release[job] == now and plant.rank[job] < (tag >> BITS) - 1)
        )
        if comes:
            arrived += 1
            now, ready, rank, p = release[job], plant.route[job], plant.rank[job], -1
        elif state.size[0] == 0:
            break  # the jobs left never come
        else:
            state.size[0] = pop(state.keys, state.tags, state.size[0])
            ready, rank, p = _happen(plant, state, now, tag, ends, taken)
        if ready >= 0:
            job = plant.by_rank[rank]
            p = plant.pool[ready + plant.shift[job]]
            if p < 0:
                _begin(plant, state, ready, rank, now, duration, start, end, taken)
            else:
                start[ready] = np.inf
                key = now if np.isnan(plant.queue_key[job]) else plant.queue_key[job]
                tag = ((rank + 1) << BITS) | (4 * ready)
                state.waiting[p] = push(state.wait_keys[p], state.wait_tags[p], state.waiting[p], key, tag)
        if p >= 0:
            _serve(plant, state, p, now, duration, start, end, taken)


@kernel
def run_events(
    plant: Plant, state: State, order: Ints, release: Floats, duration: Floats, ends: Bools, start: Floats,
    end: Floats, taken: Ints,
) -> None:  # fmt: skip
    """Run every replication r with ``release[r]`` (J), ``duration[r]`` and ``ends[r]`` (O).

    ``order[r]`` (J): the jobs by release, then rank. Fills ``start``, ``end`` (n, O) and ``taken`` (n, O):
    the unit, -1 for none. A start is inf where the job waits for ever, NaN (as is the end) where it never
    came. ``state`` is scratch.
    """
    for r in range(release.shape[0]):
        _reset(plant, state)
        for k in range(duration.shape[1]):
            start[r, k] = end[r, k] = np.nan
            taken[r, k] = -1
        _run(plant, state, order[r], release[r], duration[r], ends[r], start[r], end[r], taken[r])
