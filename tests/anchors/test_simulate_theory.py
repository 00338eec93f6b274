"""The engines, with draws of their own, against what theory says, within stated standard errors."""

import math

import numpy as np
import pytest
from scipy import stats
from tests.flow_cases import pool

from seedtrain.flow import Job, Problem, Step, build
from seedtrain.flow.chunk import Worlds
from seedtrain.flow.draws import Draws, Spread, draw_plainly, make_draws
from seedtrain.flow.engine import Policy, make_engine
from seedtrain.quantities.distributions import (
    Beta,
    Distribution,
    Lognormal,
    LognormalP,
    Normal,
    Pert,
    Triangular,
    Uniform,
)
from seedtrain.quantities.streams import Streams

SHAPES: tuple[Distribution, ...] = (
    Uniform(1.0, 3.0),
    Triangular(1.0, 2.0, 5.0),
    Normal(10.0, 2.0),
    Lognormal(2.0, 0.5),
    LognormalP(1.0, 4.0),
    Beta(2.0, 5.0),
    Pert(1.0, 2.0, 6.0),
)
JOBS, WORLDS = 1500, 160


def one_queue(servers: int) -> Problem:
    """Jobs of a mean hour each on some servers."""
    steps = (Step(name="s", duration_h=1.0, pool="p"),)
    return build([Job(name=str(j), steps=steps) for j in range(JOBS)], [pool("p", servers)])


def arrivals(rate: float) -> np.ndarray:
    """Poisson arrivals [h], shape (WORLDS, JOBS)."""
    draws = Streams(3).uniform("arrivals", WORLDS * JOBS).reshape(WORLDS, JOBS)
    return np.cumsum(-np.log(draws) / rate, axis=1)


def services(problem: Problem, distribution: Distribution) -> Draws:
    """Service times drawn in the kernel."""
    spreads = [
        Spread(operation=k, distribution=distribution, stream=f"service.{k}")
        for k in range(len(problem.pool))
    ]
    return make_draws(problem, 4, spreads=spreads)


