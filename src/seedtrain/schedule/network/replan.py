"""Replanning a network: what is settled of a placement after what has happened, and the rest around it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from seedtrain.flow.closed import end_of
from seedtrain.flow.network import Network, Operation, Resource
from seedtrain.flow.network_actuals import Actual as Known
from seedtrain.flow.network_actuals import with_actuals
from seedtrain.flow.network_amend import (
    made_again,
    mode_on,
    not_before,
    starting_at,
    units_in,
    with_down,
    with_modes,
)
from seedtrain.flow.pins import MINUTE_H
from seedtrain.flow.placement import Placement
from seedtrain.flow.plant import on_grid
from seedtrain.schedule.actuals import Actual
from seedtrain.schedule.network.begun import Begun, begun
from seedtrain.schedule.replan import Asked

FROZEN = 1000.0
"""Weight of a change of what is frozen and can't stay, against other changes."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class NetworkReplan:
    """A network after what has happened, with what is settled of it.

    ``given``: start [h] and units of operations, by name, in the timetable that is to change little;
    ``settled``: names of what stands; ``soft``: names of frozen operations, which give way where they must;
    ``cause``: operation to the row that touches it; ``again``: job made again to the row that failed;
    ``down``: resource names with their rows; ``now_h`` as asked.
    """

    network: Network
    given: Mapping[str, tuple[float, tuple[str, ...]]]
    settled: frozenset[str]
    soft: frozenset[str]
    cause: Mapping[str, Actual]
    again: Mapping[str, Actual]
    down: tuple[tuple[str, Actual], ...]
    now_h: float


@dataclass(slots=True)
class _Settling:
    """Operations that get one mode and a start, by place, and what floors the others."""

    mode: dict[int, int] = field(default_factory=dict)
    start: dict[int, float] = field(default_factory=dict)
    floor: dict[int, float] = field(default_factory=dict)


def replan_network(
    network: Network,
    given: Placement,
    actuals: Sequence[Actual],
    asked: Asked,
    *,
    is_soft: bool = False,
    released: Collection[str] = (),
) -> NetworkReplan:
    """Lay ``actuals`` over the placement ``given`` (NaN starts: not in it) and settle what ``asked`` keeps.

    ``operation`` and ``unit`` of the actuals are places in ``network``'s operations and resources. What was
    to begin before now and is not told of is taken to have begun as given. A failed job is made again, at
    the earliest from its failure on. Frozen operations stay, but for the ``released``; where ``is_soft`` they
    may move at a high price.
    """
    told = {each.operation: each for each in actuals if each.state != "down"}
    down = tuple((network.resources[row.unit].name, row) for row in actuals if row.state == "down")
    history = begun(network, given, told, asked.now_h)
    stays = _Settling()
    soft = _frozen(given, asked, {*history, *told})
    free = {network.place[name] for name in released}
    for k in () if is_soft else soft - free:
        stays.mode[k], stays.start[k] = int(given.mode[k]), float(given.start_h[k])
    for k in asked.pinned - history.keys():
        if np.isfinite(given.start_h[k]):
            stays.mode[k], stays.start[k] = int(given.mode[k]), float(given.start_h[k])
    for k, (unit, start) in asked.placed.items():
        if k not in history:
            stays.start[k] = start
            if unit >= 0:
                stays.mode[k] = mode_on(network, k, network.resources[unit].name, int(given.mode[k]))
    names = [each.name for each in network.operations]
    made = network
    again: dict[str, Actual] = {}
    for row in (each for each in told.values() if each.state == "failed"):
        job = network.operations[row.operation].job
        name = _new_name(job, {each.name for each in made.jobs})
        again[name] = row
        made = made_again(made, job, name, max(row.end_h, asked.now_h))
    made = _later(network, made, given, told, asked, stays, history)
    made = with_modes(made, stays.mode)
    operations = list(made.operations)
    for k, start in stays.start.items():
        operations[k] = starting_at(operations[k], on_grid(start))
    made = with_actuals(replace(made, operations=tuple(operations)), _known(network, history))
    made = with_down(_relaxed(made, network, history, asked.now_h), [_span(*each) for each in down])
    at = {k: (float(given.start_h[k]), units_in(network, k, int(given.mode[k]))) for k in range(len(names))
          if np.isfinite(given.start_h[k]) and given.mode[k] >= 0}  # fmt: skip
    kept = {k for k in at if names[k] in made.place and k not in history and k not in stays.start}
    return NetworkReplan(
        network=replace(
            made,
            given={names[k]: _aim(given, k, FROZEN if is_soft and k in soft else 1.0) for k in sorted(kept)},
        ),
        given={names[k]: place for k, place in at.items()},
        settled=frozenset(names[k] for k in (*history, *stays.start)),
        soft=frozenset(names[k] for k in soft),
        cause={names[k]: row for k, row in told.items()},
        again=again,
        down=down,
        now_h=asked.now_h,
    )


