r"""The same number more every year, fitted to a few points with all that they leave open.

.. math:: \frac{y_i}{\bar y} = \alpha + b (t_i - \bar t) + e_i, \quad e_i \sim N(0, \sigma^2)

Divided by their mean, the points have the priors of :mod:`trend`: b is the growth as a share of the mean, and
the noise a share of it too. A forecast draws level, growth and noise and never falls below zero.
"""

from dataclasses import dataclass

import numpy as np

from seedtrain.park.trend import Floats, Prior, posterior
from seedtrain.quantities.streams import World
from seedtrain.results.indicator import Draws


@dataclass(frozen=True, slots=True)
class Line:
    """A fitted line: ``middle`` year, ``mean`` there; ``level``, ``rise``, ``noise`` over it, (1 + n,)."""

    middle: float
    mean: float
    level: Draws
    rise: Draws
    noise: Draws

    def at(self, years: Floats) -> Floats:
        """The quantity on ``years``: (1 + n, k), zero at the least."""
        over = (self.level + self.noise)[:, None] + self.rise[:, None] * (years - self.middle)
        return np.asarray(self.mean * np.maximum(over, 0.0))


def fit_line(years: Floats, values: Floats, prior: Prior, world: World, name: str) -> Line:
    """Fit the line to ``values`` (above zero) on ``years``, at least two; ``name`` of its streams."""
    mean = float(values.mean())
    middle, level, rise, noise = posterior(years, values / mean, prior, world, name)
    return Line(middle, mean, level, rise, noise)
