"""What moves an answer: the tornado.

Each uncertain input is set to its 10th and its 90th percentile with all others at their base.
"""

from dataclasses import dataclass

import numpy as np

from seedtrain.process.levels import Evaluate, at, uncertain

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
