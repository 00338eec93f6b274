"""A binary heap on arrays, ordered by (key, rank, load): what waits and what happens next."""

import numpy as np
from numpy.typing import NDArray

from seedtrain.flow.kernels.jit import kernel

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@kernel
def push(keys: Floats, ranks: Ints, loads: Ints, size: int, key: float, rank: int, load: int) -> int:
    """Add an entry to a heap of ``size`` entries; returns the new size. The arrays must have room."""
    at = size
    while at > 0:
        up = (at - 1) >> 1
        if keys[up] < key or (
            keys[up] == key and (ranks[up] < rank or (ranks[up] == rank and loads[up] <= load))
        ):
            break
        keys[at], ranks[at], loads[at] = keys[up], ranks[up], loads[up]
        at = up
    keys[at], ranks[at], loads[at] = key, rank, load
    return size + 1


@kernel
def pop(keys: Floats, ranks: Ints, loads: Ints, size: int) -> int:
    """Remove the first entry (read it at index 0 before); returns the new size."""
    size -= 1
    key, rank, load = keys[size], ranks[size], loads[size]
    at = 0
    while True:
        down = 2 * at + 1
        if down >= size:
            break
        other = down + 1
        if other < size and (
            keys[other] < keys[down]
            or (
                keys[other] == keys[down]
                and (
                    ranks[other] < ranks[down] or (ranks[other] == ranks[down] and loads[other] < loads[down])
                )
            )
        ):
            down = other
        if key < keys[down] or (
            key == keys[down] and (rank < ranks[down] or (rank == ranks[down] and load <= loads[down]))
        ):
            break
        keys[at], ranks[at], loads[at] = keys[down], ranks[down], loads[down]
        at = down
    if size > 0:
        keys[at], ranks[at], loads[at] = key, rank, load
    return size
