"""Follow: run a timetable under drawn durations and failures, in many replications, by recurrence."""

import heapq

import numpy as np
from numpy.typing import NDArray

from seedtrain.errors import InputError, finding
from seedtrain.flow.assignment import Assignment
from seedtrain.flow.dispatch import first_holder
from seedtrain.flow.problem import Problem
from seedtrain.flow.trace import Trace

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def follow(
    problem: Problem,
    timetable: Assignment,
    durations_h: Floats,
    *,
    ends: NDArray[np.bool_] | None = None,
    releases_h: Floats | None = None,
    opens_h: Floats | None = None,
) -> Trace:
    """Follow the order and the units of ``timetable``; nothing starts before its time in it.

    An operation starts when the one before has ended, its unit is free (and changed over) and open, and not
    before its planned start; an output that is early waits for that no longer than its limit allows. Waits
    for a unit that is late may break their limits: compare the trace with the problem.

    ``durations_h`` (n, O) [h]; ``ends`` (n, O) whether the job ends with that operation; ``releases_h``
    (n, J) and ``opens_h`` (n, U) [h] only ever delay. The problem's own durations give the timetable back.
    Raises :class:`InputError`: SIM-003 for cleaning by a shared pool, SIM-004 for an order in a circle.
    """
    skid = np.flatnonzero(problem.clean_pool >= 0)
    if skid.size:
        place = problem.operation_name(int(skid[0]))
        raise InputError([finding("SIM-003", value=place)], "the recurrence can't run this problem")
    from seedtrain.flow.kernels.recurrence import Walk, run_recurrence

    n, operations = durations_h.shape
    first = np.zeros(operations, dtype=np.bool_)
    first[problem.route[:-1]] = True
    walk = Walk(
        order=walking_order(problem, timetable),
        floor=timetable.start_h,
        patience=np.where(first, np.inf, np.roll(problem.wait_limit_h, 1)),
        unit=timetable.unit,
        job_of=problem.job_of,
        route=problem.route,
        family=problem.family,
        hold_at=np.arange(operations) + problem.hold_offset,
        hold_at_end=problem.hold_at_end,
        first_holder=first_holder(problem),
        clean=problem.clean_h,
        fail_clean=problem.fail_clean_h,
        changeover=problem.changeover_h,
        is_attended=problem.is_changeover_attended,
        unit_windows=problem.unit_windows,
        window_from=problem.window_from_h,
        window_to=problem.window_to_h,
    )
    releases = (
        np.broadcast_to(problem.release_h, (n, len(problem.jobs))) if releases_h is None else releases_h
    )
    opens = np.full((n, len(problem.units)), -np.inf) if opens_h is None else opens_h
    stops = np.zeros((n, operations), dtype=np.bool_) if ends is None else ends
    start, end = np.empty((n, operations)), np.empty((n, operations))
    run_recurrence(
        walk,
        np.ascontiguousarray(releases),
        np.ascontiguousarray(opens),
        np.ascontiguousarray(durations_h),
        np.ascontiguousarray(stops),
        start,
        end,
    )
    return Trace(start_h=start, end_h=end, unit=np.where(np.isnan(start), -1, timetable.unit))


def walking_order(problem: Problem, timetable: Assignment) -> Ints:
    """Order the operations so that each comes after all it waits for; of those ready, the earliest planned.

    An operation waits for the one before it in its job, and for the operation that ends the hold of the job
    before it on its unit. Raises :class:`InputError` (SIM-004) when these run in a circle.
    """
    operations = len(problem.pool)
    after: list[list[int]] = [[] for _ in range(operations)]
    waits = np.zeros(operations, dtype=np.int64)

    def edge(before: int, then: int) -> None:
        after[before].append(then)
        waits[then] += 1

    last = np.zeros(operations, dtype=np.bool_)
    last[problem.route[1:] - 1] = True
    for k in np.flatnonzero(~last):
        edge(int(k), int(k) + 1)
    hold_at = np.arange(operations) + problem.hold_offset
    for unit in range(len(problem.units)):
        users = np.flatnonzero(timetable.unit == unit)
        users = users[np.lexsort((timetable.free_h[users], timetable.start_h[users]))]
        for before, then in zip(users[:-1].tolist(), users[1:].tolist(), strict=True):
            edge(int(hold_at[before]), then)
    ready = [(float(timetable.start_h[k]), int(k)) for k in np.flatnonzero(waits == 0)]
    heapq.heapify(ready)
    order = []
    while ready:
        done = heapq.heappop(ready)[1]
        order.append(done)
        for then in after[done]:
            waits[then] -= 1
            if waits[then] == 0:
                heapq.heappush(ready, (float(timetable.start_h[then]), then))
    if len(order) < operations:
        stuck = problem.operation_name(int(np.flatnonzero(waits > 0)[0]))
        raise InputError([finding("SIM-004", value=stuck)], "the timetable can't be followed")
    return np.array(order, dtype=np.int64)
