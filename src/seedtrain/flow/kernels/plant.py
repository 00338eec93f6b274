"""The problem as the event engine reads it, and what it keeps while it runs."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from seedtrain.flow.kernels.draw import Records

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

STEP = np.dtype(
    [
        ("pool", "i8"), ("hold_at", "i8"), ("holder", "i8"), ("clean_pool", "i8"),
        ("quantity", "f8"), ("clean", "f8"), ("lost_clean", "f8"), ("changeover", "f8"), ("limit", "f8"),
        ("hold_at_end", "?"), ("is_last", "?"),
    ],
    align=True,
)  # fmt: skip
"""An operation of a route that several jobs share. ``hold_at``: steps on to the one at whose start (end) the
hold of its unit ends; ``holder``: steps back to the first whose unit may be held up to here; ``lost_clean``:
cleaning where the job is lost here; ``limit`` on the wait for it; the rest as in the problem."""
UNIT = np.dtype(
    [("pool", "i8"), ("capacity", "f8"), ("closes", "?"), ("first", "i8"), ("last", "i8")], align=True
)
"""A unit: its pool, its quantity in a divisible one, whether it is not always open, its windows."""
POOL = np.dtype(
    [("first", "i8"), ("last", "i8"), ("queue", "i8"), ("closes", "?"), ("is_divisible", "?")], align=True
)
"""A pool: its units, where its queue begins, whether any unit closes, whether it is shared by quantity."""


class Plant(NamedTuple):
    """A problem and a rule. Operation k of job j has its data at ``steps[k + shift[j]]``; jobs go by ``rank``
    (due time, then place), ``by_rank`` is the inverse. A queue goes by ``key`` (J), then arrival, then rank;
    where ``is_campaign`` a unit first serves the family it served last."""

    route: Ints
    shift: Ints
    rank: Ints
    by_rank: Ints
    key: Floats
    family: Ints
    steps: Records
    units: Records
    pools: Records
    window_from: Floats
    window_to: Floats
    is_attended: bool
    is_campaign: bool


UNIT_NOW = np.dtype(
    [("free", "f8"), ("fam", "i8"), ("dirty", "f8"), ("asked", "f8"), ("asker", "i8")], align=True
)
"""How a unit stands: ``free`` for its last family ``fam`` (-1: none) from then on (inf while held); for a
shared cleaning ``dirty`` how long it takes, ``asked`` since when, ``asker`` for whom."""
POOL_NOW = np.dtype([("head", "i8"), ("tail", "i8"), ("room", "f8")], align=True)
"""How a pool stands: where its queue begins and ends, the room left of one shared by quantity."""
JOB_NOW = np.dtype([("at", "i8"), ("ready", "f8")], align=True)
"""How a job stands: the operation at hand, when it was ready for it."""


class State(NamedTuple):
    """What happens next and how things stand.

    ``slots``: of each unit, as a whole number that sorts like a time, the end of the operation in it or,
    where a job waits for it, when it is free again; IDLE for neither. ``keys``, ``tags``, ``size[0]``: a
    heap of all other events. ``runs``: the job that runs in each unit (-1). ``queue`` of all pools.
    Operations: the unit ``taken``, durations ``hours``, ``loss`` and the more cleaning it means,
    ``recovery``.
    """

    slots: Ints
    keys: Floats
    tags: Ints
    size: Ints
    units: Records
    runs: Ints
    pools: Records
    queue: Ints
    jobs: Records
    taken: Ints
    hours: Floats
    loss: Ints
    recovery: Floats


IDLE = np.int64(0x7FF0000000000001)
"""A slot in which nothing is due: greater than any time."""
WIDTH = 8
"""Slots come in so many, filled up with idle ones: their least is found by vector instructions."""


def make_state(plant: Plant, operations: int) -> State:
    """Allocate a state with room for every event and every queue."""
    jobs, units, pools = plant.route.size - 1, plant.units.size, plant.pools.size
    slots = -(-max(units, 1) // WIDTH) * WIDTH
    room = 2 * jobs + 4 * units + 2 * operations + 8

    def whole(size: int) -> Ints:
        return np.zeros(size, dtype=np.int64)

    return State(
        slots=np.full(slots, IDLE),
        keys=np.empty(room),
        tags=whole(room),
        size=whole(1),
        units=np.zeros(units, dtype=UNIT_NOW),
        runs=whole(units),
        pools=np.zeros(pools, dtype=POOL_NOW),
        queue=whole(2 * operations + 1),
        jobs=np.zeros(jobs, dtype=JOB_NOW),
        taken=whole(operations),
        hours=np.empty(operations),
        loss=np.full(operations, -1, dtype=np.int64),
        recovery=np.zeros(operations),
    )
