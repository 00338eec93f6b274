"""Beta and PERT, given values, and the event that happens or does not."""

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from seedtrain.quantities.shape import Floats, Shape, need
from seedtrain.quantities.special import beta_quantile


@dataclass(frozen=True, slots=True)
class Beta(Shape):
    """Beta, ``alpha`` and ``beta`` above zero, stretched over ``low`` to ``high`` (0 to 1 if not given)."""

    alpha: float
    beta: float
    low: float = 0.0
    high: float = 1.0

    def check(self) -> None:
        """Refuse what its class forbids."""
        need(self.alpha > 0.0 and self.beta > 0.0, "alpha > 0 and beta > 0", self)
        need(self.low < self.high, "low < high", self)

    @property
    def mean(self) -> float:
        """``low + (high - low) alpha / (alpha + beta)``."""
        return self.low + (self.high - self.low) * self.alpha / (self.alpha + self.beta)

    @property
    def support(self) -> tuple[float, float]:
        """The two ends."""
        return self.low, self.high

    def quantile(self, u: npt.ArrayLike) -> Floats:
        """By :func:`beta_quantile`, stretched."""
        return self.low + (self.high - self.low) * beta_quantile(u, self.alpha, self.beta)


@dataclass(frozen=True, slots=True)
class Pert(Shape):
    """A beta over ``low`` to ``high`` made from its most likely value; low <= mode <= high, low < high.

    .. math:: \\alpha = 1 + 4 (mode - low) / (high - low), \\quad \\beta = 6 - \\alpha

    Reference: D. G. Malcolm et al., "Application of a technique for research and development program
    evaluation", Operations Research 7 (1959) 646-669, doi:10.1287/opre.7.5.646 (mean and weight of four).
    """

    low: float
    mode: float
    high: float

    def check(self) -> None:
        """Refuse what its class forbids."""
        need(self.low <= self.mode <= self.high and self.low < self.high, "low <= mode <= high", self)

    @property
    def as_beta(self) -> Beta:
        """The same distribution as a stretched beta."""
        alpha = 1.0 + 4.0 * (self.mode - self.low) / (self.high - self.low)
        return Beta(alpha, 6.0 - alpha, self.low, self.high)

    @property
    def mean(self) -> float:
        """``(low + 4 mode + high) / 6``."""
        return (self.low + 4.0 * self.mode + self.high) / 6.0

    @property
    def support(self) -> tuple[float, float]:
        """The two ends."""
        return self.low, self.high

    def quantile(self, u: npt.ArrayLike) -> Floats:
        """That of :attr:`as_beta`."""
        return self.as_beta.quantile(u)


@dataclass(frozen=True, slots=True)
class Empirical(Shape):
    """One of the given ``values``, each as likely as the next; at least one, all finite."""

    values: tuple[float, ...]

    def check(self) -> None:
        """Refuse what its class forbids."""
        need(bool(self.values) and all(map(math.isfinite, self.values)), "at least one finite value", self)

    @property
    def mean(self) -> float:
        """The arithmetic mean of the values."""
        return math.fsum(self.values) / len(self.values)

    @property
    def support(self) -> tuple[float, float]:
        """The least and the greatest value."""
        return min(self.values), max(self.values)

    def quantile(self, u: npt.ArrayLike) -> Floats:
        """The k-th least of n values, k the least whole number of at least ``u n``: never in between."""
        ordered = np.sort(np.asarray(self.values, dtype=np.float64))
        rank = np.ceil(np.asarray(u, dtype=np.float64) * ordered.size).astype(np.int64) - 1
        return np.asarray(ordered[np.clip(rank, 0, ordered.size - 1)], dtype=np.float64)


@dataclass(frozen=True, slots=True)
class Bernoulli(Shape):
    """``size`` (1 if not given) with ``odds`` (0 to 1), else zero."""

    odds: float
    size: float = 1.0

    def check(self) -> None:
        """Refuse what its class forbids."""
        need(0.0 <= self.odds <= 1.0, "odds from 0 to 1", self)
        need(self.size > 0.0, "size > 0", self)

    @property
    def mean(self) -> float:
        """``odds size``."""
        return self.odds * self.size

    @property
    def support(self) -> tuple[float, float]:
        """From zero to size, or the one of them that is certain."""
        return (self.size if self.odds == 1.0 else 0.0), (0.0 if self.odds == 0.0 else self.size)

    def quantile(self, u: npt.ArrayLike) -> Floats:
        """``size`` above ``1 - odds``, zero up to it."""
        return np.where(np.asarray(u, dtype=np.float64) > 1.0 - self.odds, self.size, 0.0)
