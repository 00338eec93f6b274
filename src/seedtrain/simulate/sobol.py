r"""Which uncertain inputs make an answer uncertain, beside the luck of batches and events: Sobol indices.

Two independent samples of worlds, A and B, each with N replications; :math:`A_B^{(i)}` is A with input i
taken from B. The luck (all that is drawn by batch and by event) is one more input, and so is each kind of it,
a part of the luck as a whole.

.. math:: S_i = \frac{\frac{1}{N} \sum f_B (f_{A_B^{(i)}} - f_A)}{Var f}, \qquad
    T_i = \frac{\frac{1}{2 N} \sum (f_A - f_{A_B^{(i)}})^2}{Var f}

:math:`S_i` share of the variance that goes away once input i is known, :math:`T_i` the same with its
interactions. Valid for inputs drawn independently. Reference: A. Saltelli et al., Computer Physics
Communications 181 (2010) 259, doi:10.1016/j.cpc.2009.09.018, table 2 (b) and (f).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from seedtrain.flow.draws import Draws
from seedtrain.quantities import Distribution
from seedtrain.quantities.streams import World
from seedtrain.simulate.luck import PREFIX, kind_of, moved

Floats = NDArray[np.float64]

LUCK = "luck"
"""Stands for all that is drawn by batch and by event."""


@dataclass(frozen=True)
class Mixed(World):
    """A world whose inputs come from replications ``inputs_first`` on, all else from ``first`` on.

    The inputs and the kinds of luck named in ``swapped`` come from ``swapped_first`` on.
    """

    inputs_first: int = 0
    swapped_first: int = 0
    swapped: frozenset[str] = frozenset()

    def uniform(self, name: str) -> Floats:
        """Draw one number a replication from the stream ``name``, shape (replications,)."""
        first = self.swapped_first if kind_of(name) in self.swapped else self.first
        return self.streams.uniform_at(name, np.arange(first, first + self.replications))

    def luck_of(self, draws: Draws, extras: Sequence[str]) -> Draws:
        """Return draws of batches as this world has them; ``extras``: the kind of each extra of them."""
        kinds = {name for name in self.swapped if name.startswith(PREFIX)}
        return moved(draws, extras, kinds, self.swapped_first - self.first) if kinds else draws

    def draw(self, name: str, distribution: Distribution) -> Floats:
        """Draw one value a replication; [0] is the mean."""
        first = self.swapped_first if name in self.swapped else self.inputs_first
        counters = np.arange(first, first + self.replications)
        sampled = distribution.quantile(self.streams.uniform_at(name, counters))
        return np.concatenate(([distribution.mean], sampled))


@dataclass(frozen=True, slots=True, kw_only=True)
class SobolIndex:
    """Indices of one input; ``error`` one standard error of ``total``."""

    factor: str
    first: float
    total: float
    error: float


Evaluate = Callable[[World], Mapping[str, Floats]]
"""Gives every answer in a world, by name, shape (replications,)."""


def sobol(
    evaluate: Evaluate, inputs: Sequence[str], samples: int, seed: int
) -> dict[str, tuple[SobolIndex, ...]]:
    """Return the indices of each of ``inputs`` and of the luck for every answer, the largest total first.

    ``inputs``: paths of inputs, and kinds of luck by their names. ``evaluate`` is called ``len(inputs) + 3``
    times with ``samples`` replications. An answer that does not
    vary or is infinite somewhere has none.
    """

    def world(first: int, inputs_first: int, *swapped: str) -> World:
        return Mixed(
            samples,
            seed,
            first,
            inputs_first=inputs_first,
            swapped_first=samples,
            swapped=frozenset(swapped),
        )

    a, b = evaluate(world(0, 0)), evaluate(world(samples, samples))
    mixed = {name: evaluate(world(0, 0, name)) for name in inputs}
    mixed[LUCK] = evaluate(world(samples, 0))
    found = {}
    for answer in a:
        each = [
            _index(factor, a[answer], b[answer], columns[answer])
            for factor, columns in mixed.items()
            if _varies(a[answer], b[answer], columns[answer])
        ]
        if len(each) == len(mixed):
            found[answer] = tuple(sorted(each, key=lambda index: (-index.total, index.factor)))
    return found


def _varies(a: Floats, b: Floats, mixed: Floats) -> bool:
    together = np.concatenate((a, b, mixed))
    return bool(np.isfinite(together).all()) and float(np.ptp(np.concatenate((a, b)))) > 0.0


def _index(factor: str, a: Floats, b: Floats, mixed: Floats) -> SobolIndex:
    middle = float(np.mean(np.concatenate((a, b))))
    variance = float(np.var(np.concatenate((a, b))))
    apart = 0.5 * np.square(a - mixed) / variance
    return SobolIndex(
        factor=factor,
        first=float(np.mean((b - middle) * (mixed - a))) / variance,
        total=float(np.mean(apart)),
        error=float(np.std(apart, ddof=1) / np.sqrt(len(a))),
    )
