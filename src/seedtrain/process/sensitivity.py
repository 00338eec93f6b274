r"""What moves an answer: tornado and Sobol indices.

Tornado: each uncertain input is set to its 10th and its 90th percentile with all others at their base.

.. math:: S_i = \frac{\overline{f_B (f_{AB_i} - f_A)}}{Var f}, \qquad
          T_i = \frac{\overline{(f_A - f_{AB_i})^2}}{2 \, Var f}

:math:`A, B` two independent samples, :math:`AB_i` sample A with input i taken from B; :math:`S_i`
first-order and
:math:`T_i` total index. Valid for independent inputs; the error of an index falls with the root of the
sample size. Reference: A. Saltelli et al., Computer Physics Communications 181 (2010) 259, table 2 (b) and
(f), doi:10.1016/j.cpc.2009.09.018.
"""

from dataclasses import dataclass

import numpy as np

from seedtrain.process.levels import Evaluate, at, uncertain
from seedtrain.quantities import Streams

_LOW, _HIGH = 0.1, 0.9


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a tornado: the answer with ``name`` at its 10th (``low``) and 90th percentile (``high``)."""

    name: str
    low: float
    base: float
    high: float

    @property
    def swing(self) -> float:
        """How far the answer moves."""
        return abs(self.high - self.low)


@dataclass(frozen=True, slots=True)
class Index:
    """Sobol indices of one input: share of the variance by itself, and with its interactions."""

    name: str
    first: float
    total: float


def tornado(evaluate: Evaluate) -> tuple[Bar, ...]:
    """Return a bar for each uncertain input of ``evaluate``, the longest first.

    ``evaluate`` gives one number a column, shape (1 + n,), from inputs it draws.
    """
    found = uncertain(evaluate)
    length = 1 + 2 * len(found)
    columns = {}
    for place, (name, distribution) in enumerate(found.items()):
        column = np.full(length, distribution.mean)
        column[1 + 2 * place : 3 + 2 * place] = distribution.quantile(np.array([_LOW, _HIGH]))
        columns[name] = column
    answers = at(evaluate, columns)
    bars = [
        Bar(name, float(answers[1 + 2 * place]), float(answers[0]), float(answers[2 + 2 * place]))
        for place, name in enumerate(found)
    ]
    return tuple(sorted(bars, key=lambda bar: (-bar.swing, bar.name)))


def sobol(evaluate: Evaluate, samples: int = 512, seed: int = 1) -> tuple[Index, ...]:
    """Return the Sobol indices of each uncertain input of ``evaluate``, the largest total first.

    ``samples`` rows of each of the two samples; the model runs ``samples * (inputs + 2)`` times at once. An
    answer that does not vary has no indices.
    """
    found = uncertain(evaluate)
    streams = Streams(seed)
    one = {name: each.quantile(streams.uniform(f"sobol.a.{name}", samples)) for name, each in found.items()}
    two = {name: each.quantile(streams.uniform(f"sobol.b.{name}", samples)) for name, each in found.items()}
    columns = {
        name: np.concatenate(
            [
                [each.mean],
                one[name],
                two[name],
                *(two[name] if other == name else one[name] for other in found),
            ]
        )
        for name, each in found.items()
    }
    answers = at(evaluate, columns)[1:].reshape(len(found) + 2, samples)
    of_a, of_b, mixed = answers[0], answers[1], answers[2:]
    variance = float(np.var(answers[:2]))
    if variance <= 0.0:
        return ()
    indices = [
        Index(
            name,
            float(np.mean((of_b - np.mean(answers[:2])) * (each - of_a)) / variance),
            float(np.mean((of_a - each) ** 2) / (2.0 * variance)),
        )
        for name, each in zip(found, mixed, strict=True)
    ]
    return tuple(sorted(indices, key=lambda index: (-index.total, index.name)))
