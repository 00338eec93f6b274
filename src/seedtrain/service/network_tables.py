"""Timetables of the general form as tables and as a chart."""

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

from seedtrain.messages import Message
from seedtrain.report.engines import Bar, bar_chart
from seedtrain.report.show import stamp
from seedtrain.report.table import Cell, Table, rows
from seedtrain.service.columns import column
from seedtrain.service.plan_tables import exact, percent

if TYPE_CHECKING:
    from seedtrain.flow.network import Network
    from seedtrain.flow.placement import Placement, Taking
    from seedtrain.report.figure import Figure

MOST_OPERATIONS, MOST_RESOURCES = 40, 15
"""Rows listed on a screen; the rest is counted."""


def measure_table(network: "Network", found: "Placement") -> Table:
    """Return every measure that is not nothing."""
    from seedtrain.flow.placement import measures

    values = measures(network, found)
    return Table(
        id="measures",
        title=Message("network.measures"),
        columns=(column("measure"), column("value", right=True)),
        rows=rows(
            (Message(f"network.measure.{name}"), exact(round(value, 4)))
            for name, value in values.items()
            if value
        ),
    )


def load_table(network: "Network", found: "Placement") -> Table:
    """Return the share of the makespan for which each resource is taken, the highest first.

    Of a pool: the quantity taken over time, of its capacity. The first row is the bottleneck.
    """
    counts = Counter(taking.resource for taking in _takings(network, found))
    use = use_by_resource(network, found)
    return Table(
        id="load",
        title=Message("engines.schedule.load"),
        columns=(column("pool"), column("operations", right=True), column("taken", right=True)),
        rows=rows(
            (name, str(counts[name]), percent(share)) for name, share in list(use.items())[:MOST_RESOURCES]
        ),
        note=_cut(MOST_RESOURCES, len(use)),
    )


def use_by_resource(network: "Network", found: "Placement") -> dict[str, float]:
    """Return the share of the time for which each resource is taken, the highest first [fraction].

    Of a pool: the quantity taken over time, of its capacity.
    """
    hours: dict[str, float] = {}
    last = 0.0
    for taking in _takings(network, found):
        resource = network.resource[taking.resource]
        share = taking.quantity / resource.capacity if resource.kind == "pool" and resource.capacity else 1.0
        hours[taking.resource] = hours.get(taking.resource, 0.0) + share * (taking.end_h - taking.start_h)
        last = max(last, taking.end_h)
    order = sorted(hours, key=lambda name: (-hours[name], name))
    return {name: hours[name] / last if last else 0.0 for name in order}


def _takings(network: "Network", found: "Placement") -> "list[Taking]":
    from seedtrain.flow.placement import takings

    return list(takings(network, found))


def operation_table(network: "Network", found: "Placement", origin: date | None) -> Table:
    """Return when each operation starts and ends, and on what; in hours, or as days where day 0 is known."""
    from seedtrain.flow.placement import mode_of

    unit = "h" if origin is None else "day"
    placed = [place for place in range(len(network.operations)) if found.mode[place] >= 0]
    placed.sort(key=lambda place: (found.start_h[place], found.end_h[place], place))
    lines = []
    for place in placed[:MOST_OPERATIONS]:
        mode = mode_of(network, found, place)
        resources = ", ".join(need.resource for need in mode.needs) if mode is not None else ""
        start, end = float(found.start_h[place]), float(found.end_h[place])
        times = _time(start, origin), _time(end, origin)
        lines.append((network.operations[place].name, resources, *times))
    return Table(
        id="operations",
        title=Message("network.operations"),
        columns=(
            column("operation"),
            column("resources", priority=2),
            column(f"start_{unit}", right=True),
            column(f"end_{unit}", right=True),
        ),
        rows=rows(lines),
        note=_cut(MOST_OPERATIONS, len(placed)),
    )


def resource_chart(network: "Network", found: "Placement", origin: date | None, lang: str) -> "Figure | None":
    """Draw for each resource what takes it, coloured by job."""
    from seedtrain.flow.placement import takings

    bars = [
        Bar(
            line=taking.resource,
            group=network.operations[taking.place].job or network.operations[taking.place].name,
            start=taking.start_h,
            end=taking.end_h,
            text=network.operations[taking.place].name,
        )
        for taking in takings(network, found)
        if taking.end_h > taking.start_h
    ]
    return bar_chart(bars, Message("engines.figure.units"), Message("engines.axis.hours"), lang, origin)


def _time(hours: float, origin: date | None) -> Cell:
    return exact(round(hours, 2)) if origin is None else stamp(origin, hours)


def _cut(most: int, count: int) -> Message | None:
    return Message("engines.cut", {"shown": most, "all": count}) if count > most else None
