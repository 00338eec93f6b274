"""Timetables, pins and actuals as CSV: batch, operation, unit, start, end."""

import difflib
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from seedtrain.errors import InputError, finding
from seedtrain.service.csv_rows import CsvFile, Row, as_text, csv_text, read_rows

if TYPE_CHECKING:
    from seedtrain.flow.assignment import Assignment
    from seedtrain.flow.problem import Problem
    from seedtrain.schedule.actuals import Actual

TIMETABLE = ("batch", "operation", "unit", "start", "end")
"""Columns of a timetable; ``free`` (clean again) and ``product`` are told beside them."""
ACTUALS = ("batch", "operation", "unit", "state", "start", "end", "reason")
_FEW = 6


class Known:
    """Batches, operations and units by name, as rows of a file name them.

    ``job`` and ``unit`` by name; ``operation`` by (job, name).
    """

    job: Mapping[str, int]
    unit: Mapping[str, int]
    operation: Mapping[tuple[int, str], int]

    def steps_of(self, job: int) -> list[str]:
        """The operations of a batch, in order."""
        raise NotImplementedError

    def job_of(self, k: int) -> int:
        """The batch of an operation."""
        raise NotImplementedError

    def name(self, k: int) -> str:
        """What an operation is called."""
        raise NotImplementedError

    def misfit(self, k: int, unit: int) -> str | None:
        """What an operation runs on, in words, where ``unit`` (-1: none) is none of it; None where it is."""
        raise NotImplementedError

    def find(self, read: CsvFile, row: Row) -> int | None:
        """Return the operation that a row names; None, with a finding, where there is none."""
        batch, step = row.cells.get("batch", ""), row.cells.get("operation", "")
        if batch not in self.job:
            read.found("SCH-044", row, batch, column="batch", near=_near(batch, self.job))
            return None
        job = self.job[batch]
        if (job, step) not in self.operation:
            read.found("SCH-044", row, step, column="operation", near=_near(step, self.steps_of(job)))
            return None
        return self.operation[job, step]

    def find_unit(self, read: CsvFile, row: Row) -> int | None:
        """Return the unit that a row names, -1 where it names none; None, with a finding, if unknown."""
        name = row.cells.get("unit", "")
        if name and name not in self.unit:
            read.found("SCH-044", row, name, column="unit", near=_near(name, self.unit))
            return None
        return self.unit.get(name, -1)


class Names(Known):
    """The batches, operations and units of a problem by name."""

    def __init__(self, problem: "Problem") -> None:
        self.problem = problem
        self.job = {name: job for job, name in enumerate(problem.jobs)}
        self.unit = {name: unit for unit, name in enumerate(problem.units)}
        steps, job_of = problem.step.tolist(), problem.job_of.tolist()
        self.operation = {(job_of[k], problem.steps[steps[k]]): k for k in range(len(steps))}

    def job_of(self, k: int) -> int:
        """The batch of an operation."""
        return int(self.problem.job_of[k])

    def name(self, k: int) -> str:
        """Batch and operation."""
        return self.problem.operation_name(k)

    def misfit(self, k: int, unit: int) -> str | None:
        """The pool of an operation where ``unit`` is of another; None where it is of that or none."""
        pool = int(self.problem.pool[k])
        if unit < 0 or int(self.problem.pool_of_unit[unit]) == pool:
            return None
        return self.problem.pools[pool] if pool >= 0 else "–"

    def steps_of(self, job: int) -> list[str]:
        """The operations of a batch, in order."""
        part = slice(int(self.problem.route[job]), int(self.problem.route[job + 1]))
        return [self.problem.steps[step] for step in self.problem.step[part]]


def _near(word: str, known: Iterable[str]) -> str:
    names = list(known)
    return ", ".join(difflib.get_close_matches(word, names, n=3) or names[:_FEW])


