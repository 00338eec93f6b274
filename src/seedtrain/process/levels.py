"""Worlds that move one input at a time: every uncertain input is found, then set to a chosen level.

An engine draws everything from its world, by name. Here the world answers with the base for all inputs but
one in each column, so one run of the engine gives its answer at every level of every input.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np

from seedtrain.model.inputs import Inputs
from seedtrain.quantities import Distribution, World
from seedtrain.results.indicator import Draws

Evaluate = Callable[[Inputs], Draws]


@dataclass(frozen=True)
class _Listening(World):
    """A world of the base alone that notes which distributions are drawn."""

    heard: dict[str, Distribution] = field(default_factory=dict)

    def draw(self, name: str, distribution: Distribution) -> Draws:
        """Note the distribution; return its mean."""
        self.heard[name] = distribution
        return np.array([distribution.mean])


@dataclass(frozen=True)
class _Chosen(World):
    """A world that answers with columns chosen beforehand, the mean for names it does not know."""

    columns: Mapping[str, Draws] = field(default_factory=dict)

    def draw(self, name: str, distribution: Distribution) -> Draws:
        """Return the chosen column of ``name``."""
        if name in self.columns:
            return self.columns[name]
        return np.full(1 + self.replications, distribution.mean)


def uncertain(evaluate: Evaluate) -> dict[str, Distribution]:
    """Return every distribution that ``evaluate`` draws, by name, in the order of first use."""
    world = _Listening(0, 0)
    evaluate(Inputs(world))
    return world.heard


def at(evaluate: Evaluate, columns: Mapping[str, Draws]) -> Draws:
    """Return what ``evaluate`` gives when inputs take ``columns``: name to array of one length, (1 + n,)."""
    lengths = {len(column) for column in columns.values()}
    (length,) = lengths or {1}
    return evaluate(Inputs(_Chosen(length - 1, 0, columns=columns)))
