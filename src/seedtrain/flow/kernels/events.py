"""The event engine: jobs queue for whole units or for a share of a divisible pool, in many replications.

An event is a time, the rank of its job (by due time, then id) and a load: 4 x index + kind, where the index
is an operation or a unit. Events of the same time are taken by rank, then load.
"""

import numpy as np
from numpy.typing import NDArray

from seedtrain.flow.kernels.heap import pop, push
from seedtrain.flow.kernels.jit import kernel
from seedtrain.flow.kernels.plant import Plant, State, make_state

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

END, FREE, OPEN, GIVE = 0, 1, 2, 3
"""Operation ends; unit is clean (or opens); part of a divisible pool opens or closes; share is given back."""


@kernel
def _later(state: State, time: float, rank: int, load: int) -> None:
    """Put an event in the heap."""
    state.size[0] = push(state.keys, state.ranks, state.loads, state.size[0], time, rank, load)


@kernel
def _reset(plant: Plant, state: State) -> None:
    """Empty the queues, free the units, put the openings in the heap."""
    state.size[0] = 0
    state.waiting[:] = 0
    state.room_left[:] = 0.0
    state.is_free[:] = True
    state.last_family[:] = -1
    units = plant.capacity.size
    for unit in range(units):
        opens, closes = plant.opens[unit], plant.closes[unit]
        state.free_h[unit] = opens
        if not plant.is_divisible[plant.pool_of_unit[unit]]:
            if opens > -np.inf and opens < closes:
                _later(state, opens, -1, 4 * unit + FREE)
        elif opens < closes:
            if opens == -np.inf:
                state.room_left[plant.pool_of_unit[unit]] += plant.capacity[unit]
            else:
                _later(state, opens, -1, 4 * unit + OPEN)
            if closes < np.inf:
                _later(state, closes, -1, 4 * (units + unit) + OPEN)


@kernel
def _give(plant: Plant, state: State, k: int, time: float, rank: int, unit: int) -> None:
    """Let the hold of operation ``k`` end: its unit or share is there again at ``time``."""
    load = 4 * k + GIVE if plant.is_divisible[plant.pool[k]] else 4 * unit + FREE
    _later(state, time, rank, load)


@kernel
def _end(plant: Plant, state: State, k: int, now: float, rank: int, fails: bool, taken: Ints) -> bool:
    """End operation ``k``; returns whether its job goes on."""
    stops = fails or k + 1 == plant.route[plant.job_of[k] + 1]
    for h in range(plant.first_holder[k], k + 1):
        if plant.pool[h] < 0:
            continue
        here = plant.hold_at[h] == k and plant.hold_at_end[h]
        if here or (stops and plant.hold_at[h] > k):
            extra = plant.fail_clean[h] if fails and h == k else 0.0
            _give(plant, state, h, now + (plant.clean[h] + extra), rank, taken[h])
    return not stops


@kernel
def _free_unit(plant: Plant, state: State, p: int, now: float) -> int:
    """Pick the open unit that has been idle longest (the first of equals); -1 when none is free."""
    best = -1
    for unit in range(plant.pool_units[p], plant.pool_units[p + 1]):
        is_open = plant.opens[unit] <= now and now < plant.closes[unit]
        if state.is_free[unit] and is_open and (best < 0 or state.free_h[unit] < state.free_h[best]):
            best = unit
    return best


@kernel
def _take(plant: Plant, state: State, k: int, now: float, taken: Ints) -> float:
    """Take a unit or share for operation ``k``; returns when it starts, -inf when there is none."""
    p = plant.pool[k]
    if plant.is_divisible[p]:
        if state.room_left[p] < plant.quantity[k] * (1.0 - 1e-12):
            return -np.inf
        state.room_left[p] -= plant.quantity[k]
        return now
    unit = _free_unit(plant, state, p, now)
    if unit < 0:
        return -np.inf
    family, before = plant.family[plant.job_of[k]], state.last_family[unit]
    state.is_free[unit] = False
    state.last_family[unit] = family
    taken[k] = unit
    if before < 0 or before == family:
        return now
    if plant.is_attended:
        return float(now + plant.changeover[k])
    return max(now, float(state.free_h[unit] + plant.changeover[k]))


