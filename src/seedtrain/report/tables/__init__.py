"""The tables of a report, each made from an assessment."""

from seedtrain.report.table import Table
from seedtrain.report.tables.batches import batch_steps, batch_summary
from seedtrain.report.tables.capacity import capacity_summary, ladder
from seedtrain.report.tables.costs import costs
from seedtrain.report.tables.drivers import drivers
from seedtrain.report.tables.kpis import kpis
from seedtrain.report.tables.schedule import orders, schedule_summary
from seedtrain.report.tables.verdicts import verdicts
from seedtrain.results.assessment import Assessment


def tables(assessment: Assessment) -> tuple[Table, ...]:
    """Return every table the assessment has something for, in the order they are read."""
    found = (
        batch_summary(assessment),
        *batch_steps(assessment),
        capacity_summary(assessment),
        *(ladder(assessment, capacity) for capacity in assessment.capacities),
        schedule_summary(assessment),
        orders(assessment),
        kpis(assessment),
        costs(assessment),
        drivers(assessment),
        verdicts(assessment),
    )
    return tuple(table for table in found if table.rows)


__all__ = [
    "batch_steps",
    "batch_summary",
    "capacity_summary",
    "costs",
    "drivers",
    "kpis",
    "ladder",
    "orders",
    "schedule_summary",
    "tables",
    "verdicts",
]
