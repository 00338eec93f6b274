"""Actuals: what has happened on the floor, laid over a timetable; what is left is planned around it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from seedtrain.errors import Finding, finding
from seedtrain.flow.assignment import Assignment
from seedtrain.flow.pins import MINUTE_H
from seedtrain.flow.problem import Problem

Bools = NDArray[np.bool_]
ActualState = Literal["started", "finished", "failed", "delayed", "down"]
STATES: tuple[ActualState, ...] = ("started", "finished", "failed", "delayed", "down")


@dataclass(frozen=True, slots=True, kw_only=True)
class Actual:
    """One row of the actuals, times [h], NaN where none is given.

    ``job`` and ``operation`` are indices into the problem, -1 for a unit that is down; ``unit`` -1 where none
    is named; ``file`` and ``row`` where it stands.
    """

    state: ActualState
    job: int = -1
    operation: int = -1
    unit: int = -1
    start_h: float = float("nan")
    end_h: float = float("nan")
    reason: str = ""
    file: str = ""
    row: int = 0


def check_actuals(problem: Problem, actuals: Sequence[Actual], now_h: float) -> list[Finding]:
    """Return what can't be: times after ``now_h`` or in the wrong order, twice told, a unit of another pool.

    Also a unit that is down while a batch is on it, and an operation that began before the one before it
    had ended.
    """

    def misfit(each: Actual) -> str | None:
        pool = int(problem.pool[each.operation])
        return None if problem.pool_of_unit[each.unit] == pool else problem.pools[pool]

    findings = check_rows(actuals, now_h, problem.operation_name, problem.units, misfit)
    seen = {each.operation: each for each in actuals if each.state != "down"}
    findings += _history(problem, seen)
    findings += _taken(problem, list(seen.values()), [each for each in actuals if each.state == "down"])
    return findings


def check_rows(
    actuals: Sequence[Actual],
    now_h: float,
    name_of: Callable[[int], str],
    units: Sequence[str],
    misfit: Callable[[Actual], str | None],
) -> list[Finding]:
    """Return what can't be of each row by itself.

    ``misfit``: what an operation runs on, in words, where the unit of a row is none of it.
    """
    findings: list[Finding] = []

    def found(code: str, actual: Actual, value: object, **words: str) -> None:
        findings.append(finding(code, file=actual.file, line=actual.row, value=value, **words))

    seen: dict[int, Actual] = {}
    for each in actuals:
        if each.state == "down":
            if np.isnan(each.start_h):
                found("SCH-046", each, each.state, needs="start")
            continue
        name = name_of(each.operation)
        if each.operation in seen:
            found("SCH-047", each, name, row=str(seen[each.operation].row))
        seen[each.operation] = each
        for column, is_needed in _needed(each).items():
            if is_needed:
                found("SCH-046", each, each.state, needs=column)
        if not np.isnan(each.start_h + each.end_h) and each.end_h < each.start_h:
            found("SCH-046", each, each.state, needs="end ≥ start")
        pool = misfit(each) if each.unit >= 0 else None
        if pool is not None:
            found("SCH-045", each, units[each.unit], operation=name, pool=pool)
        past = {"started": each.start_h, "finished": each.end_h, "failed": each.end_h}.get(
            each.state, -np.inf
        )
        if past > now_h + MINUTE_H:
            found("SCH-050", each, name, state=each.state)
    return findings


def _needed(actual: Actual) -> dict[str, bool]:
    """The columns a state needs and this row lacks."""
    is_late = actual.state == "delayed"
    return {
        "start": np.isnan(actual.start_h) and (not is_late or np.isnan(actual.end_h)),
        "end": np.isnan(actual.end_h) and actual.state in ("finished", "failed"),
    }


def _history(problem: Problem, seen: Mapping[int, Actual]) -> list[Finding]:
    """Operations that began before the one before them had ended."""
    findings = []
    for k, actual in seen.items():
        before = seen.get(k - 1)
        if before is None or k == problem.route[actual.job] or np.isnan(actual.start_h):
            continue
        has_begun = actual.state in ("started", "finished", "failed")
        is_open = before.state in ("started", "delayed")
        if has_begun and (is_open or before.state == "failed" or before.end_h > actual.start_h + MINUTE_H):
            findings.append(
                finding(
                    "SCH-048",
                    file=actual.file,
                    line=actual.row,
                    value=problem.operation_name(k),
                    before=problem.operation_name(k - 1),
                )
            )
    return findings


def _taken(problem: Problem, told: Sequence[Actual], down: Sequence[Actual]) -> Iterator[Finding]:
    """Units on which two operations ran at once, or which are down while one runs."""
    ran = [each for each in told if each.unit >= 0 and each.state in ("started", "finished", "failed")]
    for place, each in enumerate(ran):
        for other in (*ran[:place], *down):
            if other.unit != each.unit or not _overlap(problem, each, other):
                continue
            is_down = other.state == "down"
            yield finding(
                "SCH-049",
                file=each.file,
                line=each.row,
                value=problem.units[each.unit],
                operation=problem.operation_name(each.operation),
                other=other.reason or other.state if is_down else problem.operation_name(other.operation),
                row=other.row,
            )


def check_down(problem: Problem, given: Assignment, runs: Bools, down: Sequence[Actual]) -> list[Finding]:
    """Return the units that go down while a batch is on them that nothing is told of.

    ``runs``: the operations taken to have begun as ``given``, shape (O,).
    """
    findings = []
    for row in down:
        ends = np.inf if np.isnan(row.end_h) else row.end_h
        hit = runs & (given.unit == row.unit)
        hit &= (given.start_h < ends - MINUTE_H) & (given.hold_end_h > row.start_h + MINUTE_H)
        for k in np.flatnonzero(hit).tolist():
            findings.append(
                finding(
                    "SCH-049",
                    file=row.file,
                    line=row.row,
                    value=problem.units[row.unit],
                    operation=problem.operation_name(k),
                    other=row.reason or row.state,
                    row=row.row,
                )
            )
    return findings


def _overlap(problem: Problem, one: Actual, other: Actual) -> bool:
    """Whether two rows take their unit at once, by more than a minute."""
    spans = []
    for each in (one, other):
        end = each.end_h
        if np.isnan(end):
            is_down = each.state == "down"
            end = np.inf if is_down else each.start_h + float(problem.duration_h[each.operation])
        spans.append((each.start_h, end))
    (a, b), (c, d) = spans
    return bool(min(b, d) - max(a, c) > MINUTE_H)
