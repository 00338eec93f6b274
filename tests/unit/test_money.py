"""Money between currencies and years."""

import math

import pytest

from seedtrain.quantities import QuantityError, convert, escalate


def test_conversion_and_escalation_by_hand() -> None:
    """100 USD at 7.2 CNY/USD are 720 CNY; 100 at index 500 are 160 at index 800."""
    assert convert(100.0, rate=7.2) == pytest.approx(720.0)
    assert escalate(100.0, 500.0, 800.0) == pytest.approx(160.0)


@pytest.mark.parametrize("bad", [0.0, -1.0, math.nan, math.inf])
def test_a_rate_or_index_is_a_number_above_zero(bad: float) -> None:
    """A missing rate or index is refused, not taken for zero or one."""
    for amount_of in (_at_rate, _from_index, _to_index):
        with pytest.raises(QuantityError) as caught:
            amount_of(bad)
        assert caught.value.kind == "range"


def _at_rate(bad: float) -> float:
    return convert(1.0, rate=bad)


def _from_index(bad: float) -> float:
    return escalate(1.0, bad, 1.0)


def _to_index(bad: float) -> float:
    return escalate(1.0, 1.0, bad)
