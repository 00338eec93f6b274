"""What is drawn for each batch: durations, failure and where it is found, mass. Streams go by batch."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from seedtrain.flow.plant import Profiles, profile_of
from seedtrain.flow.problem import Problem
from seedtrain.model.inputs import Inputs
from seedtrain.quantities.special import normal_quantile
from seedtrain.results.batch_profile import BatchProfile
from seedtrain.results.timetable import BatchOrder

Floats = NDArray[np.float64]

STRIDE = 1 << 32
"""Counters of a batch's stream: operation number times this, plus the replication."""


@dataclass(frozen=True, slots=True, eq=False)
class Noise:
    """Drawn worlds, index 0 the base.

    ``duration_h`` (1 + n, O); ``ends`` (1 + n, O) whether the batch fails there;
    ``mass_g``, ``items``: what each batch gives if it does not fail, shape (1 + n, J).
    """

    duration_h: Floats
    ends: NDArray[np.bool_]
    mass_g: Floats
    items: Floats


def draw_noise(
    problem: Problem, batches: tuple[BatchOrder, ...], profiles: Profiles, inputs: Inputs
) -> Noise:
    r"""Draw what happens to every batch in every world.

    .. math:: d_{rk} = d_k \frac{D_r}{D_0} \epsilon_{rk}, \quad \epsilon \sim \text{lognormal, mean } 1, cv_k

    with the base duration d of the problem, the drawn duration D of the profile (the same for all batches)
    and batch-to-batch noise. A batch fails with the odds of its profile; which operation finds it is drawn by
    ``failure_share``. In the base nothing varies, and a batch fails only if that is certain.
    """
    worlds, jobs = 1 + inputs.world.replications, len(batches)
    duration = np.empty((worlds, len(problem.pool)))
    ends = np.zeros((worlds, len(problem.pool)), dtype=np.bool_)
    mass, items = np.empty((worlds, jobs)), np.empty((worlds, jobs))
    for job, batch in enumerate(batches):
        profile = profile_of(profiles, batch)
        part = slice(problem.route[job], problem.route[job + 1])
        duration[:, part] = problem.duration_h[part] * _durations(profile, batch.job, inputs)
        at = _fails_at(profile, batch.job, inputs)
        found = np.flatnonzero(at >= 0)
        ends[found, problem.route[job] + at[found]] = True
        spread = _lognormal(f"batch_mass.{batch.job}", np.zeros(1, np.int64), profile.mass_spread_cv, inputs)[
            :, 0
        ]
        mass[:, job] = profile.mass_out_g * spread
        items[:, job] = profile.items_out
    return Noise(duration, ends, mass, items)


def _durations(profile: BatchProfile, job: str, inputs: Inputs) -> Floats:
    """Factor on the base duration of each operation, shape (1 + n, operations)."""
    drawn = np.stack([operation.duration_h for operation in profile.operations], axis=1)
    ratio = np.divide(drawn, drawn[:1], out=np.ones_like(drawn), where=drawn[:1] > 0.0)
    cv = np.array([operation.spread_cv for operation in profile.operations])
    return ratio * _lognormal(f"batch_duration.{job}", np.arange(len(cv)), cv, inputs)


def _lognormal(name: str, places: NDArray[np.int64], cv: Floats | float, inputs: Inputs) -> Floats:
    """Lognormal noise of mean one, shape (1 + n, places); 1 in the base and where ``cv`` is zero."""
    n = inputs.world.replications
    counters = places[None, :] * STRIDE + np.arange(n)[:, None]
    sigma = np.sqrt(np.log1p(np.square(np.broadcast_to(cv, places.shape))))
    normal = normal_quantile(inputs.world.streams.uniform_at(name, counters))
    return np.concatenate([np.ones((1, len(places))), np.exp(sigma * normal - 0.5 * sigma * sigma)])


def _fails_at(profile: BatchProfile, job: str, inputs: Inputs) -> NDArray[np.int64]:
    """The operation at whose end the failure is found, -1 where the batch does not fail; shape (1 + n,)."""
    fails = inputs.world.happens(f"batch_failure.{job}", profile.failure_odds)
    shares = np.array([operation.failure_share for operation in profile.operations], dtype=np.float64)
    if shares.sum() <= 0.0:
        shares[-1] = 1.0
    drawn = inputs.world.streams.uniform(f"batch_failure_step.{job}", inputs.world.replications)
    where = np.concatenate(([0.5], drawn))
    place = np.searchsorted(np.cumsum(shares) / shares.sum(), where, side="right")
    return np.where(fails, np.minimum(place, len(shares) - 1), -1)
