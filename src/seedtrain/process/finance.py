r"""Depreciation and discounting.

.. math:: D = I (1 - s) / L, \qquad NPV = \sum_{t=0}^{T} \frac{F_t}{(1 + r)^{t + f}}

:math:`I` fixed capital, :math:`s` salvage share, :math:`L` years, :math:`F_t` cash flow of year t,
:math:`f` convention: 0 the first year is not discounted, 0.5 mid-year, 1 end of year. Reference: G. Towler,
R. Sinnott, Chemical Engineering Design, 2nd ed. 2013, ch. 9.
"""

from collections.abc import Sequence

END_OF_YEAR, MID_YEAR, START_OF_YEAR = 1.0, 0.5, 0.0


def straight_line(capital: float, salvage_share: float, years: float) -> float:
    """Return depreciation a year, in the money of ``capital``; ``salvage_share`` is left at the end."""
    return capital * (1.0 - salvage_share) / years


def net_present_value(flows: Sequence[float], rate: float, convention: float = END_OF_YEAR) -> float:
    """Return the sum of yearly cash flows discounted at ``rate`` a year by ``convention``, in their money."""
    return float(sum(flow / (1.0 + rate) ** (year + convention) for year, flow in enumerate(flows)))
