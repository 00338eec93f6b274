"""What flows from step to step, and what a step did to it: every array of shape (1 + n,)."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from seedtrain.messages import Message
from seedtrain.results.indicator import Draws

CELLS = "cells"
"""Component counted in 1e9 cells (mammalian) or g of dry cells (microbial); all others in g."""
LIQUID = "liquid"
"""Component counted in L; density one, so that litres add."""


@dataclass(frozen=True, slots=True)
class Stream:
    """The batch between two steps.

    ``volume_L``; ``masses`` by component [g]; ``target`` the component that is purified; ``items`` pieces
    in a fill-finish step (zero before).
    """

    volume_L: Draws
    masses: Mapping[str, Draws]
    target: str
    items: Draws

    @property
    def mass_g(self) -> Draws:
        """Mass of the target component [g]."""
        return self.masses[self.target]


@dataclass(frozen=True, slots=True)
class Balance:
    """One component over one step: ``came + added + formed = out + consumed + lost``.

    ``came`` from the step before, ``added`` from outside, ``formed`` and ``consumed`` by reaction or growth,
    ``out`` to the step after, ``lost`` to waste, samples and residues. Units as :data:`CELLS`,
    :data:`LIQUID`.
    """

    came: Draws
    added: Draws
    formed: Draws
    out: Draws
    consumed: Draws
    lost: Draws

    @property
    def error(self) -> float:
        """Largest imbalance over the draws, relative to what went in."""
        left = self.came + self.added + self.formed
        gap = np.abs(left - (self.out + self.consumed + self.lost))
        return float(np.max(gap / np.maximum(1e-12, np.maximum(left, self.out))))


@dataclass(frozen=True, slots=True)
class Equipment:
    """What the base batch needs: ``count`` of ``what``, each of ``size`` in ``symbol`` (L, m2, cm, 1).

    ``is_stepped``: it comes in sizes or numbers that can be had, so that a batch a little larger may need a
    whole one more.
    """

    what: str
    size: float
    symbol: str
    count: float = 1.0
    is_stepped: bool = False

    @property
    def label(self) -> Message:
        """What a reader calls it."""
        return Message(f"process.equipment.{self.what}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a step gives and takes.

    ``processing_h``: time of the step without preparation; ``operations`` its parts in order [h], whose sum
    it is (itself one operation where none are told). ``attended_h``: the part of it that people may attend
    (all of it when None). ``held_L``: volume of the vessel that must be lined or cleaned. ``uses``: what is
    consumed, by the keys of the price table. ``step_yield``: target kept, molar across a reaction.
    """

    out: Stream
    balances: Mapping[str, Balance]
    processing_h: Draws
    step_yield: Draws
    held_L: Draws | None = None
    pool_L: Draws | None = None
    operations: Mapping[str, Draws] = field(default_factory=dict)
    attended_h: Draws | None = None
    uses: Mapping[str, Draws] = field(default_factory=dict)
    equipment: tuple[Equipment, ...] = ()


def passed(came: Draws, kept: Draws) -> Balance:
    """Balance of a component of which the share ``kept`` goes on and the rest is lost."""
    zero = np.zeros_like(came)
    return Balance(came, zero, zero, came * kept, zero, came * (1.0 - kept))


def poured(came: Draws, added: Draws, out: Draws, lost: Draws) -> Balance:
    """Balance of a component (liquid) that is only mixed and drained."""
    zero = np.zeros_like(came)
    return Balance(came, added, zero, out, zero, lost)


def elapsed(operations: Mapping[str, Draws]) -> Draws:
    """Sum of the times of operations that follow one another [h]."""
    return np.asarray(sum(operations.values()))
