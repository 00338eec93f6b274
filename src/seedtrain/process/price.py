r"""Prices of what a batch uses, brought from the year of their row to the price year.

.. math:: p_Y = p_y \frac{I_Y}{I_y}

:math:`I` consumer price index of China. Valid for the years of the table of price indices; beyond them the
nearest year's index stands in. A general index follows neither one material nor one wage: for a decade, not
for a quotation. Reference: the sources of the rows.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from seedtrain.catalog import Row, table
from seedtrain.model.inputs import Inputs
from seedtrain.process.index import in_year
from seedtrain.results.indicator import Draws

INDEX = "price_index"


@dataclass(frozen=True, slots=True)
class Price:
    """A row of the price table and what brings it to the price year."""

    row: Row
    factor: float

    @property
    def category(self) -> str:
        """Category of cost."""
        return str(self.row.words["category"])

    @property
    def is_people(self) -> bool:
        """Whether it pays people by the hour."""
        return self.row.value.dimension == "money_per_labour"

    def draw(self, inputs: Inputs) -> Draws:
        """Price in yuan of the price year for the unit of its key, shape (1 + n,)."""
        return inputs.draw(self.row.value) * self.factor


@cache
def prices(year: int) -> Mapping[str, Price]:
    """Return the prices of ``year`` by the key of what they price."""
    now = in_year(INDEX, year).value
    found = {}
    for row in table("prices").values():
        then = in_year(INDEX, int(row.date[:4])).value
        found[str(row.words["uses"])] = Price(row, now / then)
    return found
