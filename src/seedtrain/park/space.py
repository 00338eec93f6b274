"""Space: what buildings hold, and the companies that wait for floor, stay and leave."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from seedtrain.flow import Job, Part, Pool, Step, build
from seedtrain.flow.dispatch import dispatch
from seedtrain.model.inputs import Inputs
from seedtrain.model.park import Building, Companies, Park
from seedtrain.park.companies import DAYS_A_YEAR, HOURS_A_DAY, Flow
from seedtrain.park.laws import Laws
from seedtrain.results.indicator import Draws

Floats = NDArray[np.float64]

_MOST_TENANTS = 1 << 20
_MOST_FOLLOWED = 2000
_NOBODY = 1e-6


@dataclass(frozen=True, slots=True)
class Tenancy:
    """Companies housed on ``days`` and those that have come and wait for floor, shape (1 + n, k).

    ``few``: for how many one that is followed stands.
    """

    days: Floats
    housed: Floats
    waiting: Floats
    few: int = 1


def lettable_area(park: Park, laws: Laws) -> tuple[Draws | None, tuple[str, ...]]:
    r"""Area tenants can rent in all buildings, shape (1 + n,), or the floor plates not given. [m2]

    .. math:: A = \sum_b towers_b \cdot storeys_b \cdot plate_b \cdot lettable_b
    """
    missing = tuple(
        f"{building.path}.floor_plate" for building in park.buildings.values() if building.floor_plate is None
    )
    if missing or not park.buildings:
        return None, missing
    return np.sum([floor_of(building, laws) for building in park.buildings.values()], axis=0), ()


def floor_of(building: Building, laws: Laws) -> Draws:
    """Floor that tenants can rent in a building whose floor plate is given, shape (1 + n,). [m2]"""
    assert building.floor_plate is not None
    draw = laws.inputs.draw
    gross = draw(building.towers) * draw(building.storeys) * draw(building.floor_plate)
    return gross * laws.draw(building.lettable, "lettable")


def house(park: Park, companies: Companies, flow: Flow, area: Draws, laws: Laws) -> Tenancy:
    """Let the companies that come wait for floor, stay and leave: run by ``flow``, first come, first served.

    Companies on the base day are housed elsewhere. Every company takes one place; there are as many places as
    the base area holds companies of base size. A stay is exponential with the exit rate. Of the companies
    that come, those are followed that can be expected to find a place by the end, and half as many again;
    where they are more than 2,000, one of every few stands for them all.
    """
    inputs = laws.inputs
    size = laws.draw(companies.floor_area, "floor_area")
    places = int(area[0] // size[0])
    opens = _opening(park, inputs)
    ready = np.where(flow.days >= opens[:, None], np.floor(flow.introduced + 1e-9), 0.0)
    exit_rate = laws.draw(companies.exit_rate, "exit_rate") * HOURS_A_DAY
    turnover = float(exit_rate.max()) * (flow.days[-1] - flow.days[0])
    candidates = min(int(ready[:, -1].max()), math.ceil(1.5 * places * (1.0 + turnover)))
    few = max(1, math.ceil(candidates / _MOST_FOLLOWED))
    followed = candidates // few
    if followed == 0:
        return Tenancy(flow.days, np.zeros_like(ready), ready)
    arrivals = np.maximum(_arrivals(flow, followed, few, inputs), opens[:, None])
    stays = _stays(exit_rate, followed, inputs)
    steps = (Step(name="stay", duration_h=0.0, pool="floor"),)
    jobs = [Job(name=str(tenant), steps=steps) for tenant in range(followed)]
    pool = Pool("floor", (Part("buildings", capacity=float(places // few)),), is_divisible=True)
    trace = dispatch(build(jobs, [pool]), stays * HOURS_A_DAY, releases_h=arrivals * HOURS_A_DAY)
    moved_in = few * _by_day(trace.start_h / HOURS_A_DAY, flow.days)
    moved_out = few * _by_day(trace.end_h / HOURS_A_DAY, flow.days)
    return Tenancy(flow.days, moved_in - moved_out, ready - moved_in, few)


def full_on(tenancy: Tenancy) -> Draws:
    """First of the days on which a company that has come finds no floor, shape (1 + n,); ``inf`` for never.

    Companies that come before the first building opens wait from its opening on.
    """
    waits = tenancy.waiting >= tenancy.few - _NOBODY
    return np.where(waits.any(axis=1), tenancy.days[waits.argmax(axis=1)], np.inf)


def _arrivals(flow: Flow, size: int, few: int, inputs: Inputs) -> Floats:
    """Day every ``few``-th company comes, (1 + n, size), by chance in its month; ``inf`` for none."""
    whole = np.floor(flow.introduced + 1e-9)
    nth = few * np.arange(1, size + 1, dtype=np.float64)
    step = np.stack([np.searchsorted(row, nth, side="left") for row in whole])
    inside = inputs.world.streams.uniform_at(
        "park.companies.day",
        np.arange(inputs.world.replications)[:, None] * _MOST_TENANTS + np.arange(size),
    )
    inside = np.concatenate((np.full((1, size), 0.5), inside))
    here = np.clip(step, 1, len(flow.days) - 1)
    day = flow.days[here - 1] + inside * (flow.days[here] - flow.days[here - 1])
    return np.where(step < len(flow.days), day, np.inf)


def _stays(exit_rate: Draws, size: int, inputs: Inputs) -> Floats:
    """How long each company stays, shape (1 + n, size). [d]"""
    world = inputs.world
    counters = np.arange(world.replications)[:, None] * _MOST_TENANTS + np.arange(size)
    spread = -np.log(world.streams.uniform_at("park.companies.stay", counters))
    spread = np.concatenate((np.ones((1, size)), spread))
    least = 1e-9 / DAYS_A_YEAR
    return np.asarray(spread / np.maximum(exit_rate, least)[:, None])


def _opening(park: Park, inputs: Inputs) -> Draws:
    """Day the first building opens, shape (1 + n,); ``-inf`` where one is open already."""
    opens = [
        np.full(1 + inputs.world.replications, -np.inf) if each.opens is None else inputs.draw(each.opens)
        for each in park.buildings.values()
    ]
    return np.asarray(np.min(opens, axis=0))


def _by_day(at: Floats, days: Floats) -> Floats:
    """Number of ``at`` (1 + n, m) up to and including each of ``days``; NaN and inf never: (1 + n, k)."""
    worlds = at.shape[0]
    place = np.searchsorted(days, np.where(np.isnan(at), np.inf, at), side="left")
    cells = np.bincount(
        (place + np.arange(worlds)[:, None] * (len(days) + 1)).ravel(), minlength=worlds * (len(days) + 1)
    )
    return np.cumsum(cells.reshape(worlds, len(days) + 1)[:, :-1], axis=1).astype(np.float64)
