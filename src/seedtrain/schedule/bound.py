"""A proven lower bound on the makespan: no timetable of the problem ends earlier."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from seedtrain.flow.problem import Problem

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


MOST_SUBSETS = 32
"""Sets of jobs, by release time, that are bounded for each pool."""


def makespan_bound(problem: Problem) -> float:
    r"""Lower bound on the latest end of processing. [h]

    The larger of the longest job, :math:`\max_j r_j + \sum_k d_{jk}`, and, for each pool with m units, the
    least T by which its units could have done its work:

    .. math:: \sum_{u=1}^{m} (T - h_{(u)} - t_{(u)}) \ge \sum_k d_k + \text{cleaning between users}

    with d the least time a unit is kept. m units have m first and m last users: :math:`h_{(u)}` are the m
    smallest heads (release and work before the pool), :math:`t_{(u)}` the m smallest tails (work after it),
    or what a pool that all jobs pass before (after) it takes to let one after another through, where that is
    more: see :func:`_spread`. Each user but the last on a unit is cleaned before the next, so at least the
    n - m shortest cleanings count, and with F families on m units at least F - m changeovers. Where units
    open late or close in between, T is the least time by which the hours open from the smallest head up to T
    less the smallest tail are enough. All this for the jobs released from each time on, which is what counts
    where releases are spread. No limit on waits is used, so the bound holds for every timetable.
    """
    heads, kept, tails = heads_kept_tails(problem)
    bound = float(np.max(heads + kept + tails, initial=0.0))
    release = problem.release_h[problem.job_of]
    for pool in np.flatnonzero(~problem.is_divisible):
        everyone = np.flatnonzero(problem.pool == pool)
        for since in _thresholds(release[everyone]):
            users = everyone[release[everyone] >= since]
            bound = max(bound, _of_pool(problem, users))
    return bound


def _thresholds(release: Floats) -> Floats:
    """Release times from which on the jobs are looked at apart: all that differ, or a choice of them."""
    times = np.unique(release)
    return times if times.size <= MOST_SUBSETS else times[:: -(-times.size // MOST_SUBSETS)]


def heads_kept_tails(problem: Problem) -> tuple[Floats, Floats, Floats]:
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


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PoolWork:
    """What the m units of a pool that can be in use must do at least, in hours.

    ``users`` the operations; ``kept`` the least time each keeps its unit; ``heads`` (m,) earliest begin of
    the u-th unit to begin; ``tails`` (m,) least time from the end of the i-th unit from the last to the end.
    """

    users: Ints
    kept: Floats
    heads: Floats
    tails: Floats


def pool_work(problem: Problem, users: Ints) -> PoolWork:
    """Sum up what the pool of the operations ``users`` must do."""
    heads, kept, tails = heads_kept_tails(problem)
    pool = problem.pool[users[0]]
    m = min(int(problem.pool_units[pool + 1] - problem.pool_units[pool]), users.size)
    return PoolWork(
        users=users,
        kept=kept[users],
        heads=np.maximum(np.sort(heads[users])[:m], _spread(problem, users, m, (heads, kept, tails), -1)),
        tails=np.maximum(np.sort(tails[users])[:m], _spread(problem, users, m, (heads, kept, tails), 1)),
    )


def _of_pool(problem: Problem, users: Ints) -> float:
    """The least time by which the units of the pool of ``users`` could have done their work. [h]"""
    pool = problem.pool[users[0]]
    units = range(problem.pool_units[pool], problem.pool_units[pool + 1])
    given = pool_work(problem, users)
    m = given.heads.size
    if m == 0:
        return float(np.inf)
    cleans = np.sort(problem.clean_h[users])[: users.size - m]
    families = np.unique(problem.family[problem.job_of[users]]).size
    changes = max(0, families - m) * float(problem.changeover_h[users].min())
    work = float(given.kept.sum() + cleans.sum()) + changes
    bound = (work + float(given.heads.sum() + given.tails.sum())) / m
    windows = [
        (problem.window_from_h[w], problem.window_to_h[w])
        for unit in units
        for w in range(problem.unit_windows[unit], problem.unit_windows[unit + 1])
    ]
    if any(np.isfinite(edge) for window in windows for edge in window):
        bound = max(
            bound, _open_by(windows, float(given.heads.min()), work) + float(given.tails.min(initial=np.inf))
        )
    return bound


def _spread(problem: Problem, users: Ints, m: int, times: tuple[Floats, Floats, Floats], side: int) -> Floats:
    r"""Least heads (``side`` -1) or tails (1), rising, where jobs pass another pool in turn. [h] (m,)

    Of the m jobs that use the units first, the i-th to start (from 0) has had i others before it through a
    pool q with :math:`m_q` units, so it starts no earlier than

    .. math:: h_q + \lfloor i / m_q \rfloor \, o_q + g_q

    with the least head h of q, the least time o that q is kept and cleaned, and the least work g from the
    start of q to the start here; the same backwards for the last m. Only pools that the job of each user
    passes on that side count.
    """
    heads, kept, tails = times
    jobs = problem.job_of[users]
    least = np.zeros(m)
    if np.unique(jobs).size < jobs.size:
        return least
    turn = np.arange(m)
    for q in range(len(problem.pools)):
        place = np.full(len(problem.jobs), -1, dtype=np.int64)
        those = np.flatnonzero(problem.pool == q)
        place[problem.job_of[those]] = those
        at = place[jobs]
        if problem.is_divisible[q] or (at < 0).any() or not (side * (at - users) > 0).all():
            continue
        units = int(problem.pool_units[q + 1] - problem.pool_units[q])
        step = float((kept[at] + problem.clean_h[at]).min()) * (turn // max(1, units))
        if side < 0:
            first = float(heads[at].min()) + float((heads[users] - heads[at]).min())
        else:
            leave = heads[users] + kept[users]
            first = float((heads[at] - leave).min()) + float((kept[at] + tails[at]).min())
            first = max(first, 0.0)
        least = np.maximum(least, first + step)
    return least


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
