"""Columns of the tables of a batch study, and cells that several of them share."""

from functools import partial

from seedtrain.process.stream import Equipment
from seedtrain.report import table
from seedtrain.report.batch.study import BatchStudy
from seedtrain.report.show import number

column = partial(table.column, family="batch.column")
"""Make a column headed by the row ``batch.column.<key>``, else as those of a report."""


def cny(cents: float) -> str:
    """Write hundredths of a yuan to the cent: ``1,234,567.89``."""
    return f"{cents / 100.0:,.2f}"


def sized(found: Equipment) -> str:
    """Write how many of what size: ``8 × 2.5 m²``, ``70 cm``."""
    unit = "" if found.symbol == "1" else f" {found.symbol.replace('m2', 'm²')}"
    times = f"{number(found.count)} × " if found.count > 1.0 else ""
    return f"{times}{number(found.size)}{unit}"


def unit_cny(study: BatchStudy, cents: float) -> str:
    """Write what a share of the cost of a batch is for one gram or one piece."""
    return number(cents / 100.0 / study.made, 4)
