"""Columns of the tables of a batch study, and cells that several of them share."""

from functools import partial

from seedtrain.report import table
from seedtrain.report.batch.study import BatchStudy
from seedtrain.report.show import number

column = partial(table.column, family="batch.column")
"""Make a column headed by the row ``batch.column.<key>``, else as those of a report."""


def cny(cents: float) -> str:
    """Write hundredths of a yuan to the cent: ``1,234,567.89``."""
    return f"{cents / 100.0:,.2f}"


def unit_cny(study: BatchStudy, cents: float) -> str:
    """Write what a share of the cost of a batch is for one gram or one piece."""
    return number(cents / 100.0 / study.made, 4)
