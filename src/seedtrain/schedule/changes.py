"""Changes between two timetables: which batches moved, by how much, and what made them move."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from seedtrain.flow.assignment import Assignment
from seedtrain.schedule.actuals import Actual
from seedtrain.schedule.cause import Causes, Wait
from seedtrain.schedule.replan import Replan

NEAR_H = 1.0 / 60.0 + 1e-6

Root = Literal["actual", "down", "again", "pinned", "now", "closed", "earlier", "room"]
"""What made it move: a row of the ``actual``s; a unit that is ``down``; a failed batch made ``again``; a
``pinned`` operation; that it has not begun by ``now``; a unit that is ``closed``; room that opened for it to
go ``earlier``; ``room`` that others gave or took in the search."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A batch that moved.

    ``operations`` that start at another time or on another unit; ``first`` the first of them; ``from_h`` and
    ``to_h`` its start before and now [h], NaN before for a batch that is new; ``end_from_h``, ``end_to_h`` of
    the batch; ``units`` changed, as (before, now); ``root`` and ``row``, ``by``: the row of the actuals and
    the operation that the change goes back to (-1: none); ``chain`` from ``first`` to there.
    """

    job: int
    operations: int
    first: int
    from_h: float
    to_h: float
    end_from_h: float
    end_to_h: float
    units: tuple[tuple[int, int], ...]
    root: Root
    row: Actual | None
    by: int
    chain: tuple[Wait, ...]


def changes(plan: Replan, found: Assignment) -> list[Change]:
    """Return the batches of ``plan`` that are elsewhere in ``found`` than they were given, by start."""
    problem, pins = plan.problem, plan.pins
    moved = np.abs(found.start_h - pins.given_h) > NEAR_H
    moved |= np.isnan(pins.given_h)
    moved |= (pins.given_unit >= 0) & (found.unit != pins.given_unit)
    causes = Causes(problem, found, pins)
    told: list[Change] = []
    for job in range(len(problem.jobs)):
        part = range(int(problem.route[job]), int(problem.route[job + 1]))
        mine = [k for k in part if moved[k]]
        if not mine and job not in plan.source:
            lost = [k for k in part if k in plan.cause and plan.cause[k].state == "failed"]
            if not lost:
                continue
            mine = lost
        told.append(_change(plan, found, causes, job, mine or list(part)))
    return sorted(told, key=lambda each: (each.to_h, each.job))


def _change(plan: Replan, found: Assignment, causes: Causes, job: int, mine: list[int]) -> Change:
    problem, pins = plan.problem, plan.pins
    first, last = mine[0], int(problem.route[job + 1]) - 1
    chain = causes.chain(first)
    root, row, by = _root(plan, found, job, mine, chain)
    given_end = pins.given_h[last] + problem.duration_h[last]
    units = tuple(
        (int(pins.given_unit[k]), int(found.unit[k]))
        for k in mine
        if pins.given_unit[k] >= 0 and pins.given_unit[k] != found.unit[k]
    )
    return Change(
        job=job,
        operations=len(mine),
        first=first,
        from_h=float(pins.given_h[first]),
        to_h=float(found.start_h[first]),
        end_from_h=float(given_end),
        end_to_h=float(found.end_h[last]),
        units=units,
        root=root,
        row=row,
        by=by,
        chain=tuple(chain),
    )


def _root(
    plan: Replan, found: Assignment, job: int, mine: list[int], chain: list[Wait]
) -> tuple[Root, Actual | None, int]:
    """What a change goes back to: what is told of the batch, else the first that happened on its chain."""
    if job in plan.source:
        failed = [k for k, row in plan.cause.items() if row.state == "failed" and row.job == plan.source[job]]
        return "again", plan.cause[failed[0]] if failed else None, failed[0] if failed else -1
    for k in mine:
        if k in plan.cause:
            return "actual", plan.cause[k], k
    for wait in chain:
        met = _met(plan, wait)
        if met is not None:
            return met
    shift = float(found.start_h[mine[0]] - plan.pins.given_h[mine[0]])
    return ("earlier" if shift < 0.0 else "room"), None, -1


def _met(plan: Replan, wait: Wait) -> tuple[Root, Actual | None, int] | None:
    """What happened at one link of a chain; None for nothing."""
    for k in (wait.operation, wait.other):
        if k in plan.cause:
            return "actual", plan.cause[k], k
    job_of = plan.problem.job_of
    if wait.other >= 0 and int(job_of[wait.other]) in plan.source:
        return "again", None, wait.other
    for row in plan.down:
        ends = np.inf if np.isnan(row.end_h) else row.end_h
        is_there = row.unit == wait.unit and abs(ends - wait.start_h) <= NEAR_H
        gave_up = plan.pins.given_unit[wait.operation] == row.unit and wait.unit != row.unit
        if is_there or gave_up:
            return "down", row, wait.operation
    if wait.why == "opens":
        return "closed", None, wait.operation
    if wait.why == "floor" and np.isnan(plan.pins.start_h[wait.operation]):
        given = plan.pins.given_h[wait.operation]
        return ("now", None, wait.operation) if plan.pins.floor_h[wait.operation] > given + NEAR_H else None
    has_happened = plan.pins.start_h[wait.operation] < plan.pins.floor_h[wait.operation] - NEAR_H
    if wait.why == "pinned" and not plan.is_soft[wait.operation] and not has_happened:
        return "pinned", None, wait.operation
    return None
