"""In turn: run a problem in a given order of its jobs, in many replications, by recurrence."""

import numpy as np
from numpy.typing import NDArray

from seedtrain.errors import InputError, finding
from seedtrain.flow.dispatch import first_holder, refuse, templates
from seedtrain.flow.problem import Problem
from seedtrain.flow.sequence import comes_back
from seedtrain.flow.trace import Trace

Floats = NDArray[np.float64]


def in_turn(
    problem: Problem,
    order: NDArray[np.int64],
    durations_h: Floats,
    *,
    ends: NDArray[np.bool_] | None = None,
    releases_h: Floats | None = None,
) -> Trace:
    """Let every pool serve the jobs in ``order`` (J), each on the unit that has been idle longest.

    A job does not overtake another at any pool; one that has ended gives way from then on. ``durations_h``
    (n, O) drawn durations [h]; ``ends`` (n, O) whether the job ends with that operation; ``releases_h``
    (n, J) [h], the problem's own when absent, none below zero.

    Raises :class:`InputError` on what this recurrence does not run: units that are not always open (SIM-001),
    limits on waits (SIM-002), cleaning by a shared pool (SIM-003), divisible pools and jobs that come back
    to a pool (SIM-005).
    """
    findings = refuse(problem, always_open=True)
    odd = np.flatnonzero(comes_back(problem) | np.append(problem.is_divisible, False)[problem.pool])
    if odd.size:
        findings.append(finding("SIM-005", value=problem.operation_name(int(odd[0]))))
    if findings:
        raise InputError(findings, "this recurrence can't run the problem")
    from seedtrain.flow.kernels.turns import Turns, run_turns

    n, operations = durations_h.shape
    steps, shift = templates(problem)
    turns = Turns(
        order=np.ascontiguousarray(order, dtype=np.int64),
        route=problem.route,
        shift=shift,
        family=problem.family,
        pool=problem.pool[steps],
        hold_at=problem.hold_offset[steps],
        hold_at_end=problem.hold_at_end[steps],
        first_holder=(np.arange(operations) - first_holder(problem))[steps],
        clean=problem.clean_h[steps],
        fail_clean=problem.fail_clean_h[steps],
        changeover=problem.changeover_h[steps],
        is_attended=problem.is_changeover_attended,
        pool_units=problem.pool_units,
    )
    releases = (
        np.broadcast_to(problem.release_h, (n, len(problem.jobs))) if releases_h is None else releases_h
    )
    stops = np.zeros((n, operations), dtype=np.bool_) if ends is None else ends
    start, end = np.empty((n, operations)), np.empty((n, operations))
    run_turns(
        turns,
        np.ascontiguousarray(releases),
        np.ascontiguousarray(durations_h),
        np.ascontiguousarray(stops),
        start,
        end,
    )
    return Trace(start_h=start, end_h=end, unit=np.full((n, operations), -1, dtype=np.int64))
