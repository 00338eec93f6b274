"""Columns of the tables of life cycle and park that the service makes."""

from seedtrain.report.table import Column
from seedtrain.report.table import column as _column


def column(key: str, *, priority: int = 1, right: bool = False) -> Column:
    """Make a column headed by the row ``years.column.<key>`` of the message table."""
    return _column(key, priority=priority, right=right, family="years.column")
