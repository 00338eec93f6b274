"""Drivers: the assumptions that move the headline most."""

from seedtrain.messages import Message
from seedtrain.report.names import label
from seedtrain.report.show import term
from seedtrain.report.table import Quantity, Table, column, rows
from seedtrain.report.written import written
from seedtrain.results.assessment import Assessment


def drivers(assessment: Assessment) -> Table:
    """One row for each driver: what it is, what it moves and by how much."""
    known = {indicator.id: indicator for indicator in assessment.indicators}
    return Table(
        id="drivers",
        title=Message("report.table.drivers"),
        columns=(
            column("input"),
            column("written", priority=3),
            column("origin", priority=4),
            column("moves"),
            column("at_low", right=True),
            column("at_high", right=True),
            column("correlation", right=True, priority=2),
        ),
        rows=rows(
            [
                driver.label,
                written(driver.text),
                term("report.origin", driver.origin),
                label(assessment, known[driver.target]),
                *(Quantity(end, known[driver.target].dimension) for end in driver.swing),
                f"{driver.correlation:+.2f}",
            ]
            for driver in assessment.drivers
        ),
    )
