"""The validation table: every published figure has ours; those read in their source must hold."""

import pytest

from seedtrain.catalog import sources, table
from seedtrain.process.finance import END_OF_YEAR, MID_YEAR, net_present_value, straight_line
from seedtrain.process.published import ValidationRow, validation
from seedtrain.process.published.cash_flow import flows

ROWS = validation()


@pytest.mark.parametrize("row", [row for row in ROWS if row.gates], ids=lambda row: row.id)
def test_published_figures_hold(row: ValidationRow) -> None:
    """Grades A and B gate: ours is within the tolerance of what was published."""
    assert row.ok, (row.ours, row.expected)


def test_every_row_is_computed_and_shown() -> None:
    """No row of the table is left out; a grade C row that misses stays, with its reason."""
    assert [row.id for row in ROWS] == list(table("validation"))
    assert all(row.note for row in ROWS if not row.ok)
    assert all(row.source in sources() for row in ROWS)
    cases = "V7 V8 V9 V10 V11 V13 V14 V16 V17"
    assert {row.id.split(".")[0] for row in ROWS} == set(cases.split())


def test_no_recalled_figure_gates() -> None:
    """A value that was only recalled decides nothing."""
    assert [row.id for row in ROWS if row.gates and table("validation")[row.id].mark == "recalled"] == []


@pytest.mark.parametrize(
    ("kind", "ours", "holds"),
    [("within", 101.0, True), ("within", 103.0, False), ("above", 99.0, False), ("below", 99.0, True)],
)
def test_a_row_can_miss(kind: str, ours: float, holds: bool) -> None:
    """Two per cent around 100, at least 100, at most 100."""
    row = ValidationRow(
        "V0", table("validation")["V13.mass"].label, ours, 100.0, 0.02, kind, "1", "A", "project", ""
    )
    assert row.ok is holds


def test_the_convention_of_discounting_matters() -> None:
    """The report's value needs the first year undiscounted: with end of year, 7 % gives -70,848."""
    assert net_present_value(flows(), 0.07, END_OF_YEAR) == pytest.approx(-70_848.0, abs=1.0)
    assert net_present_value([-100.0, 110.0], 0.10, END_OF_YEAR) == pytest.approx(0.0)
    assert net_present_value([100.0], 0.21, MID_YEAR) == pytest.approx(100.0 / 1.1)


def test_straight_line_leaves_salvage() -> None:
    """1,000 less 5 % over ten years is 95 a year."""
    assert straight_line(1000.0, 0.05, 10.0) == pytest.approx(95.0)
