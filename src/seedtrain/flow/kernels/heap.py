"""A binary heap on two arrays, ordered by (key, tag): what waits and what happens next."""

import numpy as np
from numpy.typing import NDArray

from seedtrain.flow.kernels.jit import kernel

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@kernel
def push(keys: Floats, tags: Ints, size: int, key: float, tag: int) -> int:
    """Add an entry to a heap of ``size`` entries; returns the new size. The arrays must have room."""
    at = size
    while at > 0:
        up = (at - 1) >> 1
        if keys[up] < key or (keys[up] == key and tags[up] <= tag):
            break
        keys[at] = keys[up]
        tags[at] = tags[up]
        at = up
    keys[at] = key
    tags[at] = tag
    return size + 1


@kernel
def pop(keys: Floats, tags: Ints, size: int) -> int:
    """Remove the first entry (read it at index 0 before); returns the new size."""
    size -= 1
    key, tag = keys[size], tags[size]
    at = 0
    while True:
        down = 2 * at + 1
        if down >= size:
            break
        other = down + 1
        if other < size and (
            keys[other] < keys[down] or (keys[other] == keys[down] and tags[other] < tags[down])
        ):
            down = other
        if key < keys[down] or (key == keys[down] and tag <= tags[down]):
            break
        keys[at] = keys[down]
        tags[at] = tags[down]
        at = down
    keys[at] = key
    tags[at] = tag
    return size
