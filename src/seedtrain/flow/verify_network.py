"""The judge of the general form: it knows no solver and names each rule of a network that is broken."""

from collections.abc import Callable, Iterator
from itertools import combinations, pairwise

import numpy as np

from seedtrain.flow.closed import closures_of, end_of
from seedtrain.flow.difference import differences, exclusive
from seedtrain.flow.network import Mode, Network, Resource
from seedtrain.flow.placement import Placement, Taking, mode_of, takings
from seedtrain.flow.verify import TOLERANCE_H, Breach
from seedtrain.flow.verify_stock import stock_rules

AMOUNT = 1e-6
"""Quantity by which a capacity may be missed through rounding."""


def verify_network(network: Network, found: Placement) -> list[Breach]:
    """Return every broken rule of ``found``, in the order of the rules below; empty when it holds.

    Rules: ``missing_operation``, ``duration``, ``closed``, ``too_early``, ``too_late``, the kinds of link by
    their names, ``overlap``, ``changeover``, ``idle_limit``, ``no_idle``, ``capacity``, ``room``,
    ``stock_empty``, ``out_of_date``, ``stock_full``, ``same_resources``, ``other_resources``,
    ``consecutive``, ``same_order``, ``mode_rule``, ``choice``.
    """
    missing = list(_missing(network, found))
    if missing:
        return missing
    rules: tuple[Callable[[Network, Placement], Iterator[Breach]], ...] = (
        _duration,
        _limits,
        _links,
        _units,
        _pools,
        _rooms,
        stock_rules,
        _pairs,
        _consecutive,
        _same_order,
        _modes,
        _choices,
    )
    return [breach for rule in rules for breach in rule(network, found)]


def _less(found: float, needed: float) -> bool:
    return not found >= needed - TOLERANCE_H


def _modes_in(network: Network, found: Placement) -> Iterator[tuple[int, Mode]]:
    for place in range(len(network.operations)):
        mode = mode_of(network, found, place)
        if mode is not None:
            yield place, mode


def _missing(network: Network, found: Placement) -> Iterator[Breach]:
    """Every operation that may not be left out has a mode that it has, a start and an end."""
    for place, operation in enumerate(network.operations):
        mode = int(found.mode[place])
        has_times = np.isfinite(found.start_h[place]) and np.isfinite(found.end_h[place])
        if (
            mode >= len(operation.modes)
            or (mode >= 0 and not has_times)
            or (mode < 0 and not operation.is_optional)
        ):
            yield Breach("missing_operation", (operation.name,), "", np.nan, np.nan)


def _duration(network: Network, found: Placement) -> Iterator[Breach]:
    """An operation takes the time of its mode, closures it pauses in added; it runs in no closure."""
    for place, mode in _modes_in(network, found):
        operation, start = network.operations[place], float(found.start_h[place])
        end = float(found.end_h[place])
        closures = closures_of(network, mode)
        done = end_of(closures, start, mode.duration_h, pauses=operation.can_pause)
        if done is None:
            closed = next(span for span in closures if span[1] > start)
            where = ", ".join(need.resource for need in mode.needs)
            yield Breach("closed", (operation.name,), where, closed[1], start)
            done = start + mode.duration_h
        if _less(end, done) or (_less(done, end) and not operation.can_stretch):
            yield Breach("duration", (operation.name,), "", done - start, end - start)


def _limits(network: Network, found: Placement) -> Iterator[Breach]:
    """An operation starts and ends within its own limits, and those of its job."""
    for place, _ in _modes_in(network, found):
        operation = network.operations[place]
        start, end = float(found.start_h[place]), float(found.end_h[place])
        job = network.job.get(operation.job)
        opens = max(operation.earliest_start_h, job.release_h if job else 0.0)
        closes = min(operation.latest_end_h, job.deadline_h if job else np.inf)
        for time, least in ((start, opens), (end, operation.earliest_end_h)):
            if _less(time, least):
                yield Breach("too_early", (operation.name,), "", least, time)
        for time, most in ((start, operation.latest_start_h), (end, closes)):
            if _less(most, time):
                yield Breach("too_late", (operation.name,), "", most, time)


