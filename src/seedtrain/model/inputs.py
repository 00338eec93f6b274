"""Inputs: the values of a scenario as drawn in the base case and in every sampled world."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

import numpy as np

from seedtrain.messages import Wording
from seedtrain.model.value import Origin, Value
from seedtrain.quantities.streams import World

FITTED: Final = Origin("assumption", "", Wording("fitted to the points given", "由所给数据拟合"))
"""Where a quantity comes from that an engine fitted to what the scenario gives."""


class Inputs:
    """Draws values by path from one :class:`World`, so that every engine sees the same sampled world.

    ``drawn`` holds what was drawn: path to (value, draws of shape (1 + n,), index 0 the base case).
    """

    def __init__(self, world: World) -> None:
        self.world = world
        self.drawn: dict[str, tuple[Value, np.ndarray[tuple[int], np.dtype[np.float64]]]] = {}
        self._traces: list[dict[str, None]] = []

    def draw(self, value: Value) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
        """Return the draws of ``value``: shape (1 + n,), in its canonical unit; the same array every time."""
        for trace in self._traces:
            trace[value.path] = None
        if value.path not in self.drawn:
            if value.distribution is None:
                draws = np.full(1 + self.world.replications, value.base)
            else:
                draws = self.world.draw(value.path, value.distribution)
            draws.flags.writeable = False
            self.drawn[value.path] = (value, draws)
        return self.drawn[value.path][1]

    def note(self, path: str, dimension: str, text: str, draws: np.ndarray[tuple[int], Any]) -> None:
        """Note as an input what an engine found and the worlds differ in, such as a fitted growth.

        ``draws``: shape (1 + n,), in the canonical unit of ``dimension``; ``text``: how it is written.
        """
        for trace in self._traces:
            trace[path] = None
        kept = np.array(draws, dtype=np.float64)
        kept.flags.writeable = False
        self.drawn[path] = (Value(float(kept[0]), dimension, text, FITTED, path), kept)

    @contextmanager
    def trace(self) -> Iterator[dict[str, None]]:
        """Note the paths drawn inside the block, in the order of first use (the keys of what is yielded)."""
        trace: dict[str, None] = {}
        self._traces.append(trace)
        try:
            yield trace
        finally:
            self._traces.pop()
