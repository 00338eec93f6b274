"""What the event engine of takes reads and keeps: a queue and a list of idle units a pool, both in order.

Indices are unsigned: numba then need not ask whether one counts from the end.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from seedtrain.flow.kernels.draw import Records
from seedtrain.flow.kernels.jit import inner, leaf
from seedtrain.flow.kernels.plant import Plant
from seedtrain.flow.kernels.slots import slot_of

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
U = np.uint64

NONE, QUEUED, TAIL = 0, 1, 2
"""An operation needs no unit; queues for one of its pool; has one in the tail."""
STEP = np.dtype(
    [
        ("changeover", "f8"), ("limit", "f8"), ("pool", "u4"), ("unit", "u4"), ("first_hold", "u4"),
        ("last_hold", "u4"), ("last_over", "u4"), ("kind", "u1"), ("is_last", "?"), ("closes", "?"),
    ],
    align=True,
)  # fmt: skip
"""An operation of a route: its pool among those with a queue, the first unit of it, the holds that end with
it, then those that end where the job is lost with it; whether a unit closes; the rest as in the plant."""
HOLD = np.dtype(
    [
        ("clean", "f8"), ("lost_clean", "f8"), ("pool", "u4"), ("unit", "u4"), ("back", "u4"),
        ("is_tail", "?"), ("at_begin", "?"), ("is_own", "?"),
    ],
    align=True,
)  # fmt: skip
"""A hold that ends: of the unit of the operation so many steps ``back``, at the begin or the end of this one;
``is_own``: of this one, of a job that goes on. ``lost_clean``: cleaning of its own where the job is lost."""
POOL = np.dtype(
    [
        *((name, "u4") for name in ("head", "tail", "queue", "idle", "end", "ring", "mask")),
        ("closes", "?"), ("late", "f8"),
    ],
    align=True,
)  # fmt: skip
"""A pool with a queue: where that begins and ends, and where it lies; where the list of its idle units begins
and ends, where that lies, and its size less one (it goes round); ``late``: when last a unit known early was
taken in the instant in which it was freed."""
WAITING = np.dtype([("ready", "f8"), ("job", "u4"), ("operation", "u4"), ("step", "u4")], align=True)
"""A job in a queue or on its way to it, since when or from when on, for which operation."""
CLOCK = np.dtype([("now", "f8"), ("place", "i8"), ("last", "i8"), ("is_lost", "i8")], align=True)
"""The last take: when, when within the instant (rank of the job that acted, NOBODY or more for a unit that
returned), by which pool; whether the order within an instant could not be told."""
IDLE = np.dtype([("free", "f8"), ("unit", "u4"), ("is_early", "u4")], align=True)
"""An idle unit, from when on; ``is_early``: known before the job that frees it acts, at that instant."""
UNIT = np.dtype([("free", "f8"), ("fam", "i4"), ("window", "u4")], align=True)
"""A unit: free (in the tail) for its last family (-1: none), the window it has reached."""
NEVER = 0x7FF0000000000000
"""The slot of a time that never comes."""


class Line(NamedTuple):
    """A plant as the engine of takes reads it besides: ``steps`` as those of the plant, the ``holds`` that
    end with them, and of each pool with a queue which of the plant's it is (``queued``)."""

    steps: Records
    holds: Records
    queued: Ints


class State(NamedTuple):
    """How things stand: ``due``, as a whole number that sorts like a time, when a pool serves next; the
    ``queue`` and the ``idle`` units of each, by time, then rank or number, with an infinite entry at the end.
    Jobs: the operation ``at`` hand. Operations: the unit ``taken``, ``hours``, ``loss``, more cleaning it
    means (``recovery``)."""

    due: Ints
    clock: Records
    pools: Records
    queue: Records
    idle: Records
    units: Records
    at: Ints
    taken: Ints
    hours: Floats
    loss: Ints
    recovery: Floats


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
    """First time from ``time`` on at which ``unit`` may begin."""
    first, last = int(state.units[U(unit)].window), plant.units[U(unit)].last
    return opening(plant.window_from, plant.window_to, first, last, time, hours)


@leaf
def look(plant: Plant, state: State, p: int, now: float) -> None:
    """Find out when a pool serves next."""
    pool = state.pools[U(p)]
    waiting, first = state.queue[U(pool.head)], state.idle[U(pool.ring + (pool.idle & pool.mask))]
    time = max(waiting.ready, first.free)
    if pool.closes and time < np.inf:
        hours, since = state.hours[U(waiting.operation)], max(waiting.ready, now)
        time = max(time, now)
        if opens_at(plant, state, int(first.unit), time, hours) > time:
            time = np.inf
            for i in range(pool.idle, pool.end):
                each = state.idle[U(pool.ring + (i & pool.mask))]
                time = min(time, opens_at(plant, state, int(each.unit), max(each.free, since), hours))
    state.due[U(p)] = slot_of(time)


@leaf
def wait_for(plant: Plant, state: State, p: int, job: int, k: int, s: int, ready: float) -> None:
    """Let a job that will be ready join the queue of a pool, by time and rank."""
    pool = state.pools[U(p)]
    at = U(pool.tail)
    one, head = U(1), U(pool.head)
    while at > head:
        other = state.queue[at - one]
        if other.ready < ready or (other.ready == ready and plant.rank[U(other.job)] < plant.rank[U(job)]):
            break
        state.queue[at] = other
        at -= one
    mine = state.queue[at]
    mine.ready, mine.job, mine.operation, mine.step = ready, job, k, s
    pool.tail += 1
    state.queue[U(pool.tail)].ready = np.inf


@leaf
def pass_on(state: State, p: int, unit: int, free: float, is_early: bool) -> None:
    """Let a unit be idle from ``free`` on, by time and number."""
    pool = state.pools[U(p)]
    ring, mask, one = U(pool.ring), U(pool.mask), U(1)
    at, first = U(pool.end), U(pool.idle)
    while at > first:
        other = state.idle[ring + ((at - one) & mask)]
        if other.free < free or (other.free == free and other.unit < unit):
            break
        state.idle[ring + (at & mask)] = other
        at -= one
    mine = state.idle[ring + (at & mask)]
    mine.free, mine.unit, mine.is_early = free, unit, 1 if is_early else 0
    if free == pool.late:
        state.clock[0].is_lost = 1
    pool.end += 1
    state.idle[ring + (U(pool.end) & mask)].free = np.inf


@leaf
def chosen_of(plant: Plant, state: State, p: int, time: float) -> int:
    """Where the unit stands that has been idle longest of those that can serve the first of a queue now."""
    pool = state.pools[U(p)]
    at = int(pool.idle)
    if pool.closes:
        hours = state.hours[U(state.queue[U(pool.head)].operation)]
        unit = int(state.idle[U(pool.ring + (at & pool.mask))].unit)
        while opens_at(plant, state, unit, time, hours) > time:
            at += 1
            unit = int(state.idle[U(pool.ring + (at & pool.mask))].unit)
    return at


@leaf
def take_out(state: State, p: int, at: int) -> None:
    """Remove the first of a queue, and the unit that stands at ``at``."""
    pool = state.pools[U(p)]
    pool.head += 1
    if pool.head == pool.tail:
        pool.head = pool.tail = pool.queue
        state.queue[U(pool.queue)].ready = np.inf
    while at > pool.idle:
        state.idle[U(pool.ring + (at & pool.mask))] = state.idle[U(pool.ring + ((at - 1) & pool.mask))]
        at -= 1
    pool.idle += 1
