"""Designs: draws of a world that lie in (0, 1) more evenly than by chance."""

from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from seedtrain.quantities.sobol import DIMENSIONS, sobol_uniform
from seedtrain.quantities.streams import Floats, Streams

Sampling = Literal["latin_hypercube", "sobol"]


@dataclass(frozen=True, slots=True)
class Design:
    """How the draws of ``size`` replications lie; ``size`` above zero.

    ``latin_hypercube``: one draw of a stream in each of ``size`` equal parts of (0, 1), in an order of its
    own; another ``size`` makes other draws. ``sobol``: the streams named in ``dimensions`` take one
    dimension each of a Sobol sequence, in that order, so that a name added at the end moves no other and
    more replications keep the first; those not named, or beyond the
    :data:`~seedtrain.quantities.sobol.DIMENSIONS` there are, go by Latin hypercube. Either way each draw is
    uniform by itself, and adding a stream moves no other.
    """

    sampling: Sampling
    size: int
    dimensions: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.size < 1:
            raise ValueError("a design has at least one replication")

    def uniform(self, streams: Streams, name: str, first: int, n: int) -> Floats:
        """Draws ``first`` up to ``first + n`` of the stream ``name``, inside (0, 1); shape (n,).

        Raises ``ValueError`` beyond the size of a Latin hypercube.
        """
        if self.sampling == "sobol" and name in self.dimensions[:DIMENSIONS]:
            key = streams.key(f"{name}.scramble")
            return sobol_uniform(self.dimensions.index(name), first + n, key)[first:]
        if first + n > self.size:
            raise ValueError(f"a design of {self.size} replications has no draw {first + n}")
        part = np.empty(self.size)
        part[np.argsort(streams.uniform(name, self.size), kind="stable")] = np.arange(self.size)
        inside = streams.uniform_at(f"{name}.inside", np.arange(first, first + n))
        return np.asarray((part[first : first + n] + inside) / self.size, dtype=np.float64)


@dataclass(frozen=True, slots=True)
class Register:
    """Draws by chance, and keeps the ``names`` of the streams that are drawn, in the order they first are."""

    names: dict[str, None] = field(default_factory=dict)

    def uniform(self, streams: Streams, name: str, first: int, n: int) -> Floats:
        """Draws ``first`` up to ``first + n`` of the stream ``name``, inside (0, 1); shape (n,)."""
        self.names.setdefault(name)
        return streams.uniform_at(name, np.arange(first, first + n))
