"""Pins: what is settled of a timetable before it is made, and the judge of whether it was kept."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from seedtrain.flow.assignment import Assignment
from seedtrain.flow.problem import Problem
from seedtrain.flow.verify import Breach

MINUTE_H = 1.0 / 60.0
"""A pinned time holds to the minute: what a person wrote is rounded."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Pins:
    """What is settled of the operations of a problem, shape (O,).

    ``start_h`` pinned start [h], NaN where free; ``unit`` pinned unit, -1 for any of its pool; ``floor_h``
    the time [h] before which it does not start, -inf for none; ``given_h`` and ``given_unit`` its start [h]
    and unit in the timetable that is to change little, NaN and -1 where it is in none.
    """

    start_h: NDArray[np.float64]
    unit: NDArray[np.int64]
    floor_h: NDArray[np.float64]
    given_h: NDArray[np.float64]
    given_unit: NDArray[np.int64]

    @property
    def is_pinned(self) -> NDArray[np.bool_]:
        """Whether the start of each operation is settled, shape (O,)."""
        return ~np.isnan(self.start_h)


def no_pins(problem: Problem) -> Pins:
    """Nothing settled."""
    operations = len(problem.pool)
    return Pins(
        start_h=np.full(operations, np.nan),
        unit=np.full(operations, -1, dtype=np.int64),
        floor_h=np.full(operations, -np.inf),
        given_h=np.full(operations, np.nan),
        given_unit=np.full(operations, -1, dtype=np.int64),
    )


def verify_pins(problem: Problem, pins: Pins, found: Assignment) -> list[Breach]:
    """Return every pin that ``found`` does not keep: ``pinned_start``, ``pinned_unit``, ``too_early``."""
    return list(_broken(problem, pins, found))


def _broken(problem: Problem, pins: Pins, found: Assignment) -> Iterator[Breach]:
    limit = MINUTE_H + 1e-6
    for k in np.flatnonzero(pins.is_pinned & ~(np.abs(found.start_h - pins.start_h) <= limit)):
        times = float(pins.start_h[k]), float(found.start_h[k])
        yield Breach("pinned_start", (problem.operation_name(k),), "", *times)
    for k in np.flatnonzero((pins.unit >= 0) & (found.unit != pins.unit)):
        times = float(found.start_h[k]), float(found.start_h[k])
        yield Breach("pinned_unit", (problem.operation_name(k),), problem.units[pins.unit[k]], *times)
    early = ~pins.is_pinned & ~(found.start_h >= pins.floor_h - 1e-6)
    for k in np.flatnonzero(early):
        times = float(pins.floor_h[k]), float(found.start_h[k])
        yield Breach("too_early", (problem.operation_name(k),), "", *times)
