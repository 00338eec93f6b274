"""Targets: the error at which a simulation has replications enough."""

import math

import numpy as np
from numpy.typing import NDArray

from seedtrain.simulate.part import Part

BLOCK = 100
"""Replications after which the error is looked at: the answer depends on no chunk and no worker."""


class Target:
    """Stops at the first multiple of 100 replications at which every watched mean is known well enough.

    ``error``: largest standard error of a mean, over the mean itself; of a share (a column whose values lie
    between 0 and 1) as it stands. ``watched``: names of columns. A column that does not vary has no error;
    one with an infinite number never is known well enough.
    """

    def __init__(self, error: float, watched: tuple[str, ...]) -> None:
        self._error = error
        self._watched = watched
        self._done = 0
        self._left: dict[str, NDArray[np.float64]] = {name: np.empty(0) for name in watched}
        self._shift: dict[str, float] = {}
        self._sums: dict[str, tuple[int, float, float, bool]] = {}

    def reached(self, part: Part) -> int | None:
        """Look at the next replications; return how many of all so far are enough, None where none are."""
        unknown = np.full(part.end - part.first, np.nan)
        for name in self._watched:
            self._left[name] = np.concatenate((self._left[name], part.columns.get(name, unknown)))
        while self._done + BLOCK <= part.end:
            for name in self._watched:
                self._add(name, self._left[name][:BLOCK])
                self._left[name] = self._left[name][BLOCK:]
            self._done += BLOCK
            if all(self._is_known(name) for name in self._watched):
                return self._done
        return None

    def _add(self, name: str, values: NDArray[np.float64]) -> None:
        told = values[~np.isnan(values)]
        if not told.size:
            return
        shift = self._shift.setdefault(name, float(told[0]) if math.isfinite(told[0]) else 0.0)
        count, total, square, is_share = self._sums.get(name, (0, 0.0, 0.0, True))
        apart = told - shift
        is_share = is_share and bool(((told >= 0.0) & (told <= 1.0)).all())
        self._sums[name] = (
            count + told.size,
            total + float(apart.sum()),
            square + float(np.square(apart).sum()),
            is_share,
        )

    def _is_known(self, name: str) -> bool:
        count, total, square, is_share = self._sums.get(name, (0, 0.0, 0.0, False))
        if count < 2 or not math.isfinite(total):
            return False
        variance = max(0.0, square - total * total / count) / (count - 1)
        error = math.sqrt(variance / count)
        mean = self._shift[name] + total / count
        return error <= self._error * (1.0 if is_share else abs(mean))
