"""What can't be scheduled in the general form, in the user's words: which rules conflict, what each would
give."""

import math
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, NoReturn

from seedtrain.errors import Finding, InfeasibleError, StoppedError, finding
from seedtrain.service.csv_rows import as_text, length

if TYPE_CHECKING:
    from seedtrain.flow.network import Network, Operation, Resource
    from seedtrain.flow.placement import Placement
    from seedtrain.schedule.network.conflict import NetworkConflict, NetworkGiven

NEAR = 1e-6
MOST_SHOWN = 200
MOST_SPANS = 3


def raise_infeasible(
    name: str, network: "Network", origin: date | None, now_h: float = -math.inf
) -> NoReturn:
    """Raise :class:`InfeasibleError` for a network that is proven to have no timetable.

    With a finding for each rule that conflicts, led by SCH-051 (SCH-088 where some may not be needed), and
    what is enough for the whole network where that is more than one rule's give (SCH-099); with
    SCH-015 alone where no conflict among what somebody could give is found.
    """
    from seedtrain.flow.network_rules import HOURS
    from seedtrain.schedule.network.conflict import enough_together, network_conflict

    found = network_conflict(network, now_h=now_h)
    if found is None:
        raise InfeasibleError("no timetable keeps the rules", [finding("SCH-015", value=name)])
    told = conflict_findings(network, found, origin, now_h)
    enough = enough_together(network, found, now_h=now_h) or []
    if len(enough) > 1:
        gives = [
            f"{each.rule.name} {length(each.by) if each.rule.kind in HOURS else f'+{each.by:.9g}'}"
            for each in enough
            if each.by is not None
        ]
        told.append(finding("SCH-099", value=len(gives), give=", ".join(gives)))
    raise InfeasibleError("", told)


def keep_network_dates(
    network: "Network", found: "Placement", origin: date | None, now_h: float = -math.inf
) -> None:
    """Return where ``found`` keeps every due date; else say which rules conflict.

    Raises :class:`InfeasibleError` as :func:`raise_infeasible`, and :class:`StoppedError` (SCH-080) with what
    ``found`` would need of the dates where nothing is proven.
    """
    from seedtrain.flow.placement import job_ends
    from seedtrain.schedule.network.conflict import network_conflict

    late = {name: end - network.job[name].due_h for name, end in job_ends(network, found).items()}
    late = {name: late[name] for name in sorted(late, key=lambda each: -late[each]) if late[name] > NEAR}
    if not late:
        return
    first = sorted(late, key=lambda name: network.job[name].due_h)
    centres = [name for pair in zip(first, late, strict=True) for name in pair]
    plain = replace(network, given={})
    proven = network_conflict(plain, centres, keeps_dates=True, now_h=now_h)
    give = ", ".join(f"{name or '–'} {length(late[name])}" for name in list(late)[:MOST_SHOWN])
    more = "" if len(late) <= MOST_SHOWN else ", …"
    if proven is not None:
        told = conflict_findings(network, proven, origin, now_h)
        told += [finding("SCH-099", value=len(late), give=give + more)] if len(late) > 1 else []
        raise InfeasibleError("", told)
    dated = sum(math.isfinite(job.due_h) for job in network.jobs)
    raise StoppedError("", [finding("SCH-080", value=len(late), count=dated, give=give + more)])


def conflict_findings(
    network: "Network", found: "NetworkConflict", origin: date | None, now_h: float = -math.inf
) -> list[Finding]:
    """Return the lead and a finding for each rule of a conflict."""
    told = [_rule(network, given, origin, now_h) for given in found.rules]
    cheapest = told[0]
    lead = finding(
        "SCH-051" if found.is_minimal else "SCH-088",
        value=len(told),
        batches=", ".join(found.jobs),
        cheapest=f"{cheapest.code} {cheapest.value}".strip(),
        give=cheapest.params["give"],
    )
    return [lead, *told]


