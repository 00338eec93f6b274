"""Dated cost indices and exchange rates: what they are in a year, and when they are no longer known."""

from dataclasses import dataclass

from seedtrain.catalog import table
from seedtrain.errors import Finding, finding

_OF_MONEY = ("cost_index", "exchange_rates", "price_index")


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


def undated(price_year: int) -> list[Finding]:
    """Return a finding for each yearly table of money that does not know ``price_year``."""
    found = []
    for name in _OF_MONEY:
        years = sorted(int(key) for key in table(name))
        if price_year not in years:
            what = f"process.dated.{name}"
            used = in_year(name, price_year).year
            where, (first, *_, last) = "money.price_year", years
            found.append(
                finding("PRC-012", path=where, value=price_year, what=what, first=first, last=last, used=used)
            )
    return found
