r"""What a small sample says about the next value: the posterior predictive distribution, not its best guess.

With n values of mean m and standard deviation s on a scale on which they are normal, and nothing known
beforehand of either (prior 1 / variance), the next value is

.. math:: m + s \sqrt{1 + 1/n} \, t_{n - 1}

on that scale: few values give wide tails, many the normal distribution itself. The half per cent on either
side is left out, so that every draw is within what a sample can speak for and a mean exists on every scale.
What is known to bound the value cuts further: three values may reach a hundred times beyond themselves.
Reference: A. Gelman et al., "Bayesian Data Analysis", 3rd ed., CRC Press 2013, section 3.2 (equation 3.8).
"""

import math
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from seedtrain.quantities.bounded import Beta
from seedtrain.quantities.shape import Floats, Shape, need
from seedtrain.quantities.special import t_cdf, t_quantile

TAIL = 0.005
"""Probability left out on either side."""
LEAST_VALUES = 3
_POINTS = 400


@dataclass(frozen=True, slots=True)
class Sample(Shape):
    """The next value after ``values``, 3 or more that differ.

    On a scale of logarithms where all are above zero, as they stand otherwise. Never below ``least`` nor
    above ``most``, where given, which lie around the values.
    """

    values: tuple[float, ...]
    least: float | None = None
    most: float | None = None

    def check(self) -> None:
        """Refuse what its class forbids."""
        _check(self.values, self)
        low, high = min(self.values), max(self.values)
        holds = (self.least is None or self.least <= low) and (self.most is None or high <= self.most)
        need(holds, "least <= values <= most", self)

    @property
    def mean(self) -> float:
        """The expected value, by Gauss' rule over the quantiles."""
        return _mean(self)

    @property
    def support(self) -> tuple[float, float]:
        """The quantiles at which the tails are cut."""
        low, high = self.quantile(np.array([0.0, 1.0]))
        return float(low), float(high)

    def quantile(self, u: npt.ArrayLike) -> Floats:
        """By :func:`t_quantile`."""
        if min(self.values) > 0.0:
            least = math.log(self.least) if self.least is not None and self.least > 0.0 else None
            most = None if self.most is None else math.log(self.most)
            return np.exp(_next(tuple(math.log(value) for value in self.values), u, least, most))
        return _next(self.values, u, self.least, self.most)


@dataclass(frozen=True, slots=True)
class SampleShare(Shape):
    """The next share after ``values``, 3 or more that differ, between 0 and 1, on a scale of log odds."""

    values: tuple[float, ...]

    def check(self) -> None:
        """Refuse what its class forbids."""
        _check(self.values, self)
        need(all(0.0 < value < 1.0 for value in self.values), "shares between 0 and 1", self)

    @property
    def mean(self) -> float:
        """The expected value, by Gauss' rule over the quantiles."""
        return _mean(self)

    @property
    def support(self) -> tuple[float, float]:
        """The quantiles at which the tails are cut."""
        low, high = self.quantile(np.array([0.0, 1.0]))
        return float(low), float(high)

    def quantile(self, u: npt.ArrayLike) -> Floats:
        """By :func:`t_quantile`."""
        odds = _next(tuple(math.log(value / (1.0 - value)) for value in self.values), u)
        return np.asarray(1.0 / (1.0 + np.exp(-odds)), dtype=np.float64)


@dataclass(frozen=True, slots=True)
class Odds(Shape):
    """The odds of an event that came ``events`` times in ``trials``, from Jeffreys' prior Beta(1/2, 1/2).

    Whole numbers, 0 <= events <= trials, trials above zero.
    """

    events: float
    trials: float

    def check(self) -> None:
        """Refuse what its class forbids."""
        is_whole = float(self.events).is_integer() and float(self.trials).is_integer()
        need(is_whole and 0.0 <= self.events <= self.trials > 0.0, "whole 0 <= events <= trials", self)

    @property
    def as_beta(self) -> Beta:
        """The same distribution as a beta."""
        return Beta(self.events + 0.5, self.trials - self.events + 0.5)

    @property
    def mean(self) -> float:
        """``(events + 1/2) / (trials + 1)``."""
        return self.as_beta.mean

    @property
    def support(self) -> tuple[float, float]:
        """From 0 to 1."""
        return 0.0, 1.0

    def quantile(self, u: npt.ArrayLike) -> Floats:
        """That of :attr:`as_beta`."""
        return self.as_beta.quantile(u)


def _check(values: tuple[float, ...], shape: Shape) -> None:
    need(len(values) >= LEAST_VALUES, f"at least {LEAST_VALUES} values", shape)
    need(all(map(math.isfinite, values)) and len(set(values)) > 1, "finite values that differ", shape)


def _next(
    values: tuple[float, ...], u: npt.ArrayLike, least: float | None = None, most: float | None = None
) -> Floats:
    """The predictive quantile on the scale on which ``values`` are normal, given that it is within bounds."""
    n = len(values)
    middle = math.fsum(values) / n
    spread = math.sqrt(math.fsum((value - middle) ** 2 for value in values) / (n - 1))
    reach = spread * math.sqrt(1.0 + 1.0 / n)
    level = TAIL + (1.0 - 2.0 * TAIL) * np.asarray(u, dtype=np.float64)
    if least is not None or most is not None:
        low = TAIL if least is None else max(TAIL, t_cdf((least - middle) / reach, n - 1))
        high = 1.0 - TAIL if most is None else min(1.0 - TAIL, t_cdf((most - middle) / reach, n - 1))
        level = low + (high - low) * np.asarray(u, dtype=np.float64)
    return middle + reach * t_quantile(level, n - 1)


@cache
def _mean(shape: Sample | SampleShare) -> float:
    nodes, weights = np.polynomial.legendre.leggauss(_POINTS)
    return float(0.5 * np.sum(weights * shape.quantile(0.5 * (nodes + 1.0))))