def hinted(plan: NetworkReplan) -> Network:
    """The network of a plan in which nothing starts before it was given, on the units that were given.

    What list scheduling makes of it changes little.
    """
    network = plan.network
    place = network.place
    down = {name for name, _ in plan.down}
    floors = {place[name]: start for name, (start, _, _) in network.given.items()}
    modes = {
        place[name]: mode
        for name, (_, mode, _) in network.given.items()
        if mode >= 0 and not down & set(units_in(network, place[name], mode))
    }
    return with_modes(not_before(network, floors), modes)


def _aim(given: Placement, k: int, weight: float) -> tuple[float, int, float]:
    """Where an operation is wanted: start [h], mode and weight."""
    return on_grid(float(given.start_h[k])), int(given.mode[k]), weight


def _span(name: str, row: Actual) -> tuple[str, float, float]:
    return name, on_grid(row.start_h), np.inf if np.isnan(row.end_h) else on_grid(row.end_h)


def _frozen(given: Placement, asked: Asked, known: set[int]) -> set[int]:
    """The operations that are frozen and not told of."""
    starts = np.flatnonzero(given.start_h < asked.frozen_to_h - MINUTE_H)
    return {int(k) for k in starts} - known


def _later(
    network: Network,
    made: Network,
    given: Placement,
    told: Mapping[int, Actual],
    asked: Asked,
    stays: _Settling,
    history: Mapping[int, Begun],
) -> Network:
    """Nothing that has not begun starts before now; what is delayed starts, or ends, as told."""
    floors = {k: on_grid(asked.now_h) for k in range(len(made.operations)) if k not in history}
    if not np.isfinite(asked.now_h):
        floors = {}
    operations = list(made.operations)
    for k, row in told.items():
        if row.state != "delayed":
            continue
        if not np.isnan(row.start_h):
            floors[k] = max(floors.get(k, 0.0), on_grid(row.start_h))
        if not np.isnan(row.end_h):
            begins = row.start_h if not np.isnan(row.start_h) else float(given.start_h[k])
            modes = tuple(
                replace(mode, duration_h=max(mode.duration_h, on_grid(row.end_h - begins)))
                for mode in operations[k].modes
            )
            operations[k] = replace(operations[k], modes=modes)
    return not_before(replace(made, operations=tuple(operations)), floors)


def _known(network: Network, history: Mapping[int, Begun]) -> list[Known]:
    """What has begun, in the form of :func:`with_actuals`: times as they were or will be."""
    return [
        Known(
            operation=network.operations[k].name,
            state="failed" if each.is_failed else "finished" if each.is_over else "started",
            mode=each.mode,
            start_h=on_grid(each.start_h),
            end_h=None if each.end_h is None else on_grid(each.end_h),
        )
        for k, each in history.items()
    ]


def _relaxed(made: Network, network: Network, history: Mapping[int, Begun], now_h: float) -> Network:
    """Take what has begun as it was, whatever rule it broke.

    What is over takes no crews any more, and only units that it still keeps for others; what began or runs
    while its resources are closed does without them.
    """
    operations = list(made.operations)
    units = {each.name for each in network.resources if each.kind == "unit"}
    for k, each in history.items():
        place = made.place[network.operations[k].name]
        operation = operations[place]
        mode = operation.modes[0]
        needs = tuple(
            need
            for need in mode.needs
            if need.resource in units or _is_there(made.resource[need.resource], operation, each, now_h)
        )
        pauses = operation.can_pause and each.end_h is None
        operations[place] = replace(
            operation,
            modes=(replace(mode, needs=needs, takes=mode.takes),),
            can_pause=pauses,
            can_stretch=False,
        )
    return replace(made, operations=tuple(operations))


def _is_there(pool: Resource, operation: Operation, each: Begun, now_h: float) -> bool:
    """Whether what has begun still takes a pool: it runs, and within the hours of the pool."""
    start, mode = operation.earliest_start_h, operation.modes[0]
    if each.end_h is None:
        done = end_of(pool.closures, start, mode.duration_h, pauses=operation.can_pause)
        return done is not None and done > now_h
    return each.end_h > now_h and not any(
        opens < each.end_h and closes > start for opens, closes in pool.closures
    )


def _new_name(job: str, names: set[str]) -> str:
    """A name for a job made again: the old one with the next free number."""
    turn = 1
    while f"{job}-r{turn}" in names:
        turn += 1
    return f"{job}-r{turn}"
