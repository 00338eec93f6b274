"""Local search of the general form: jobs and operations moved in the order, modes asked for, kept where no
worse."""

import numpy as np
from numpy.typing import NDArray

from seedtrain.flow.kernels.general import general_schedule
from seedtrain.flow.kernels.jit import plain
from seedtrain.flow.kernels.net import Net, Taken

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

LATE = 1e6
"""Hours that an hour beyond a limit of an operation counts for."""


@plain
def _draw(state: NDArray[np.uint64], below: int) -> int:
    """Draw a whole number from 0 to ``below`` - 1 (SplitMix64 in sequence)."""
    state[0] += np.uint64(0x9E3779B97F4A7C15)
    z = state[0]
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    drawn: int = np.int64((z ^ (z >> np.uint64(31))) % np.uint64(below))  # type: ignore[assignment]
    return drawn


@plain
def _shift_job(net: Net, order: Ints, trial: Ints, state: NDArray[np.uint64]) -> None:
    """Move the operations of one job together to another place."""
    n = order.size
    job = net.op_i[order[_draw(state, n)], 3]
    mine = 0
    for at in range(n):
        if net.op_i[order[at], 3] == job:
            mine += 1
    target = _draw(state, n - mine + 1)
    rest, put = 0, target
    for at in range(n):
        k = order[at]
        if net.op_i[k, 3] == job:
            trial[put] = k
            put += 1
        else:
            trial[rest if rest < target else rest + mine] = k
            rest += 1


@plain
def _shift_one(order: Ints, trial: Ints, state: NDArray[np.uint64]) -> None:
    """Move one operation by some places."""
    n = order.size
    source = _draw(state, n)
    reach = 2 + n // 8
    target = min(n - 1, max(0, source - reach + _draw(state, 2 * reach + 1)))
    step = 1 if target > source else -1
    k = order[source]
    for at in range(n):
        trial[at] = order[at]
    for at in range(source, target, step):
        trial[at] = order[at + step]
    trial[target] = k


@plain
def _ask(net: Net, groups: Ints, members: Ints, rows: Ints, wish: Ints, state: NDArray[np.uint64]) -> None:
    """Ask for other modes: of a group that depend on each other another row, or of one operation any."""
    n = wish.size
    if groups.shape[0] > 0 and _draw(state, 2) == 0:
        g = _draw(state, groups.shape[0])
        size, count = groups[g, 1], groups[g, 3]
        row = groups[g, 2] + size * _draw(state, count)
        for at in range(size):
            wish[members[groups[g, 0] + at]] = rows[row + at]
        return
    k = _draw(state, n)
    if wish[k] >= -1:
        wish[k] = _draw(state, net.op_i[k, 1] - net.op_i[k, 0] + 1) - 1


@plain
def general_score(net: Net, taken: Taken, order: Ints, weights: Floats, ends: Floats) -> float:
    """Weighted sum of the measures but changeovers, and what limits of operations are missed by. [h]"""
    for job in range(ends.size):
        ends[job] = -np.inf
    total, span = 0.0, 0.0
    for at in range(order.size):
        k = order[at]
        total += LATE * max(0.0, taken.start[k] - net.op_latest[k, 0])
        total += LATE * max(0.0, taken.end[k] - net.op_latest[k, 1])
        if net.op_i[k, 6] == 1:
            span = max(span, taken.end[k])
            if net.op_i[k, 3] >= 0:
                ends[net.op_i[k, 3]] = max(ends[net.op_i[k, 3]], taken.end[k])
    total += weights[0] * span
    worst = 0.0
    for job in range(ends.size):
        if ends[job] == -np.inf:
            continue
        weight, due = net.job_f[job, 2], net.job_f[job, 1]
        total += weights[3] * weight * (ends[job] - net.job_f[job, 0])
        if due < np.inf:
            late = max(0.0, ends[job] - due)
            worst = max(worst, weight * late)
            total += weight * (weights[1] * late + weights[4] * max(0.0, due - ends[job]))
            total += weights[2] * weight * (1.0 if late > 0.0 else 0.0)
    return float(total + weights[5] * worst)


@plain
def general_search(
    net: Net, taken: Taken, order: Ints, asked: Ints, scratch: tuple[Ints, Ints, Floats],
    groups: tuple[Ints, Ints, Ints], weights: Floats, state: NDArray[np.uint64], budget: int, most: int,
) -> float:  # fmt: skip
    """Improve ``order`` and ``asked`` in place with ``budget`` trials; returns the score reached, inf for
    none.

    ``scratch``: another order, other modes asked for, ends of jobs. The first trial is what is given.
    """
    trial, wish, ends = scratch
    best = np.inf
    for attempt in range(budget + 1):
        for at in range(wish.size):
            wish[at] = asked[at]
        for at in range(order.size):
            trial[at] = order[at]
        if attempt > 0:
            kind = _draw(state, 5)
            if kind <= 1 and ends.size > 1:
                _shift_job(net, order, trial, state)
            elif kind <= 3 and order.size > 1:
                _shift_one(order, trial, state)
            else:
                _ask(net, groups[0], groups[1], groups[2], wish, state)
        if general_schedule(net, taken, trial, wish, most) >= 0:
            continue
        score = general_score(net, taken, trial, weights, ends)
        if score <= best:
            best = score
            for at in range(order.size):
                order[at] = trial[at]
            for at in range(wish.size):
                asked[at] = wish[at]
    return best
