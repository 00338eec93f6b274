"""Capacity: what a suite can make in a year."""

from seedtrain.messages import Message
from seedtrain.quantities import quantiles
from seedtrain.report.names import class_name, named
from seedtrain.report.table import Cell, Quantity, Table, column, rows
from seedtrain.results.assessment import Assessment
from seedtrain.results.suite_capacity import SuiteCapacity


def capacity_summary(assessment: Assessment) -> Table:
    """One row for each suite and product: batches and mass (or items) a year, run flat out."""
    return Table(
        id="capacity",
        title=Message("report.table.capacity"),
        columns=(
            column("suite"),
            column("product"),
            column("cycle_time", right=True, priority=3),
            column("bottleneck", priority=2),
            column("batches_a", dimension="count"),
            column("batches_p10", dimension="count", priority=3),
            column("batches_p50", dimension="count", priority=2),
            column("batches_p90", dimension="count", priority=3),
            column("output_a", right=True),
        ),
        rows=rows(_summary(assessment, capacity) for capacity in assessment.capacities),
    )


def _summary(assessment: Assessment, capacity: SuiteCapacity) -> list[Cell]:
    low, middle, high = quantiles(capacity.batches_a[1:])
    items = float(capacity.items_a[0])
    return [
        named(assessment.names, "suites", capacity.suite),
        named(assessment.names, "products", capacity.product),
        Quantity(capacity.cycle_time_h, "time"),
        class_name(capacity.bottleneck),
        float(capacity.batches_a[0]),
        low,
        middle,
        high,
        Quantity(items, "count") if items > 0 else Quantity(1000.0 * float(capacity.mass_kg_a[0]), "mass"),
    ]
