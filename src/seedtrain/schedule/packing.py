"""A proven lower bound on the makespan by packing: whole batches and changeovers on the units of a pool."""

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from seedtrain.flow.problem import Problem
from seedtrain.schedule.bound import PoolWork, makespan_bound, pool_work

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

Floats = NDArray[np.float64]

SCALE = 64.0
"""Parts of an hour that the whole numbers of the program stand for; times are rounded down to them."""
WORK = 0.5
"""Deterministic seconds that the program of one pool may take; its bound holds wherever it stops."""
NEAR = 0.9
"""Share of the bound that the spread work of a pool must reach for the pool to be packed."""
MOST_KINDS = 60
"""Kinds of batches beyond which the program would say no more than the work spread over the units."""


def packed_makespan_bound(problem: Problem) -> float:
    """Lower bound on the latest end of processing, whole batches and changeovers counted. [h]

    At least :func:`seedtrain.schedule.bound.makespan_bound`; pools of several units are packed, too. Where
    not all units of a pool are in use, the others share its work. Takes a few seconds; the same each time.
    """
    bound = makespan_bound(problem)
    if not np.isfinite(bound):
        return bound
    for pool in np.flatnonzero(~problem.is_divisible):
        users = np.flatnonzero(problem.pool == pool)
        work = pool_work(problem, users) if users.size else None
        if work is None or work.heads.size < 2 or _shared(problem, work, work.heads.size) < NEAR * bound:
            continue
        fewer = (_shared(problem, work, units) for units in range(1, work.heads.size))
        bound = max(bound, min(_packed(problem, work), *fewer))
    return bound


def _shared(problem: Problem, work: PoolWork, units: int) -> float:
    """Least time by which the first ``units`` of a pool could have done its work, spread evenly. [h]"""
    cleans = np.sort(problem.clean_h[work.users])[: work.users.size - units]
    ends = work.heads[:units].sum() + work.tails[:units].sum()
    return float(work.kept.sum() + cleans.sum() + ends) / units


def _packed(problem: Problem, work: PoolWork) -> float:
    r"""Least time by which all units of a pool, each in use, could have done its work. [h]

    With :math:`x_{ug}` batches of kind g (family, time kept d, cleaning c) on unit u of m, and
    :math:`y_{uf}` whether it sees family f,

    .. math::
        \min T:\quad T \ge h_{(u)} + \sum_g (d_g + c_g)\,x_{ug} - \max_g c_g + \delta\,(\sum_f y_{uf} - 1)
        + \sum_i t_{(i)} z_{ui}, \qquad \sum_u x_{ug} = n_g

    with :math:`\delta` the least changeover. The u-th unit to begin begins no earlier than the u-th smallest
    head :math:`h_{(u)}`; z gives every unit a place among those that end, the i-th from the end with the i-th
    smallest tail :math:`t_{(i)}`. The last batch of a unit need not be cleaned. Times are rounded down; the
    bound of the program counts, proven optimal or not. 0 where batches are of too many kinds.
    """
    from ortools.sat.python import cp_model

    kinds = Counter(
        zip(
            problem.family[problem.job_of[work.users]].tolist(),
            _floor(work.kept).tolist(),
            _floor(problem.clean_h[work.users]).tolist(),
            strict=True,
        )
    )
    if len(kinds) > MOST_KINDS:
        return 0.0
    model = cp_model.CpModel()
    heads, tails = _floor(work.heads), _floor(work.tails)
    least = int(_floor(problem.changeover_h[work.users]).min())
    horizon = int(heads.max() + tails.max()) + sum(n * (k + c + least) for (_, k, c), n in kinds.items())
    span = model.new_int_var(0, horizon, "")
    loads = [_load(model, kinds, least, horizon) for _ in heads]
    for kind, count in kinds.items():
        model.add(sum(batches[kind] for _, batches in loads) == count)
    places = [[model.new_bool_var("") for _ in tails] for _ in heads]
    for row in (*places, *zip(*places, strict=True)):
        model.add_exactly_one(row)
    for (load, _), head, place in zip(loads, heads.tolist(), places, strict=True):
        after = sum(int(tail) * each for tail, each in zip(tails, place, strict=True))
        model.add(span >= head + load + after)
    model.minimize(span)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.max_deterministic_time = WORK
    solver.parameters.catch_sigint_signal = False
    solver.solve(model)
    return float(solver.best_objective_bound) / SCALE


def _load(
    model: "cp_model.CpModel", kinds: Counter[tuple[int, int, int]], least: int, horizon: int
) -> "tuple[cp_model.IntVar, dict[tuple[int, int, int], cp_model.IntVar]]":
    """Time a unit in use needs for its batches, and how many of each kind it gets."""
    batches = {kind: model.new_int_var(0, count, "") for kind, count in kinds.items()}
    families = {family: model.new_bool_var("") for family, _, _ in kinds}
    for kind, count in kinds.items():
        model.add(batches[kind] <= count * families[kind[0]])
    model.add_bool_or(families.values())
    spared = max(clean for _, _, clean in kinds) + least
    load = model.new_int_var(0, horizon, "")
    work = sum((kept + clean) * batches[family, kept, clean] for family, kept, clean in kinds)
    model.add(load >= work + least * sum(families.values()) - spared)
    return load, batches


def _floor(times: Floats) -> NDArray[np.int64]:
    """Whole parts of an hour, rounded down."""
    return np.floor(times * SCALE).astype(np.int64)
