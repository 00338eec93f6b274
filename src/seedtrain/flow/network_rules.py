"""The rules of a network that somebody could give up: each can be taken out, or loosened by an amount.

What is left when all are taken out (durations, the order of operations, what an operation takes) nobody can
give. Symbols: a rule loosened by x allows x hours more or earlier, x more of a quantity, or x more units.
"""

import math
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from seedtrain.flow.network import Link, Lot, Mode, ModeRule, Need, Network, Operation, Resource

NetworkRuleKind = Literal[
    "floor", "release", "hold", "closed", "wait", "stock", "units", "due", "deadline", "latest_start", "pin"
]
"""Not before now (``floor``); earliest starts; limits on idle units (``hold``); when a resource is
``closed``; upper limits on a ``wait``; what there is of a ``stock``; how many ``units``, or how much of a
pool; due dates; deadlines and latest ends; latest starts; a start that is given (``pin``)."""
IN_TURN: tuple[NetworkRuleKind, ...] = (
    "floor",
    "release",
    "hold",
    "closed",
    "stock",
    "wait",
    "units",
    "latest_start",
    "deadline",
    "due",
    "pin",
)
"""The order in which they are left out: what somebody set for this timetable alone is looked at last."""
HOURS: frozenset[NetworkRuleKind] = frozenset(IN_TURN) - {"units", "stock"}
"""Kinds that give hours; of the others some give units or amounts."""
_UPPER = ("no_later_after_start", "no_later_after_end", "at_start")


@dataclass(frozen=True, slots=True)
class NetworkRule:
    """A rule on the job, operation, resource or stock ``name``.

    ``link`` of a wait; ``others`` of units: those that do the same and stand for one another; ``floor_h``:
    what starts earlier when it gives can't start before that; ``of_job``: ``name`` is a job.
    """

    kind: NetworkRuleKind
    name: str
    link: Link | None = None
    others: tuple[str, ...] = ()
    floor_h: float = 0.0
    of_job: bool = False


def rules_of(network: Network, *, keeps_dates: bool = False, now_h: float = -math.inf) -> list[NetworkRule]:
    """Return the rules of ``network``, in the order of :data:`IN_TURN`.

    ``keeps_dates``: due dates are rules; ``now_h``: an earliest start then is a floor. [h]
    """
    found = [*_of_jobs(network, keeps_dates=keeps_dates), *_of_operations(network, now_h)]
    found += [NetworkRule("wait", _waiting(link), link) for link in _upper_links(network)]
    found += _of_resources(network)
    found += [NetworkRule("stock", stock.name) for stock in network.stocks]
    return sorted(found, key=lambda rule: IN_TURN.index(rule.kind))


def _of_jobs(network: Network, *, keeps_dates: bool) -> Iterator[NetworkRule]:
    for job in network.jobs:
        if job.release_h > 0.0:
            yield NetworkRule("release", job.name, of_job=True)
        if math.isfinite(job.deadline_h):
            yield NetworkRule("deadline", job.name, of_job=True)
        if keeps_dates and math.isfinite(job.due_h):
            yield NetworkRule("due", job.name, of_job=True)


def _of_operations(network: Network, now_h: float) -> Iterator[NetworkRule]:
    for each in network.operations:
        if each.earliest_start_h == each.latest_start_h:
            yield NetworkRule("pin", each.name, floor_h=max(0.0, now_h))
            continue
        if each.earliest_start_h > 0.0:
            if each.earliest_start_h == now_h:
                yield NetworkRule("floor", each.name)
            else:
                yield NetworkRule("release", each.name, floor_h=max(0.0, now_h))
        if math.isfinite(each.latest_start_h):
            yield NetworkRule("latest_start", each.name)
        if math.isfinite(each.latest_end_h):
            yield NetworkRule("deadline", each.name)


def _upper_links(network: Network) -> Iterator[Link]:
    """Links with an upper limit on a time: as such, or as a negative lag back against another link."""
    pairs = {(link.before, link.after) for link in network.links if link.lag_h >= 0.0}
    for link in dict.fromkeys(network.links):
        is_back = link.lag_h < 0.0 and (link.after, link.before) in pairs
        if link.kind in _UPPER or (is_back and link.kind != "not_in_parallel"):
            yield link


def _waiting(link: Link) -> str:
    """The operation that may not come later."""
    return link.after if link.kind in _UPPER else link.before


