"""Batches that stages wait for: molecules queue for the places of the suites their programme names.

A place is one production vessel (a unit with a volume). A molecule whose stage has batches made takes a place
for their number times the time between batches of a vessel; the queue is first come, first served, and is run
by ``flow`` for every world.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from seedtrain.catalog import table
from seedtrain.flow import Job, Part, Pool, Step, build
from seedtrain.flow.dispatch import dispatch
from seedtrain.lifecycle.clock import HOURS_A_DAY
from seedtrain.model.inputs import Inputs
from seedtrain.model.referable import suites
from seedtrain.model.scenario import Scenario
from seedtrain.model.site import Suite

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Request:
    """Molecules of a programme that want batches: all (1 + n, m).

    ``key`` names the request; ``ready`` days; ``days`` of occupation; ``comes``: a molecule that was stopped
    before does not queue.
    """

    key: str
    suites: tuple[str, ...]
    ready: Floats
    days: Floats
    comes: Bools


def batch_days(scenario: Scenario, suites: tuple[str, ...], inputs: Inputs) -> Floats:
    """Time one batch keeps a place of ``suites``, shape (1 + n,); the slower of two materials. [d]"""
    kinds = {
        unit.material or "single_use"
        for suite in _suites(scenario, suites)
        for unit in suite.units.values()
        if unit.volume is not None
    }
    rows = table("stages")
    each = [inputs.draw(rows[f"any.slot.{kind}"].value) / HOURS_A_DAY for kind in sorted(kinds)]
    return np.asarray(np.max(each, axis=0)) if each else np.zeros(1 + inputs.world.replications)


def wait_for_slots(scenario: Scenario, requests: list[Request], inputs: Inputs) -> dict[str, Floats]:
    """Return the day each molecule's batches start, by request, shape (1 + n, m); ``inf`` where never.

    One that does not come gets the day it would be ready.

    Suites named together by any programme form one pool. The first suite of a pool opens in each world on the
    day drawn for it, further ones on their base day.
    """
    starts: dict[str, Floats] = {}
    for names, group in _pools(requests).items():
        pool, opens = _pool(scenario, names, inputs)
        ready = np.concatenate([np.maximum(request.ready, opens[:, None]) for request in group], axis=1)
        days = np.concatenate([request.days for request in group], axis=1)
        comes = np.concatenate([request.comes for request in group], axis=1)
        begun = np.where(comes, _queue(pool, np.where(comes, ready, np.inf), days), ready)
        places = np.cumsum([0] + [request.ready.shape[1] for request in group])
        for request, left, right in zip(group, places[:-1], places[1:], strict=True):
            starts[request.key] = begun[:, left:right]
    return starts


def _pools(requests: list[Request]) -> dict[tuple[str, ...], list[Request]]:
    """Requests by pool of suites: sets that overlap are joined."""
    pools: list[tuple[set[str], list[Request]]] = []
    for request in requests:
        names, members = set(request.suites), [request]
        for pool in [pool for pool in pools if pool[0] & names]:
            pools.remove(pool)
            names |= pool[0]
            members = pool[1] + members
        pools.append((names, members))
    return {tuple(sorted(names)): members for names, members in pools}


def _pool(scenario: Scenario, names: tuple[str, ...], inputs: Inputs) -> tuple[Pool, Floats]:
    """The places of the suites as one pool, and the day the first suite opens, shape (1 + n,)."""
    suites = _suites(scenario, names)
    never = np.full(1 + inputs.world.replications, -np.inf)
    opens = [never if suite.opens is None else inputs.draw(suite.opens) for suite in suites]
    first = int(np.argmin([day[0] for day in opens]))
    parts = []
    for place, (suite, day) in enumerate(zip(suites, opens, strict=True)):
        for unit in suite.units.values():
            if unit.volume is None:
                continue
            begins = -np.inf if place == first else float(day[0])
            if unit.available_from is not None:
                begins = max(begins, float(unit.available_from.toordinal()))
            ends = np.inf if unit.available_to is None else float(unit.available_to.toordinal())
            inputs.draw(unit.count)
            for number in range(int(unit.count.base)):
                parts.append(Part(f"{unit.path}.{number + 1}", begins * HOURS_A_DAY, ends * HOURS_A_DAY))
    return Pool("places", tuple(parts)), opens[first]


def _queue(pool: Pool, ready: Floats, days: Floats) -> Floats:
    """Start of the batches of each molecule, first come, first served. [d] in and out, shape (1 + n, m)."""
    steps = (Step(name="batches", duration_h=0.0, pool="places"),)
    jobs = [Job(name=str(place), steps=steps) for place in range(ready.shape[1])]
    trace = dispatch(build(jobs, [pool]), days * HOURS_A_DAY, releases_h=ready * HOURS_A_DAY)
    return np.where(np.isnan(trace.start_h), np.inf, trace.start_h) / HOURS_A_DAY


def _suites(scenario: Scenario, names: tuple[str, ...]) -> list[Suite]:
    return [suite for key, suite in suites(scenario).items() if key in names]
