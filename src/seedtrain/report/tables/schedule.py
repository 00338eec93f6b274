"""The timetable in a few lines, and its orders."""

import math
from collections.abc import Mapping

from seedtrain.messages import Message, Wording
from seedtrain.report.names import named
from seedtrain.report.show import last_day, moment, number, share, term
from seedtrain.report.table import Cell, Quantity, Table, column, rows
from seedtrain.report.words import listing
from seedtrain.results.assessment import Assessment
from seedtrain.results.timetable import BatchOrder, Timetable


def schedule_summary(assessment: Assessment) -> Table:
    """Makespan with its bound and gap, batches, and the verifier's word; no rows without a timetable."""
    timetable = assessment.timetable
    lines: list[tuple[str, Cell]] = []
    if timetable is not None:
        lines = [
            ("makespan", _days(timetable.objective)),
            ("bound", _days(timetable.bound)),
            ("gap", Quantity(timetable.gap, "fraction")),
            ("batches", len(timetable.batches)),
            ("verified", _verified(timetable)),
            ("status", term("report.status", timetable.status)),
            ("engine", timetable.engine),
        ]
    return Table(
        id="schedule",
        title=Message("report.table.schedule"),
        columns=(column("fact"), column("value", right=True)),
        rows=rows((Message(f"report.schedule.{name}"), cell) for name, cell in lines),
    )


def _days(hours: float) -> Message:
    return Message("report.schedule.days", {"n": number(hours / 24.0)})


def _verified(timetable: Timetable) -> Message:
    if timetable.broken:
        return Message("report.schedule.broken", {"rules": ", ".join(timetable.broken)})
    return Message("report.schedule.unbroken")


def orders(assessment: Assessment) -> Table:
    """One row for each order: batches, due day, day of completion in the timetable, odds to be on time."""
    timetable = assessment.timetable
    ends = release_by_job(timetable)
    batches: dict[str, list[BatchOrder]] = {}
    for batch in timetable.batches if timetable is not None else ():
        batches.setdefault(batch.order, []).append(batch)
    return Table(
        id="orders",
        title=Message("report.table.orders"),
        columns=(
            column("order"),
            column("product", priority=2),
            column("purpose", priority=4),
            column("batches", dimension="count"),
            column("due", right=True, priority=2),
            column("completed", right=True),
            column("on_time", right=True),
        ),
        rows=rows(_order(assessment, order, parts, ends) for order, parts in batches.items()),
    )


def release_by_job(timetable: Timetable | None) -> dict[str, float]:
    """Hours from the origin at which the last operation of each batch ends."""
    ends: dict[str, float] = {}
    for slot in timetable.slots if timetable is not None else ():
        ends[slot.job] = max(ends.get(slot.job, -math.inf), slot.end_h)
    return ends


def _order(
    assessment: Assessment, order: str, batches: list[BatchOrder], ends: Mapping[str, float]
) -> list[Cell]:
    first = batches[0]
    due = max(batch.due_h for batch in batches)
    done = max(ends.get(batch.job, math.inf) for batch in batches)
    on_time = assessment.simulation.on_time.get(order) if assessment.simulation is not None else None
    start = assessment.horizon[0]
    name: Wording = named(assessment.names, "orders", order)
    return [
        name,
        named(assessment.names, "products", first.product),
        listing(
            [term("report.purpose", purpose) for purpose in dict.fromkeys(one.purpose for one in batches)]
        ),
        len(batches),
        Quantity(last_day(start, due) if math.isfinite(due) else None, "date"),
        Quantity(moment(start, done) if math.isfinite(done) else None, "date"),
        None if on_time is None or not math.isfinite(due) else share(float(on_time[1:].mean())),
    ]
