r"""Depreciation and discounting.

.. math:: D = I (1 - s) / L, \qquad NPV = \sum_{t=0}^{T} \frac{F_t}{(1 + r)^{t + f}}, \qquad
          a = \frac{r}{1 - (1 + r)^{-L}}

:math:`I` fixed capital, :math:`s` salvage share, :math:`L` years, :math:`F_t` cash flow of year t, :math:`a`
annuity factor, :math:`f` convention: 0 the first year is not discounted, 0.5 mid-year, 1 end of year.
Reference: G. Towler, R. Sinnott, Chemical Engineering Design, 2nd ed. 2013, ch. 9.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

END_OF_YEAR, MID_YEAR, START_OF_YEAR = 1.0, 0.5, 0.0


def straight_line(capital: float, salvage_share: float, years: float) -> float:
    """Return depreciation a year, in the money of ``capital``; ``salvage_share`` is left at the end."""
    return capital * (1.0 - salvage_share) / years


def net_present_value(flows: Sequence[float], rate: float, convention: float = END_OF_YEAR) -> float:
    """Return the sum of yearly cash flows discounted at ``rate`` a year by ``convention``, in their money."""
    return float(sum(flow / (1.0 + rate) ** (year + convention) for year, flow in enumerate(flows)))


def annuity(rate: ArrayLike, years: ArrayLike) -> NDArray[np.float64]:
    """Return the share of a sum paid a year to pay it back with interest ``rate`` a year over ``years``."""
    interest, life = np.asarray(rate, dtype=float), np.asarray(years, dtype=float)
    return np.asarray(interest / (1.0 - (1.0 + interest) ** (-life)))
