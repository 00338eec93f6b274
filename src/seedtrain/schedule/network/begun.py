"""What of a network has begun: what is told of, what came before it, and what was to begin by now."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from seedtrain.flow.closed import closures_of, end_of
from seedtrain.flow.network import Network
from seedtrain.flow.network_amend import follows, mode_on
from seedtrain.flow.pins import MINUTE_H
from seedtrain.flow.placement import Placement
from seedtrain.schedule.actuals import Actual
from seedtrain.schedule.replan import BEGUN, LEAST_LEFT_H


@dataclass(frozen=True, slots=True)
class Begun:
    """An operation that has begun: mode, start and end [h], None where it runs as long as planned."""

    mode: int
    start_h: float
    end_h: float | None
    is_over: bool = False
    is_failed: bool = False


def begun(network: Network, given: Placement, told: Mapping[int, Actual], now_h: float) -> dict[int, Begun]:
    """Return what has begun by ``now_h`` [h], by place.

    What is told of; what comes before it in its job; and what was to begin before now, unless it is delayed,
    waits for what has not ended, or its unit is kept by what is told of.
    """
    found = {k: _told(network, given, k, row, now_h) for k, row in told.items() if row.state in BEGUN}
    place = network.place
    before = {
        place[name]: {place[one] for one in ones} for name, ones in follows(network.links, set(place)).items()
    }
    turn = list(found)
    while turn:
        k = turn.pop()
        for one in before[k]:
            if one in found or network.operations[one].is_optional:
                continue
            is_own = network.operations[one].job == network.operations[k].job
            if is_own or not network.operations[one].counts:
                found[one] = _before(network, given, one, found[k].start_h)
                turn.append(one)
    _with_starts(network, given, found)
    assumed = {
        int(k)
        for k in np.flatnonzero(given.start_h < now_h - MINUTE_H)
        if int(k) not in found and int(k) not in told
    }
    while True:
        held = {k for k in assumed if _is_held(network, given, k, found, before[k] - {k}, assumed)}
        if not held:
            break
        assumed -= held
    for k in sorted(assumed):
        found[k] = Begun(
            int(given.mode[k]), float(given.start_h[k]), None, is_over=bool(given.end_h[k] <= now_h)
        )
    return found


def _with_starts(network: Network, given: Placement, found: dict[int, Begun]) -> None:
    """What starts with something that has begun has begun with it."""
    for link in network.links:
        one, other = network.place[link.before], network.place[link.after]
        if link.kind == "at_start" and one in found and other not in found:
            start = found[one].start_h + link.lag_h
            found[other] = Begun(max(0, int(given.mode[other])), start, None)


def _told(network: Network, given: Placement, k: int, row: Actual, now_h: float) -> Begun:
    """What a row tells; over its time, what runs is taken to need another hour."""
    mode = max(0, int(given.mode[k]))
    if row.unit >= 0:
        mode = mode_on(network, k, network.resources[row.unit].name, mode)
    ends = None if np.isnan(row.end_h) else row.end_h
    if row.state == "started" and ends is None and np.isfinite(now_h):
        operation = network.operations[k]
        chosen = operation.modes[mode]
        done = end_of(
            closures_of(network, chosen), row.start_h, chosen.duration_h, pauses=operation.can_pause
        )
        done = row.start_h + chosen.duration_h if done is None else done
        ends = now_h + LEAST_LEFT_H if done < now_h else None
    return Begun(mode, row.start_h, ends, row.state != "started", row.state == "failed")


def _before(network: Network, given: Placement, k: int, then_h: float) -> Begun:
    """What must have ended before another began at ``then_h``: as given, or at the latest so long before."""
    mode = max(0, int(given.mode[k]))
    length = network.operations[k].modes[mode].duration_h
    start, end = float(given.start_h[k]), float(given.end_h[k])
    if not np.isfinite(start) or end > then_h:
        start, end = then_h - length, then_h
    return Begun(mode, start, end, is_over=True)


def _is_held(
    network: Network,
    given: Placement,
    k: int,
    found: Mapping[int, Begun],
    before: set[int],
    assumed: set[int],
) -> bool:
    """Whether an operation can't have begun as given: what it follows has not, or its unit is still taken."""
    start = float(given.start_h[k])
    for one in before:
        if network.operations[one].is_optional and given.mode[one] < 0:
            continue
        if one in found:
            ends = found[one].end_h
            if ends is not None and ends > start + MINUTE_H and float(given.end_h[one]) <= start + MINUTE_H:
                return True
        elif one not in assumed:
            return True
    mine = _units_of(network, k, int(given.mode[k]))
    for other, each in found.items():
        if each.end_h is None or other == k:
            continue
        is_there = each.start_h - MINUTE_H <= start < each.end_h - MINUTE_H
        if is_there and mine & _units_of(network, other, each.mode):
            return True
    return False


def _units_of(network: Network, k: int, mode: int) -> set[str]:
    """The units that an operation takes in a mode."""
    needs = network.operations[k].modes[mode].needs
    return {need.resource for need in needs if network.resource[need.resource].kind == "unit"}
