"""Pools of units over the horizon: how much of their open time they work, how many batches wait for them."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from seedtrain.flow.problem import Problem
from seedtrain.results.indicator import Draws

Floats = NDArray[np.float64]


def utilisation(
    problem: Problem, busy_h: Floats, horizon_h: float, since_h: float = 0.0
) -> Mapping[str, Draws]:
    """Share of the open hours up to the horizon in which the units of a pool process, by pool.

    ``busy_h`` (n, P) from ``since_h`` on; a pool that is never open has no share.
    """
    return {
        _name(problem.pools[pool]): np.asarray(busy_h[:, pool] / open_h, dtype=np.float64)
        for pool, open_h in enumerate(open_hours(problem, since_h, horizon_h))
        if open_h > 0.0
    }


def queues(problem: Problem, wait_h: Floats, horizon_h: float) -> Mapping[str, Draws]:
    r"""Batches that wait for a pool on average over the horizon, by pool; ``wait_h`` (n, P).

    .. math:: L_q = \frac{1}{T} \sum_i w_i

    by Little's law: hours waited over hours of the horizon. Reference: J. D. C. Little, Operations Research 9
    (1961) 383-387, doi:10.1287/opre.9.3.383.
    """
    return {
        _name(name): np.asarray(wait_h[:, pool] / horizon_h, dtype=np.float64)
        for pool, name in enumerate(problem.pools)
    }


def open_hours(problem: Problem, since_h: float, horizon_h: float) -> list[float]:
    """Hours from ``since_h`` to the horizon in which the units of each pool are open, all together."""
    found = []
    for pool in range(len(problem.pools)):
        units = range(problem.pool_units[pool], problem.pool_units[pool + 1])
        windows = [w for u in units for w in range(problem.unit_windows[u], problem.unit_windows[u + 1])]
        spans = np.minimum(problem.window_to_h[windows], horizon_h) - np.maximum(
            problem.window_from_h[windows], since_h
        )
        found.append(float(np.maximum(0.0, spans).sum()))
    return found


def _name(pool: str) -> str:
    return pool.replace("/", ".")
