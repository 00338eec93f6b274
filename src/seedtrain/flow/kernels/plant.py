"""The problem as the event engine reads it, and what it keeps while it runs."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


class Plant(NamedTuple):
    """Arrays of a problem, small enough to stay in a processor's fastest memory.

    Jobs of the same route share the arrays of its steps: operation k of job j has its data at
    ``k + shift[j]`` of ``pool``, ``quantity``, ``hold_at``, ``hold_at_end``, ``first_holder``, ``is_last``,
    ``clean``, ``fail_clean`` and ``changeover``; the names are those of the problem. ``hold_at``: steps on to
    the one at whose start (end) the hold of the unit ends; ``first_holder``: steps back to the first whose
    unit may be held up to here. ``by_rank``: jobs by due time, then place; ``rank`` the inverse.
    ``queue_key`` (J): the due time under the rule *due date*, NaN under *first come* (the arrival counts).
    ``opens``, ``closes`` (U): the one window of a unit.
    """

    route: Ints
    shift: Ints
    rank: Ints
    by_rank: Ints
    queue_key: Floats
    family: Ints
    pool: Ints
    quantity: Floats
    hold_at: Ints
    hold_at_end: Bools
    first_holder: Ints
    is_last: Bools
    clean: Floats
    fail_clean: Floats
    changeover: Floats
    is_attended: bool
    pool_units: Ints
    pool_of_unit: Ints
    is_divisible: Bools
    capacity: Floats
    opens: Floats
    closes: Floats


class State(NamedTuple):
    """Events to come (a heap; ``size[0]`` counts them), one queue a pool (heaps), and the state of units."""

    keys: Floats
    tags: Ints
    size: Ints
    wait_keys: Floats
    wait_tags: Ints
    waiting: Ints
    is_free: Bools
    free_h: Floats
    last_family: Ints
    room_left: Floats


def make_state(plant: Plant, operations: int) -> State:
    """Allocate a state with room for every event that can stand at once."""
    jobs = plant.route.size - 1
    pools, units = plant.pool_units.size - 1, plant.capacity.size
    shared = operations if plant.is_divisible.any() else 0
    room = jobs + 3 * units + shared + 4
    return State(
        keys=np.empty(room),
        tags=np.empty(room, dtype=np.int64),
        size=np.zeros(1, dtype=np.int64),
        wait_keys=np.empty((pools, jobs)),
        wait_tags=np.empty((pools, jobs), dtype=np.int64),
        waiting=np.zeros(pools, dtype=np.int64),
        is_free=np.empty(units, dtype=np.bool_),
        free_h=np.empty(units),
        last_family=np.empty(units, dtype=np.int64),
        room_left=np.empty(pools),
    )
