"""Changes between two placements of a network: which jobs moved, by how much, and what made them move."""

from dataclasses import dataclass

import numpy as np

from seedtrain.flow.network_amend import units_in
from seedtrain.flow.pins import MINUTE_H
from seedtrain.flow.placement import Placement
from seedtrain.schedule.actuals import Actual
from seedtrain.schedule.changes import Root
from seedtrain.schedule.network.replan import NetworkReplan
from seedtrain.schedule.network.waits import NetworkWait, NetworkWaits

NEAR_H = MINUTE_H + 1e-6


@dataclass(frozen=True, slots=True)
class NetworkChange:
    """A job that moved, or an operation of no job.

    ``job``: its name; ``operations`` that start at another time or on other resources; ``first`` the first of
    them, by name; ``from_h``, ``to_h`` its start before and now [h], NaN before for what is new;
    ``end_from_h``, ``end_to_h`` of the last operation; ``units`` changed, as (before, now); ``root``,
    ``row``, ``by``: what it goes back to, the row of the actuals and the operation ("": none); ``chain`` from
    ``first`` to there.
    """

    job: str
    operations: int
    first: str
    from_h: float
    to_h: float
    end_from_h: float
    end_to_h: float
    units: tuple[tuple[str, str], ...]
    root: Root
    row: Actual | None
    by: str
    chain: tuple[NetworkWait, ...]


def network_changes(
    plan: NetworkReplan, given: dict[str, tuple[float, float]], found: Placement
) -> list[NetworkChange]:
    """Return what is elsewhere in ``found`` than it was given, by start.

    ``given``: start and end [h] of operations by name.
    """
    waits = NetworkWaits(plan.network, found)
    groups: dict[str, list[int]] = {}
    for place, operation in enumerate(plan.network.operations):
        if found.mode[place] >= 0:
            groups.setdefault(operation.job or operation.name, []).append(place)
    told = []
    for name, places in groups.items():
        moved = [place for place in places if _has_moved(plan, found, place)]
        if name in plan.again:
            moved = [place for place in places if plan.network.operations[place].counts]
        failed = [k for k in places if _state(plan, k) == "failed"]
        if moved or failed:
            told.append(_change(plan, given, found, waits, (name, places, moved or failed)))
    return sorted(told, key=lambda each: (each.to_h, each.job))


def gave_way(plan: NetworkReplan, found: Placement) -> list[str]:
    """Return the frozen operations that could not stay, by name."""
    place = plan.network.place
    return [name for name in sorted(plan.soft) if name in place and _has_moved(plan, found, place[name])]


def _state(plan: NetworkReplan, place: int) -> str:
    row = plan.cause.get(plan.network.operations[place].name)
    return row.state if row is not None else ""


def _has_moved(plan: NetworkReplan, found: Placement, place: int) -> bool:
    """Whether an operation of the given timetable is elsewhere now."""
    name = plan.network.operations[place].name
    if name not in plan.given or found.mode[place] < 0:
        return False
    start, units = plan.given[name]
    now = _units(plan, found, place)
    is_other = now != units and name not in plan.settled
    return abs(float(found.start_h[place]) - start) > NEAR_H or is_other


def _units(plan: NetworkReplan, found: Placement, place: int) -> tuple[str, ...]:
    return units_in(plan.network, place, int(found.mode[place]))


def _change(
    plan: NetworkReplan,
    given: dict[str, tuple[float, float]],
    found: Placement,
    waits: NetworkWaits,
    job: tuple[str, list[int], list[int]],
) -> NetworkChange:
    name, places, moved = job
    names = [each.name for each in plan.network.operations]
    first = min(moved, key=lambda place: (float(found.start_h[place]), place))
    counted = [place for place in places if plan.network.operations[place].counts] or places
    last = max(counted, key=lambda place: float(found.end_h[place]))
    chain = waits.chain(first)
    root, row, by = _root(plan, found, (name, moved, first), chain)
    old = [plan.given[names[place]][1] for place in moved if names[place] in plan.given]
    new = [_units(plan, found, place) for place in moved if names[place] in plan.given]
    pairs = dict.fromkeys(
        (one, other)
        for before, now in zip(old, new, strict=True)
        for one, other in zip(before, now, strict=False)
        if one != other
    )
    was = given.get(names[first], (np.nan, np.nan))
    return NetworkChange(
        job=name,
        operations=len(moved),
        first=names[first],
        from_h=was[0],
        to_h=float(found.start_h[first]),
        end_from_h=given.get(names[last], (np.nan, np.nan))[1],
        end_to_h=float(found.end_h[last]),
        units=tuple(pairs),
        root=root,
        row=row,
        by=by,
        chain=tuple(chain),
    )


def _root(
    plan: NetworkReplan, found: Placement, job: tuple[str, list[int], int], chain: list[NetworkWait]
) -> tuple[Root, Actual | None, str]:
    """What a change goes back to: what is told of the job, else the first that happened on its chain."""
    name, moved, first = job
    names = [each.name for each in plan.network.operations]
    if name in plan.again:
        row = plan.again[name]
        return "again", row, next((one for one, each in plan.cause.items() if each is row), "")
    for place in moved:
        if names[place] in plan.cause:
            return "actual", plan.cause[names[place]], names[place]
    for wait in chain:
        met = _met(plan, found, wait)
        if met is not None:
            return met
    start = plan.given[names[first]][0]
    return ("earlier" if float(found.start_h[first]) < start else "room"), None, ""


def _met(plan: NetworkReplan, found: Placement, wait: NetworkWait) -> tuple[Root, Actual | None, str] | None:
    """What happened at one link of a chain; None for nothing."""
    operations = plan.network.operations
    own = operations[wait.place].name
    for place in (wait.place, wait.other):
        if place >= 0 and operations[place].name in plan.cause:
            return "actual", plan.cause[operations[place].name], operations[place].name
    if wait.other >= 0 and operations[wait.other].job in plan.again:
        return "again", plan.again[operations[wait.other].job], operations[wait.other].name
    before = plan.given.get(own, (np.nan, ()))[1]
    for resource, row in plan.down:
        ends = np.inf if np.isnan(row.end_h) else row.end_h
        gave_up = resource in before and resource not in _units(plan, found, wait.place)
        if gave_up or (
            wait.why == "opens" and wait.resource == resource and abs(ends - wait.start_h) <= NEAR_H
        ):
            return "down", row, own
    if wait.why == "opens":
        return "closed", None, own
    if wait.why == "release" and abs(wait.start_h - plan.now_h) <= NEAR_H:
        return "now", None, own
    if wait.why == "pinned" and own in plan.settled and own not in plan.soft and wait.start_h >= plan.now_h:
        return "pinned", None, own
    return None
