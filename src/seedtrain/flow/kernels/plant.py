"""The problem as the event engine reads it, and what it keeps while it runs."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from seedtrain.flow.kernels.jit import kernel

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


class Plant(NamedTuple):
    """Arrays of a problem; names as there, and ``rank`` of a job by due time, then id.

    ``queue_key`` (J): the due time under the rule *due date*, NaN under *first come* (the arrival counts).
    ``hold_at`` operation at whose start (end) the hold of the unit ends; ``first_holder[k]`` the first
    operation of the job with ``hold_at >= k``. ``opens``, ``closes`` (U): the one window of a unit.
    """

    route: Ints
    job_of: Ints
    rank: Ints
    by_rank: Ints
    queue_key: Floats
    family: Ints
    pool: Ints
    quantity: Floats
    hold_at: Ints
    hold_at_end: Bools
    first_holder: Ints
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
    ranks: Ints
    loads: Ints
    size: Ints
    wait_key: Floats
    wait_rank: Ints
    wait_load: Ints
    waiting: Ints
    is_free: Bools
    free_h: Floats
    last_family: Ints
    room_left: Floats


@kernel
def make_state(plant: Plant) -> State:
    """Allocate a state with room for every event that can stand at once."""
    jobs, operations = plant.route.size - 1, plant.pool.size
    pools, units = plant.pool_units.size - 1, plant.capacity.size
    room = jobs + 3 * units + operations + 4
    return State(
        np.empty(room),
        np.empty(room, np.int64),
        np.empty(room, np.int64),
        np.zeros(1, np.int64),
        np.empty((pools, jobs)),
        np.empty((pools, jobs), np.int64),
        np.empty((pools, jobs), np.int64),
        np.zeros(pools, np.int64),
        np.empty(units, np.bool_),
        np.empty(units),
        np.empty(units, np.int64),
        np.empty(pools),
    )