def _rule(network: "Network", given: "NetworkGiven", origin: date | None, now_h: float) -> Finding:
    """A rule as a finding: what it is, and what it would have to give."""
    rule = given.rule
    if rule.kind in ("closed", "hold", "units", "stock"):
        return _of_things(network, given, origin)
    give = "–" if given.by is None else length(given.by)
    if rule.link is not None:
        link = rule.link
        limit = length(abs(link.lag_h))
        if link.kind == "no_later_after_end" and not link.of_end:
            return finding("SCH-061", value=link.before, limit=limit, give=give)
        before, after = (link.before, link.after) if link.after == rule.name else (link.after, link.before)
        return finding("SCH-083", value=after, before=before, limit=limit, give=give)
    if rule.of_job and rule.kind in ("due", "release"):
        job = network.job[rule.name]
        time, code = (job.due_h, "SCH-063") if rule.kind == "due" else (job.release_h, "SCH-062")
        return finding(code, value=rule.name, time=as_text(time, origin), give=give)
    if rule.of_job:
        time = network.job[rule.name].deadline_h
        return finding("SCH-081", value=rule.name, time=as_text(time, origin), give=give)
    return _of_operation(network.operations[network.place[rule.name]], given, origin, now_h)


def _of_operation(
    operation: "Operation", given: "NetworkGiven", origin: date | None, now_h: float
) -> Finding:
    """A rule on the times of one operation."""
    start = as_text(operation.earliest_start_h, origin)
    give = "–" if given.by is None else length(given.by)
    kind = given.rule.kind
    if kind == "pin":
        units = {need.resource for mode in operation.modes for need in mode.needs}
        unit = "–" if len(operation.modes) > 1 else ", ".join(sorted(units)) or "–"
        code = "SCH-068" if operation.earliest_start_h < now_h else "SCH-060"
        return finding(code, value=operation.name, time=start, unit=unit, give=give)
    if kind == "latest_start":
        time = as_text(operation.latest_start_h, origin)
        return finding("SCH-082", value=operation.name, time=time, give=give)
    if kind == "deadline":
        time = as_text(operation.latest_end_h, origin)
        return finding("SCH-081", value=operation.name, time=time, give=give)
    code = "SCH-067" if kind == "floor" else "SCH-062"
    return finding(code, value=operation.name, time=start, give=give)


def _of_things(network: "Network", given: "NetworkGiven", origin: date | None) -> Finding:
    """A rule on a resource or stock."""
    kind, name = given.rule.kind, given.rule.name
    if kind == "stock":
        give = "–" if given.by is None else f"+{given.by:.9g}"
        lots = [lot for lot in network.stock[name].lots if lot.amount > 0.0]
        told = "; ".join(_lot(lot.amount, lot.from_h, origin) for lot in lots[:MOST_SPANS])
        return finding("SCH-087", value=name, lots=_more(told, len(lots)), give=give)
    resource = network.resource[name]
    if kind == "units":
        give = "–" if given.by is None else f"+{given.by:.9g}"
        if resource.kind == "pool":
            most = max(level for _, level in resource.steps())
            return finding("SCH-085", value=name, most=f"{most:.9g}", give=give)
        names = ", ".join((name, *given.rule.others))
        return finding("SCH-089", value=names, give=give)
    give = "–" if given.by is None else length(given.by)
    if kind == "hold":
        limit = length(min(limit for limit, _ in resource.idle_setups))
        return finding("SCH-086", value=name, limit=limit, give=give)
    if resource.kind == "unit" and not resource.closures:
        return finding("SCH-064", value=name, open=_open(resource, origin), give=give)
    return finding("SCH-084", value=name, closed=_closed(resource, origin), give=give)


def _lot(amount: float, from_h: float, origin: date | None) -> str:
    return f"{amount:.9g}" if not math.isfinite(from_h) else f"{as_text(from_h, origin)} {amount:.9g}"


def _closed(resource: "Resource", origin: date | None) -> str:
    """When a resource is closed or has less, the first few spans."""
    spans = [f"{as_text(start, origin)} … {as_text(end, origin)}" for start, end in resource.closures]
    spans += [f"{as_text(at, origin)} ×{level:.9g}" for at, level in resource.levels if math.isfinite(at)]
    return _more("; ".join(spans[:MOST_SPANS]), len(spans)) or "–"


def _open(resource: "Resource", origin: date | None) -> str:
    """When a unit is there, the first few spans."""
    steps = resource.steps()
    ends = [at for at, _ in steps[1:]] + [math.inf]
    spans = [
        " … ".join(as_text(edge, origin) if math.isfinite(edge) else "" for edge in (start, end)).strip()
        for (start, level), end in zip(steps, ends, strict=True)
        if level > 0.0
    ]
    return _more("; ".join(spans[:MOST_SPANS]), len(spans)) or "–"


def _more(shown: str, count: int) -> str:
    return shown + ("; …" if count > MOST_SPANS else "")
