"""What a claim means as an interval: the operator rules, each worked by hand."""

from datetime import date

import pytest

from seedtrain.assess.claimed import claimed
from seedtrain.messages import Wording
from seedtrain.model.claim import Claim, Said
from seedtrain.model.value import Origin, RawValue


def _raw(text: str) -> RawValue:
    return RawValue(text, Origin(), "claims.K.said.value")


def _claim(kind: str, **said: object) -> Claim:
    raws = {key: _raw(word) if key in ("value", "low", "high") else word for key, word in said.items()}  # type: ignore[arg-type]
    return Claim(kind=kind, text=Wording("x"), said=Said(**raws), readings={})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("kind", "op", "measure", "expected"),
    [
        ("target", "", "count", (200.0, None)),  # no operator on a target: at least
        ("forecast", "", "amount", (200.0, None)),  # likewise on a forecast
        ("status", "", "count", (200.0, 200.0)),  # a status is what it says
        ("plan", "", "area", (190.0, 210.0)),  # an area: plus or minus 5 %
        ("forecast", "", "price", (190.0, 210.0)),  # a price: plus or minus 5 %
        ("plan", "~", "count", (180.0, 220.0)),  # about: 10 %
        ("status", "~<", "count", (180.0, 200.0)),  # nearly: from 0.9 of it up to it
        ("plan", ">", "amount", (200.0, None)),
        ("plan", ">=", "amount", (200.0, None)),
        ("target", "<", "rank", (None, 200.0)),
        ("target", "<=", "rank", (None, 200.0)),
        ("arithmetic", "=", "amount", (200.0, 200.0)),
    ],
)
def test_operators_become_intervals(
    kind: str, op: str, measure: str, expected: tuple[float | None, float | None]
) -> None:
    """200 with each operator and measure."""
    found = claimed(_claim(kind, op=op, measure=measure, value="200"), date(2024, 1, 1))
    assert (found.low, found.high) == pytest.approx(expected)


def test_a_pair_means_inside() -> None:
    """4 to 5 billion is an interval."""
    claim = _claim("forecast", op="in", low="4 billion CNY", high="5 billion CNY", dimension="money")
    found = claimed(claim, date(2024, 1, 1))
    assert (found.low, found.high) == (4e9, 5e9)


def test_a_date_without_operator_allows_a_twentieth_of_the_way_to_it() -> None:
    """100 days ahead: five days either side."""
    claim = _claim("forecast", value="2024-04-10", measure="date", dimension="date")
    found = claimed(claim, date(2024, 1, 1))
    day = date(2024, 4, 10).toordinal()
    assert (found.low, found.high) == pytest.approx((day - 5.0, day + 5.0))


def test_a_sum_planned_is_a_price() -> None:
    """150 million yuan without an operator: 142.5 to 157.5."""
    found = claimed(_claim("plan", value="150 million CNY", dimension="money"), date(2024, 1, 1))
    assert (found.low, found.high) == pytest.approx((142.5e6, 157.5e6))


def test_a_list_has_no_interval() -> None:
    """Names are compared as names."""
    found = claimed(_claim("plan", items=[Wording("a"), Wording("b")], measure="list"), date(2024, 1, 1))
    assert (found.low, found.high, found.text.render("en")) == (None, None, "a, b")
