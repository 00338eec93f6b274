"""Indicators: base case and quantiles."""

from seedtrain.messages import Message
from seedtrain.report.names import label
from seedtrain.report.table import Cell, Quantity, Table, column, rows
from seedtrain.results.assessment import Assessment
from seedtrain.results.indicator import Indicator


def kpis(assessment: Assessment, *, headline_only: bool = False) -> Table:
    """One row for each indicator, the headline ones first; or these alone."""
    ordered = sorted(assessment.indicators, key=lambda indicator: not indicator.headline)
    return Table(
        id="kpis",
        title=Message("report.table.kpis"),
        columns=(
            column("indicator"),
            column("base", right=True, priority=2),
            column("p10", right=True),
            column("p50", right=True),
            column("p90", right=True),
            column("id", priority=3),
        ),
        rows=rows(
            _row(assessment, indicator) for indicator in ordered if indicator.headline or not headline_only
        ),
    )


def _row(assessment: Assessment, indicator: Indicator) -> list[Cell]:
    spread = indicator.quantiles
    if spread is None:
        lacking = Message("report.kpi.missing", {"paths": ", ".join(indicator.missing)})
        return [label(assessment, indicator), lacking, None, None, None, indicator.id]
    base, low, middle, high = (Quantity(value, indicator.dimension) for value in (indicator.base, *spread))
    return [label(assessment, indicator), base, low, middle, high, indicator.id]
