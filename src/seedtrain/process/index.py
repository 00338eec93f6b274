"""Dated cost indices and exchange rates: what they are in a year, and when they are no longer known."""

from dataclasses import dataclass

from seedtrain.catalog import table


@dataclass(frozen=True, slots=True)
class Dated:
    """A value of a yearly table: ``year`` is the year found, the last known one where the asked is later."""

    value: float
    year: int
    path: str


def in_year(name: str, year: int) -> Dated:
    """Return the row of a yearly table for ``year``, or the nearest year it has.

    Valid for the years of the table; ``year`` of the answer says when it is another one.
    """
    rows = table(name)
    found = min((int(key) for key in rows), key=lambda known: (abs(known - year), known))
    row = rows[str(found)]
    return Dated(row.value.base, found, row.value.path)
