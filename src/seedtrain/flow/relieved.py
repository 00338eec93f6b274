"""A network without what the list scheduler does not keep, and a placement of it mended: cleaning again."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from seedtrain.flow.closed import closures_of, end_of
from seedtrain.flow.network import Lot, Mode, Network, Resource
from seedtrain.flow.placement import Placement, Taking, takings
from seedtrain.flow.verify import TOLERANCE_H

Candidate = tuple[int, int, Mode]


def relieved(network: Network) -> Network:
    """Return ``network`` without the expiry of lots at hand, and without limits on the idle time of units
    that operations renew; itself where there is neither. Its operations are the same."""
    renewed = {need.resource for _, _, mode in _renewing(network) for need in mode.needs}
    has_expiry = any(math.isfinite(lot.expires_h) for stock in network.stocks for lot in stock.lots)
    if not renewed and not has_expiry:
        return network
    return replace(
        network,
        operations=tuple(replace(each, renews=False) if each.renews else each for each in network.operations),
        resources=tuple(
            replace(each, idle_setups=()) if each.name in renewed else each for each in network.resources
        ),
        stocks=tuple(
            replace(stock, lots=tuple(Lot(lot.amount, lot.from_h) for lot in stock.lots))
            for stock in network.stocks
        ),
    )


def mended(network: Network, found: Placement) -> Placement:
    """Return a placement of ``relieved(network)`` with units cleaned again where they stood for too long.

    As late as the skid allows; where it finds no time the unit is left as it was. Judge the result.
    """
    candidates = {(place, mode.needs[0].resource): (own, at, mode)
                  for own, at, mode in _renewing(network) for place in _before(network, own)}  # fmt: skip
    if not candidates:
        return found
    mode, start, end = found.mode.copy(), found.start_h.copy(), found.end_h.copy()
    made = Placement(mode=mode, start_h=start, end_h=end)
    taken = list(takings(network, made))
    for unit in network.resources:
        limit = min((limit for limit, _ in unit.idle_setups), default=math.inf)
        users = sorted((each for each in taken if each.resource == unit.name), key=lambda each: each.start_h)
        for before, after in pairwise(users):
            chosen = candidates.get((after.place, unit.name))
            if chosen is None or after.start_h - before.end_h <= limit + TOLERANCE_H:
                continue
            setup = unit.setup(before.kind, after.kind)
            time = _latest(network, chosen[2], (before.end_h + setup, after.start_h, limit), taken)
            if time is not None:
                own, at, wanted = chosen
                mode[own], start[own], end[own] = at, time, time + wanted.duration_h
                taken += [
                    Taking(own, need.resource, need.quantity, time, time + wanted.duration_h, need.kind)
                    for need in wanted.needs
                ]
    return made


def _renewing(network: Network) -> Iterator[Candidate]:
    """Yield each mode of each operation that renews its unit: place, mode, and the mode itself."""
    for place, operation in enumerate(network.operations):
        for at, mode in enumerate(operation.modes if operation.renews else ()):
            yield place, at, mode


def _before(network: Network, place: int) -> list[int]:
    """The operations that follow a renewing one."""
    name = network.operations[place].name
    return [network.place[link.after] for link in network.links if link.before == name]


def _latest(
    network: Network, mode: Mode, span: tuple[float, float, float], taken: Sequence[Taking]
) -> float | None:
    """The latest start of ``mode`` within (from, to, limit before to) at which its pools have room [h]."""
    opens, closes, limit = span
    others = [network.resource[need.resource] for need in mode.needs[1:]]
    closures = closures_of(network, mode)
    edges = [closes, *(start for start, _ in closures)]
    edges += [each.start_h for each in taken if any(each.resource == pool.name for pool in others)]
    for edge in sorted({edge for edge in edges if closes - limit <= edge <= closes}, reverse=True):
        time = edge - mode.duration_h
        if time < opens - TOLERANCE_H:
            return None
        is_open = end_of(closures, time, mode.duration_h, pauses=False) is not None
        if is_open and all(_has_room(pool, mode, time, taken) for pool in others):
            return time
    return None


def _has_room(pool: Resource, mode: Mode, time: float, taken: Sequence[Taking]) -> bool:
    """Whether a pool has as much as ``mode`` takes all the while from ``time`` on."""
    end = time + mode.duration_h
    wanted = sum(need.quantity for need in mode.needs if need.resource == pool.name)
    here = [each for each in taken if each.resource == pool.name and each.start_h < end and each.end_h > time]
    steps = pool.steps()
    moments = {time, *(each.start_h for each in here), *(step for step, _ in steps)}
    for moment in moments:
        if time <= moment < end:
            level = [value for begin, value in steps if begin <= moment][-1]
            load = sum(each.quantity for each in here if each.start_h <= moment < each.end_h)
            if load + wanted > level + 1e-9:
                return False
    return True