def _of_resources(network: Network) -> Iterator[NetworkRule]:
    uses: dict[str, set[tuple[int, Need]]] = {each.name: set() for each in network.resources}
    for place, operation in enumerate(network.operations):
        for mode in operation.modes:
            for need in mode.needs:
                uses[need.resource].add((place, replace(need, resource="")))
    alike: dict[object, list[str]] = {}
    for each in network.resources:
        if not uses[each.name]:
            continue
        if each.closures or each.levels:
            yield NetworkRule("closed", each.name)
        if each.idle_setups:
            yield NetworkRule("hold", each.name)
        own = frozenset(uses[each.name]) if each.kind == "unit" else each.name
        alike.setdefault(own, []).append(each.name)
    for names in alike.values():
        yield NetworkRule("units", names[0], others=tuple(names[1:]))


def with_rules(
    network: Network,
    rules: Collection[NetworkRule],
    kept: Collection[NetworkRule],
    loose: tuple[NetworkRule, float] | None = None,
) -> Network:
    """Return ``network`` with those of its ``rules`` that are ``kept``, one of them loosened by an amount."""
    draft = _Draft(network)
    kept = set(kept)
    for rule in rules:
        if rule.kind == "due" and rule in kept:
            draft.dated(rule.name, loose[1] if loose is not None and loose[0] == rule else 0.0)
        elif rule not in kept:
            draft.drop(rule)
        elif loose is not None and loose[0] == rule:
            draft.loosen(rule, loose[1])
    return draft.network()


def loosened(network: Network, rule: NetworkRule, by: float) -> Network:
    """Return ``network`` with one rule loosened; a due date is as much later."""
    draft = _Draft(network)
    if rule.kind == "due":
        job = network.job[rule.name]
        draft.jobs[rule.name] = replace(job, due_h=job.due_h + by)
    else:
        draft.loosen(rule, by)
    return draft.network()


class _Draft:
    """A network under change, by name."""

    def __init__(self, network: Network) -> None:
        self.base = network
        self.jobs = dict(network.job)
        self.operations = {each.name: each for each in network.operations}
        self.resources = dict(network.resource)
        self.stocks = dict(network.stock)
        self.links: dict[Link, tuple[Link, ...]] = {link: (link,) for link in network.links}
        self.rules = network.mode_rules
        self.most = 1.0 + sum(
            max((need.quantity for mode in each.modes for need in mode.needs), default=0.0)
            for each in network.operations
        )

    def network(self) -> Network:
        """What has become of it."""
        return replace(
            self.base,
            jobs=tuple(self.jobs.values()),
            operations=tuple(self.operations.values()),
            resources=tuple(self.resources.values()),
            stocks=tuple(self.stocks.values()),
            links=tuple(link for links in self.links.values() for link in links),
            mode_rules=self.rules,
        )

    def dated(self, job: str, later_h: float) -> None:
        """What counts of a job ends by its due time, or later by some hours."""
        due = self.base.job[job].due_h + later_h
        for name, each in self.operations.items():
            if each.job == job and each.counts:
                self.operations[name] = replace(each, latest_end_h=min(each.latest_end_h, due))

    def drop(self, rule: NetworkRule) -> None:
        """Take a rule out."""
        if rule.kind == "units":
            for name in (rule.name, *rule.others):
                self.resources[name] = _unlimited(self.resources[name], self.most)
        elif rule.kind == "stock":
            self._without_stock(rule.name)
        elif rule.kind == "closed":
            self.resources[rule.name] = replace(self.resources[rule.name], closures=(), levels=())
        elif rule.kind == "hold":
            self.resources[rule.name] = replace(self.resources[rule.name], idle_setups=())
        elif rule.link is not None:
            is_both = rule.link.kind == "at_start"
            self.links[rule.link] = (replace(rule.link, kind="after_start"),) if is_both else ()
        elif rule.kind != "due":
            self.loosen(rule, math.inf)

    def loosen(self, rule: NetworkRule, by: float) -> None:
        """Give ``by`` hours, units or an amount; a wait, units and a stock a finite one."""
        name = rule.name
        if rule.kind in ("units", "stock"):
            self._add(rule, by)
        elif rule.link is not None:
            self.links[rule.link] = _longer(rule.link, by)
        elif rule.kind in ("closed", "hold"):
            change = _opened if rule.kind == "closed" else _idle
            self.resources[name] = change(self.resources[name], by)
        elif rule.of_job:
            job = self.jobs[name]
            is_release = rule.kind == "release"
            self.jobs[name] = (
                replace(job, release_h=max(0.0, job.release_h - by))
                if is_release
                else replace(job, deadline_h=job.deadline_h + by)
            )
        else:
            self.operations[name] = _moved(self.operations[name], rule, by)

    def _add(self, rule: NetworkRule, by: float) -> None:
        """More of a stock or pool, or one more unit like those there are."""
        if rule.kind == "stock":
            stock = self.stocks[rule.name]
            self.stocks[rule.name] = replace(stock, lots=(*stock.lots, Lot(by)))
            return
        resource = self.resources[rule.name]
        if resource.kind == "pool":
            levels = tuple((at, level + by if level > 0.0 else 0.0) for at, level in resource.levels)
            self.resources[rule.name] = replace(resource, capacity=resource.capacity + by, levels=levels)
        else:
            more = f"{rule.name} +1"
            self.resources[more] = replace(resource, name=more)
            self._modes_on(rule.name, more)

    def _modes_on(self, unit: str, more: str) -> None:
        """Let everything that may be on ``unit`` be on ``more`` too."""
        copies: dict[tuple[str, int], int] = {}
        for name, each in self.operations.items():
            modes = list(each.modes)
            for at, mode in enumerate(each.modes):
                if any(need.resource == unit for need in mode.needs):
                    copies[name, at] = len(modes)
                    modes.append(_elsewhere(mode, unit, more))
            self.operations[name] = replace(each, modes=tuple(modes))
        rules = []
        for rule in self.rules:
            allowed = [copies[rule.other, mode] for mode in rule.modes if (rule.other, mode) in copies]
            wide = replace(rule, modes=(*rule.modes, *allowed))
            rules.append(wide)
            if (rule.operation, rule.mode) in copies:
                at = copies[rule.operation, rule.mode]
                rules.append(ModeRule(rule.operation, at, rule.other, wide.modes))
        self.rules = tuple(rules)

    def _without_stock(self, stock: str) -> None:
        """Nothing is taken from a stock, nor given to it."""
        del self.stocks[stock]
        for name, each in self.operations.items():
            modes = tuple(
                replace(
                    mode,
                    takes=tuple(pair for pair in mode.takes if pair[0] != stock),
                    gives=tuple(pair for pair in mode.gives if pair[0] != stock),
                )
                for mode in each.modes
            )
            self.operations[name] = replace(each, modes=modes)


