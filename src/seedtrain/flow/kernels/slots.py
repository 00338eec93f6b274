"""Slots: one whole number a unit that sorts as the time of its next event; the least is found row by row."""

import numpy as np
from numpy.typing import NDArray

from seedtrain.flow.kernels.jit import inner, leaf
from seedtrain.flow.kernels.plant import IDLE

SIGN = np.int64(0x7FFFFFFFFFFFFFFF)
NOBODY = 1 << 25
"""Rank of the return of a unit: after all jobs."""
Ints = NDArray[np.int64]


@leaf
def slot_of(time: float) -> int:
    """A whole number that sorts as ``time`` does."""
    bits = np.float64(time).view(np.int64)
    return int(bits ^ ((bits >> 63) & SIGN))


@inner
def least_of(slots: Ints) -> int:
    """The least of the slots."""
    least = IDLE
    for place in range(slots.size):
        least = slots[place] if slots[place] < least else least
    return int(least)


@inner
def which(slots: Ints, least: int) -> tuple[int, int]:
    """Last slot that holds ``least``, and how many do."""
    found, count = 0, 0
    for place in range(slots.size):
        found = place if slots[place] == least else found
        count += 1 if slots[place] == least else 0
    return found, count


@inner
def first_of(ranks: Ints, runs: Ints, slots: Ints, least: int) -> int:
    """Of several slots at one instant: that of the first job, else that of the first unit."""
    best, best_rank = -1, 0
    for place in range(slots.size):
        if slots[place] == least:
            rank = ranks[runs[place]] if runs[place] >= 0 else NOBODY + place
            if best < 0 or rank < best_rank:
                best, best_rank = place, rank
    return best


@leaf
def time_of(slot: int) -> float:
    """The time that sorts as ``slot`` does."""
    return float(np.int64(slot ^ ((slot >> 63) & SIGN)).view(np.float64))
