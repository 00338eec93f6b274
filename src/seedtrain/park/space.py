"""Space: what buildings hold, and the companies that wait for floor, stay and leave."""

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


@dataclass(frozen=True, slots=True)
class Tenancy:
    """Companies housed on ``days``, shape (1 + n, k), and those that wait for floor."""

    days: Floats
    housed: Floats
    waiting: Floats


def lettable_area(park: Park, laws: Laws) -> tuple[Draws | None, tuple[str, ...]]:
    r"""Area tenants can rent in all buildings, shape (1 + n,), or the floor plates not given. [m2]

    .. math:: A = \sum_b towers_b \cdot storeys_b \cdot plate_b \cdot lettable_b
    """
    missing = tuple(
        f"{building.path}.floor_plate" for building in park.buildings.values() if building.floor_plate is None
    )
    if missing or not park.buildings:
        return None, missing
    return np.sum([_area(building, laws) for building in park.buildings.values()], axis=0), ()


def _area(building: Building, laws: Laws) -> Draws:
    assert building.floor_plate is not None
    draw = laws.inputs.draw
    gross = draw(building.towers) * draw(building.storeys) * draw(building.floor_plate)
    return gross * laws.draw(building.lettable, "lettable")


def house(park: Park, companies: Companies, flow: Flow, area: Draws, laws: Laws) -> Tenancy:
    """Let the companies that come wait for floor, stay and leave: run by ``flow``, first come, first served.

    Companies on the base day are housed elsewhere. Every company takes one place; there are as many places as
    the base area holds companies of base size. A stay is exponential with the exit rate.
    """
    inputs = laws.inputs
    size = laws.draw(companies.floor_area, "floor_area")
    places = int(area[0] // size[0])
    arrivals = _arrivals(flow, inputs)
    stays = _stays(companies, arrivals.shape[1], laws)
    opens = _opening(park, inputs)
    ready = np.maximum(arrivals, opens[:, None])
    steps = (Step(name="stay", duration_h=0.0, pool="floor"),)
    jobs = [Job(name=str(tenant), steps=steps) for tenant in range(arrivals.shape[1])]
    pool = Pool("floor", (Part("buildings", capacity=float(max(places, 0))),), is_divisible=True)
    if places < 1 or not jobs:
        nobody = np.zeros((arrivals.shape[0], len(flow.days)))
        return Tenancy(flow.days, nobody, _by_day(ready, flow.days))
    trace = dispatch(build(jobs, [pool]), stays * HOURS_A_DAY, releases_h=ready * HOURS_A_DAY)
    moved_in = _by_day(trace.start_h / HOURS_A_DAY, flow.days)
    moved_out = _by_day(trace.end_h / HOURS_A_DAY, flow.days)
    return Tenancy(flow.days, moved_in - moved_out, _by_day(ready, flow.days) - moved_in)


def _arrivals(flow: Flow, inputs: Inputs) -> Floats:
    """Day each new company comes, shape (1 + n, m), ``inf`` for none; spread evenly inside its month."""
    total = flow.introduced
    whole = np.floor(total + 1e-9)
    size = int(whole[:, -1].max())
    nth = np.arange(1, size + 1, dtype=np.float64)
    step = np.stack([np.searchsorted(row, nth, side="left") for row in whole])
    inside = inputs.world.streams.uniform_at(
        "park.companies.day",
        np.arange(inputs.world.replications)[:, None] * _MOST_TENANTS + np.arange(size),
    )
    inside = np.concatenate((np.full((1, size), 0.5), inside))
    here = np.clip(step, 1, len(flow.days) - 1)
    day = flow.days[here - 1] + inside * (flow.days[here] - flow.days[here - 1])
    return np.where(step < len(flow.days), day, np.inf)


def _stays(companies: Companies, size: int, laws: Laws) -> Floats:
    """How long each company stays, shape (1 + n, m). [d]"""
    world = laws.inputs.world
    exit_rate = laws.draw(companies.exit_rate, "exit_rate") * HOURS_A_DAY
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
