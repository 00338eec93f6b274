"""A dispatch rule: campaigns that weigh how urgent the next jobs of a family are against the changeover."""

import numpy as np
from numpy.typing import NDArray

from seedtrain.flow.kernels.jit import kernel, part
from seedtrain.flow.kernels.lists import place
from seedtrain.flow.kernels.shop import Lines, Tails, reset

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

WIDTH = 40
"""Jobs of a family, earliest due first, among which the most urgent is sought."""


@part
def _urgency(lines: Lines, job: int, now: float, rest: Floats, patience: float) -> float:
    """Weight of a job, less the more slack it has: halved by each 0.7 ``patience`` hours of slack."""
    slack = lines.due[job] - now - rest[job]
    return float(lines.weight[job] * np.exp(-max(0.0, slack) / patience))


@part
def _family(
    lines: Lines,
    chain: Ints,
    heads: Ints,
    last: int,
    length: int,
    now: float,
    rest: Floats,
    patience: float,
    pace: float,
    switch: float,
) -> int:
    """The family whose next ``length`` jobs are most urgent for the time they take, a changeover included."""
    chosen, best = -1, -1.0
    for family in range(heads.size):
        job, count, value = heads[family], 0, 0.0
        while job >= 0 and count < length:
            value += _urgency(lines, job, now, rest, patience)
            count += 1
            job = chain[job]
        if count > 0:
            value /= count * pace + (switch if family != last else 0.0)
            if value > best:
                chosen, best = family, value
    return chosen


@part
def _pick(
    lines: Lines, chain: Ints, heads: Ints, family: int, now: float, rest: Floats, patience: float
) -> int:
    """Take the most urgent of the first jobs of a family out of its chain."""
    before, at, count = -1, heads[family], 0
    chosen, chosen_before, best = at, -1, -1.0
    while at >= 0 and count < WIDTH:
        urgency = _urgency(lines, at, now, rest, patience)
        if urgency > best:
            chosen, chosen_before, best = at, before, urgency
        before, at = at, chain[at]
        count += 1
    if chosen_before < 0:
        heads[family] = chain[chosen]
    else:
        chain[chosen_before] = chain[chosen]
    return int(chosen)


@kernel
def campaigns(
    lines: Lines, tails: Tails, jobs: Ints, pool: int, rest: Floats, length: int, patience: float,
    pace: float, switch: float,
) -> Ints:  # fmt: skip
    """Order ``jobs`` (earliest due first) by the rule; -1 in front when one fits nowhere.

    A campaign has at least ``length`` jobs where there are as many. Time is when ``pool`` has its next unit
    free; ``rest`` (J) work of a job from there on [h]; ``pace`` hours between jobs, ``switch`` hours of a
    changeover there.
    """
    operations = lines.pool.size
    start, unit_of, clean_at = np.empty(operations), np.empty(operations, np.int64), np.empty(operations)
    reset(tails)
    heads = np.full(lines.family.max() + 1, -1, np.int64)
    chain = np.full(lines.route.size - 1, -1, np.int64)
    for job in jobs[::-1]:
        chain[job] = heads[lines.family[job]]
        heads[lines.family[job]] = job
    order = np.empty_like(jobs)
    last, run = -1, 0
    for turn in range(jobs.size):
        now = np.inf
        for unit in range(lines.pool_units[pool], lines.pool_units[pool + 1]):
            now = min(now, max(0.0, tails.free[unit]))
        if last < 0 or heads[last] < 0 or run >= length:
            family = _family(lines, chain, heads, last, length, now, rest, patience, pace, switch)
            run = run if family == last else 0
            last = family
        run += 1
        job = _pick(lines, chain, heads, last, now, rest, patience)
        order[turn] = job
        if not place(lines, tails, job, start, unit_of, clean_at):
            order[0] = -1
            break
    return order
