"""The cost of a batch by category."""

from seedtrain.messages import Message
from seedtrain.report.names import named
from seedtrain.report.show import term
from seedtrain.report.table import Quantity, Table, column, rows
from seedtrain.results.assessment import Assessment


def costs(assessment: Assessment) -> Table:
    """One row for each product, suite and category: base cost of a batch and its share."""
    lines = []
    for profile in assessment.profiles.values():
        whole = float(sum(part[0] for part in profile.cost_cny.values()))
        for category, part in profile.cost_cny.items():
            lines.append(
                [
                    named(assessment.names, "products", profile.product),
                    named(assessment.names, "suites", profile.suite),
                    term("cost", category),
                    Quantity(float(part[0]), "money"),
                    Quantity(float(part[0]) / whole if whole > 0 else None, "fraction"),
                ]
            )
    return Table(
        id="costs",
        title=Message("report.table.costs", {"year": assessment.price_year}),
        columns=(
            column("product"),
            column("suite", priority=2),
            column("cost_category"),
            column("batch_cost", right=True),
            column("cost_share", right=True),
        ),
        rows=rows(lines),
    )
