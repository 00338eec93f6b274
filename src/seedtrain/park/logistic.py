r"""Growth towards a ceiling fitted to a few points, where they identify it; refused where they don't.

========  ==============================================  =====
symbol    meaning                                          unit
========  ==============================================  =====
K         ceiling                                          that of y
r         growth far below it                              1/a
L         level in the middle year m                       that of y
========  ==============================================  =====

.. math:: \ln y_i = \ln K - \ln\left(1 + \left(\tfrac{K}{L} - 1\right) e^{-r (t_i - m)}\right) + e_i,
          \quad e_i \sim N(0, \sigma^2)

All three are on a grid, their logarithms equally likely. With the scaled inverse chi-squared prior of the
noise of :mod:`trend` the noise is integrated out, and a cell with residual sum of squares S weighs

.. math:: w = (\nu s^2 + S)^{-(\nu + k) / 2}

with k points, s the noise believed, two degrees of freedom. A forecast draws a cell, a noise and an error.
Reference: A. Gelman et al., Bayesian Data Analysis, 3rd edition, 2013, sections 3.7 and 14.2.
"""

from dataclasses import dataclass
from functools import partial

import numpy as np

from seedtrain.park.trend import PRIOR_DEGREES, Floats, Prior
from seedtrain.quantities.continuous import Normal, Uniform
from seedtrain.quantities.streams import World
from seedtrain.results.indicator import Draws

LEAST_POINTS = 5
"""Three numbers and a noise are not found from fewer."""
WIDEST_CEILING = 3.0
"""A ceiling whose P90 is more than so many times its P10 is not identified."""
_CEILINGS, _RATES, _LEVELS = 80, 81, 41
_LEAST, _MOST = 0.005, 200.0
"""How far above the highest point the ceiling may lie, as a share of it."""
_SLOW, _FAST = 0.03, 4.0
_AROUND = 0.4


@dataclass(frozen=True, slots=True)
class Logistic:
    """A fitted curve: ``middle`` year; ``ceiling``, ``rate``, ``level`` there, ``noise``, (1 + n,)."""

    middle: float
    ceiling: Draws
    rate: Draws
    level: Draws
    noise: Draws

    def at(self, years: Floats) -> Floats:
        """The quantity on ``years``: (1 + n, k), never above the ceiling but for its noise."""
        ratio = (self.ceiling / self.level - 1.0)[:, None]
        below = 1.0 + ratio * np.exp(-self.rate[:, None] * (years - self.middle))
        return np.asarray(self.ceiling[:, None] / below * np.exp(self.noise)[:, None])


@dataclass(frozen=True, slots=True)
class _Grid:
    """Logarithms of ceiling, rate and level of each cell (m,), its residual sum of squares, its share."""

    ceiling: Floats
    rate: Floats
    level: Floats
    residual: Floats
    share: Floats


def fit_logistic(years: Floats, values: Floats, prior: Prior, world: World, name: str) -> Logistic:
    """Fit the curve to ``values`` (above zero) on ``years``; ``name`` of its streams."""
    grid = _weighed(years, values, prior)
    uniform = world.draw(f"{name}.cell", Uniform(0.0, 1.0))
    cells = np.searchsorted(np.cumsum(grid.share), uniform, side="left").clip(0, len(grid.share) - 1)
    cells[0] = int(grid.residual.argmin())
    degrees = PRIOR_DEGREES + len(years)
    normal = partial(_normal, world, name)
    chi = np.sum([normal(f"noise.{each}") ** 2 for each in range(degrees)], axis=0)
    scale = PRIOR_DEGREES * prior.noise**2 + grid.residual[cells]
    sigma = np.sqrt(scale / np.maximum(np.where(np.arange(len(chi)) == 0, degrees, chi), 1e-9))
    return Logistic(
        middle=float(years.mean()),
        ceiling=np.exp(grid.ceiling[cells]),
        rate=np.exp(grid.rate[cells]),
        level=np.exp(grid.level[cells]),
        noise=normal("residual") * sigma,
    )


def unidentified(years: Floats, values: Floats, prior: Prior) -> str | None:
    """Say why the points don't identify a ceiling, as a key of the messages; ``None`` where they do.

    They do when there are five or more, when a steady growth explains them clearly worse (by the Bayesian
    information criterion, one parameter more paid for), and when P90 of the ceiling is at most three times
    its P10.
    """
    count = len(years)
    if count < LEAST_POINTS:
        return "park.logistic.few"
    grid = _weighed(years, values, prior)
    least = PRIOR_DEGREES * prior.noise**2
    steady = count * np.log(least + _steady_residual(years, values)) + 2 * np.log(count)
    curved = count * np.log(least + grid.residual.min()) + 3 * np.log(count)
    if curved >= steady:
        return "park.logistic.steady"
    order = np.argsort(grid.ceiling, kind="stable")
    below = np.cumsum(grid.share[order])
    low, high = (float(np.exp(grid.ceiling[order][np.searchsorted(below, at)])) for at in (0.1, 0.9))
    return "park.logistic.wide" if high > WIDEST_CEILING * low else None


def _normal(world: World, name: str, what: str) -> Draws:
    return world.draw(f"{name}.{what}", Normal(0.0, 1.0))


def _steady_residual(years: Floats, values: Floats) -> float:
    offset, logs = years - years.mean(), np.log(values)
    slope = float(offset @ logs) / float(offset @ offset)
    return float(((logs - logs.mean() - slope * offset) ** 2).sum())


def _weighed(years: Floats, values: Floats, prior: Prior) -> _Grid:
    """Weigh every cell of the grid by the points; ceilings lie closer together near the highest of them."""
    logs, offset = np.log(values), years - years.mean()
    here = float(np.interp(0.0, offset, logs))
    top = float(logs.max())
    excess = np.geomspace(_LEAST, _MOST, _CEILINGS)
    ceiling, rate, level = np.meshgrid(
        top + np.log1p(excess),
        np.linspace(np.log(_SLOW), np.log(_FAST), _RATES),
        here + np.linspace(-_AROUND, _AROUND, _LEVELS),
        indexing="ij",
    )
    possible = (level < ceiling - 1e-3).ravel()
    ceiling, rate, level = (each.ravel()[possible] for each in (ceiling, rate, level))
    ratio, speed = np.expm1(ceiling - level), np.exp(rate)
    residual = np.zeros_like(ceiling)
    for log, away in zip(logs, offset, strict=True):
        residual += (log - ceiling + np.log1p(ratio * np.exp(-speed * away))) ** 2
    width = np.interp(ceiling, top + np.log1p(excess), np.gradient(np.log1p(excess)))
    power = -0.5 * (PRIOR_DEGREES + len(years))
    weight = power * np.log(PRIOR_DEGREES * prior.noise**2 + residual)
    share = width * np.exp(weight - weight.max())
    return _Grid(ceiling, rate, level, residual, share / share.sum())
