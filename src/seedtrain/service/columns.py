"""Columns of the tables that the service itself makes."""

from seedtrain.messages import Message
from seedtrain.report.table import Column


def column(key: str, *, priority: int = 1, right: bool = False, header: str | None = None) -> Column:
    """Make a column headed by the row ``service.column.<key>``, or by ``header`` as it stands."""
    return Column(
        key=key,
        header=Message("service.column.given", {"text": header})
        if header is not None
        else Message(f"service.column.{key}"),
        align="right" if right else "left",
        priority=priority,
    )
