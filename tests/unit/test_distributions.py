"""Distributions by hand: means, a few quantiles, scaling and what is refused."""

import math

import numpy as np
import pytest

from seedtrain.quantities import (
    DISTRIBUTIONS,
    Bernoulli,
    Beta,
    Distribution,
    Empirical,
    Fixed,
    Lognormal,
    LognormalP,
    Normal,
    Odds,
    Pert,
    QuantityError,
    Sample,
    SampleShare,
    Triangular,
    Uniform,
    distribution_from,
)
from seedtrain.quantities.special import beta_cdf, beta_quantile, normal_quantile

# Triangular 2, 3, 6: mean 11/3; a quarter lies below the mode (rise 1 of width 4), so the quantile of 1/4 is
# 3 and of 13/16 is 6 - sqrt(3/16 * 4 * 3) = 4.5. Pert 0, 1, 4: mean 8/6. Lognormal: median 2, cv 0.75, so the
# mean is 2 sqrt(1.5625) = 2.5. Empirical 3, 1, 2: a third each. Beta(2, 1) has the function x²: 0.25 -> 0.5.
BY_HAND: list[tuple[Distribution, float, float, float, tuple[float, float]]] = [
    (Fixed(7.0), 7.0, 0.3, 7.0, (7.0, 7.0)),
    (Uniform(2.0, 6.0), 4.0, 0.25, 3.0, (2.0, 6.0)),
    (Triangular(2.0, 3.0, 6.0), 11 / 3, 0.25, 3.0, (2.0, 6.0)),
    (Triangular(2.0, 3.0, 6.0), 11 / 3, 13 / 16, 4.5, (2.0, 6.0)),
    (Triangular(2.0, 2.0, 6.0), 10 / 3, 0.0, 2.0, (2.0, 6.0)),
    (Normal(10.0, 2.0), 10.0, 0.5, 10.0, (-math.inf, math.inf)),
    (Lognormal(2.0, 0.75), 2.5, 0.5, 2.0, (0.0, math.inf)),
    (
        LognormalP(1.0, 4.0),
        2.0 * math.exp(0.5 * (math.log(4) / 2.5631031310892007) ** 2),
        0.9,
        4.0,
        (0.0, math.inf),
    ),
    (
        LognormalP(1.0, 4.0),
        2.0 * math.exp(0.5 * (math.log(4) / 2.5631031310892007) ** 2),
        0.1,
        1.0,
        (0.0, math.inf),
    ),
    (Beta(2.0, 1.0), 2 / 3, 0.25, 0.5, (0.0, 1.0)),
    (Beta(2.0, 1.0, 10.0, 20.0), 10 + 20 / 3, 0.25, 15.0, (10.0, 20.0)),
    (Pert(0.0, 2.0, 4.0), 2.0, 0.5, 2.0, (0.0, 4.0)),
    (Pert(0.0, 1.0, 4.0), 8 / 6, 1.0, 4.0, (0.0, 4.0)),
    (Empirical((3.0, 1.0, 2.0)), 2.0, 0.34, 2.0, (1.0, 3.0)),
    (Empirical((3.0, 1.0, 2.0)), 2.0, 0.33, 1.0, (1.0, 3.0)),
    (Bernoulli(0.25), 0.25, 0.75, 0.0, (0.0, 1.0)),
    (Bernoulli(0.25, 8.0), 2.0, 0.76, 8.0, (0.0, 8.0)),
    (Bernoulli(0.0), 0.0, 0.999, 0.0, (0.0, 0.0)),
    (Bernoulli(1.0), 1.0, 0.001, 1.0, (1.0, 1.0)),
]


@pytest.mark.parametrize(("shape", "mean", "u", "value", "support"), BY_HAND)
def test_mean_quantile_and_support_by_hand(
    shape: Distribution, mean: float, u: float, value: float, support: tuple[float, float]
) -> None:
    """Each shape gives the mean, one quantile and the ends worked out above."""
    assert shape.mean == pytest.approx(mean, rel=1e-12)
    assert float(shape.quantile(u)) == pytest.approx(value, rel=1e-12)
    assert shape.support == support


@pytest.mark.parametrize("shape", [row[0] for row in BY_HAND])
def test_shape_of_the_array_is_kept(shape: Distribution) -> None:
    """Two by three uniforms give two by three values."""
    assert shape.quantile(np.full((2, 3), 0.4)).shape == (2, 3)


