"""Visits of molecules to a platform: each waits for a place, all kinds of molecules together."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from seedtrain.catalog import table
from seedtrain.model.inputs import Inputs
from seedtrain.model.park import Platform
from seedtrain.park.companies import HOURS_A_DAY
from seedtrain.park.platform_capacity import capacity_of
from seedtrain.park.queue import first_come_or_leave
from seedtrain.results.indicator import Draws

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

VACCINES_ONLY = ("bsl3",)
"""Classes of platform for infectious-disease products alone."""


def serves(platform: Platform, modality: str, stage: str) -> bool:
    """Whether molecules of ``modality`` visit the platform in ``stage``; P3 laboratories take vaccines."""
    row = table("platforms")[platform.platform_class]
    if platform.platform_class in VACCINES_ONLY and modality != "vaccine":
        return False
    return stage in row.words["stages"]


def places_of(platform: Platform, inputs: Inputs) -> tuple[int, Draws]:
    r"""Molecules a platform serves at once, and how long one visit takes, shape (1 + n,). [d]

    .. math:: p = \max(1, \lfloor n C \tau / L \rceil), \quad v = p L / (n C)

    n platforms of capacity C [load a day], service time :math:`\tau`, L load of a molecule in one stage of
    those it visits (that of the catalogue, spread evenly over them). What p places serve is the capacity.
    """
    whole_row = table("platforms")[platform.platform_class]
    row, stages = whole_row.values, whole_row.words["stages"]
    draw = inputs.draw
    one = capacity_of(platform, inputs) * HOURS_A_DAY
    whole = one * np.maximum(draw(platform.count), 0.0)
    load = draw(row["load_per_molecule"]) / len(stages)
    service = draw(row["service_time"]) / HOURS_A_DAY
    places = max(1, round(float(whole[0] * service[0] / load[0])))
    return places, places * load / np.maximum(whole, 1e-12)


@dataclass(frozen=True, slots=True)
class Waited:
    """Visits to the platforms of a class: ``days`` waited and who went ``elsewhere``, (1 + n, m)."""

    days: Floats
    elsewhere: Bools


def wait(platforms: Sequence[Platform], ready: Floats, comes: Bools, inputs: Inputs, more: int = 0) -> Waited:
    """How long each molecule waits for its visit to platforms of one class, first come, first served. [d]

    ``ready`` days (1 + n, m); those that do not come neither wait nor stand in the way. A molecule that would
    wait longer than the ``patience`` of the catalogue goes to a provider elsewhere. ``more`` platforms alike
    are added, open from the first day.
    """
    arrive = np.where(comes & np.isfinite(ready), ready, np.inf)
    most = int(np.isfinite(arrive).sum(axis=1).max(initial=0))
    days, elsewhere = np.zeros_like(arrive), np.zeros(arrive.shape, dtype=np.bool_)
    if most == 0:
        return Waited(days, elsewhere)
    order = np.argsort(arrive, axis=1, kind="stable")[:, :most]
    sorted_ = np.take_along_axis(arrive, order, axis=1)
    free, visit = _places(platforms, inputs, more)
    row = table("platforms")[platforms[0].platform_class].values
    patience = inputs.draw(row["patience"]) / HOURS_A_DAY
    service = np.broadcast_to(visit[:, None], sorted_.shape)
    starts, leaves = first_come_or_leave(sorted_, service, free, patience)
    there = np.isfinite(sorted_)
    late = np.where(there, starts, 0.0) - np.where(there, sorted_, 0.0)
    np.put_along_axis(days, order, late, axis=1)
    np.put_along_axis(elsewhere, order, leaves & there, axis=1)
    return Waited(days, elsewhere)


def _places(platforms: Sequence[Platform], inputs: Inputs, more: int) -> tuple[Floats, Draws]:
    """When each place opens, (1 + n, places), and the time of a visit, the mean over places, (1 + n,)."""
    opens, visits, counts = [], [], []
    worlds = 1 + inputs.world.replications
    for platform in platforms:
        places, visit = places_of(platform, inputs)
        given = [inputs.draw(each) for each in (platform.opens, platform.accredited) if each is not None]
        day = np.max(given, axis=0) if given else np.full(worlds, -np.inf)
        opens.append(np.repeat(day[:, None], places, axis=1))
        visits.append(visit)
        counts.append(places)
    if more:
        count = max(float(inputs.draw(platforms[0].count)[0]), 1.0)
        extra = max(1, round(counts[0] * more / count))
        opens.append(np.full((worlds, extra), -np.inf))
    mean = np.average(visits, axis=0, weights=counts)
    return np.concatenate(opens, axis=1), np.asarray(mean)
