"""A race: many orders improved a little, the better half of them improved again, until one is left."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(slots=True)
class Runner:
    """An order of jobs, its ``rank`` (less is better), and where its random numbers stand, shape (1,)."""

    order: NDArray[np.int64]
    rank: tuple[float, float]
    state: NDArray[np.uint64]


def race(field: list[Runner], run: Callable[[Runner, int], None], level: Callable[[int], int]) -> Runner:
    """Return the winner: all ``run``, the worse half leaves, until one is left (successive halving).

    What an order gives at first says little of what search makes of it. ``run`` improves a runner in place by
    so many trials; ``level`` says how many each of so many runners gets now, 0 or less for none.

    Reference: Jamieson, Talwalkar, Non-stochastic best arm identification and hyperparameter optimization,
    AISTATS 2016, algorithm 1.
    """
    runners = list(field)
    while len(runners) > 1:
        trials = level(len(runners))
        for runner in runners if trials > 0 else ():
            run(runner, trials)
        runners.sort(key=lambda runner: runner.rank)
        runners = runners[: (len(runners) + 1) // 2]
    return runners[0]


def levels(runners: int) -> int:
    """How often the field is halved until one is left; at least 1."""
    return max(1, (runners - 1).bit_length())
