"""Sequence: list scheduling and local search over the order of the jobs."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from seedtrain.errors import InputError, finding
from seedtrain.flow.assignment import Assignment, assignment
from seedtrain.flow.problem import Problem

if TYPE_CHECKING:
    from seedtrain.flow.kernels.shop import Lines

Ints = NDArray[np.int64]


def place_in_order(problem: Problem, order: Ints) -> Assignment:
    """Schedule the jobs in ``order`` (a permutation of J), each at its earliest after those before it.

    Raises :class:`InputError`: SCH-001 for a job that fits nowhere, SCH-002 for a divisible pool, SCH-003 for
    a job that comes back to a pool which a shared pool cleans.
    """
    from seedtrain.flow.kernels.lists import list_schedule
    from seedtrain.flow.kernels.shop import make_tails

    lines = lines_of(problem)
    operations = len(problem.pool)
    start, unit, clean = np.empty(operations), np.empty(operations, dtype=np.int64), np.empty(operations)
    lost = list_schedule(
        lines, make_tails(lines), np.ascontiguousarray(order, dtype=np.int64), start, unit, clean
    )
    if lost >= 0:
        raise InputError([finding("SCH-001", value=problem.jobs[lost])], "a job fits nowhere")
    return assignment(problem, start, unit, clean)


def score(problem: Problem, order: Ints) -> tuple[float, float]:
    """Makespan [h] and weighted tardiness [h] of the jobs in ``order``; both inf when one fits nowhere.

    ``order`` may hold some of the jobs only, where they share no pool with the others.
    """
    return improve(problem, order, tardiness_first=False, trials=0, seed=0)[1]


def improve(
    problem: Problem, order: Ints, *, tardiness_first: bool, trials: int, seed: int | NDArray[np.uint64]
) -> tuple[Ints, tuple[float, float]]:
    """Search for a better order by ``trials`` shifts and swaps from ``order``; the same seed, the same order.

    A ``seed`` given as an array (1,) is moved on, so that one search may be made in several calls.
    Better is less makespan, then less weighted tardiness; the other way round with ``tardiness_first``.
    ``order`` may hold some of the jobs only, where they share no pool with the others. Returns the order and
    its :func:`score`. Raises :class:`InputError` as :func:`place_in_order`, but for SCH-001.
    """
    from seedtrain.flow.kernels.search import search
    from seedtrain.flow.kernels.shop import make_tails

    best = np.array(order, dtype=np.int64)
    lines, operations = lines_of(problem), len(problem.pool)
    reached = search(
        lines,
        make_tails(lines),
        best,
        np.empty_like(best),
        np.empty(operations),
        np.empty(operations, dtype=np.int64),
        np.empty(operations),
        seed if isinstance(seed, np.ndarray) else np.full(1, seed, dtype=np.uint64),
        tardiness_first,
        trials,
    )
    return best, reached


@dataclass(frozen=True, slots=True)
class CampaignRule:
    """How campaigns are formed: at least ``length`` jobs each; a job counts less the more slack it has.

    ``patience_h``: slack [h] that brings its weight down to 37 %.
    """

    length: int
    patience_h: float


def campaign_order(problem: Problem, jobs: Ints, rule: CampaignRule) -> Ints | None:
    """Order ``jobs`` by a campaign rule at the pool with most work for its units; None when one fits nowhere.

    The next family is the one whose next jobs are most urgent for the time they take there, a changeover
    included; in it the most urgent of the first due is placed. Raises as :func:`place_in_order`, but for
    SCH-001.
    """
    from seedtrain.flow.kernels.rules import campaigns
    from seedtrain.flow.kernels.shop import make_tails

    mine = np.isin(problem.job_of, jobs) & (problem.pool >= 0)
    work = np.bincount(problem.pool[mine], (problem.duration_h + problem.clean_h)[mine], len(problem.pools))
    load = work / np.maximum(1, np.diff(problem.pool_units))
    pool = int(np.argmax(load))
    done = np.concatenate(([0.0], np.cumsum(problem.duration_h)))
    here = problem.route[:-1].copy()
    users = np.flatnonzero(mine & (problem.pool == pool))
    here[problem.job_of[users]] = users
    lines = lines_of(problem)
    order = campaigns(
        lines,
        make_tails(lines),
        jobs[np.lexsort((jobs, problem.due_h[jobs]))],
        pool,
        done[problem.route[1:]] - done[here],
        rule.length,
        rule.patience_h,
        float(load[pool]) / len(jobs),
        float(problem.changeover_h[users].max(initial=0.0)),
    )
    return None if order[0] < 0 else np.asarray(order, dtype=np.int64)


def components(problem: Problem) -> list[Ints]:
    """Sets of jobs that share no pool with one another: each can be scheduled alone. In the order of jobs."""
    above = np.arange(len(problem.pools) + 1)  # the last stands for "no pool"

    def root(pool: int) -> int:
        while above[pool] != pool:
            pool = int(above[pool])
        return pool

    first = np.full(len(problem.jobs), -1, dtype=np.int64)
    used = problem.pool >= 0
    first[problem.job_of[used][::-1]] = problem.pool[used][::-1]
    links = [
        np.stack((first[problem.job_of[used]], problem.pool[used]), axis=1),
        np.stack((problem.pool, problem.clean_pool), axis=1)[problem.clean_pool >= 0],
    ]
    for one, other in np.unique(np.concatenate(links), axis=0):
        above[root(int(one))] = root(int(other))
    label = np.array([root(int(pool)) for pool in first])
    return [np.flatnonzero(label == each) for each in dict.fromkeys(label.tolist())]


def lines_of(problem: Problem) -> "Lines":
    """The problem as the kernel reads it; raises on what the kernel does not support."""
    from seedtrain.flow.kernels.shop import Lines

    findings = []
    shares = np.flatnonzero(problem.is_divisible)
    if shares.size:
        findings.append(finding("SCH-002", value=problem.pools[shares[0]]))
    again = comes_back(problem)
    back = np.flatnonzero(again & np.isin(problem.pool, problem.pool[problem.clean_pool >= 0]))
    if back.size:
        findings.append(finding("SCH-003", value=problem.operation_name(int(back[0]))))
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
        comes_back=again,
        clean=problem.clean_h,
        clean_pool=problem.clean_pool,
        dirty_limit=problem.dirty_limit_h,
        changeover=problem.changeover_h,
        pool_units=problem.pool_units,
        unit_windows=problem.unit_windows,
        window_from=problem.window_from_h,
        window_to=problem.window_to_h,
    )


def comes_back(problem: Problem) -> NDArray[np.bool_]:
    """Whether an earlier operation of the same job uses the pool of each operation, shape (O,)."""
    key = problem.job_of * (len(problem.pools) + 1) + problem.pool
    back = np.ones(len(key), dtype=np.bool_)
    back[np.unique(key, return_index=True)[1]] = False
    return back & (problem.pool >= 0)
