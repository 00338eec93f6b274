"""Takes: the plants that the faster event engine runs, and how."""

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from seedtrain.flow.problem import Problem
from seedtrain.flow.walk import records_of

if TYPE_CHECKING:
    from seedtrain.flow.kernels.line import State

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


def takes_of(problem: Problem, rule: str) -> Bools | None:
    """The tail of a problem (P) where the faster engine runs it by ``rule``, None where it does not.

    It serves first come first, on whole units: none shared by quantity, none cleaned by another pool.
    """
    is_whole = not problem.is_divisible[problem.pool[problem.pool >= 0]].any()
    if rule == "first_come" and is_whole and bool((problem.clean_pool < 0).all()):
        return tail_of(problem)
    return None


def tail_of(problem: Problem) -> Bools:
    """Which pools are in the tail, shape (P,): of one unit, reached from one other pool of one unit only, by
    jobs that from there on visit no pool outside the tail."""
    single = np.diff(problem.pool_units) == 1
    parts = zip(problem.route[:-1].tolist(), problem.route[1:].tolist(), strict=True)
    routes = {tuple(problem.pool[first:last].tolist()) for first, last in parts}
    feeders: list[set[int]] = [set() for _ in problem.pools]
    for route in routes:
        for before, p in zip((-1, *route), route, strict=False):
            if p >= 0:
                feeders[p].add(before)
    found = np.array(
        [
            single[p] and len(feeders[p]) == 1 and all(q not in {-1, p} and single[q] for q in feeders[p])
            for p in range(len(problem.pools))
        ],
        dtype=np.bool_,
    )
    gone = [0]
    while gone:
        gone = []
        for route in routes:
            inside = True
            for p in reversed(route):
                if p >= 0 and found[p] and not inside:
                    gone.append(p)
                inside = inside and (p < 0 or bool(found[p]))
        found[gone] = False
    return found


def take_state(problem: Problem) -> "State":
    """Allocate a state with room for every queue."""
    from seedtrain.flow.kernels.line import CLOCK, NEVER, POOL, UNIT, WAITING, State
    from seedtrain.flow.kernels.plant import WIDTH

    pools, units, operations = len(problem.pools), len(problem.units), len(problem.pool)
    entries = np.bincount(problem.pool + 1, minlength=pools + 1)[1:] + 2
    rings = 1 << np.ceil(np.log2(np.diff(problem.pool_units) + 1)).astype(np.int64)
    return State(
        due=np.full(-(-max(pools, 1) // WIDTH) * WIDTH, NEVER),
        clock=np.zeros(1, dtype=CLOCK),
        pools=records_of(
            POOL, queue=np.cumsum(entries) - entries, ring=np.cumsum(rings) - rings, mask=rings - 1
        ),
        queue=np.zeros(int(entries.sum()) + 1, dtype=WAITING),
        idle=np.zeros(int(rings.sum()) + 1, dtype=UNIT),
        free=np.empty(units),
        fam=np.zeros(units, dtype=np.int64),
        window=np.zeros(units, dtype=np.int64),
        at=np.zeros(len(problem.jobs), dtype=np.int64),
        taken=np.zeros(operations, dtype=np.int64),
        hours=np.empty(operations),
        loss=np.full(operations, -1, dtype=np.int64),
        recovery=np.zeros(operations),
    )