def _links(network: Network, found: Placement) -> Iterator[Breach]:
    """The time between two linked operations is what their link asks for."""
    for each in differences(network):
        if min(found.mode[each.earlier], found.mode[each.later]) < 0:
            continue
        before = float((found.end_h if each.earlier_end else found.start_h)[each.earlier])
        after = float((found.end_h if each.later_end else found.start_h)[each.later])
        if _less(after, before + each.lag_h):
            names = each.link.before, each.link.after
            yield Breach(each.link.kind, names, "", before + each.lag_h, after)
    for one, other in exclusive(network):
        if min(found.mode[one], found.mode[other]) < 0:
            continue
        first, second = (one, other) if found.start_h[one] <= found.start_h[other] else (other, one)
        if _less(float(found.start_h[second]), float(found.end_h[first])):
            names = network.operations[first].name, network.operations[second].name
            times = float(found.end_h[first]), float(found.start_h[second])
            yield Breach("not_in_parallel", names, "", *times)


def _users(network: Network, found: Placement, kind: str) -> Iterator[tuple[Resource, list[Taking]]]:
    by_name: dict[str, list[Taking]] = {}
    for taking in takings(network, found):
        by_name.setdefault(taking.resource, []).append(taking)
    for resource in network.resources:
        if resource.kind == kind and resource.name in by_name:
            users = by_name[resource.name]
            yield resource, sorted(users, key=lambda taking: (taking.start_h, taking.end_h, taking.place))


def _units(network: Network, found: Placement) -> Iterator[Breach]:
    """On a unit one thing comes after another, changed over, not idle beyond its limits, while it is up."""
    for unit, users in _users(network, found, "unit"):
        yield from _shut(network, unit, users)
        if unit.last_class:
            users = [Taking(-1, unit.name, 1.0, unit.free_h, unit.free_h, unit.last_class), *users]
        latest = users[0]
        for before, after in pairwise(users):
            latest = before if before.end_h >= latest.end_h else latest
            names = tuple(network.operations[each.place].name for each in (latest, after) if each.place >= 0)
            gap = after.start_h - latest.end_h
            if _less(gap, 0.0):
                yield Breach("overlap", names, unit.name, latest.end_h, after.start_h)
                continue
            setup = unit.setup(before.kind, after.kind)
            if _less(gap, setup):
                yield Breach("changeover", names, unit.name, latest.end_h + setup, after.start_h)
            elif unit.no_idle and _less(setup, gap):
                yield Breach("no_idle", names, unit.name, latest.end_h + setup, after.start_h)
            for limit, needed in () if network.operations[after.place].renews else unit.idle_setups:
                if _less(limit, gap) and _less(gap, needed):
                    yield Breach("idle_limit", names, unit.name, latest.end_h + limit, after.start_h)


def _shut(network: Network, resource: Resource, users: list[Taking]) -> Iterator[Breach]:
    """Nothing is in a unit or room while it has no capacity."""
    steps = resource.steps()
    for (start, level), (end, _) in zip(steps, [*steps[1:], (np.inf, 0.0)], strict=True):
        for taking in users:
            if level <= 0.0 and _less(start, taking.end_h) and _less(taking.start_h, end):
                name = network.operations[taking.place].name
                yield Breach("capacity", (name,), resource.name, end, taking.start_h)


def _pools(network: Network, found: Placement) -> Iterator[Breach]:
    """At no time is more taken from a pool than it has then."""
    for pool, users in _users(network, found, "pool"):
        steps = pool.steps()
        times = sorted({each.start_h for each in users} | {time for time, _ in steps[1:]})
        for time in times:
            level = [value for begin, value in steps if begin <= time][-1]
            here = [each for each in users if each.start_h <= time + TOLERANCE_H < each.end_h - TOLERANCE_H]
            load = sum(each.quantity for each in here)
            if load > level + AMOUNT:
                names = tuple(network.operations[each.place].name for each in here)
                yield Breach("capacity", names, pool.name, level, load, time)


