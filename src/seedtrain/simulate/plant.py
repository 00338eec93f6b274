"""Simulate published plants: batches by plan order or first come, durations and failures drawn."""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from seedtrain.flow.case import PlantCase
from seedtrain.flow.dispatch import dispatch
from seedtrain.flow.in_turn import in_turn
from seedtrain.quantities.special import normal_quantile
from seedtrain.quantities.streams import GOLDEN, Streams, mix64
from seedtrain.simulate.noise import STRIDE

Floats = NDArray[np.float64]
Policy = Literal["plan_order", "first_come"]
POLICIES: tuple[Policy, ...] = ("plan_order", "first_come")

CHUNK = 1 << 19
"""Operations drawn at a time by one worker; it bounds the memory and moves no result."""
BLOCK = 1 << 14
"""Numbers of a block that stays in the processor's cache while it is turned into normal draws."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlantResult:
    """Outcome of every replication, shape (n,).

    ``released`` batches whose last operation ended before the horizon; ``failed`` batches lost by then;
    ``last_release_h``: when the last batch of all is released [h], the horizon left aside, 0 where none is;
    ``is_stuck``: replications in which a batch waits for ever.
    """

    policy: Policy
    released: Floats
    failed: Floats
    last_release_h: Floats
    is_stuck: NDArray[np.bool_]


def simulate_plant(case: PlantCase, *, policy: Policy, replications: int, seed: int) -> PlantResult:
    r"""Run the plant of ``case`` in sampled worlds.

    .. math:: d_{rk} = d_k e^{\sigma_k z_{rk}}, \quad \sigma_k = \sqrt{\ln(1 + cv_k^2)}

    with medians d [h] and normal draws z; a batch fails with the odds of the case at the operation that finds
    it, and skips the rest. ``plan_order``: every pool serves the batches in the order of the case; a failed
    one gives way. ``first_come``: every pool serves in order of arrival. Streams go by batch: the same seed
    gives the same worlds to both policies, whatever the number of replications. Raises :class:`InputError`
    (SIM-001 to SIM-005) on what the engine of the policy does not run.
    """
    engine = _engine(case, policy)
    most = max(1, CHUNK // len(case.problem.pool))
    spans = [(at, min(at + most, replications)) for at in range(0, replications, most)]
    pool = ThreadPoolExecutor(max_workers=os.cpu_count() or 1)
    try:
        parts = list(pool.map(lambda span: _part(case, engine, seed, *span), spans))
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
    released, failed, last, stuck = (np.concatenate(column) for column in zip(*parts, strict=True))
    return PlantResult(
        policy=policy, released=released, failed=failed, last_release_h=last, is_stuck=stuck > 0.0
    )


Engine = Callable[[Floats, NDArray[np.bool_]], Floats]


def _engine(case: PlantCase, policy: Policy) -> Engine:
    """What gives the ends of all operations (n, O) for drawn durations and failures; it has run once."""
    problem, order = case.problem, np.arange(len(case.problem.jobs), dtype=np.int64)

    def by_turn(durations: Floats, ends: NDArray[np.bool_]) -> Floats:
        return in_turn(problem, order, durations, ends=ends).end_h

    def by_arrival(durations: Floats, ends: NDArray[np.bool_]) -> Floats:
        return dispatch(problem, durations, ends=ends, rule="first_come").end_h

    engine = by_turn if policy == "plan_order" else by_arrival
    engine(problem.duration_h[None, :], np.zeros((1, len(problem.pool)), dtype=np.bool_))
    return engine


def _part(case: PlantCase, engine: Engine, seed: int, first: int, end: int) -> tuple[Floats, ...]:
    """Replications from ``first`` up to ``end``."""
    problem = case.problem
    durations, ends = draw_plant(case, seed, first, end)
    end_h = engine(durations, ends)
    last = problem.route[1:] - 1
    done = np.where(ends[:, last], np.nan, end_h[:, last])
    lost = np.where(ends, end_h, np.nan)
    has_failed = np.logical_or.reduceat(np.isfinite(lost), problem.route[:-1], axis=1)
    return (
        np.sum(done < case.horizon_h, axis=1, dtype=np.float64),
        np.sum(lost < case.horizon_h, axis=1, dtype=np.float64),
        np.max(np.nan_to_num(done, nan=0.0), axis=1),
        np.sum(~(np.isfinite(done) | has_failed), axis=1, dtype=np.float64),
    )


def draw_plant(case: PlantCase, seed: int, first: int, end: int) -> tuple[Floats, NDArray[np.bool_]]:
    """Durations [h] and failures of replications ``first`` up to ``end``, both of shape (n, O)."""
    problem, streams = case.problem, Streams(seed)
    replications = np.arange(first, end, dtype=np.uint64)[:, None]
    keys = np.array([streams.key(f"batch_duration.{job}") for job in problem.jobs], dtype=np.uint64)
    jobs = problem.job_of
    place = (np.arange(len(problem.pool)) - problem.route[jobs]).astype(np.uint64)
    normal = normal_draws(_uniform(keys[jobs] + place * np.uint64(STRIDE) * np.uint64(GOLDEN), replications))
    durations = problem.duration_h * np.exp(np.sqrt(np.log1p(np.square(case.cv))) * normal)
    ends = np.zeros(durations.shape, dtype=np.bool_)
    if case.fails_at >= 0:
        fails = np.array([streams.key(f"batch_failure.{job}") for job in problem.jobs], dtype=np.uint64)
        ends[:, problem.route[:-1] + case.fails_at] = _uniform(fails, replications) < case.failure_odds
    return durations, ends


def _uniform(starts: NDArray[np.uint64], counters: NDArray[np.uint64]) -> Floats:
    """Draws of :meth:`Streams.uniform_at` for streams that begin at ``starts``, one row a counter."""
    bits = mix64(starts + (counters + np.uint64(1)) * np.uint64(GOLDEN))
    return ((bits >> np.uint64(12)).astype(np.float64) + 0.5) * 2.0**-52


def normal_draws(uniform: Floats) -> Floats:
    """Normal quantiles of an array, block by block; the same numbers as at once."""
    flat = uniform.ravel()
    out = np.empty_like(flat)
    for at in range(0, flat.size, BLOCK):
        out[at : at + BLOCK] = normal_quantile(flat[at : at + BLOCK])
    return out.reshape(uniform.shape)
