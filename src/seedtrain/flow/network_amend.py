"""Amending a network: modes that are settled, jobs made once more, resources that are down."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import numpy as np

from seedtrain.flow.network import Link, Mode, ModeRule, Network, Operation, Resource
from seedtrain.flow.placement import Placement


def with_modes(network: Network, chosen: Mapping[int, int]) -> Network:
    """Return ``network`` with these operations in one mode each, by place; rules on modes follow."""
    names = {network.operations[place].name: mode for place, mode in chosen.items()}
    rules = []
    for rule in network.mode_rules:
        mode, modes = rule.mode, rule.modes
        if rule.operation in names:
            if names[rule.operation] != mode:
                continue
            mode = 0
        if rule.other in names:
            modes = (0,) if names[rule.other] in modes else ()
        rules.append(ModeRule(rule.operation, mode, rule.other, modes))
    operations = tuple(
        replace(each, modes=(each.modes[chosen[place]],)) if place in chosen else each
        for place, each in enumerate(network.operations)
    )
    return replace(network, operations=operations, mode_rules=tuple(rules))


def made_again(network: Network, job: str, name: str, since_h: float) -> Network:
    """Return ``network`` with ``job`` once more as ``name``, released at ``since_h``; no due time for the
    first.

    What only serves the job but is told under another (a preparation for several) is made again for it.
    """
    own = {each.name for each in network.operations if each.job == job}
    near = {link.before for link in network.links if link.after in own}
    near |= {link.after for link in network.links if link.before in own}
    mine = own | {each for each in near if not network.operations[network.place[each]].counts}

    def renamed(word: str) -> str:
        if word not in mine:
            return word
        return name + word.removeprefix(job) if word.startswith(job) else f"{name} {word}"

    def copied(mode: Mode) -> Mode:
        return replace(mode, needs=tuple(replace(need, until=renamed(need.until)) for need in mode.needs))

    more = [
        replace(each, name=renamed(each.name), job=name, modes=tuple(copied(mode) for mode in each.modes))
        for each in network.operations
        if each.name in mine
    ]
    links = [
        replace(link, before=renamed(link.before), after=renamed(link.after))
        for link in network.links
        if {link.before, link.after} <= mine
    ]
    rules = [
        replace(rule, operation=renamed(rule.operation), other=renamed(rule.other))
        for rule in network.mode_rules
        if {rule.operation, rule.other} <= mine
    ]
    old = network.job[job]
    again = replace(old, name=name, release_h=max(old.release_h, since_h))
    jobs = [replace(each, due_h=np.inf, deadline_h=np.inf) if each is old else each for each in network.jobs]
    return replace(
        network,
        operations=(*network.operations, *more),
        jobs=(*jobs, again),
        links=(*network.links, *links),
        mode_rules=(*network.mode_rules, *rules),
        same=(*network.same, *_copies(network.same, mine, renamed)),
        apart=(*network.apart, *_copies(network.apart, mine, renamed)),
    )


def _copies(
    pairs: Sequence[tuple[str, str]], mine: set[str], renamed: Callable[[str], str]
) -> list[tuple[str, str]]:
    return [(renamed(one), renamed(other)) for one, other in pairs if {one, other} <= mine]


def with_down(network: Network, down: Sequence[tuple[str, float, float]]) -> Network:
    """Return ``network`` with resources that are down: (resource, from, to) [h]; nothing is there then."""
    return replace(
        network,
        resources=tuple(
            _shut(each, [(start, end) for name, start, end in down if name == each.name])
            for each in network.resources
        ),
    )


def _shut(resource: Resource, spans: Sequence[tuple[float, float]]) -> Resource:
    for start, end in spans:
        steps = resource.steps()
        after = [value for begin, value in steps if begin <= end][-1]
        levels = [(begin, value) for begin, value in steps[1:] if not start <= begin <= end]
        levels += [(start, 0.0), *([(end, after)] if np.isfinite(end) else [])]
        resource = replace(resource, levels=tuple(sorted(levels)))
    return resource


def not_before(network: Network, floor_h: Mapping[int, float]) -> Network:
    """Return ``network`` with operations, by place, that start no earlier than given [h]."""
    operations = tuple(
        replace(each, earliest_start_h=max(each.earliest_start_h, floor_h[place]))
        if place in floor_h
        else each
        for place, each in enumerate(network.operations)
    )
    return replace(network, operations=operations)


def starting_at(operation: Operation, start_h: float) -> Operation:
    """An operation that starts at a settled time."""
    return replace(operation, earliest_start_h=start_h, latest_start_h=start_h, is_optional=False)


def follows(links: Sequence[Link], names: set[str]) -> dict[str, set[str]]:
    """What comes before each of ``names`` by links that wait for a start or an end."""
    before: dict[str, set[str]] = {name: set() for name in names}
    for link in links:
        if (
            link.kind in ("after_end", "after_start", "at_start")
            and link.after in names
            and link.lag_h >= 0.0
        ):
            before[link.after].add(link.before)
    return before


def mode_on(network: Network, k: int, unit: str, given: int) -> int:
    """The mode of an operation that takes a resource: the one given if it does, else the first that does."""
    fits = [mode for mode in range(len(network.operations[k].modes)) if unit in units_in(network, k, mode)]
    return given if given in fits or not fits else fits[0]


def units_in(network: Network, k: int, mode: int) -> tuple[str, ...]:
    """What an operation takes in a mode, by name."""
    return tuple(need.resource for need in network.operations[k].modes[mode].needs)


def unshrunk(network: Network, near: Network, found: Placement) -> Placement:
    """A placement of ``near``, in which some operations of ``network`` have fewer modes, as one of it."""
    mode = found.mode[: len(network.operations)].copy()
    for k, (own, other) in enumerate(zip(network.operations, near.operations, strict=False)):
        if mode[k] >= 0 and len(own.modes) != len(other.modes):
            mode[k] = own.modes.index(other.modes[int(mode[k])])
    return Placement(mode=mode, start_h=found.start_h[: mode.size], end_h=found.end_h[: mode.size])
