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
    """What the base batch needs: ``size`` in ``symbol`` (L, m2, cm, 1) of ``what``."""

    what: str
    size: float
    symbol: str

    @property
    def label(self) -> Message:
        """What a reader calls it."""
        return Message(f"process.equipment.{self.what}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a step gives and takes.

    ``processing_h``: time of the step without preparation. ``attended_h``: the part of it that people may
    attend (all of it when None). ``held_L``: volume of the vessel that must be lined or cleaned. ``uses``:
    what is consumed, by the keys of the price table. ``step_yield``: target kept, molar across a reaction.
    """

    out: Stream
    balances: Mapping[str, Balance]
    processing_h: Draws
    step_yield: Draws
    held_L: Draws
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