def _rooms(network: Network, found: Placement) -> Iterator[Breach]:
    """In a room there is one class at a time; another may come in when it has been changed over."""
    for room, users in _users(network, found, "room"):
        yield from _shut(network, room, users)
        if room.last_class:
            users = [Taking(-1, room.name, 1.0, room.free_h, room.free_h, room.last_class), *users]
        for before, after in combinations(users, 2):
            if before.kind == after.kind:
                continue
            needed = before.end_h + room.setup(before.kind, after.kind)
            if _less(after.start_h, needed):
                pair = [network.operations[each.place].name for each in (before, after) if each.place >= 0]
                yield Breach("room", tuple(pair), room.name, needed, after.start_h)


def _taken(mode: Mode) -> set[str]:
    return {need.resource for need in mode.needs}


def _pairs(network: Network, found: Placement) -> Iterator[Breach]:
    """Operations that must take the same resources do, those that must not share any don't."""
    for rule, pairs in (("same_resources", network.same), ("other_resources", network.apart)):
        for names in pairs:
            modes = [mode_of(network, found, network.place[name]) for name in names]
            one, other = (set() if mode is None else _taken(mode) for mode in modes)
            broken = one != other if rule == "same_resources" else bool(one & other)
            if broken:
                yield Breach(rule, names, ", ".join(sorted(one ^ other or one & other)), np.nan, np.nan)


def _consecutive(network: Network, found: Placement) -> Iterator[Breach]:
    """Nothing comes between two consecutive operations on a unit they share."""
    for first, second in network.consecutive:
        one, other = network.place[first], network.place[second]
        for unit, users in _users(network, found, "unit"):
            mine = {taking.place: taking for taking in users}
            if one not in mine or other not in mine:
                continue
            begin, end = mine[one], mine[other]
            if _less(end.start_h, begin.end_h):
                yield Breach("consecutive", (first, second), unit.name, begin.end_h, end.start_h)
            for each in users:
                before = not _less(begin.start_h, each.end_h)
                after = not _less(each.start_h, end.end_h)
                if each.place not in (one, other) and not before and not after:
                    names = (first, network.operations[each.place].name, second)
                    yield Breach("consecutive", names, unit.name, begin.end_h, each.start_h)


def _same_order(network: Network, found: Placement) -> Iterator[Breach]:
    """Two units are passed in the same order."""
    for first, second, ones, others in network.same_order:
        pairs = list(zip(ones, others, strict=True))
        for (a, c), (b, d) in combinations(pairs, 2):
            places = [network.place[name] for name in (a, b, c, d)]
            if any(found.mode[place] < 0 for place in places):
                continue
            starts = [float(found.start_h[place]) for place in places]
            if (starts[0] - starts[1]) * (starts[2] - starts[3]) < 0.0:
                yield Breach("same_order", (a, b, c, d), f"{first}, {second}", starts[0], starts[2])


def _modes(network: Network, found: Placement) -> Iterator[Breach]:
    """Where an operation runs in a mode that asks for modes of another, the other runs in one of them."""
    for rule in network.mode_rules:
        chosen = int(found.mode[network.place[rule.operation]])
        other = int(found.mode[network.place[rule.other]])
        if chosen == rule.mode and other not in rule.modes:
            yield Breach("mode_rule", (rule.operation, rule.other), "", np.nan, np.nan)


def _choices(network: Network, found: Placement) -> Iterator[Breach]:
    """So many of a group of operations take place as its rule says."""
    for choice in network.choices:
        if choice.condition and found.mode[network.place[choice.condition]] < 0:
            continue
        present = sum(found.mode[network.place[name]] >= 0 for name in choice.operations)
        holds = {
            "all_or_none": present in (0, len(choice.operations)),
            "at_least_one": present >= 1,
            "exactly_one": present == 1,
        }
        if not holds[choice.kind]:
            yield Breach("choice", choice.operations, "", np.nan, np.nan)
