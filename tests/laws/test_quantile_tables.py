"""Quantile tables: how far they are from the quantile functions, in the middle and in the tails."""

import numpy as np
import pytest

from seedtrain.quantities.distributions import (
    Bernoulli,
    Beta,
    Distribution,
    Empirical,
    Fixed,
    Lognormal,
    LognormalP,
    Normal,
    Pert,
    Triangular,
    Uniform,
)
from seedtrain.quantities.errors import QuantityError
from seedtrain.quantities.special import normal_quantile
from seedtrain.quantities.tables import look_up, quantile_table

SMOOTH: tuple[Distribution, ...] = (
    Fixed(3.0),
    Uniform(0.0, 2.0),
    Triangular(0.0, 1.0, 3.0),
    Normal(5.0, 1.0),
    Lognormal(1.0, 0.06),
    Lognormal(1.0, 1.0),
    LognormalP(1.0, 4.0),
    Beta(2.0, 3.0),
    Pert(1.0, 2.0, 5.0),
)


def tails() -> np.ndarray:
    """Draws by the powers of two towards both ends, from 1/2 to 2**-50 of either."""
    small = 2.0 ** -np.linspace(1.0, 50.0, 4001)
    return np.concatenate((small, 1.0 - small))


@pytest.mark.parametrize("distribution", SMOOTH, ids=lambda each: type(each).__name__)
def test_the_error_is_below_a_hundred_thousandth(distribution: Distribution) -> None:
    """Against the quantile function, in widths from P5 to P95; in far tails relative to the value."""
    draws = tails()
    exact = distribution.quantile(draws)
    width = np.diff(distribution.quantile([0.05, 0.95]))[0]
    error = np.abs(look_up(quantile_table(distribution), draws) - exact)
    assert (error <= 1e-5 * np.maximum(width, np.abs(exact)) + 1e-12).all()


def test_a_normal_draw_is_right_beyond_p99_9() -> None:
    """From P99.9 to P99.9999999 and likewise below: within 2.5e-6 standard deviations.

    By hand: h**2 q''/8 with h = v/128, q'' = z/phi(z)**2 and v < phi(z)/z is below 1/(131072 z), 2.5e-6 at
    z = 3.09.
    """
    tail = 10.0 ** -np.linspace(3.0, 9.0, 5001)
    table = quantile_table(Normal(0.0, 1.0))
    for draws in (tail, 1.0 - tail):
        assert np.abs(look_up(table, draws) - normal_quantile(draws)).max() < 2.5e-6


def test_the_far_tails_are_reached() -> None:
    """The least and the greatest draw there are give 8.2 standard deviations either way, not a cut."""
    table = quantile_table(Normal(0.0, 1.0))
    ends = look_up(table, np.array([2.0**-53, 1.0 - 2.0**-53]))
    assert ends == pytest.approx([-8.2095, 8.2095], abs=1e-4)


def test_a_table_rises() -> None:
    """A greater draw never gives a smaller value, across the middle and from cell to cell."""
    draws = np.sort(np.append(tails(), np.linspace(0.49, 0.51, 1001)))
    for distribution in SMOOTH:
        assert (np.diff(look_up(quantile_table(distribution), draws)) >= 0.0).all()


@pytest.mark.parametrize("distribution", [Empirical((1.0, 2.0)), Bernoulli(0.3)])
def test_what_jumps_has_no_table(distribution: Distribution) -> None:
    """Straight pieces would give values in between, and are refused."""
    with pytest.raises(QuantityError):
        quantile_table(distribution)