def mean_wait(problem: Problem, draws: Draws, rate: float, policy: Policy) -> tuple[float, float]:
    """Mean wait of the later half of the jobs [h], and its standard error over the worlds."""
    comes = arrivals(rate)
    chunk = make_engine(problem, policy).run(draws, 0, WORLDS, worlds=Worlds(releases_h=comes), traced=True)
    assert chunk.trace is not None
    waits = (chunk.trace.start_h - comes)[:, JOBS // 2 :].mean(axis=1)
    return float(waits.mean()), float(waits.std(ddof=1) / math.sqrt(WORLDS))


POLICIES: tuple[Policy, ...] = ("first_come", "plan_order")


@pytest.mark.parametrize("policy", POLICIES)
@pytest.mark.parametrize("cv", [0.2, 0.8])
def test_the_wait_of_m_g_1(policy: Policy, cv: float) -> None:
    r"""Pollaczek and Khinchine: W = a E[S^2] / (2 (1 - rho)), a = 0.6 an hour, E[S] = 1; within 4 s.e.

    Lognormal services of mean 1: E[S^2] = 1 + cv^2. At cv 0.2 0.78 h, at 0.8 1.23 h.
    """
    median = 1.0 / math.sqrt(1.0 + cv * cv)
    problem = one_queue(1)
    mean, error = mean_wait(problem, services(problem, Lognormal(median, cv)), 0.6, policy)
    assert abs(mean - 0.6 * (1.0 + cv * cv) / (2.0 * 0.4)) < 4.0 * error


@pytest.mark.parametrize("policy", POLICIES)
@pytest.mark.parametrize(("servers", "rate"), [(1, 0.6), (3, 2.1)])
def test_the_wait_of_m_m_c(policy: Policy, servers: int, rate: float) -> None:
    """Erlang's C: W = C / (c - a), exponential services of mean 1; within 4 standard errors.

    Exponential services are given as factors drawn outside: the kernel's tables take any that are finite.
    """
    problem, comes = one_queue(servers), arrivals(rate)
    service = -np.log(Streams(5).uniform("service", WORLDS * JOBS)).reshape(WORLDS, JOBS)
    draws = make_draws(problem, 0, factor_of=np.arange(JOBS))
    worlds = Worlds(releases_h=comes, factors=service)
    chunk = make_engine(problem, policy).run(draws, 0, WORLDS, worlds=worlds, traced=True)
    assert chunk.trace is not None
    waits = (chunk.trace.start_h - comes)[:, JOBS // 2 :].mean(axis=1)
    terms = [rate**k / math.factorial(k) for k in range(servers)]
    last = rate**servers / math.factorial(servers) * servers / (servers - rate)
    expected = last / (sum(terms) + last) / (servers - rate)
    assert abs(waits.mean() - expected) < 4.0 * waits.std(ddof=1) / math.sqrt(WORLDS)


def test_little_s_law() -> None:
    """L = a W for the queue: hours waited, added up in the kernel, against the number waiting over time.

    The number is counted at the middle of each hour. A wait of w hours holds w such middles up to less than
    one, a variance of at most a quarter each: within four standard errors, 4 x sqrt(1500 / 4) = 77 h.
    """
    problem, comes = one_queue(2), arrivals(1.6)
    worlds = Worlds(releases_h=comes)
    draws = services(problem, Lognormal(0.9, 0.5))
    chunk = make_engine(problem, "first_come").run(draws, 0, WORLDS, worlds=worlds, traced=True, tallied=True)
    assert chunk.trace is not None
    for row in range(20):
        start, came = chunk.trace.start_h[row], comes[row]
        hours = np.arange(0.5, start.max() + 1.0)
        waiting = np.searchsorted(came, hours, side="right") - np.searchsorted(
            np.sort(start), hours, side="right"
        )
        area = float(waiting.sum())
        assert abs(area - float(chunk.wait_h[row, 0])) < 4.0 * math.sqrt(JOBS / 4.0)


@pytest.mark.parametrize("distribution", SHAPES, ids=lambda each: type(each).__name__)
def test_draws_of_the_kernel_have_their_distribution(distribution: Distribution) -> None:
    """Kolmogorov and Smirnov at a fixed seed, 40,000 draws: below the 1 % point 1.628 / sqrt(n).

    The distribution function is the inverse of the quantile function by 20,001 of its points; the mean is
    within four standard errors, P10, P50 and P90 within four of theirs.
    """
    steps = (Step(name="s", duration_h=1.0),)
    problem = build([Job(name=str(j), steps=steps) for j in range(40)], [])
    chunk = make_engine(problem, "plan_order").run(services(problem, distribution), 0, 1000)
    drawn = np.sort(chunk.done_h.ravel())
    knots = np.linspace(1e-9, 1.0 - 1e-9, 20001)
    below = np.interp(drawn, distribution.quantile(knots), knots)
    ranks = np.arange(1, len(drawn) + 1) / len(drawn)
    assert max(np.abs(ranks - below).max(), np.abs(below - ranks + 1.0 / len(drawn)).max()) < 1.628 / 200.0
    assert abs(drawn.mean() - distribution.mean) < 4.0 * drawn.std() / 200.0
    for p in (0.1, 0.5, 0.9):
        share = float((drawn < distribution.quantile(p)).mean())
        assert abs(share - p) < 4.0 * math.sqrt(p * (1.0 - p)) / 200.0


def test_streams_of_different_batches_are_uncorrelated() -> None:
    """Among the draws of 12 batches every correlation is within 4.5 standard errors of none (66 pairs)."""
    steps = (Step(name="s", duration_h=1.0),)
    problem = build([Job(name=str(j), steps=steps) for j in range(12)], [])
    durations, _ = draw_plainly(problem, services(problem, Normal(10.0, 1.0)), 0, 4000)
    pairs = np.asarray(np.corrcoef(durations.T))[np.triu_indices(12, 1)]
    assert np.abs(pairs).max() < 4.5 / math.sqrt(4000.0)
    assert stats.kstest(pairs * math.sqrt(4000.0), "norm").pvalue > 0.001


@pytest.mark.parametrize("policy", POLICIES)
def test_a_linear_plant_gives_its_deterministic_output_on_the_mean(policy: Policy) -> None:
    """One unit that is always busy: the last end is the sum of the durations, and so is its mean.

    Spread without bias (lognormal of mean 1): within four standard errors of the plan's 60 x 10 h.
    """
    steps = (Step(name="s", duration_h=10.0, pool="p"),)
    problem = build([Job(name=str(j), steps=steps) for j in range(60)], [pool("p")])
    draws = services(problem, Lognormal(1.0 / math.sqrt(1.09), 0.3))
    chunk = make_engine(problem, policy).run(draws, 0, 2000)
    last = chunk.done_h[:, -1]
    assert abs(last.mean() - 600.0) < 4.0 * last.std(ddof=1) / math.sqrt(2000.0)
    assert make_engine(problem, policy).base().done_h[0, -1] == 600.0
