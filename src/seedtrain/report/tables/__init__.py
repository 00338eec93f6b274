"""The tables of a report, each made from an assessment."""

from seedtrain.report.tables.batches import batch_steps, batch_summary
from seedtrain.report.tables.capacity import capacity_summary
from seedtrain.report.tables.costs import costs
from seedtrain.report.tables.drivers import drivers
from seedtrain.report.tables.kpis import kpis
from seedtrain.report.tables.schedule import orders, schedule_summary
from seedtrain.report.tables.verdicts import verdicts

__all__ = [
    "batch_steps",
    "batch_summary",
    "capacity_summary",
    "costs",
    "drivers",
    "kpis",
    "orders",
    "schedule_summary",
    "verdicts",
]
