"""Named random streams: each draw depends on the seed, the name of its stream and its index, on nothing else.

Adding a stream moves no other; taking more draws keeps the first ones. The formulas are plain unsigned 64-bit
arithmetic, so that a compiled twin gives the same bits:

.. code-block:: text

    key(name)      = first 8 bytes, little-endian, of BLAKE2b(digest_size=8) of "<seed>:<name>" in UTF-8
    bits(name, i)  = mix64(key + (i + 1) * 0x9E3779B97F4A7C15)         i = 0, 1, 2 ...  all modulo 2**64
    mix64(x)       : x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9
                     x = (x ^ (x >> 27)) * 0x94D049BB133111EB
                     x =  x ^ (x >> 31)
    uniform        = ((bits >> 12) + 0.5) * 2**-52                     inside (0, 1), never 0 or 1

Reference: G. L. Steele, D. Lea, C. H. Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014,
doi:10.1145/2660193.2660195 (SplitMix64, here indexed by a counter). Valid for up to 2**63 draws a stream and
for the small number of streams (thousands) of a scenario: two keys meet by chance with odds below 1e-12.
"""

import hashlib
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import numpy as np
import numpy.typing as npt

from seedtrain.quantities.distributions import Distribution
from seedtrain.quantities.errors import QuantityError

GOLDEN = 0x9E3779B97F4A7C15
"""Step between the counters of a stream: the odd integer nearest to 2**64 divided by the golden ratio."""

STRIDE = 1 << 32
"""Draws between the parts of one stream: one part for each operation of a batch, one draw a replication."""

Floats = npt.NDArray[np.float64]


def mix64(x: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    """Scramble 64-bit words one by one (formula at the head of this file); any shape, same shape back."""
    z = (x ^ (x >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return z ^ (z >> np.uint64(31))


def uniform_from(starts: npt.NDArray[np.uint64], counters: npt.NDArray[np.uint64]) -> Floats:
    """Draws of streams (or parts of them) that begin at ``starts``, at ``counters``; shapes are broadcast."""
    bits = mix64(starts + (counters + np.uint64(1)) * np.uint64(GOLDEN))
    return ((bits >> np.uint64(12)).astype(np.float64) + 0.5) * 2.0**-52


@dataclass(frozen=True)
class Streams:
    """The random streams of one seed. ``seed`` any whole number."""

    seed: int

    def key(self, name: str) -> int:
        """Start of the stream ``name``: a whole number from 0 to 2**64 - 1."""
        digest = hashlib.blake2b(f"{self.seed}:{name}".encode(), digest_size=8).digest()
        return int.from_bytes(digest, "little")

    def start(self, name: str, place: int = 0) -> int:
        """Where the part ``place`` (whole, from 0) of the stream ``name`` begins: whole, from 0 to 2**64 - 1.

        Parts lie ``STRIDE`` draws apart; :func:`uniform_from` and its compiled twin count on from there.
        """
        return (self.key(name) + place * STRIDE * GOLDEN) % 2**64

    def uniform(self, name: str, n: int) -> Floats:
        """Draw the first ``n`` numbers of the stream ``name``, uniform inside (0, 1); shape (n,)."""
        return self.uniform_at(name, np.arange(n))

    def uniform_at(self, name: str, counters: npt.ArrayLike) -> Floats:
        """Draw the numbers of the stream ``name`` at ``counters`` (whole, from 0); the shape of counters.

        Raises ``ValueError`` on a counter below zero or not whole.
        """
        index = np.asarray(counters)
        if index.dtype.kind not in "iu" or (index.size and index.min() < 0):
            raise ValueError("counters are whole numbers from zero")
        start = np.array([self.key(name)], dtype=np.uint64)
        return uniform_from(start, np.atleast_1d(index).astype(np.uint64)).reshape(index.shape)


class Layout(Protocol):
    """How draws that are one a replication lie in (0, 1): see :mod:`seedtrain.quantities.design`."""

    def uniform(self, streams: Streams, name: str, first: int, n: int) -> Floats:
        """Draws ``first`` up to ``first + n`` of the stream ``name``; shape (n,)."""


@dataclass(frozen=True)
class World:
    """One base world and ``replications`` sampled ones, the same for every engine that is given it.

    Arrays have shape (1 + replications,). Index 0 is the base: every distribution at its mean, events of odds
    below one do not occur, gates follow success. Replication r (from 1) takes draw ``first`` + r - 1 of each
    stream, so more replications keep the first ones, and a part of them can be drawn by itself. ``design``:
    draws that are one a replication lie by it; by chance where None, as all other draws (a batch's noise) do.
    Raises ``ValueError`` on fewer than zero replications or a draw before the first.
    """

    replications: int
    seed: int
    first: int = 0
    design: Layout | None = None

    def __post_init__(self) -> None:
        if self.replications < 0 or self.first < 0:
            raise ValueError("replications and the first draw must be zero or more")

    @property
    def counters(self) -> npt.NDArray[np.int64]:
        """The draw that each replication takes of a stream, shape (replications,)."""
        return np.arange(self.first, self.first + self.replications, dtype=np.int64)

    def uniform(self, name: str) -> Floats:
        """Draw one number a replication from the stream ``name``, shape (replications,)."""
        if self.design is not None:
            return self.design.uniform(self.streams, name, self.first, self.replications)
        return self.streams.uniform_at(name, self.counters)

    @cached_property
    def streams(self) -> Streams:
        """The streams behind this world, for draws that are not one a replication."""
        return Streams(self.seed)

    def draw(self, name: str, distribution: Distribution) -> Floats:
        """Draw one value a replication from ``distribution``, in its unit; [0] is the mean."""
        sampled = distribution.quantile(self.uniform(name))
        return np.concatenate(([distribution.mean], sampled))

    def happens(self, name: str, odds: npt.ArrayLike) -> npt.NDArray[np.bool_]:
        """Whether an event happens in each world. In the base only if its odds are one.

        ``odds`` fraction, one for all or one a world, shape (1 + replications,). Raises
        :class:`QuantityError` (``range``) on odds outside 0 to 1.
        """
        chance = self._odds(odds)
        return self._occurs(name, chance, chance[0] >= 1.0)

    def gate(self, name: str, odds: npt.ArrayLike) -> npt.NDArray[np.bool_]:
        """Whether a gate is passed in each world. In the base whenever its odds are above zero.

        Parameters and errors as :meth:`happens`; a gate and an event of one name and odds agree in every
        sampled world.
        """
        chance = self._odds(odds)
        return self._occurs(name, chance, chance[0] > 0.0)

    def _odds(self, odds: npt.ArrayLike) -> Floats:
        chance = np.asarray(odds, dtype=np.float64)
        if not bool(np.all((chance >= 0.0) & (chance <= 1.0))):
            raise QuantityError("range", "odds from 0 to 1", str(odds)[:40])
        return np.broadcast_to(chance, (1 + self.replications,))

    def _occurs(self, name: str, chance: Floats, in_base: np.bool_) -> npt.NDArray[np.bool_]:
        occurs = np.empty(1 + self.replications, dtype=np.bool_)
        occurs[0] = in_base
        occurs[1:] = self.uniform(name) < chance[1:]
        return occurs
