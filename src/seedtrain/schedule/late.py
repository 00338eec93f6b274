"""A proven lower bound on the weighted tardiness: no timetable of the problem is less late."""

import numpy as np
from numpy.typing import NDArray

from seedtrain.flow.problem import Problem
from seedtrain.schedule.bound import heads_kept_tails

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def tardiness_bound(problem: Problem) -> float:
    r"""Lower bound on the sum over jobs of weight times hours late. [h]

    .. math:: \sum_j w_j L_j = \sum_\ell (w_{(\ell)} - w_{(\ell-1)}) \sum_{j: w_j \ge w_{(\ell)}} L_j

    over the weights that differ, rising; the inner sum is bounded for those jobs alone, which others can only
    delay. It is at least what each job is late when it is alone; and for each pool of m whole units that all
    of them use once, the i-th of them to end does so no earlier than

    .. math:: C_i = \min_j h_j + \frac{\sum_{k \le i} d_{(k)} + \sum_{k \le i - m} c_{(k)}}{m} + \min_j t_j

    (heads h, times d for which the unit is kept, tails t, cleanings c, the smallest first) or, if later, the
    i-th smallest h + d + t. Ends in that order are least late against due times in rising order, so that
    :math:`\sum_i \max(0, C_i - D_{(i)})` is a bound. Changeovers, closures and limits on waits are not used.
    """
    heads, kept, tails = heads_kept_tails(problem)
    alone = np.maximum.reduceat(heads + kept + tails, problem.route[:-1])
    late_alone = np.maximum(0.0, alone - problem.due_h)
    total, below = 0.0, 0.0
    for weight in np.unique(problem.weight[problem.weight > 0.0]):
        jobs = np.flatnonzero(problem.weight >= weight)
        least = float(late_alone[jobs].sum())
        for pool in np.flatnonzero(~problem.is_divisible):
            least = max(least, _of_pool(problem, pool, jobs, (heads, kept, tails)))
        total += (float(weight) - below) * least
        below = float(weight)
    return total


def _of_pool(problem: Problem, pool: np.int64, jobs: Ints, times: tuple[Floats, Floats, Floats]) -> float:
    """Hours late of ``jobs`` in all, by the work of one pool; 0 where not all of them use it just once."""
    users = np.flatnonzero((problem.pool == pool) & np.isin(problem.job_of, jobs))
    units = int(problem.pool_units[pool + 1] - problem.pool_units[pool])
    if units == 0 or users.size != jobs.size or np.unique(problem.job_of[users]).size != jobs.size:
        return 0.0
    heads, kept, tails = (each[users] for each in times)
    cleans = np.cumsum(np.sort(problem.clean_h[users]))
    work = np.cumsum(np.sort(kept))
    work[units:] += cleans[: max(0, work.size - units)]
    ends = np.maximum(heads.min() + work / units + tails.min(), np.sort(heads + kept + tails))
    return float(np.sum(np.maximum(0.0, ends - np.sort(problem.due_h[jobs]))))
