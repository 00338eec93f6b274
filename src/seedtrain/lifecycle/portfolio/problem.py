r"""The choice of programmes as a 0-1 program, without a solver.

========  =====================================================  ==============
symbol    meaning                                                 unit
========  =====================================================  ==============
x[p, d]   programme p is begun d years later than planned         0 or 1
v[p]      its risk-adjusted value when begun as planned           CNY
r         discount rate a year                                    1
u[p,l,t]  what it uses of limit l in its year t, expected         unit of l
c[l, t]   what there is of limit l in year t                      unit of l
========  =====================================================  ==============

.. math:: \max \sum_{p,d} \frac{v_p}{(1+r)^d} x_{pd}, \quad
    \sum_d x_{pd} \le 1 \; (= 1 \text{ where it must be}), \quad
    \sum_{p,d} u_{p,l,t-d} x_{pd} \le c_{lt}

Limits are the budget, places of suites (place-years) and platforms (units of load a year). What is used is
expected: weighted by the odds of getting there, as the value is.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A programme: ``value`` [CNY] and ``uses`` by limit, each of shape (years,)."""

    id: str
    value: float
    uses: Mapping[str, Floats]
    must: bool = False


@dataclass(frozen=True, slots=True)
class Limit:
    """A limit: ``kind`` budget, suite or platform; ``there`` of it by year; ``one_more`` what one adds."""

    id: str
    kind: str
    there: Floats
    one_more: Floats


@dataclass(frozen=True, slots=True)
class PortfolioProblem:
    """Candidates, limits, ``delays`` the most years a programme may be put off, ``rate`` of discount."""

    candidates: tuple[Candidate, ...]
    limits: tuple[Limit, ...]
    delays: int
    rate: float

    @property
    def years(self) -> int:
        """Years looked at."""
        return len(self.limits[0].there)

    def value(self, place: int, delay: int) -> float:
        """Value of a candidate begun ``delay`` years later. [CNY]"""
        return float(self.candidates[place].value / (1.0 + self.rate) ** delay)

    def use(self, place: int, limit: str, delay: int) -> Floats:
        """What it uses of a limit by year, begun ``delay`` years later, up to the last year looked at."""
        whole = self.candidates[place].uses.get(limit)
        if whole is None:
            return np.zeros(self.years)
        return np.concatenate((np.zeros(delay), whole))[: self.years]

    def with_one_more(self, limit: str) -> "PortfolioProblem":
        """The same with one more of a limit."""
        grown = tuple(
            replace(each, there=each.there + each.one_more) if each.id == limit else each
            for each in self.limits
        )
        return replace(self, limits=grown)
