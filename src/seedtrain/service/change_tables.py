"""What a replan moved, by how much and why, as tables."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from seedtrain.messages import Message
from seedtrain.report.show import number, stamp
from seedtrain.report.table import Cell, Table, rows
from seedtrain.service.columns import column
from seedtrain.service.csv_rows import as_text
from seedtrain.service.schedule_search import Searched

if TYPE_CHECKING:
    from seedtrain.schedule.changes import Change

MOST_CHANGES = 40


def change_table(searched: Searched) -> Table:
    """Return the batches that moved, by start: by how much, to where, and what made them move."""
    changes = searched.changes[:MOST_CHANGES]
    note = None
    if searched.plan is not None:
        note = Message(
            "schedule.note.changes",
            {"shown": len(changes), "moved": len(searched.changes), "all": len(searched.plan.problem.jobs)},
        )
    return moved_table((_row(searched, each) for each in changes), note)


def moved_table(lines: Iterable[Iterable[Cell]], note: Message | None) -> Table:
    """Return the table of batches that moved."""
    return Table(
        id="changes",
        title=Message("schedule.table.changes"),
        columns=(
            column("batch"),
            column("from_operation"),
            column("was", right=True, priority=3),
            column("now", right=True, priority=2),
            column("moved", right=True),
            column("end_moved", right=True, priority=2),
            column("why"),
        ),
        rows=rows(lines),
        note=note,
    )


def _row(searched: Searched, change: "Change") -> list[Cell]:
    assert searched.plan is not None
    problem, origin = searched.plan.problem, searched.source.origin
    is_new = np.isnan(change.from_h)
    return [
        problem.jobs[change.job],
        problem.steps[problem.step[change.first]],
        None if is_new else at(change.from_h, origin),
        at(change.to_h, origin),
        Message("schedule.word.new") if is_new else hours_moved(change.to_h - change.from_h),
        None if is_new else hours_moved(change.end_to_h - change.end_from_h),
        why(searched, change),
    ]


def why(searched: Searched, change: "Change") -> Message:
    """Say what made a batch move."""
    assert searched.plan is not None
    problem = searched.plan.problem
    row = change.row
    words: dict[str, object] = {
        "operation": problem.operation_name(change.by) if change.by >= 0 else "–",
        "unit": problem.units[row.unit] if row is not None and row.unit >= 0 else "–",
        "reason": Message("schedule.reason", {"text": row.reason}) if row is not None and row.reason else "",
    }
    key = f"actual_{row.state}" if change.root == "actual" and row is not None else change.root
    if change.units and key == "down":
        words["to"] = problem.units[change.units[0][1]]
        key = "down_moved"
    return Message(f"schedule.why.{key}", words)


def gave_way_table(searched: Searched) -> Table:
    """Return the batches with frozen operations that could not stay, and the first of these."""
    plan, origin = searched.plan, searched.source.origin
    lines: dict[int, list[int]] = {}
    for k in searched.gave_way if plan is not None else ():
        assert plan is not None
        if abs(searched.found.start_h[k] - plan.pins.given_h[k]) > 1.0 / 60.0:
            lines.setdefault(int(plan.problem.job_of[k]), []).append(k)
    return frozen_moved_table(
        (
            searched.source.problem.operation_name(those[0]),
            str(len(those)),
            at(float(plan.pins.given_h[those[0]]), origin) if plan is not None else None,
            at(float(searched.found.start_h[those[0]]), origin),
        )
        for those in list(lines.values())[:MOST_CHANGES]
    )


def frozen_moved_table(lines: Iterable[Iterable[Cell]]) -> Table:
    """Return the table of frozen operations that could not stay, by batch."""
    return Table(
        id="gave_way",
        title=Message("schedule.table.gave_way"),
        columns=(
            column("operation"),
            column("operations", right=True),
            column("was", right=True, priority=2),
            column("now", right=True),
        ),
        rows=rows(lines),
    )


def at(hours: float, origin: date | None) -> str:
    """A time as a table shows it: to the minute, or in hours."""
    return as_text(hours, None) if origin is None else stamp(origin, hours)


def hours_moved(hours: float) -> str:
    """Hours with their sign, in days where there are many."""
    sign = "+" if hours >= 0.0 else "-"
    size = abs(hours)
    return f"{sign}{number(size)} h" if size < 100.0 else f"{sign}{number(size / 24.0)} d"
