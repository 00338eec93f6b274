"""Works for the tests of clusters, in a file of their own: a worker process loads no more than it needs."""

import os
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from seedtrain.quantities.streams import World
from seedtrain.simulate.part import Part
from seedtrain.simulate.work import Work


@dataclass
class Light:
    """A work that only draws."""

    seed: int = 5

    def part(self, first: int, end: int) -> Part:
        """One column of draws."""
        return Part(first=first, end=end, columns={"x": World(end - first, self.seed, first).uniform("x")})


@dataclass
class Watched:
    """Another work, a little later; it leaves the number of the process behind that ran it."""

    inner: Work
    folder: Path

    def part(self, first: int, end: int) -> Part:
        """Run the part."""
        (self.folder / f"{os.getpid()}").touch()
        time.sleep(0.02)
        return self.inner.part(first, end)


class Deadly:
    """A work that takes its process down."""

    def part(self, first: int, end: int) -> Part:
        """End the process."""
        os._exit(1)


@dataclass
class Faulty:
    """A work in which the replications of some numbers can't be run."""

    broken: tuple[int, ...]

    def part(self, first: int, end: int) -> Part:
        """Raise where a broken one is among them."""
        if any(first <= number < end for number in self.broken):
            raise ArithmeticError("drawn too far out")
        return Part(
            first=first,
            end=end,
            columns={"x": np.arange(first, end, dtype=np.float64)},
            series={"s": np.zeros((max(0, min(end, 4) - first), 2))},
        )