def read_places(path: Path, names: Known, origin: date | None) -> dict[int, tuple[int, float]]:
    """Read unit and start of operations: operation to (unit, start [h]).

    Raises :class:`InputError` with every finding: SCH-041 to SCH-047.
    """
    read = read_rows(path, ("batch", "operation", "start"), ("unit", "end", "free", "product"))
    found: dict[int, tuple[int, float]] = {}
    lines: dict[int, int] = {}
    for row in read.rows:
        k, unit = names.find(read, row), names.find_unit(read, row)
        start = read.time(row, "start", origin)
        if not row.cells.get("start"):
            read.found("SCH-046", row, "", column="start", needs="start")
        if k is None or unit is None or start is None:
            continue
        if k in found:
            read.found("SCH-047", row, names.name(k), row=lines[k])
        pool = names.misfit(k, unit)
        if pool is not None:
            name = row.cells.get("unit", "")
            read.found("SCH-045", row, name, column="unit", operation=names.name(k), pool=pool)
        found[k], lines[k] = (unit, start), row.line
    read.raise_findings()
    return found


def read_actuals(path: Path, names: Known, origin: date | None) -> "list[Actual]":
    """Read what has happened. Raises :class:`InputError` with every finding: SCH-041 to SCH-044, SCN-016."""
    from seedtrain.schedule.actuals import STATES, Actual

    read = read_rows(path, ("batch", "operation", "state"), ("unit", "start", "end", "reason", "product"))
    found = []
    for row in read.rows:
        state = row.cells.get("state", "").lower()
        if state not in STATES:
            read.found("SCN-016", row, state, column="state", near=", ".join(STATES))
            continue
        start, end = read.time(row, "start", origin), read.time(row, "end", origin)
        unit = names.find_unit(read, row)
        k = -1
        if state == "down":
            if unit == -1:
                read.found("SCH-046", row, state, column="unit", needs="unit")
        else:
            named = names.find(read, row)
            if named is None:
                continue
            k = named
        if unit is not None:
            found.append(
                Actual(
                    state=state,
                    job=-1 if k < 0 else names.job_of(k),
                    operation=k,
                    unit=unit,
                    start_h=np.nan if start is None else start,
                    end_h=np.nan if end is None else end,
                    reason=row.cells.get("reason", ""),
                    file=read.file,
                    row=row.line,
                )
            )
    read.raise_findings()
    return found


def pins_of(
    texts: Iterable[str], names: Known, origin: date | None
) -> "tuple[set[int], dict[int, tuple[int, float]]]":
    """Return what ``--pin`` names: operations that stay where they are given, and those of a CSV with places.

    Each text is a CSV file, a batch, or ``BATCH/OPERATION``. Raises :class:`InputError` (SCH-053 and those of
    :func:`read_places`).
    """
    stay, placed, findings = set[int](), dict[int, tuple[int, float]](), []
    for text in texts:
        if text.lower().endswith(".csv"):
            placed |= read_places(Path(text), names, origin)
            continue
        operations = operations_named(text, names)
        if not operations:
            findings.append(finding("SCH-053", path="--pin", value=text, near=_near(text, names.job)))
        stay.update(operations)
    if findings:
        raise InputError(findings)
    return stay, placed


def operations_named(text: str, names: Known) -> list[int]:
    """Return the operations of a batch, or the one of ``BATCH/OPERATION``; none where there is no such."""
    if text in names.job:
        job = names.job[text]
        return sorted({k for (own, _), k in names.operation.items() if own == job})
    batch, _, step = text.rpartition("/")
    k = names.operation.get((names.job.get(batch, -1), step))
    return [] if k is None else [k]


def timetable_csv(problem: "Problem", found: "Assignment", origin: date | None) -> str:
    """Write a timetable, by start; it can be read back as the one given, as pins or as a form for actuals."""
    rows = []
    for k in np.lexsort((found.end_h, found.start_h)).tolist():
        job, unit = int(problem.job_of[k]), int(found.unit[k])
        free = float(found.free_h[k]) if unit >= 0 else float(found.end_h[k])
        rows.append(
            (
                problem.jobs[job],
                problem.steps[problem.step[k]],
                problem.units[unit] if unit >= 0 else "",
                as_text(float(found.start_h[k]), origin),
                as_text(float(found.end_h[k]), origin),
                as_text(free, origin),
                problem.families[problem.family[job]],
            )
        )
    return csv_text((*TIMETABLE, "free", "product"), rows)
