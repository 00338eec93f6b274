"""The molecules of a programme: how many there are in each world, when they start, what sets them apart."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from seedtrain.catalog import table
from seedtrain.errors import InputError, finding
from seedtrain.model.inputs import Inputs
from seedtrain.model.programme import Programme
from seedtrain.model.value import Value
from seedtrain.quantities.continuous import Lognormal

Floats = NDArray[np.float64]

_CELLS = 5_000_000
_MOST = 1 << 20
"""Draws of the molecules of one world start this far from those of the next: more molecules move none."""


@dataclass(frozen=True, slots=True)
class Cohort:
    """Molecules of one programme: ``share`` (1 + n, m) of each that exists, ``starts`` (1 + n, m) ordinals.

    In the sampled worlds a share is zero or one. In the base world it is an expected count, so that the last
    molecule of 7.5 is half there. ``is_single``: a programme of one molecule; its base follows success, while
    the base of a cohort counts expected molecules.
    """

    id: str
    share: Floats
    starts: Floats
    is_single: bool

    @property
    def size(self) -> int:
        """Number of molecules kept, the most of any world."""
        return int(self.share.shape[1])


def cohort_of(id_: str, programme: Programme, inputs: Inputs) -> Cohort:
    """Draw the molecules of ``programme``; they start evenly between ``start`` and ``start_to``.

    Raises :class:`InputError` (LIF-003) where molecules times worlds are more than can be followed.
    """
    number = inputs.draw(programme.molecules)
    most = _CELLS // len(number)
    if number.max() > most:
        path = programme.molecules.path
        raise InputError([finding("LIF-003", path=path, value=f"{number.max():.6g}", most=most)])
    is_single = programme.molecules.distribution is None and programme.molecules.base == 1.0
    lift = inputs.world.uniform(f"programmes.{id_}.molecules.whole")
    whole = np.concatenate((number[:1], np.floor(number[1:] + lift)))
    size = max(1, int(np.ceil(whole.max())))
    place = np.arange(size, dtype=np.float64)
    share: Floats = np.clip(whole[:, None] - place, 0.0, 1.0)
    first = float(programme.start.toordinal())
    span = 0.0 if programme.start_to is None else programme.start_to.toordinal() - first
    starts = first + span * np.minimum((place + 0.5) / np.maximum(whole, 1.0)[:, None], 1.0)
    return Cohort(id_, share, np.where(share > 0.0, starts, np.inf), is_single)


def own_factor(cohort: Cohort, stage: str, inputs: Inputs) -> Floats:
    """Draw by how much longer than the programme as a whole each molecule takes for a stage, (1 + n, m).

    Lognormal with mean one (catalogue row ``any.cohort.spread``). One for a programme of one molecule and in
    the base, which have no spread.
    """
    if cohort.is_single:
        return np.ones(cohort.share.shape)
    cv = float(inputs.draw(table("stages")["any.cohort.spread"].value)[0])
    own = Lognormal(1.0 / np.sqrt(1.0 + cv * cv), cv).quantile(_uniform(cohort, f"{stage}.duration", inputs))
    return np.concatenate((np.ones((1, cohort.size)), own))


def gates(cohort: Cohort, stage: str, value: Value | None, inputs: Inputs) -> Floats:
    """Draw whether each molecule passes the gate of a stage, shape (1 + n, m).

    0 or 1; in the base of a cohort the odds themselves.
    """
    if value is None:
        return np.ones(cohort.share.shape)
    odds = inputs.draw(value)
    if cohort.is_single:
        return inputs.world.gate(f"programmes.{cohort.id}.{stage}.gate", odds)[:, None].astype(np.float64)
    passed = _uniform(cohort, f"{stage}.gate", inputs) < odds[1:, None]
    return np.concatenate((np.full((1, cohort.size), odds[0]), passed))


def _uniform(cohort: Cohort, name: str, inputs: Inputs) -> Floats:
    """Uniform draws of the sampled worlds, shape (n, m)."""
    counters = np.arange(inputs.world.replications)[:, None] * _MOST + np.arange(cohort.size)
    return inputs.world.streams.uniform_at(f"programmes.{cohort.id}.{name}", counters)
