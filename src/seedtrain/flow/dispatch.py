"""Dispatch: run a problem by rule, in many replications, with the event engine."""

from typing import Literal

import numpy as np
from numpy.typing import NDArray

from seedtrain.errors import Finding, InputError, finding
from seedtrain.flow.problem import Problem
from seedtrain.flow.trace import Trace
from seedtrain.flow.walk import first_holder

Rule = Literal["first_come", "due_date"]
Floats = NDArray[np.float64]


def dispatch(
    problem: Problem,
    durations_h: Floats,
    *,
    ends: NDArray[np.bool_] | None = None,
    releases_h: Floats | None = None,
    rule: Rule = "first_come",
) -> Trace:
    """Let the jobs queue at each pool by ``rule`` and take the unit that has been idle longest.

    ``durations_h`` (n, O) drawn durations [h]; ``ends`` (n, O) whether the job ends with that operation;
    ``releases_h`` (n, J) [h], the problem's own when absent, inf for a job that never comes. Ties go by time,
    due time, place of the job in the problem.

    Raises :class:`InputError` on what the event engine does not run: units with more than one window
    (SIM-001), limits on waits (SIM-002), cleaning by a shared pool (SIM-003). A part that closes lets running
    work end.
    """
    findings = refuse(problem)
    if findings:
        raise InputError(findings, "the event engine can't run this problem")
    from seedtrain.flow.kernels.events import run_events
    from seedtrain.flow.kernels.plant import Plant, make_state

    n, operations = durations_h.shape
    releases = (
        np.broadcast_to(problem.release_h, (n, len(problem.jobs))) if releases_h is None else releases_h
    )
    stops = np.zeros((n, operations), dtype=np.bool_) if ends is None else ends
    by_rank = np.lexsort((np.arange(len(problem.jobs)), problem.due_h)).astype(np.int64)
    rank = np.empty_like(by_rank)
    rank[by_rank] = np.arange(len(by_rank))
    opens, closes = _window(problem)
    steps, shift = templates(problem)
    plant = Plant(
        route=problem.route,
        shift=shift,
        rank=rank,
        by_rank=by_rank,
        queue_key=problem.due_h if rule == "due_date" else np.full(len(problem.jobs), np.nan),
        family=problem.family,
        pool=problem.pool[steps],
        quantity=problem.quantity[steps],
        hold_at=problem.hold_offset[steps],
        hold_at_end=problem.hold_at_end[steps],
        first_holder=(np.arange(operations) - first_holder(problem))[steps],
        is_last=np.isin(steps, problem.route[1:] - 1),
        clean=problem.clean_h[steps],
        fail_clean=problem.fail_clean_h[steps],
        changeover=problem.changeover_h[steps],
        is_attended=problem.is_changeover_attended,
        pool_units=problem.pool_units,
        pool_of_unit=problem.pool_of_unit,
        is_divisible=problem.is_divisible,
        capacity=problem.capacity,
        opens=opens,
        closes=closes,
    )
    start, end = np.empty((n, operations)), np.empty((n, operations))
    taken = np.empty((n, operations), dtype=np.int64)
    run_events(
        plant,
        make_state(plant, operations),
        np.ascontiguousarray(by_rank[np.argsort(releases[:, by_rank], axis=1, kind="stable")]),
        np.ascontiguousarray(releases, dtype=np.float64),
        np.ascontiguousarray(durations_h, dtype=np.float64),
        np.ascontiguousarray(stops),
        start,
        end,
        taken,
    )
    return Trace(start_h=start, end_h=end, unit=taken)


def templates(problem: Problem) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Operations of one job for each different route, and the shift (J) from a job's operations to them.

    Routes differ when any number of theirs does, durations apart. Operation k of job j has the data of
    operation ``steps[k + shift[j]]``.
    """
    columns = np.column_stack(
        (
            problem.pool,
            problem.quantity,
            problem.hold_offset,
            problem.hold_at_end,
            problem.clean_h,
            problem.fail_clean_h,
            problem.changeover_h,
        )
    )
    known: dict[bytes, int] = {}
    steps: list[NDArray[np.int64]] = []
    size = 0
    shift = np.empty(len(problem.jobs), dtype=np.int64)
    for job, (first, last) in enumerate(
        zip(problem.route[:-1].tolist(), problem.route[1:].tolist(), strict=True)
    ):
        key = columns[first:last].tobytes()
        if key not in known:
            known[key] = size
            steps.append(np.arange(first, last))
            size += last - first
        shift[job] = known[key] - first
    return np.concatenate(steps), shift


def _window(problem: Problem) -> tuple[Floats, Floats]:
    """The window of each unit; one that never opens has its end at its beginning."""
    opens, closes = np.zeros(len(problem.units)), np.zeros(len(problem.units))
    has = np.flatnonzero(np.diff(problem.unit_windows))
    opens[has] = problem.window_from_h[problem.unit_windows[has]]
    closes[has] = problem.window_to_h[problem.unit_windows[has]]
    return opens, closes


def refuse(problem: Problem) -> list[Finding]:
    """What the engines without limits and closures do not support, one finding each."""
    findings = []
    closed = np.diff(problem.unit_windows) > 1
    if closed.any():
        findings.append(finding("SIM-001", value=problem.units[int(np.flatnonzero(closed)[0])]))
    last = np.zeros(len(problem.pool), dtype=np.bool_)
    last[problem.route[1:] - 1] = True
    limited = np.flatnonzero(np.isfinite(problem.wait_limit_h) & ~last)
    if limited.size:
        findings.append(finding("SIM-002", value=problem.operation_name(int(limited[0]))))
    skid = np.flatnonzero(problem.clean_pool >= 0)
    if skid.size:
        findings.append(finding("SIM-003", value=problem.operation_name(int(skid[0]))))
    return findings
