"""What a small sample says of the next value, with SciPy as the second opinion; all seeds are fixed."""

import numpy as np
import pytest
from scipy import integrate, stats

from seedtrain.quantities import QuantityError, Sample, SampleShare, World
from seedtrain.quantities.predictive import TAIL
from seedtrain.quantities.special import t_cdf, t_quantile

RUNS = (3.1, 3.6, 4.0)
LEVELS = np.array([0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99])


@pytest.mark.parametrize("freedom", [1, 2, 3, 7, 40, 1000])
def test_quantiles_of_student_agree_with_scipy(freedom: int) -> None:
    """From one in a million to its mirror, both halves and the seam between the two formulas."""
    u = np.concatenate(([1e-6], np.linspace(0.001, 0.999, 101), [0.2499999, 0.2500001, 1 - 1e-6]))
    np.testing.assert_allclose(t_quantile(u, freedom), stats.t.ppf(u, freedom), rtol=1e-8, atol=1e-8)


def test_the_predictive_quantile_is_that_of_the_textbook() -> None:
    """m + s sqrt(1 + 1/n) t on the scale of logarithms, with half a per cent cut on either side."""
    logs = np.log(RUNS)
    level = TAIL + (1 - 2 * TAIL) * LEVELS
    spread = np.std(logs, ddof=1) * np.sqrt(1 + 1 / 3)
    expected = np.exp(np.mean(logs) + spread * stats.t.ppf(level, 2))
    np.testing.assert_allclose(Sample(RUNS).quantile(LEVELS), expected, rtol=1e-9)


@pytest.mark.parametrize("freedom", [1, 2, 7, 40])
def test_the_distribution_function_of_student_agrees_with_scipy(freedom: int) -> None:
    """On both sides of zero, far out as well."""
    for x in (-80.0, -2.0, -0.3, 0.0, 0.1, 1.5, 30.0):
        assert t_cdf(x, freedom) == pytest.approx(float(stats.t.cdf(x, freedom)), abs=1e-12)


def test_bounds_cut_the_tails_and_nothing_else() -> None:
    """Days of delay of four deliveries: the tail reaches beyond a year, bounded it ends at 90; the draws are
    those of the free distribution that lie within (Kolmogorov-Smirnov), and no bound changes no bit."""
    values = (10.0, 20.0, 40.0, 15.0)
    free, bounded = Sample(values), Sample(values, 5.0, 90.0)
    assert free.support[1] > 300.0
    np.testing.assert_allclose(bounded.support, (5.0, 90.0), rtol=1e-7)
    u = np.random.default_rng(7).random(20_000)
    inside = free.quantile(u)
    inside = inside[(inside >= 5.0) & (inside <= 90.0)]
    assert stats.ks_2samp(inside, bounded.quantile(u[::-1])).pvalue > 0.01
    assert Sample(values, 0.0, 1e9).quantile(u).tobytes() == free.quantile(u).tobytes()
    mixed = Sample((-1.0, 0.5, 2.0), -1.5, 2.5)
    np.testing.assert_allclose(mixed.support, (-1.5, 2.5), rtol=1e-7)


def test_bounds_lie_around_the_values() -> None:
    """A value beyond a bound makes no sense, and is refused."""
    for least, most in ((3.2, None), (None, 3.9)):
        with pytest.raises(QuantityError):
            Sample(RUNS, least, most)


@pytest.mark.parametrize(
    "shape",
    [Sample(RUNS), Sample((-1.0, 0.5, 2.0, 0.0)), SampleShare((0.9, 0.95, 0.92, 0.7))],
)
def test_the_mean_is_the_integral_of_the_quantiles(shape: Sample | SampleShare) -> None:
    """Simpson's rule gives the mean that the base case uses; draws average to it."""
    u = np.linspace(0.0, 1.0, 4001)
    assert shape.mean == pytest.approx(integrate.simpson(shape.quantile(u), x=u), rel=1e-4)
    draws = World(10_000, 3).draw("x", shape)[1:]
    assert abs(draws.mean() - shape.mean) < 4.0 * draws.std(ddof=1) / np.sqrt(10_000)


def test_intervals_cover_the_next_value_as_often_as_they_say() -> None:
    """Of 400 samples of four lognormal values the 80 % interval holds the fifth in 80 %, within four errors.

    A best guess (normal quantiles with the sample's own spread) holds it in far fewer.
    """
    rng = np.random.default_rng(5)
    covered, guessed = 0, 0
    low, high = ((level - TAIL) / (1 - 2 * TAIL) for level in (0.1, 0.9))
    for _ in range(400):
        *seen, following = np.exp(0.3 * rng.standard_normal(5)).tolist()
        ends = Sample(tuple(seen)).quantile(np.array([low, high]))
        covered += ends[0] <= following <= ends[1]
        middle, spread = np.mean(np.log(seen)), np.std(np.log(seen), ddof=1)
        guessed += abs(np.log(following) - middle) <= 1.2816 * spread
    error = np.sqrt(0.8 * 0.2 / 400)
    assert abs(covered / 400 - 0.8) < 4.0 * error
    assert guessed / 400 < 0.8 - 3.0 * error


def test_many_values_end_at_the_distribution_itself() -> None:
    """Of 4,000 values the predictive P10 and P90 are those of the lognormal they come from, within 2 %."""
    values = np.exp(0.2 * np.random.default_rng(2).standard_normal(4000))
    found = Sample(tuple(values.tolist())).quantile(np.array([0.1, 0.9]))
    np.testing.assert_allclose(found, np.exp(0.2 * stats.norm.ppf([0.1, 0.9])), rtol=0.02)


def test_a_share_stays_between_nought_and_one() -> None:
    """However few the values, no draw leaves the range, and the ends are those of the support."""
    shape = SampleShare((0.99, 0.7, 0.85))
    draws = shape.quantile(np.linspace(0.0, 1.0, 201))
    assert shape.support == (draws[0], draws[-1])
    assert 0.0 < draws[0] < draws[-1] < 1.0
    assert np.all(np.diff(draws) > 0.0)
