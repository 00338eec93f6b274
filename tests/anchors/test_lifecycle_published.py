"""Published results on development, reproduced within their tolerance."""

import math

import pytest

from seedtrain.lifecycle import ValidationRow, validation
from seedtrain.lifecycle.capitalised import Spend, capitalised, per_approval


@pytest.fixture(scope="module")
def rows() -> dict[str, ValidationRow]:
    """Every row by its case."""
    return {row.case: row for row in validation()}


def test_each_published_figure_is_reproduced(rows: dict[str, ValidationRow]) -> None:
    """What is found lies within the tolerance of what was published, for all eighteen rows."""
    assert [row for row in rows.values() if not row.holds] == []
    assert len(rows) == 18


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        ("clinical cost for each approval, out of pocket", 360.6),
        ("clinical cost for each approval, capitalised", 625.0),
        ("preclinical cost for each approval, capitalised", 613.8),
        ("cost for each approval, capitalised", 1238.8),
    ],
)
def test_the_cost_of_an_approval_is_dimasis(
    rows: dict[str, ValidationRow], case: str, expected: float
) -> None:
    """DiMasi and Grabowski 2007 as worked out, to 0.2 %: spend even over each stage, 11.5 % a year.

    J. A. DiMasi, H. G. Grabowski, Managerial and Decision Economics 28 (2007) 469-479.
    """
    assert rows[case].found == pytest.approx(expected, rel=0.002)


def test_a_thousand_starts_give_79_approvals(rows: dict[str, ValidationRow]) -> None:
    """At a likelihood of 7.87 % a thousand starts expect 78.7 approvals with a standard deviation of 8.5."""
    found = rows["likelihood of approval from Phase I, sampled"].found
    assert 1000 * found == pytest.approx(78.7, abs=1.0)
    assert math.sqrt(1000 * found * (1 - found)) == pytest.approx(8.5, abs=0.05)


def test_a_row_that_misses_does_not_hold() -> None:
    """A figure outside its tolerance is seen."""
    assert not ValidationRow("x", "1", 1.0, 1.3, 0.2, "A", "project").holds


def test_spending_evenly_costs_more_than_spending_at_the_end() -> None:
    """100 over two years up to approval at 10 %: 100 x 0.21 / (2 ln 1.1) = 110.17; at no interest 100."""
    assert capitalised(100.0, 2.0, 0.0, 0.10) == pytest.approx(110.17, abs=0.005)
    assert capitalised(100.0, 2.0, 3.0, 0.0) == 100.0
    assert capitalised(100.0, 0.0, 1.0, 0.10) == pytest.approx(110.0)


def test_failures_are_paid_by_the_approvals() -> None:
    """Two stages of 10 and 20 at one half each: 10 / 0.25 + 20 / 0.5 = 40 + 40."""
    assert per_approval([Spend(1.0, 0.5, 10.0), Spend(1.0, 0.5, 20.0)]) == [40.0, 40.0]
