"""Sequence: list scheduling and local search over the order of the jobs."""

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from seedtrain.errors import InputError, finding
from seedtrain.flow.assignment import Assignment, assignment
from seedtrain.flow.problem import Problem

if TYPE_CHECKING:
    from seedtrain.flow.kernels.lists import Lines

Ints = NDArray[np.int64]


def place_in_order(problem: Problem, order: Ints) -> Assignment:
    """Schedule the jobs in ``order`` (a permutation of J), each at its earliest after those before it.

    Raises :class:`InputError`: SCH-001 for a job that fits nowhere, SCH-002 for a divisible pool, SIM-003 for
    cleaning by a shared pool.
    """
    from seedtrain.flow.kernels.lists import list_schedule

    lines = _lines(problem)
    start, unit = np.empty(len(problem.pool)), np.empty(len(problem.pool), dtype=np.int64)
    lost = list_schedule(lines, np.ascontiguousarray(order, dtype=np.int64), start, unit)
    if lost >= 0:
        raise InputError([finding("SCH-001", value=problem.jobs[lost])], "a job fits nowhere")
    return assignment(problem, start, unit)


def improve(problem: Problem, order: Ints, *, tardiness_first: bool, trials: int, seed: int) -> Ints:
    """Search for a better order by ``trials`` shifts and swaps from ``order``; the same seed, the same order.

    Better is less makespan, then less weighted tardiness; the other way round with ``tardiness_first``.
    Raises :class:`InputError` as :func:`place_in_order`.
    """
    from seedtrain.flow.kernels.search import search

    best = np.array(order, dtype=np.int64)
    search(_lines(problem), best, tardiness_first, trials, seed)
    return best


def _lines(problem: Problem) -> "Lines":
    """The problem as the kernel reads it; raises on what the kernel does not support."""
    from seedtrain.flow.kernels.lists import Lines

    findings = []
    shares = np.flatnonzero(problem.is_divisible)
    if shares.size:
        findings.append(finding("SCH-002", value=problem.pools[shares[0]]))
    skid = np.flatnonzero(problem.clean_pool >= 0)
    if skid.size:
        findings.append(finding("SIM-003", value=problem.operation_name(int(skid[0]))))
    if findings:
        raise InputError(findings, "the list scheduler can't run this problem")
    return Lines(
        release=problem.release_h,
        due=problem.due_h,
        weight=problem.weight,
        family=problem.family,
        route=problem.route,
        pool=problem.pool,
        duration=problem.duration_h,
        wait_limit=problem.wait_limit_h,
        hold_at=np.arange(len(problem.pool)) + problem.hold_offset,
        hold_at_end=problem.hold_at_end,
        comes_back=_comes_back(problem),
        clean=problem.clean_h,
        changeover=problem.changeover_h,
        pool_units=problem.pool_units,
        unit_windows=problem.unit_windows,
        window_from=problem.window_from_h,
        window_to=problem.window_to_h,
    )


def _comes_back(problem: Problem) -> NDArray[np.bool_]:
    """Whether an earlier operation of the same job uses the pool of each operation, shape (O,)."""
    key = problem.job_of * (len(problem.pools) + 1) + problem.pool
    back = np.ones(len(key), dtype=np.bool_)
    back[np.unique(key, return_index=True)[1]] = False
    return back & (problem.pool >= 0)
