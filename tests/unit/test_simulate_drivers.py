"""Drivers and misses on made-up replications."""

import numpy as np
import pytest

from seedtrain.quantities import quantile_errors, ranks
from seedtrain.simulate.drivers import companions, movers

RNG = np.random.default_rng(4)
N = 2000
CAUSE, IDLE, RARE = RNG.random(N), RNG.random(N), (RNG.random(N) < 0.1).astype(np.float64)
ANSWER = 10.0 * CAUSE - 3.0 * RARE


def test_what_moves_an_answer_comes_first_and_what_does_not_is_left_out() -> None:
    """A cause of ten and a rare event of minus three are found with their signs; an idle factor is not."""
    found = movers(ANSWER, {"idle": IDLE, "rare": RARE, "cause": CAUSE})
    assert [mover.factor for mover in found] == ["cause", "rare"]
    assert found[0].correlation > 0.9
    assert -0.4 < found[1].correlation < -0.2
    assert found[0].low < 1.0 < 9.0 < found[0].high
    assert found[1].high < found[1].low


def test_a_monotone_change_of_the_answer_changes_no_rank() -> None:
    """The correlation of ranks is that of the logarithm, the square root and the answer itself."""
    bent = movers(np.exp(ANSWER), {"cause": CAUSE})[0].correlation
    assert bent == pytest.approx(movers(ANSWER, {"cause": CAUSE})[0].correlation, abs=1e-12)


def test_few_or_equal_replications_tell_nothing() -> None:
    """Below fifty, without spread, or of a factor with a gap: no driver."""
    assert movers(ANSWER[:49], {"cause": CAUSE[:49]}) == ()
    assert movers(np.ones(N), {"cause": CAUSE}) == ()
    assert movers(ANSWER, {"cause": np.where(CAUSE < 0.5, np.nan, CAUSE)}) == ()


def test_why_it_is_missed() -> None:
    """A miss where the rare event came: it is in all of the misses and in none of the others."""
    (found,) = companions(RARE > 0.0, {"rare": RARE, "idle": IDLE})
    assert (found.factor, found.missed, found.met) == ("rare", 1.0, 0.0)
    assert found.apart == pytest.approx(1.0 / np.std(RARE))
    assert found.error == pytest.approx(np.sqrt(1.0 / RARE.sum() + 1.0 / (N - RARE.sum())))


def test_without_misses_there_is_no_why() -> None:
    """Never or always missed, or five times at most: nothing to compare."""
    for missed in (np.zeros(N, dtype=np.bool_), np.ones(N, dtype=np.bool_), np.arange(N) < 4):
        assert companions(missed, {"cause": CAUSE}) == ()


def test_ranks_by_hand() -> None:
    """3 and 3 share the ranks 1 and 2; infinity ranks last."""
    assert ranks(np.array([3.0, np.inf, 1.0, 3.0])).tolist() == [1.5, 3.0, 0.0, 1.5]


def test_the_error_of_a_quantile_is_what_many_samples_show() -> None:
    """P10, P50 and P90 of 400 draws scatter over 300 samples as the error says, within 12 %."""
    draws = np.random.default_rng(9).standard_normal((300, 400))
    scatter = np.quantile(draws, (0.1, 0.5, 0.9), axis=1).std(axis=1, ddof=1)
    said = np.mean([quantile_errors(row) for row in draws], axis=0)
    np.testing.assert_allclose(said, scatter, rtol=0.12)


def test_quantile_errors_by_hand() -> None:
    """Of 0..99: sqrt(100 * 0.1 * 0.9) = 3 ranks about the P10, sqrt(100 * 0.5 * 0.5) = 5 about the median."""
    assert quantile_errors(np.arange(100.0)) == pytest.approx((3.0, 5.0, 3.0))
    assert quantile_errors(np.ones(9)) == (0.0, 0.0, 0.0)
    assert quantile_errors(np.array([1.0, np.inf]))[2] == np.inf
