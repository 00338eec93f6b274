"""Money spent on batches: in full on those released, up to where it was found on those that failed."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from seedtrain.flow.plant import Profiles
from seedtrain.flow.problem import Problem
from seedtrain.results.indicator import Draws
from seedtrain.results.timetable import BatchOrder

Floats = NDArray[np.float64]

USED_UP = ("materials", "consumables")
"""Categories of cost that are spent as a batch goes on; the others are spent whether or not it ends well."""


def cost_of_batches(
    problem: Problem,
    batches: Sequence[BatchOrder],
    profiles: Profiles,
    has_ended: NDArray[np.bool_],
    lost_place: NDArray[np.int64],
) -> tuple[Draws, Draws]:
    r"""Cost of the batches that ended, and of those among them that failed [CNY], each (1 + n,).

    .. math:: c = c_{other} + c_{used} \frac{\sum_{k \le K} d_k}{\sum_k d_k}

    with the base durations d of the operations up to the one, K, at whose end the failure was found.
    ``has_ended`` (1 + n, J); ``lost_place`` (1 + n, J): K within the route of the batch, -1 for one that did
    not fail.
    """
    used, other = [], []
    for batch in batches:
        cost = profiles[batch.product, batch.suite].cost_cny
        used.append(_sum([cost[name] for name in USED_UP if name in cost], len(has_ended)))
        other.append(_sum([each for name, each in cost.items() if name not in USED_UP], len(has_ended)))
    return spent_on(problem, used, other, has_ended, lost_place)


def spent_on(
    problem: Problem,
    used: Sequence[Draws | float],
    other: Sequence[Draws | float],
    has_ended: NDArray[np.bool_],
    lost_place: NDArray[np.int64],
) -> tuple[Draws, Draws]:
    """The same from what each batch (J) costs: what is ``used`` up as it goes on and all ``other`` [CNY]."""
    total, lost = np.zeros(len(has_ended)), np.zeros(len(has_ended))
    for job in range(len(problem.jobs)):
        spent = np.cumsum(problem.duration_h[problem.route[job] : problem.route[job + 1]])
        shares = np.append(spent / spent[-1] if spent[-1] > 0.0 else np.ones_like(spent), 1.0)
        each = np.where(has_ended[:, job], other[job] + used[job] * shares[lost_place[:, job]], 0.0)
        total += each
        lost += np.where(lost_place[:, job] >= 0, each, 0.0)
    return total, lost


def _sum(parts: Sequence[Draws], n: int) -> Draws:
    return np.sum(parts, axis=0) if parts else np.zeros(n)
