"""Placements: mode, start and end of every operation of a network, and what takes which resource."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from seedtrain.flow.network import MEASURES, OTHER_MODE_H, Mode, Network


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Placement:
    """One schedule of a network, shape (O,): ``mode`` (-1: left out), ``start_h`` and ``end_h`` [h]."""

    mode: NDArray[np.int64]
    start_h: NDArray[np.float64]
    end_h: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Taking:
    """A resource taken by operation ``place``: how much of it, from when to when [h], for which class."""

    place: int
    resource: str
    quantity: float
    start_h: float
    end_h: float
    kind: str


def mode_of(network: Network, found: Placement, place: int) -> Mode | None:
    """The mode an operation runs in; None where it is left out."""
    mode = int(found.mode[place])
    return None if mode < 0 else network.operations[place].modes[mode]


def takings(network: Network, found: Placement) -> Iterator[Taking]:
    """Yield everything that is taken, in the order of the operations."""
    for place, operation in enumerate(network.operations):
        mode = mode_of(network, found, place)
        for need in mode.needs if mode is not None else ():
            until = float(found.end_h[place])
            if need.until:
                other = network.place[need.until]
                if found.mode[other] >= 0:
                    until = max(until, float((found.end_h if need.until_end else found.start_h)[other]))
            begin, until = float(found.start_h[place]), until + need.then_h
            kind = need.kind or operation.kind
            yield Taking(place, need.resource, need.quantity, begin, until, kind)


def job_ends(network: Network, found: Placement) -> dict[str, float]:
    """When each job is done [h]: the latest end of what counts; no entry where nothing takes place."""
    ends: dict[str, float] = {}
    for place, operation in enumerate(network.operations):
        if operation.job and operation.counts and found.mode[place] >= 0:
            ends[operation.job] = max(ends.get(operation.job, -np.inf), float(found.end_h[place]))
    return ends


def measures(network: Network, found: Placement) -> dict[str, float]:
    """Return each measure of :data:`~seedtrain.flow.network.MEASURES` [h, or a weighted count]."""
    ends = job_ends(network, found)
    late = {name: end - network.job[name].due_h for name, end in ends.items()}
    weight = {name: network.job[name].weight for name in ends}
    counted = [
        float(found.end_h[place])
        for place, operation in enumerate(network.operations)
        if operation.counts and found.mode[place] >= 0
    ]
    due = {name: hours for name, hours in late.items() if np.isfinite(hours)}
    values = (
        max(counted, default=0.0),
        sum(weight[name] * max(0.0, hours) for name, hours in due.items()),
        sum(weight[name] for name, hours in due.items() if hours > 0.0),
        sum(weight[name] * (end - network.job[name].release_h) for name, end in ends.items()),
        sum(weight[name] * max(0.0, -hours) for name, hours in due.items()),
        max((weight[name] * max(0.0, hours) for name, hours in due.items()), default=0.0),
        changeover_hours(network, found),
        change_hours(network, found),
    )
    return dict(zip(MEASURES, map(float, values), strict=True))


def objective(network: Network, found: Placement) -> float:
    """The weighted sum that counts [h]."""
    values = measures(network, found)
    return float(sum(weight * values[name] for name, weight in network.objective.items()))


def change_hours(network: Network, found: Placement) -> float:
    """Hours by which operations start elsewhere than given, and what other modes count for, weighted."""
    total = 0.0
    for name, (start, mode, weight) in network.given.items():
        place = network.place.get(name, -1)
        if place >= 0 and found.mode[place] >= 0:
            total += weight * abs(float(found.start_h[place]) - start)
            total += weight * OTHER_MODE_H if mode >= 0 and found.mode[place] != mode else 0.0
    return total


def changeover_hours(network: Network, found: Placement) -> float:
    """Hours of changeover between neighbours on units."""
    by_unit: dict[str, list[Taking]] = {}
    for taking in takings(network, found):
        if network.resource[taking.resource].kind == "unit":
            by_unit.setdefault(taking.resource, []).append(taking)
    total = 0.0
    for name, users in by_unit.items():
        users.sort(key=lambda taking: (taking.start_h, taking.end_h))
        unit = network.resource[name]
        kinds = [taking.kind for taking in users]
        total += sum(unit.setup(one, other) for one, other in pairwise(kinds))
    return total