def _elsewhere(mode: Mode, unit: str, more: str) -> Mode:
    needs = tuple(replace(need, resource=more) if need.resource == unit else need for need in mode.needs)
    return replace(mode, needs=needs)


def _moved(operation: Operation, rule: NetworkRule, by: float) -> Operation:
    """An operation with a limit on its own times loosened."""
    start = operation.earliest_start_h
    earlier = min(start, max(rule.floor_h, start - by))
    if rule.kind == "pin":
        return replace(operation, earliest_start_h=earlier, latest_start_h=start + by)
    if rule.kind == "latest_start":
        return replace(operation, latest_start_h=operation.latest_start_h + by)
    if rule.kind == "deadline":
        return replace(operation, latest_end_h=operation.latest_end_h + by)
    return replace(operation, earliest_start_h=earlier)


def _longer(link: Link, by: float) -> tuple[Link, ...]:
    """A link with its upper limit later by some hours; what it asks for at least stays."""
    if link.kind == "at_start":
        upper = replace(link, kind="no_later_after_start", lag_h=link.lag_h + by)
        return replace(link, kind="after_start"), upper
    return (replace(link, lag_h=link.lag_h + (by if link.kind in _UPPER else -by)),)


def _unlimited(resource: Resource, most: float) -> Resource:
    """A resource that has enough for all at once while it is open."""
    levels = tuple((at, most if level > 0.0 else 0.0) for at, level in resource.levels)
    return Resource(name=resource.name, kind="pool", capacity=most, closures=resource.closures, levels=levels)


def _idle(resource: Resource, by: float) -> Resource:
    """A unit that may stand idle longer before it is set up again."""
    return replace(resource, idle_setups=tuple((limit + by, setup) for limit, setup in resource.idle_setups))


def _opened(resource: Resource, by: float) -> Resource:
    """A resource that opens earlier and closes later: closures shorter, levels the most within reach."""
    closures = tuple((start + by, end - by) for start, end in resource.closures if start + by < end - by)
    steps = resource.steps()
    edges = sorted({at + sign * by for at, _ in steps[1:] for sign in (-1.0, 1.0)})
    ends = [at for at, _ in steps[1:]] + [math.inf]

    def level(time: float) -> float:
        return max(
            value
            for (start, value), end in zip(steps, ends, strict=True)
            if start <= time + by and end > time - by
        )

    return replace(resource, closures=closures, levels=tuple((at, level(at)) for at in edges))
