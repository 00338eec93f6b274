"""Some jobs of a network by themselves, with no rule that the others could ease."""

from collections.abc import Collection, Mapping
from dataclasses import replace

from seedtrain.flow.network import Mode, Network, Resource


def jobs_alone(network: Network, names: Collection[str]) -> Network:
    """Return the jobs ``names`` (of operations without a job: these) with no rule that others can ease.

    Where what is returned has no timetable, ``network`` has none.
    """
    inside = {each.name for each in network.operations if (each.job or each.name) in names}
    if len(inside) == len(network.operations):
        return network
    users: dict[str, set[str]] = {}
    for each in network.operations:
        for mode in each.modes:
            for thing in (
                *(need.resource for need in mode.needs),
                *(s for s, _ in (*mode.takes, *mode.gives)),
            ):
                users.setdefault(thing, set()).add(each.name)
    stocks = {each.name for each in network.stocks if users.get(each.name, set()) <= inside}

    def cut(mode: Mode) -> Mode:
        needs = tuple(n if not n.until or n.until in inside else replace(n, until="") for n in mode.needs)
        takes, gives = (tuple(p for p in pairs if p[0] in stocks) for pairs in (mode.takes, mode.gives))
        return Mode(mode.duration_h, needs, takes, gives, mode.name)

    operations = tuple(
        replace(each, modes=tuple(cut(mode) for mode in each.modes))
        for each in network.operations
        if each.name in inside
    )
    held = {each.job for each in operations}
    return replace(
        network,
        operations=operations,
        jobs=tuple(job for job in network.jobs if job.name in held),
        resources=tuple(
            each if users.get(each.name, set()) <= inside else _eased(each)
            for each in network.resources
            if users.get(each.name, set()) & inside
        ),
        stocks=tuple(each for each in network.stocks if each.name in stocks),
        links=tuple(link for link in network.links if {link.before, link.after} <= inside),
        same=tuple(pair for pair in network.same if set(pair) <= inside),
        apart=tuple(pair for pair in network.apart if set(pair) <= inside),
        consecutive=tuple(pair for pair in network.consecutive if set(pair) <= inside),
        same_order=(),
        mode_rules=tuple(rule for rule in network.mode_rules if {rule.operation, rule.other} <= inside),
        choices=tuple(
            each for each in network.choices if {*each.operations, each.condition} - {""} <= inside
        ),
        given={},
    )


def _eased(resource: Resource) -> Resource:
    """A resource without some of its uses: it may idle, and what lay in between may have shortened setups."""
    return replace(resource, idle_setups=(), no_idle=False, changeover_h=_by_any_way(resource.changeover_h))


def _by_any_way(changeover_h: Mapping[tuple[str, str], float]) -> dict[tuple[str, str], float]:
    """The least of the changeovers from class to class by way of any others. [h]"""
    classes = sorted({each for pair in changeover_h for each in pair})
    least = {(a, b): changeover_h.get((a, b), 0.0) for a in classes for b in classes}
    for via in classes:
        for a in classes:
            for b in classes:
                least[a, b] = min(least[a, b], least[a, via] + least[via, b])
    return least
