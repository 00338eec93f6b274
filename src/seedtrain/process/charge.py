r"""What the capital of a line costs a year: depreciation, interest, upkeep.

.. math:: A = I \frac{r}{1 - (1 + r)^{-L}}, \qquad D = \frac{I}{L}, \qquad Z = A - D, \qquad U = f I

:math:`I` capital, :math:`L` life [a], :math:`r` interest a year, :math:`A` annuity, :math:`D` straight-line
depreciation, :math:`Z` the rest of the annuity, interest on what is not paid back, on average over the life,
:math:`f` maintenance and insurance. Reference: G. Towler, R. Sinnott, Chemical Engineering Design, 2nd ed.
2013, ch. 9.
"""

from dataclasses import dataclass

from seedtrain.catalog import table
from seedtrain.process.finance import annuity, straight_line
from seedtrain.process.line import Line


@dataclass(frozen=True, slots=True)
class Charge:
    """Base capital of a line and what it costs a year [CNY of the price year; years; fraction a year]."""

    capital_cny: float
    life_a: float
    interest: float
    annuity_cny_a: float
    depreciation_cny_a: float
    upkeep_cny_a: float

    @property
    def interest_cny_a(self) -> float:
        """Interest, on average over the life."""
        return self.annuity_cny_a - self.depreciation_cny_a


def charge(line: Line) -> Charge:
    """Return what the capital of a line costs a year, in the base case."""
    capital, life, rate = (float(each[0]) for each in (line.capital_cny, line.life_a, line.interest))
    share = table("plant_economics")["maintenance"].value.base
    return Charge(
        capital,
        life,
        rate,
        capital * float(annuity(rate, life)),
        straight_line(capital, 0.0, life),
        capital * share,
    )
