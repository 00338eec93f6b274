"""Laws of sampling, with SciPy as the second opinion; all seeds are fixed."""

import itertools
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import special, stats

from seedtrain.quantities import (
    Bernoulli,
    Beta,
    Distribution,
    Empirical,
    Fixed,
    Lognormal,
    LognormalP,
    Normal,
    Pert,
    Streams,
    Triangular,
    Uniform,
    World,
    quantiles,
)
from seedtrain.quantities.special import beta_cdf, beta_quantile, normal_quantile

SIGMA_P = np.log(4.0) / (2 * stats.norm.ppf(0.9))
PAIRS: list[tuple[Distribution, Any]] = [
    (Uniform(2.0, 6.0), stats.uniform(2.0, 4.0)),
    (Triangular(2.0, 3.0, 6.0), stats.triang(0.25, 2.0, 4.0)),
    (Normal(10.0, 2.0), stats.norm(10.0, 2.0)),
    (Lognormal(2.0, 0.75), stats.lognorm(np.sqrt(np.log(1 + 0.75**2)), scale=2.0)),
    (LognormalP(1.0, 4.0), stats.lognorm(SIGMA_P, scale=2.0)),
    (Beta(10.5, 0.5), stats.beta(10.5, 0.5)),
    (Beta(0.8, 3.0, 5.0, 7.0), stats.beta(0.8, 3.0, 5.0, 2.0)),
    (Pert(0.0, 1.0, 4.0), stats.beta(2.0, 4.0, 0.0, 4.0)),
]


@pytest.mark.parametrize(("ours", "theirs"), PAIRS)
def test_mean_and_quantiles_agree_with_scipy(ours: Distribution, theirs: Any) -> None:
    """The two libraries agree to ten digits from one in a million to its mirror."""
    u = np.concatenate(([1e-6], np.linspace(0.001, 0.999, 500), [1 - 1e-6]))
    assert ours.mean == pytest.approx(theirs.mean(), rel=1e-11)
    np.testing.assert_allclose(ours.quantile(u), theirs.ppf(u), rtol=1e-10, atol=1e-11)


@pytest.mark.parametrize(("ours", "theirs"), PAIRS)
def test_samples_follow_their_distribution(ours: Distribution, theirs: Any) -> None:
    """Kolmogorov and Smirnov find no fault with 20,000 draws at a fixed seed."""
    sample = World(20_000, 11).draw("sample", ours)[1:]
    assert stats.kstest(sample, theirs.cdf).pvalue > 0.01


ALL: list[Distribution] = [
    *(ours for ours, _ in PAIRS),
    Fixed(3.0),
    Empirical((3.0, 1.0, 2.0, 2.0)),
    Bernoulli(0.3, 2.0),
]


@pytest.mark.parametrize("shape", ALL)
def test_quantiles_rise_stay_inside_and_average_to_the_mean(shape: Distribution) -> None:
    """P10 <= P50 <= P90; no value leaves the support; the mean over the midpoints is the mean."""
    u = (np.arange(200_000) + 0.5) / 200_000
    values = shape.quantile(u[::10]) if isinstance(shape, Beta | Pert) else shape.quantile(u)
    low, high = shape.support
    assert bool(np.all(np.diff(values) >= 0.0))
    assert low <= values[0]
    assert values[-1] <= high
    assert float(values.mean()) == pytest.approx(shape.mean, rel=2e-4)
    p10, p50, p90 = quantiles(World(500, 2).draw("x", shape)[1:])
    assert p10 <= p50 <= p90


def test_normal_quantile_is_right_far_into_the_tails() -> None:
    """Against SciPy from 1e-300 to one half and its mirror."""
    u = np.concatenate((10.0 ** -np.arange(1.0, 301.0), np.linspace(0.01, 0.49, 97)))
    np.testing.assert_allclose(normal_quantile(u), stats.norm.ppf(u), rtol=2e-15)
    v = np.linspace(0.51, 0.9999, 200)
    np.testing.assert_allclose(normal_quantile(v), stats.norm.ppf(v), rtol=2e-15, atol=1e-16)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(
    alpha=st.floats(0.05, 500.0),
    beta=st.floats(0.05, 500.0),
    u=st.lists(st.floats(1e-6, 1 - 1e-6), min_size=1, max_size=20),
)
def test_beta_agrees_with_scipy(alpha: float, beta: float, u: list[float]) -> None:
    """Incomplete beta to 1e-11 and its inverse: either the same place or the same probability."""
    p = np.array(u)
    np.testing.assert_allclose(beta_cdf(p, alpha, beta), special.betainc(alpha, beta, p), atol=1e-11)
    x = beta_quantile(p, alpha, beta)
    by_place = np.abs(x - special.betaincinv(alpha, beta, p)) < 1e-10
    by_odds = np.abs(special.betainc(alpha, beta, x) - p) < 1e-10
    assert bool(np.all(by_place | by_odds))


@pytest.mark.parametrize("name", ["titer", "batch_failure", "站点", ""])
@pytest.mark.parametrize("seed", [0, 1, 2**70, -3])
def test_streams_are_uniform(name: str, seed: int) -> None:
    """Kolmogorov and Smirnov on 50,000 draws; no draw is 0 or 1."""
    draws = Streams(seed).uniform(name, 50_000)
    assert stats.kstest(draws, "uniform").pvalue > 0.001
    assert 0.0 < draws.min() < draws.max() < 1.0


def test_streams_of_other_names_and_seeds_are_independent() -> None:
    """Rank correlations of 30,000 draws between ten streams stay within 4.5 standard errors (1 / sqrt(n))."""
    n = 30_000
    streams = [Streams(seed).uniform(name, n) for seed in (1, 2) for name in ("a", "b", "c", "a1", "aa")]
    for one, other in itertools.combinations(streams, 2):
        assert abs(float(np.corrcoef(one, other)[0, 1])) < 4.5 / np.sqrt(n)


def test_successive_draws_are_independent() -> None:
    """Pairs of successive draws fill 16 by 16 boxes evenly by chi-square; the lag correlation is nought."""
    draws = Streams(9).uniform("pairs", 200_000)
    boxes = np.histogram2d(draws[0::2], draws[1::2], bins=16, range=((0, 1), (0, 1)))[0]
    assert stats.chisquare(boxes.ravel()).pvalue > 0.001
    assert abs(float(np.corrcoef(draws[:-1], draws[1:])[0, 1])) < 4.5 / np.sqrt(draws.size)


def test_adding_a_stream_moves_no_other_and_same_seed_gives_same_bytes() -> None:
    """Draws taken in another order, with another stream in between, are the same bytes."""
    first, second = World(1000, 4), World(1000, 4)
    a = first.draw("a", Normal(0.0, 1.0)).tobytes()
    second.draw("new", Uniform(0.0, 1.0))
    assert second.draw("a", Normal(0.0, 1.0)).tobytes() == a


def test_events_happen_as_often_as_their_odds() -> None:
    """The share in 20,000 worlds is within 4.5 standard errors of the odds."""
    world = World(20_000, 8)
    for odds in (0.02, 0.5, 0.93):
        share = float(world.happens(f"event at {odds}", odds)[1:].mean())
        assert abs(share - odds) < 4.5 * np.sqrt(odds * (1 - odds) / 20_000)
