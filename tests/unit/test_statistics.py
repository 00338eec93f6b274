"""Quantiles and what successes say about odds."""

import numpy as np
import pytest

from seedtrain.quantities import QuantityError, beta_posterior, clopper_pearson_lower, quantiles


def test_quantiles_by_hand() -> None:
    """Of 0, 10 ... 100 (11 samples) P10 is the second, P50 the sixth; of two, a tenth of the way."""
    assert quantiles(np.arange(0, 101, 10)) == (10.0, 50.0, 90.0)
    assert quantiles([0.0, 1.0]) == pytest.approx((0.1, 0.5, 0.9))
    assert quantiles([3.0]) == (3.0, 3.0, 3.0)


@pytest.mark.parametrize("samples", [[], [1.0, float("nan")]])
def test_quantiles_of_nothing_are_refused(samples: list[float]) -> None:
    """Missing is an error at the door, never zero."""
    with pytest.raises(QuantityError) as caught:
        quantiles(samples)
    assert caught.value.kind == "nan"


def test_ten_out_of_ten_is_a_posterior() -> None:
    """Jeffreys: mean 10.5 / 11; lower bound 0.05 ** (1 / 10), for P(10 of 10) = p ** 10 = 0.05."""
    posterior = beta_posterior(10, 10)
    assert posterior.mean == pytest.approx(10.5 / 11)
    assert clopper_pearson_lower(10, 10) == pytest.approx(0.05 ** (1 / 10), abs=1e-11)
    assert float(posterior.quantile(0.05)) > clopper_pearson_lower(10, 10)


def test_other_bounds_by_hand() -> None:
    """One of n: P(X >= 1) = 1 - (1 - p) ** n = 0.05; none of n: nothing is excluded."""
    assert clopper_pearson_lower(1, 20) == pytest.approx(1 - 0.95 ** (1 / 20), abs=1e-11)
    assert clopper_pearson_lower(0, 5) == 0.0
    assert beta_posterior(0, 0).mean == 0.5


@pytest.mark.parametrize(("successes", "trials", "level"), [(11, 10, 0.95), (-1, 10, 0.95), (1, 2, 1.0)])
def test_impossible_counts_and_levels(successes: int, trials: int, level: float) -> None:
    """More successes than trials, or a level of one, are out of range."""
    with pytest.raises(QuantityError) as caught:
        clopper_pearson_lower(successes, trials, level)
    assert caught.value.kind == "range"
