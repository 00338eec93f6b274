r"""Growth fitted to a few points, with all that the points leave open.

.. math:: \ln y_i = \alpha + b (t_i - \bar t) + e_i, \quad e_i \sim N(0, \sigma^2)

The growth b has a normal prior (the scenario's growth, else the catalogue's for the kind of zone); the noise
has a scaled inverse chi-squared one of two degrees of freedom around the catalogue's. For a given noise,

.. math:: b \mid \sigma \sim N\left(\frac{S_{xy} / \sigma^2 + m / s^2}{S_{xx} / \sigma^2 + 1 / s^2},
          \; \frac{1}{S_{xx} / \sigma^2 + 1 / s^2}\right), \\
    \alpha \mid \sigma \sim N(\bar y, \sigma^2 / k)

and the noise is drawn with its least-squares residual. A forecast draws all three and a noise of its own.
Reference: A. Gelman et al., Bayesian Data Analysis, 3rd edition, 2013, sections 14.2 and 14.8.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from seedtrain.quantities.continuous import Normal
from seedtrain.quantities.streams import World
from seedtrain.results.indicator import Draws

Floats = NDArray[np.float64]

PRIOR_DEGREES = 2
"""Degrees of freedom of the noise believed before the points."""
_P10, _P90 = 0.1, 0.9


@dataclass(frozen=True, slots=True)
class Prior:
    """What is believed before the points: growth of the logarithm a year (mean, spread) and its noise."""

    growth: float
    spread: float
    noise: float


@dataclass(frozen=True, slots=True)
class Trend:
    """A fitted trend: ``middle`` year of the points; ``level`` there, ``growth``, ``noise`` (1 + n,)."""

    middle: float
    level: Draws
    growth: Draws
    noise: Draws

    def at(self, years: Floats) -> Floats:
        """The quantity on ``years``: (1 + n, k)."""
        return np.exp((self.level + self.noise)[:, None] + self.growth[:, None] * (years - self.middle))


def fit(years: Floats, values: Floats, prior: Prior, world: World, name: str) -> Trend:
    """Fit the trend to ``values`` (above zero) on ``years``, at least two; ``name`` of its streams."""
    return Trend(*posterior(years, np.log(values), prior, world, name))


def posterior(
    years: Floats, seen: Floats, prior: Prior, world: World, name: str
) -> tuple[float, Draws, Draws, Draws]:
    """Return the middle year and the draws of level there, slope and noise of a line through ``seen``."""
    count = len(years)
    middle = float(years.mean())
    offset = years - middle
    sxx, sxy = float(offset @ offset), float(offset @ seen)
    slope = sxy / sxx
    residual = float(((seen - seen.mean() - slope * offset) ** 2).sum())
    degrees = PRIOR_DEGREES + count - 2
    variance = (PRIOR_DEGREES * prior.noise**2 + residual) / degrees

    def normal(what: str) -> Draws:
        return world.draw(f"{name}.{what}", Normal(0.0, 1.0))

    chi = np.sum([normal(f"noise.{each}") ** 2 for each in range(degrees)], axis=0)
    sigma2 = np.concatenate(([variance], degrees * variance / np.maximum(chi[1:], 1e-9)))
    if prior.spread > 0.0:
        precision = sxx / sigma2 + 1.0 / prior.spread**2
        growth = (sxy / sigma2 + prior.growth / prior.spread**2) / precision
        growth = growth + normal("growth") / np.sqrt(precision)
    else:
        growth = np.full(len(sigma2), prior.growth)
    level = seen.mean() + normal("level") * np.sqrt(sigma2 / count)
    return middle, level, growth, normal("residual") * np.sqrt(sigma2)


class Curve(Protocol):
    """A fitted law of growth."""

    def at(self, years: Floats) -> Floats:
        """The quantity on ``years``: (1 + n, k)."""
        ...


Fit = Callable[[Floats, Floats, Prior, World, str], Curve]


def backtest(
    years: Floats, values: Floats, prior: Prior, world: World, name: str, by: Fit | None = None
) -> float:
    """Share of the last points held out that fall inside P10 to P90 of the fit to the others.

    A third of the points is held out, at least one; two are left at the least. ``by``: the law that is
    fitted, a steady growth when absent. Not a number where no world is sampled.
    """
    if not world.replications:
        return float("nan")
    held = max(1, len(years) // 3)
    curve = fit if by is None else by
    trend = curve(years[:-held], values[:-held], prior, world, f"{name}.backtest")
    low, high = np.quantile(trend.at(years[-held:])[1:], (_P10, _P90), axis=0)
    return float(((values[-held:] >= low) & (values[-held:] <= high)).mean())
