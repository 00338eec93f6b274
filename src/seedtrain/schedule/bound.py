"""A proven lower bound on the makespan: no timetable of the problem ends earlier."""

import numpy as np
from numpy.typing import NDArray

from seedtrain.flow.problem import Problem

Floats = NDArray[np.float64]


def makespan_bound(problem: Problem) -> float:
    r"""Lower bound on the latest end of processing. [h]

    The larger of the longest job, :math:`\max_j r_j + \sum_k d_{jk}`, and, for each pool with m units, the
    least T by which its units could have done its work:

    .. math:: \sum_{u=1}^{m} (T - h_{(u)} - t_{(u)}) \ge \sum_k d_k + \text{cleaning between users}

    where :math:`h_{(u)}` are the m smallest heads (release and work before the pool) and :math:`t_{(u)}` the
    m smallest tails (work after it): m units have m first and m last users. Each user but the last on a unit
    is cleaned before the next, so at least the n - m shortest cleanings count, and with F families on m
    units at least F - m changeovers. Where units open late or close in between, T is the least time by which
    the hours open from the smallest head up to T less the smallest tail are enough. Heads and tails take
    limits on waits as if there were none, and d is the time the unit is kept: it holds for every
    timetable.
    """
    heads, kept, tails = _heads_kept_tails(problem)
    bound = float(np.max(heads + kept + tails, initial=0.0))
    for pool in range(len(problem.pools)):
        users = np.flatnonzero(problem.pool == pool)
        if users.size and not problem.is_divisible[pool]:
            bound = max(bound, _of_pool(problem, pool, users, heads[users], kept[users], tails[users]))
    return bound


def _heads_kept_tails(problem: Problem) -> tuple[Floats, Floats, Floats]:
    """For each operation: its earliest start, how long it keeps its unit at least, the least time after. [h]

    Kept: processing and what the hold spans, without cleaning. After: from then to the end of its job.
    """
    done = np.concatenate(([0.0], np.cumsum(problem.duration_h)))
    job = problem.job_of
    here = np.arange(len(problem.pool))
    heads = problem.release_h[job] + done[here] - done[problem.route[job]]
    until = here + problem.hold_offset
    spans = np.where(problem.hold_at_end, done[until + 1], done[until]) - done[here]
    kept = np.maximum(spans, problem.duration_h)
    tails = np.maximum(0.0, done[problem.route[job + 1]] - done[here] - kept)
    return heads, kept, tails


def _of_pool(
    problem: Problem, pool: int, users: NDArray[np.int64], heads: Floats, kept: Floats, tails: Floats
) -> float:
    """The least time by which the units of one pool could have done its work. [h]"""
    first, last = problem.pool_units[pool], problem.pool_units[pool + 1]
    units = range(first, last)
    m = min(len(units), users.size)
    if m == 0:
        return float(np.inf)
    cleans = np.sort(problem.clean_h[users])[: users.size - m]
    families = np.unique(problem.family[problem.job_of[users]]).size
    changes = max(0, families - m) * float(problem.changeover_h[users].min())
    work = float(kept.sum() + cleans.sum()) + changes
    bound = (work + float(np.sort(heads)[:m].sum() + np.sort(tails)[:m].sum())) / m
    windows = [
        (problem.window_from_h[w], problem.window_to_h[w])
        for unit in units
        for w in range(problem.unit_windows[unit], problem.unit_windows[unit + 1])
    ]
    if any(np.isfinite(edge) for window in windows for edge in window):
        bound = max(bound, _open_by(windows, float(heads.min()), work) + float(tails.min()))
    return bound


def _open_by(windows: list[tuple[float, float]], start: float, work: float) -> float:
    """Earliest time by which the windows were open for ``work`` hours from ``start`` on; inf if never."""
    edges = sorted({start, *(edge for window in windows for edge in window if edge > start)})
    done = 0.0
    for at, then in zip(edges, [*edges[1:], np.inf], strict=True):
        running = sum(1 for opens, closes in windows if opens <= at < closes)
        if running and done + running * (then - at) >= work:
            return float(at + (work - done) / running)
        done += running * (then - at) if running else 0.0
    return float(np.inf)
