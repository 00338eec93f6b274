"""What is told of a network against what can be: rows by themselves, and against each other."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from seedtrain.errors import Finding, finding
from seedtrain.flow.network import Network
from seedtrain.flow.network_amend import follows, units_in
from seedtrain.flow.pins import MINUTE_H
from seedtrain.flow.placement import Placement
from seedtrain.schedule.actuals import Actual, check_rows
from seedtrain.schedule.network.begun import begun
from seedtrain.schedule.replan import BEGUN


def check_told(network: Network, given: Placement, actuals: Sequence[Actual], now_h: float) -> list[Finding]:
    """Return what can't be, as :func:`seedtrain.schedule.actuals.check_actuals` does for a linear problem."""
    units = [each.name for each in network.resources]

    def misfit(row: Actual) -> str | None:
        modes = range(len(network.operations[row.operation].modes))
        fits = dict.fromkeys(name for mode in modes for name in units_in(network, row.operation, mode))
        return None if units[row.unit] in fits else ", ".join(fits) or "–"

    limit = now_h if np.isfinite(now_h) else np.inf
    findings = check_rows(actuals, limit, lambda k: network.operations[k].name, units, misfit)
    told = {row.operation: row for row in actuals if row.state != "down"}
    findings += _history(network, told)
    if not findings:
        findings += _down(network, given, told, [row for row in actuals if row.state == "down"], now_h)
    return findings


def _history(network: Network, told: Mapping[int, Actual]) -> Iterator[Finding]:
    """Operations that began before the one before them had ended."""
    place = network.place
    links = [link for link in network.links if link.kind == "after_end"]
    before = follows(links, set(place))
    for k, row in told.items():
        if row.state not in BEGUN or np.isnan(row.start_h):
            continue
        name = network.operations[k].name
        for one in before[name]:
            other = told.get(place[one])
            if other is None:
                continue
            is_open = other.state in ("started", "delayed", "failed")
            if is_open or other.end_h > row.start_h + MINUTE_H:
                yield finding("SCH-048", file=row.file, line=row.row, value=name, before=one)


def _down(
    network: Network, given: Placement, told: Mapping[int, Actual], down: Sequence[Actual], now_h: float
) -> Iterator[Finding]:
    """Units that go down while something is on them that is not told to have ended."""
    history = begun(network, given, told, now_h) if down else {}
    for row in down:
        name = network.resources[row.unit].name
        ends = np.inf if np.isnan(row.end_h) else row.end_h
        for k, each in history.items():
            operation = network.operations[k]
            done = each.end_h
            if done is None:
                done = each.start_h + operation.modes[each.mode].duration_h
            is_there = each.start_h < ends - MINUTE_H and done > row.start_h + MINUTE_H
            if is_there and name in units_in(network, k, each.mode):
                yield finding(
                    "SCH-049",
                    file=row.file,
                    line=row.row,
                    value=name,
                    operation=operation.name,
                    other=row.reason or row.state,
                    row=row.row,
                )
