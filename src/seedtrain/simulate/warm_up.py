r"""Warm-up: how long a plant that begins empty takes to fill, found by MSER-5 from what is under way in it.

.. math:: d^* = \arg\min_{d \le k/2} \frac{1}{(k - d)^2} \sum_{j=d+1}^{k} (Z_j - \bar Z_{d+1..k})^2

with the means Z of five days each of the batches under way, averaged over some replications, up to the day on
which the last batch begins (from then on the plant runs empty). A minimum at the edge, half of the days, says
that they have not settled. Reference: K. P. White, Simulation 69 (1997) 323-334,
doi:10.1177/003754979706900601; the bound by half of the run: K. P. White, M. J. Cobb, S. C. Spratt, Winter
Simulation Conference 2000, 755-760, doi:10.1109/WSC.2000.899799.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from seedtrain.flow.chunk import Chunk
from seedtrain.flow.problem import Problem

Floats = NDArray[np.float64]

FIVE = 5
"""Days of a mean."""
LEAST = 20
"""Fewer means tell nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filling:
    """How a plant fills: ``warm_up_d`` days until it has, None where it does not settle.

    ``replications`` looked at; ``days`` until the last batch begins or the horizon ends; ``at_end``: batches
    under way when the horizon ends, their mean.
    """

    replications: int
    days: int
    warm_up_d: float | None
    at_end: float


def filling(problem: Problem, chunk: Chunk, horizon_h: float) -> Filling:
    """Find the warm-up from the replications of ``chunk``, which is traced; ``horizon_h`` is finite."""
    whole = max(1, int(horizon_h // 24.0))
    run = under_way(problem, chunk, np.arange(1.0, whole + 1.0) * 24.0)
    assert chunk.trace is not None
    begins = chunk.trace.start_h[:, problem.route[:-1]]
    last = float(np.nanmax(np.where(np.isfinite(begins), begins, -np.inf), axis=1).min())
    days = int(min(whole, max(0.0, last) // 24.0))
    left_out = mser(run.mean(axis=0)[:days])
    at_end = under_way(problem, chunk, np.array([horizon_h]))
    return Filling(
        replications=len(run),
        days=days,
        warm_up_d=None if left_out is None else float(left_out),
        at_end=float(at_end.mean()),
    )


def under_way(problem: Problem, chunk: Chunk, times_h: Floats) -> Floats:
    """Batches begun and neither released nor lost at each time, shape (n, times)."""
    assert chunk.trace is not None
    begins = chunk.trace.start_h[:, problem.route[:-1]]
    ends = np.where(np.isnan(chunk.lost_h), chunk.done_h, chunk.lost_h)
    begins, ends = (
        np.sort(np.nan_to_num(each, nan=np.inf, posinf=np.inf), axis=1) for each in (begins, ends)
    )
    return np.stack(
        [
            np.searchsorted(began, times_h, side="right") - np.searchsorted(ended, times_h, side="right")
            for began, ended in zip(begins, ends, strict=True)
        ]
    ).astype(np.float64)


def mser(values: Floats) -> int | None:
    """How many of ``values`` (k,) to leave out from the first on; None where they do not settle.

    Fewer than a hundred tell nothing: None.
    """
    means = values[: len(values) // FIVE * FIVE].reshape(-1, FIVE).mean(axis=1)
    if len(means) < LEAST:
        return None
    half = len(means) // 2
    errors = [float(np.var(means[d:])) / (len(means) - d) for d in range(half + 1)]
    least = int(np.argmin(errors))
    return None if least == half else FIVE * least
