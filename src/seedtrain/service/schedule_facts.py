"""Timetables and what moved in them as plain data."""

from typing import TYPE_CHECKING, Any

import numpy as np

from seedtrain.service.csv_rows import as_text
from seedtrain.service.schedule_search import Searched

if TYPE_CHECKING:
    from seedtrain.flow.assignment import Assignment
    from seedtrain.flow.problem import Problem
    from seedtrain.schedule.changes import Change


def operations(problem: "Problem", found: "Assignment") -> list[dict[str, Any]]:
    """Return every operation as plain data; times in hours from the start."""
    return [
        {
            "job": problem.jobs[job],
            "operation": problem.steps[step],
            "unit": problem.units[unit] if unit >= 0 else "",
            "start_h": start,
            "end_h": end,
        }
        for job, step, unit, start, end in zip(
            problem.job_of.tolist(),
            problem.step.tolist(),
            found.unit.tolist(),
            found.start_h.tolist(),
            found.end_h.tolist(),
            strict=True,
        )
    ]


def replan_facts(searched: Searched) -> dict[str, Any]:
    """Return what moved and what could not stay as plain data; nothing where nothing was given."""
    if searched.plan is None:
        return {}
    problem = searched.plan.problem
    return {
        "changes": [_change(searched, each) for each in searched.changes],
        "gave_way": [problem.operation_name(k) for k in searched.gave_way],
    }


def _change(searched: Searched, change: "Change") -> dict[str, Any]:
    assert searched.plan is not None
    problem, origin = searched.plan.problem, searched.source.origin
    is_new = np.isnan(change.from_h)
    return {
        "batch": problem.jobs[change.job],
        "operations": change.operations,
        "first": problem.steps[problem.step[change.first]],
        "from": None if is_new else as_text(change.from_h, origin),
        "to": as_text(change.to_h, origin),
        "moved_h": None if is_new else change.to_h - change.from_h,
        "end_moved_h": None if is_new else change.end_to_h - change.end_from_h,
        "units": [[problem.units[a], problem.units[b] if b >= 0 else ""] for a, b in change.units],
        "why": change.root,
        "by": problem.operation_name(change.by) if change.by >= 0 else "",
        "state": change.row.state if change.row else "",
        "reason": change.row.reason if change.row else "",
        "chain": [
            {"operation": problem.operation_name(wait.operation), "waits_for": wait.why}
            for wait in change.chain
        ],
    }