MADE = [
    ("fixed", {"value": 5}, Fixed(5.0)),
    ("triangular", {"low": 2.8, "mode": 3.5, "high": 4.4}, Triangular(2.8, 3.5, 4.4)),
    ("normal", {"mean": 1, "sd": 2}, Normal(1.0, 2.0)),
    ("lognormal", {"median": 2, "cv": 0.3}, Lognormal(2.0, 0.3)),
    ("lognormal", {"p10": 1, "p90": 2}, LognormalP(1.0, 2.0)),
    ("lognormal_p", {"p10": 1, "p90": 2}, LognormalP(1.0, 2.0)),
    ("beta", {"alpha": 2, "beta": 3}, Beta(2.0, 3.0)),
    ("pert", {"low": 1, "mode": 2, "high": 4}, Pert(1.0, 2.0, 4.0)),
    ("empirical", {"values": [3, 1]}, Empirical((3.0, 1.0))),
    ("bernoulli", {"odds": 0.1}, Bernoulli(0.1)),
    ("uniform", {"low": 1, "high": 2}, Uniform(1.0, 2.0)),
    ("sample", {"values": [3, 4, 3.5]}, Sample((3.0, 4.0, 3.5))),
    ("sample_share", {"values": [0.9, 0.8, 0.95]}, SampleShare((0.9, 0.8, 0.95))),
    ("odds", {"events": 2, "trials": 40}, Odds(2.0, 40.0)),
]


@pytest.mark.parametrize(("kind", "params", "expected"), MADE)
def test_distributions_are_made_from_data(
    kind: str, params: dict[str, float], expected: Distribution
) -> None:
    """The name and the parameters of a scenario make the value."""
    assert distribution_from(kind, params) == expected


def test_every_distribution_has_a_name_and_is_made_in_a_test() -> None:
    """No shape is left out of the cases above."""
    assert {type(row[2]) for row in MADE} == set(DISTRIBUTIONS.values())


REFUSED: list[tuple[str, dict[str, object]]] = [
    ("gamma", {"shape": 1}),
    ("fixed", {"value": math.nan}),
    ("fixed", {"value": "5"}),
    ("fixed", {"value": True}),
    ("uniform", {"low": 2, "high": 2}),
    ("uniform", {"low": 2}),
    ("uniform", {}),
    ("uniform", {"low": 1, "high": 2, "mode": 1}),
    ("uniform", {"low": 1, "high": math.inf}),
    ("triangular", {"low": 1, "mode": 3, "high": 2}),
    ("triangular", {"low": 1, "mode": 1, "high": 1}),
    ("normal", {"mean": 1, "sd": 0}),
    ("lognormal", {"median": 0, "cv": 1}),
    ("lognormal", {"median": 1, "cv": 0}),
    ("lognormal", {"p10": 2, "p90": 1}),
    ("beta", {"alpha": 0, "beta": 1}),
    ("beta", {"alpha": 1, "beta": 1, "low": 1, "high": 1}),
    ("pert", {"low": 2, "mode": 1, "high": 3}),
    ("empirical", {"values": []}),
    ("sample", {"values": [1, 2]}),
    ("sample", {"values": [2, 2, 2]}),
    ("sample", {"values": [1, 2, math.inf]}),
    ("sample_share", {"values": [0.5, 0.6, 1]}),
    ("odds", {"events": 3, "trials": 2}),
    ("odds", {"events": 0.5, "trials": 2}),
    ("odds", {"events": 0, "trials": 0}),
    ("empirical", {"values": [1, math.nan]}),
    ("empirical", {"values": [1, "2"]}),
    ("empirical", {"values": 3}),
    ("empirical", {"values": "12"}),
    ("bernoulli", {"odds": 1.1}),
    ("bernoulli", {"odds": 0.5, "size": 0}),
]


@pytest.mark.parametrize(("kind", "params"), REFUSED)
def test_what_makes_no_distribution_is_refused(kind: str, params: dict[str, float]) -> None:
    """Unknown names, wrong or missing parameters and impossible values share one code."""
    with pytest.raises(QuantityError) as caught:
        distribution_from(kind, params)
    assert (caught.value.kind, caught.value.code) == ("distribution", "SCN-024")
    assert caught.value.expected


def test_normal_quantile_at_its_ends_and_known_points() -> None:
    """Zero and one are infinitely far, a half is zero, and 0.975 is the textbook's 1.959963984540054."""
    u = np.array([0.0, 0.5, 0.975, 0.025, 1.0])
    z = 1.959963984540054
    np.testing.assert_allclose(normal_quantile(u), [-np.inf, 0.0, z, -z, np.inf], rtol=1e-15)
    assert np.isnan(normal_quantile(1.5))


def test_beta_of_whole_numbers_is_a_polynomial() -> None:
    """Beta(1, 2) has 1 - (1 - x)², Beta(2, 2) has 3x² - 2x³; both back again."""
    x = np.linspace(0.0, 1.0, 41)
    np.testing.assert_allclose(beta_cdf(x, 1.0, 2.0), 1 - (1 - x) ** 2, atol=1e-15)
    np.testing.assert_allclose(beta_cdf(x, 2.0, 2.0), 3 * x**2 - 2 * x**3, atol=1e-15)
    np.testing.assert_allclose(beta_quantile(3 * x**2 - 2 * x**3, 2.0, 2.0), x, atol=1e-12)
