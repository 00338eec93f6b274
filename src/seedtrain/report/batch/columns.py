"""Columns of the tables of a batch study, and cells that several of them share."""

from seedtrain.messages import Message
from seedtrain.report.batch.study import BatchStudy
from seedtrain.report.show import number
from seedtrain.report.table import Column


def column(
    key: str, unit: str = "", *, priority: int = 1, dimension: str = "", right: bool = False
) -> Column:
    """Make a column headed by the row ``batch.column.<key>``; numbers stand on the right."""
    return Column(
        key=f"{key}_{unit}" if unit.isalpha() else key,
        header=Message(f"batch.column.{key}"),
        unit=unit,
        dimension=dimension,
        align="right" if right or unit or dimension else "left",
        priority=priority,
    )


def cny(cents: float) -> str:
    """Write hundredths of a yuan to the cent: ``1,234,567.89``."""
    return f"{cents / 100.0:,.2f}"


def unit_cny(study: BatchStudy, cents: float) -> str:
    """Write what a share of the cost of a batch is for one gram or one piece."""
    return number(cents / 100.0 / study.made, 4)
