"""What the event engine of takes keeps: a queue and a list of idle units for each pool, both in order."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from seedtrain.flow.kernels.draw import Records
from seedtrain.flow.kernels.jit import inner, leaf
from seedtrain.flow.kernels.plant import Plant
from seedtrain.flow.kernels.slots import slot_of

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

POOL = np.dtype(
    [*((name, "i8") for name in ("head", "tail", "queue", "idle", "end", "ring", "mask")), ("late", "f8")],
    align=True,
)
"""A pool: where its queue begins and ends, and where it lies; where the list of its idle units begins and
ends, where that lies, and its size less one (it goes round); ``late``: when last a unit known early was taken
in the instant in which it was freed."""
WAITING = np.dtype([("ready", "f8"), ("job", "i4"), ("operation", "i4")], align=True)
"""A job in a queue or on its way to it, since when or from when on, for which operation."""
CLOCK = np.dtype([("now", "f8"), ("place", "i8"), ("last", "i8"), ("is_lost", "i8")], align=True)
"""The last take: when, when within the instant (rank of the job that acted, NOBODY or more for a unit that
returned), by which pool; whether the order within an instant could not be told."""
UNIT = np.dtype([("free", "f8"), ("unit", "i4"), ("is_early", "i4")], align=True)
"""An idle unit, from when on; ``is_early``: known before the job that frees it acts, at that instant."""


class State(NamedTuple):
    """How things stand: ``due`` (P), as a whole number that sorts like a time, when a pool serves next; the
    ``queue`` and the list of ``idle`` units of each pool, ordered by time, then rank or number, with an
    infinite entry at the end. Units: ``free`` for their last ``fam`` (in the tail), the ``window`` reached.
    Jobs: the operation ``at`` hand. Operations: the unit ``taken``, ``hours``, ``loss``,
    more cleaning it means (``recovery``)."""

    due: Ints
    clock: Records
    pools: Records
    queue: Records
    idle: Records
    free: Floats
    fam: Ints
    window: Ints
    at: Ints
    taken: Ints
    hours: Floats
    loss: Ints
    recovery: Floats


NEVER = 0x7FF0000000000000
"""The slot of a time that never comes."""


@inner
def opening(opens: Floats, closes: Floats, first: int, last: int, time: float, hours: float) -> float:
    """First time from ``time`` on at which a unit with the windows ``first`` up to ``last`` may begin: open
    up to the next closure, or its last hours. Infinite if never."""
    found = np.inf
    for w in range(first, last):
        begin = max(time, opens[w])
        if begin < closes[w] and (begin + hours <= closes[w] or w + 1 == last):
            found = begin
            break
    return float(found)


@leaf
def opens_at(plant: Plant, state: State, unit: int, time: float, hours: float) -> float:
    """First time from ``time`` on at which ``unit`` may begin. Its closures must be behind by the last."""
    last = plant.units[unit].last
    return opening(plant.window_from, plant.window_to, state.window[unit], last, time, hours)


@leaf
def look(plant: Plant, state: State, p: int, now: float) -> None:
    """Find out when a pool serves next."""
    pool = state.pools[p]
    waiting, first = state.queue[pool.head], state.idle[pool.ring + (pool.idle & pool.mask)]
    time = max(waiting.ready, first.free)
    if plant.pools[p].closes and time < np.inf:
        hours, since = state.hours[waiting.operation], max(waiting.ready, now)
        time = max(time, now)
        if opens_at(plant, state, first.unit, time, hours) > time:
            time = np.inf
            for i in range(pool.idle, pool.end):
                each = state.idle[pool.ring + (i & pool.mask)]
                time = min(time, opens_at(plant, state, each.unit, max(each.free, since), hours))
    state.due[p] = slot_of(time)


@leaf
def wait_for(plant: Plant, state: State, p: int, job: int, k: int, ready: float) -> None:
    """Let a job that will be ready join the queue of a pool, by time and rank."""
    pool = state.pools[p]
    at = pool.tail
    while at > pool.head and (
        state.queue[at - 1].ready > ready
        or (state.queue[at - 1].ready == ready and plant.rank[state.queue[at - 1].job] > plant.rank[job])
    ):
        state.queue[at] = state.queue[at - 1]
        at -= 1
    state.queue[at].ready, state.queue[at].job, state.queue[at].operation = ready, job, k
    pool.tail += 1
    state.queue[pool.tail].ready = np.inf


@leaf
def pass_on(state: State, p: int, unit: int, free: float, is_early: bool) -> None:
    """Let a unit be idle from ``free`` on, by time and number."""
    pool = state.pools[p]
    at = pool.end
    while at > pool.idle:
        other = state.idle[pool.ring + ((at - 1) & pool.mask)]
        if other.free < free or (other.free == free and other.unit < unit):
            break
        state.idle[pool.ring + (at & pool.mask)] = other
        at -= 1
    mine = state.idle[pool.ring + (at & pool.mask)]
    mine.free, mine.unit, mine.is_early = free, unit, 1 if is_early else 0
    if free == pool.late:
        state.clock[0].is_lost = 1
    pool.end += 1
    state.idle[pool.ring + (pool.end & pool.mask)].free = np.inf


@leaf
def chosen_of(plant: Plant, state: State, p: int, time: float) -> int:
    """Where the unit stands that has been idle longest of those that can serve the first of a queue now."""
    pool = state.pools[p]
    at = pool.idle
    if plant.pools[p].closes:
        hours = state.hours[state.queue[pool.head].operation]
        while opens_at(plant, state, state.idle[pool.ring + (at & pool.mask)].unit, time, hours) > time:
            at += 1
    return int(at)


@leaf
def take_out(plant: Plant, state: State, p: int, at: int) -> None:
    """Remove the first of a queue, and the unit that stands at ``at``."""
    pool = state.pools[p]
    pool.head += 1
    if pool.head == pool.tail:
        pool.head = pool.tail = pool.queue
        state.queue[pool.queue].ready = np.inf
    while at > pool.idle:
        state.idle[pool.ring + (at & pool.mask)] = state.idle[pool.ring + ((at - 1) & pool.mask)]
        at -= 1
    pool.idle += 1
