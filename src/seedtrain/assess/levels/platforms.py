"""Visits of the zone's molecules to its platforms: waits, and what one more platform would save."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from seedtrain.catalog import table
from seedtrain.messages import Wording
from seedtrain.model.inputs import Inputs
from seedtrain.model.park import Park, Platform
from seedtrain.park import visits
from seedtrain.results.indicator import Draws

Floats = NDArray[np.float64]
Asked = Sequence[tuple[str, Floats, NDArray[np.bool_]]]


@dataclass(frozen=True, slots=True)
class Visits:
    """Visits to the platforms of one class, all (1 + n,).

    ``number`` of them, mean ``wait_d``, share that went ``elsewhere``, and what one platform more saves each,
    ``gain_d`` [d].
    """

    platform_class: str
    name: Wording
    number: Draws
    wait_d: Draws
    elsewhere: Draws
    gain_d: Draws


class Waiting:
    """The queues of all platforms, asked stage by stage as molecules walk."""

    def __init__(self, park: Park | None, inputs: Inputs) -> None:
        self._classes: dict[str, list[Platform]] = {}
        for platform in () if park is None else park.platforms.values():
            if platform.count.base > 0.0:
                self._classes.setdefault(platform.platform_class, []).append(platform)
        self._inputs = inputs
        self._found: list[Visits] = []

    def __call__(self, stage: str, asked: Asked) -> Sequence[Floats]:
        """Return the days each molecule of each group waits in ``stage``: the longest of its visits."""
        waits = [np.zeros(ready.shape) for _, ready, _ in asked]
        for platforms in self._classes.values():
            here = [
                place for place, group in enumerate(asked) if visits.serves(platforms[0], group[0], stage)
            ]
            if here:
                self._queue(platforms, [asked[place] for place in here], [waits[place] for place in here])
        return waits

    def _queue(self, platforms: Sequence[Platform], asked: Asked, waits: Sequence[Floats]) -> None:
        ready = np.concatenate([group[1] for group in asked], axis=1)
        comes = np.concatenate([group[2] for group in asked], axis=1)
        waited = visits.wait(platforms, ready, comes, self._inputs)
        better = visits.wait(platforms, ready, comes, self._inputs, more=1)
        edges = np.cumsum([0, *(group[1].shape[1] for group in asked)])
        for own, left, right in zip(waits, edges[:-1], edges[1:], strict=True):
            np.maximum(own, waited.days[:, left:right], out=own)
        number = (comes & np.isfinite(ready)).sum(axis=1).astype(np.float64)
        each = np.maximum(number, 1.0)
        self._found.append(
            Visits(
                platforms[0].platform_class,
                table("platforms")[platforms[0].platform_class].label,
                number,
                waited.days.sum(axis=1) / each,
                waited.elsewhere.sum(axis=1) / each,
                (waited.days - better.days).sum(axis=1) / each,
            )
        )

    def by_class(self) -> tuple[Visits, ...]:
        """Return the visits to each class of platform over all stages, means over the visits."""
        merged: dict[str, Visits] = {}
        for each in self._found:
            known = merged.get(each.platform_class)
            merged[each.platform_class] = each if known is None else _joined(known, each)
        return tuple(merged.values())


def _joined(one: Visits, other: Visits) -> Visits:
    """Two sets of visits to one class as one."""
    number = one.number + other.number
    whole = np.maximum(number, 1.0)

    def mean(a: Draws, b: Draws) -> Draws:
        return np.asarray((a * one.number + b * other.number) / whole)

    return Visits(
        one.platform_class,
        one.name,
        number,
        mean(one.wait_d, other.wait_d),
        mean(one.elsewhere, other.elsewhere),
        mean(one.gain_d, other.gain_d),
    )