@kernel
def _begin(
    plant: Plant, state: State, k: int, at: float, duration: Floats, start: Floats, end: Floats, taken: Ints
) -> None:
    """Start operation ``k`` at ``at``: its end is an event, and so are the holds that end with its start."""
    start[k] = at
    end[k] = at + duration[k]
    rank = plant.rank[plant.job_of[k]]
    _later(state, end[k], rank, 4 * k + END)
    for h in range(plant.first_holder[k], k):
        if plant.pool[h] >= 0 and plant.hold_at[h] == k and not plant.hold_at_end[h]:
            _give(plant, state, h, at + plant.clean[h], rank, taken[h])


@kernel
def _serve(
    plant: Plant, state: State, p: int, now: float, duration: Floats, start: Floats, end: Floats, taken: Ints
) -> None:
    """Start what waits for pool ``p``, in the order of its queue, until the first that must wait on."""
    while state.waiting[p] > 0:
        k = state.wait_load[p, 0]
        at = _take(plant, state, k, now, taken)
        if at == -np.inf:
            return
        state.waiting[p] = pop(state.wait_key[p], state.wait_rank[p], state.wait_load[p], state.waiting[p])
        _begin(plant, state, k, at, duration, start, end, taken)


@kernel
def _arrive(
    plant: Plant, state: State, k: int, now: float, duration: Floats, start: Floats, end: Floats, taken: Ints
) -> None:
    """Operation ``k`` is ready: it starts, or queues at its pool."""
    p = plant.pool[k]
    if p < 0:
        _begin(plant, state, k, now, duration, start, end, taken)
        return
    job = plant.job_of[k]
    start[k] = np.inf
    key = now if np.isnan(plant.queue_key[job]) else plant.queue_key[job]
    state.waiting[p] = push(
        state.wait_key[p], state.wait_rank[p], state.wait_load[p], state.waiting[p], key, plant.rank[job], k
    )
    _serve(plant, state, p, now, duration, start, end, taken)


@kernel
def _happen(
    plant: Plant,
    state: State,
    duration: Floats,
    ends: Bools,
    start: Floats,
    end: Floats,
    taken: Ints,
) -> None:
    """Take the next event out of the heap and let it happen."""
    now, rank, index, kind = state.keys[0], state.ranks[0], state.loads[0] >> 2, state.loads[0] & 3
    state.size[0] = pop(state.keys, state.ranks, state.loads, state.size[0])
    if kind == END:
        if _end(plant, state, index, now, rank, ends[index], taken):
            _arrive(plant, state, index + 1, now, duration, start, end, taken)
        return
    if kind == FREE:
        state.is_free[index] = True
        state.free_h[index] = now
        p = plant.pool_of_unit[index]
    elif kind == GIVE:
        p = plant.pool[index]
        state.room_left[p] += plant.quantity[index]
    else:
        is_opening = index < plant.capacity.size
        unit = index if is_opening else index - plant.capacity.size
        p = plant.pool_of_unit[unit]
        state.room_left[p] += plant.capacity[unit] if is_opening else -plant.capacity[unit]
    _serve(plant, state, p, now, duration, start, end, taken)


@kernel
def run_events(
    plant: Plant, release: Floats, duration: Floats, ends: Bools, start: Floats, end: Floats, taken: Ints
) -> None:
    """Run every replication r with ``release[r]`` (J), ``duration[r]`` and ``ends[r]`` (O).

    Fills ``start``, ``end`` (n, O) and ``taken`` (n, O): the unit, -1 for none. A start is inf where the job
    waits for ever, NaN (as is the end) where it never came.
    """
    state = make_state(plant)
    jobs = plant.route.size - 1
    for r in range(release.shape[0]):
        _reset(plant, state)
        start[r] = np.nan
        end[r] = np.nan
        taken[r] = -1
        order = plant.by_rank[np.argsort(release[r][plant.by_rank], kind="mergesort")]
        arrived = 0
        while state.size[0] > 0 or arrived < jobs:
            if arrived < jobs:
                job = order[arrived]
                time = release[r, job]
                first = state.size[0] == 0 or time < state.keys[0]
                if first or (time == state.keys[0] and plant.rank[job] < state.ranks[0]):
                    arrived += 1
                    if time < np.inf:
                        _arrive(plant, state, plant.route[job], time, duration[r], start[r], end[r], taken[r])
                    continue
            _happen(plant, state, duration[r], ends[r], start[r], end[r], taken[r])
