"""Fixed values and the distributions of a continuous quantity: uniform, triangular, normal, lognormal."""

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from seedtrain.quantities.shape import Floats, Shape, need
from seedtrain.quantities.special import normal_quantile

_Z90 = 1.2815515655446004  # 90th percentile of the standard normal distribution


@dataclass(frozen=True, slots=True)
class Fixed(Shape):
    """Always ``value``."""

    value: float

    @property
    def mean(self) -> float:
        """The value itself."""
        return self.value

    @property
    def support(self) -> tuple[float, float]:
        """The value, twice."""
        return self.value, self.value

    def quantile(self, u: npt.ArrayLike) -> Floats:
        """The value everywhere."""
        return np.full(np.shape(u), self.value, dtype=np.float64)


@dataclass(frozen=True, slots=True)
class Uniform(Shape):
    """Any value from ``low`` to ``high`` alike; ``low`` below ``high``."""

    low: float
    high: float

    def check(self) -> None:
        """Refuse what its class forbids."""
        need(self.low < self.high, "low < high", self)

    @property
    def mean(self) -> float:
        """Halfway between the ends."""
        return 0.5 * (self.low + self.high)

    @property
    def support(self) -> tuple[float, float]:
        """The two ends."""
        return self.low, self.high

    def quantile(self, u: npt.ArrayLike) -> Floats:
        """``low + u (high - low)``."""
        return self.low + np.asarray(u, dtype=np.float64) * (self.high - self.low)


@dataclass(frozen=True, slots=True)
class Triangular(Shape):
    """A triangle over ``low`` to ``high`` with its peak at ``mode``; low <= mode <= high, low < high."""

    low: float
    mode: float
    high: float

    def check(self) -> None:
        """Refuse what its class forbids."""
        need(self.low <= self.mode <= self.high and self.low < self.high, "low <= mode <= high", self)

    @property
    def mean(self) -> float:
        """A third of the sum of the three."""
        return (self.low + self.mode + self.high) / 3.0

    @property
    def support(self) -> tuple[float, float]:
        """The two ends."""
        return self.low, self.high

    def quantile(self, u: npt.ArrayLike) -> Floats:
        """Two square roots that meet at the mode."""
        p = np.asarray(u, dtype=np.float64)
        width, rise, fall = self.high - self.low, self.mode - self.low, self.high - self.mode
        rising = self.low + np.sqrt(p * width * rise)
        falling = self.high - np.sqrt((1.0 - p) * width * fall)
        return np.asarray(np.where(p * width < rise, rising, falling), dtype=np.float64)


@dataclass(frozen=True, slots=True)
class Normal(Shape):
    """Normal with ``mean`` and standard deviation ``sd`` above zero. Reaches below zero: see ``support``."""

    mean: float
    sd: float

    def check(self) -> None:
        """Refuse what its class forbids."""
        need(self.sd > 0.0, "sd > 0", self)

    @property
    def support(self) -> tuple[float, float]:
        """All numbers."""
        return -math.inf, math.inf

    def quantile(self, u: npt.ArrayLike) -> Floats:
        """``mean + sd z(u)``."""
        return self.mean + self.sd * normal_quantile(u)


@dataclass(frozen=True, slots=True)
class Lognormal(Shape):
    r"""The logarithm is normal: ``median`` above zero, ``cv`` = standard deviation / mean, above zero.

    .. math:: \sigma^2 = \ln(1 + cv^2), \quad mean = median \, e^{\sigma^2 / 2} = median \sqrt{1 + cv^2}
    """

    median: float
    cv: float

    def check(self) -> None:
        """Refuse what its class forbids."""
        need(self.median > 0.0 and self.cv > 0.0, "median > 0 and cv > 0", self)

    @property
    def mean(self) -> float:
        """The expected value, above the median."""
        return self.median * math.sqrt(1.0 + self.cv * self.cv)

    @property
    def support(self) -> tuple[float, float]:
        """Above zero."""
        return 0.0, math.inf

    def quantile(self, u: npt.ArrayLike) -> Floats:
        """``median exp(sigma z(u))``."""
        sigma = math.sqrt(math.log1p(self.cv * self.cv))
        return self.median * np.exp(sigma * normal_quantile(u))


@dataclass(frozen=True, slots=True)
class LognormalP(Shape):
    """The logarithm is normal, given by its 10th and 90th percentile: 0 < ``p10`` < ``p90``."""

    p10: float
    p90: float

    def check(self) -> None:
        """Refuse what its class forbids."""
        need(0.0 < self.p10 < self.p90, "0 < p10 < p90", self)

    @property
    def _as_lognormal(self) -> Lognormal:
        sigma = math.log(self.p90 / self.p10) / (2.0 * _Z90)
        return Lognormal(math.sqrt(self.p10 * self.p90), math.sqrt(math.expm1(sigma * sigma)))

    @property
    def mean(self) -> float:
        """The expected value."""
        return self._as_lognormal.mean

    @property
    def support(self) -> tuple[float, float]:
        """Above zero."""
        return 0.0, math.inf

    def quantile(self, u: npt.ArrayLike) -> Floats:
        """As the lognormal of median sqrt(p10 p90)."""
        return self._as_lognormal.quantile(u)
