"""Local search over the order in which jobs are placed: shifts and swaps, kept where they do no harm."""

import numpy as np
from numpy.typing import NDArray

from seedtrain.flow.kernels.jit import part, plain
from seedtrain.flow.kernels.lists import list_schedule, score
from seedtrain.flow.kernels.shop import Lines, Tails

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@part
def _next(state: NDArray[np.uint64], below: int) -> int:
    """Draw a whole number from 0 to ``below`` - 1 (SplitMix64 in sequence)."""
    state[0] += np.uint64(0x9E3779B97F4A7C15)
    z = state[0]
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return int((z ^ (z >> np.uint64(31))) % np.uint64(below))


@part
def move(order: Ints, trial: Ints, state: NDArray[np.uint64], moves: bool) -> None:
    """Copy ``order`` to ``trial``; if it ``moves``, with a block of 1 to 4 jobs shifted or two swapped."""
    jobs = order.size
    for at in range(jobs):
        trial[at] = order[at]
    if not moves:
        return
    if _next(state, 3) == 0:
        a, b = _next(state, jobs), _next(state, jobs)
        trial[a], trial[b] = order[b], order[a]
        return
    length = 1 + _next(state, min(4, jobs - 1))
    source, target = _next(state, jobs - length + 1), _next(state, jobs - length + 1)
    rest = 0
    for at in range(jobs):
        if target <= at < target + length:
            trial[at] = order[source + at - target]
        else:
            if rest == source:
                rest += length
            trial[at] = order[rest]
            rest += 1


@plain
def search(
    lines: Lines, tails: Tails, order: Ints, trial: Ints, start: Floats, unit_of: Ints, clean_at: Floats,
    state: NDArray[np.uint64], tardiness_first: bool, budget: int,
) -> tuple[float, float]:  # fmt: skip
    """Improve ``order`` in place with ``budget`` trials; returns makespan [h] and weighted tardiness reached.

    ``order`` may hold some of the jobs only. ``tardiness_first``: weighted tardiness counts before makespan,
    else after it. Both are inf when a job of the order given fits nowhere. ``state`` (1,) the seed; the other
    arrays are scratch.
    """
    makespan, tardiness = np.inf, np.inf
    for attempt in range(1 + (budget if order.size > 1 else 0)):
        move(order, trial, state, attempt > 0)
        if list_schedule(lines, tails, trial, start, unit_of, clean_at) >= 0:
            if attempt == 0:
                break
            continue
        span, late = score(lines, order, start)
        if tardiness_first:
            better = late < tardiness or (late == tardiness and span <= makespan)
        else:
            better = span < makespan or (span == makespan and late <= tardiness)
        if better or attempt == 0:
            makespan, tardiness = span, late
            for at in range(order.size):
                order[at] = trial[at]
    return makespan, tardiness
