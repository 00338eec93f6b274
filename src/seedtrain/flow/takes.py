"""Takes: the plants that the faster event engine runs, and how."""

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from seedtrain.flow.problem import Problem
from seedtrain.flow.walk import records_of

if TYPE_CHECKING:
    from seedtrain.flow.kernels.line import Line, State
    from seedtrain.flow.kernels.plant import Plant

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


def takes_of(problem: Problem, plant: "Plant") -> "Line | None":
    """What the faster engine reads of a plant besides, None where it does not run it.

    It serves first come first (no keys, no campaigns), on whole units: some, none of them shared by quantity,
    none cleaned by another pool.
    """
    is_first_come = not plant.is_campaign and not plant.key.any()
    is_whole = not problem.is_divisible[problem.pool[problem.pool >= 0]].any()
    has_pools, cleans_itself = len(problem.pools) > 0, bool((problem.clean_pool < 0).all())
    if is_first_come and is_whole and has_pools and cleans_itself:
        return line_of(plant, tail_of(problem))
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


def line_of(plant: "Plant", tail: Bools) -> "Line":
    """What the faster engine reads of a plant besides, whose pools ``tail`` are in the tail."""
    from seedtrain.flow.kernels.line import HOLD, NONE, QUEUED, STEP, TAIL, Line

    queued = np.flatnonzero(~tail)
    place = np.cumsum(~tail) - 1
    pool = plant.steps["pool"]
    own = np.maximum(pool, 0)
    rows: list[tuple[int, int, bool]] = []
    ends = [0]
    for s, step in enumerate(plant.steps):
        backs = [b for b in range(int(step["holder"]), -1, -1) if pool[s - b] >= 0]
        reach = [int(plant.steps["hold_at"][s - b]) - b for b in backs]
        for is_end in (bool(step["is_last"]), True):
            rows += [
                (s, b, is_end) for b, r in zip(backs, reach, strict=True) if r == 0 or (is_end and r > 0)
            ]
            ends.append(len(rows))
    at, back, is_over = np.array(rows, dtype=np.int64).reshape(-1, 3).T
    held = plant.steps[at - back]
    at_begin = (held["hold_at"] == back) & ~held["hold_at_end"] & ((back > 0) | (is_over > 0))
    return Line(
        steps=records_of(
            STEP,
            changeover=plant.steps["changeover"],
            limit=plant.steps["limit"],
            pool=np.maximum(place[own], 0),
            unit=plant.pools["first"][own],
            first_hold=np.array(ends[:-1:2]),
            last_hold=np.array(ends[1::2]),
            last_over=np.array(ends[2::2]),
            kind=np.where(pool < 0, NONE, np.where(tail[own], TAIL, QUEUED)),
            is_last=plant.steps["is_last"],
            closes=plant.pools["closes"][own],
        ),
        holds=records_of(
            HOLD,
            clean=held["clean"],
            lost_clean=held["lost_clean"],
            pool=np.maximum(place[held["pool"]], 0),
            unit=plant.pools["first"][held["pool"]],
            back=back,
            is_tail=tail[held["pool"]],
            at_begin=at_begin,
            is_own=(back == 0) & (is_over == 0),
        ),
        queued=queued,
    )


def take_state(problem: Problem, plant: "Plant", line: "Line") -> "State":
    """Allocate a state with room for every queue."""
    from seedtrain.flow.kernels.line import CLOCK, IDLE, NEVER, POOL, UNIT, WAITING, State

    pools, operations = len(problem.pools), len(problem.pool)
    entries = (np.bincount(problem.pool + 1, minlength=pools + 1)[1:] + 2)[line.queued]
    units = np.diff(problem.pool_units)[line.queued]
    rings = 1 << np.ceil(np.log2(units + 1)).astype(np.int64)

    def whole(size: int) -> Ints:
        return np.zeros(size, dtype=np.int64)

    return State(
        due=np.full(max(1, len(line.queued)), NEVER),
        clock=np.zeros(1, dtype=CLOCK),
        pools=records_of(
            POOL,
            queue=np.cumsum(entries) - entries,
            ring=np.cumsum(rings) - rings,
            mask=rings - 1,
            closes=plant.pools["closes"][line.queued],
        ),
        queue=np.zeros(int(entries.sum()) + 1, dtype=WAITING),
        idle=np.zeros(int(rings.sum()) + 1, dtype=IDLE),
        units=np.zeros(len(problem.units), dtype=UNIT),
        at=whole(len(problem.jobs)),
        taken=whole(operations),
        hours=np.empty(operations),
        loss=np.full(operations, -1, dtype=np.int64),
        recovery=np.zeros(operations),
    )
