"""Walks: a problem and an order of its operations, as the recurrence reads them."""

import heapq
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from seedtrain.errors import Finding, InputError, finding
from seedtrain.flow.assignment import Assignment
from seedtrain.flow.draws import Draws
from seedtrain.flow.problem import Problem
from seedtrain.flow.sequence import comes_back

if TYPE_CHECKING:
    from seedtrain.flow.kernels.draw import Drawn
    from seedtrain.flow.kernels.lanes import Walk

Ints = NDArray[np.int64]


def turn_walk(problem: Problem, order: Ints) -> "Walk":
    """Let every pool serve the jobs in ``order`` (J), each on the unit that has been idle longest.

    A job does not overtake another at any pool; one that has ended gives way from then on. Where units close,
    a job takes the one that can serve it first. Raises :class:`InputError` on what this recurrence does not
    run: cleaning by a shared pool (SIM-003), divisible pools and jobs that come back to a pool (SIM-005).
    """
    findings = _shared_cleaning(problem)
    odd = np.flatnonzero(comes_back(problem) | np.append(problem.is_divisible, False)[problem.pool])
    if odd.size:
        findings.append(finding("SIM-005", value=problem.operation_name(int(odd[0]))))
    if findings:
        raise InputError(findings, "this recurrence can't run the problem")
    parts = [np.arange(problem.route[job], problem.route[job + 1]) for job in order]
    walk = _walk(problem, np.concatenate(parts), is_chosen=True)
    walk.steps["floor"], walk.steps["patience"], walk.steps["unit"] = -np.inf, np.inf, -1
    return walk


def timetable_walk(problem: Problem, timetable: Assignment) -> "Walk":
    """Follow the order and the units of ``timetable``; nothing starts before its time in it.

    Raises :class:`InputError`: SIM-003 for cleaning by a shared pool, SIM-004 for an order in a circle.
    """
    findings = _shared_cleaning(problem)
    if findings:
        raise InputError(findings, "the recurrence can't run this problem")
    order = walking_order(problem, timetable)
    walk = _walk(problem, order, is_chosen=False)
    steps = walk.steps
    first = np.zeros(len(order), dtype=np.bool_)
    first[problem.route[:-1]] = True
    steps["floor"] = timetable.start_h[order]
    steps["patience"] = np.where(first, np.inf, np.roll(problem.wait_limit_h, 1))[order]
    steps["unit"] = timetable.unit[order]
    steps["pool"] = np.where(steps["unit"] < 0, -1, steps["pool"])
    steps["slot"] = steps["job"]
    return walk


def _shared_cleaning(problem: Problem) -> list[Finding]:
    skid = np.flatnonzero(problem.clean_pool >= 0)
    return [finding("SIM-003", value=problem.operation_name(int(k))) for k in skid[:1]]


def _walk(problem: Problem, order: Ints, *, is_chosen: bool) -> "Walk":
    """The walk in ``order`` (O); floor, patience and unit are left to the caller."""
    from seedtrain.flow.kernels.lanes import POOL, STEP, UNIT, Walk

    operations, jobs = np.arange(len(problem.pool)), problem.job_of
    first, last = problem.route[jobs] == operations, problem.route[jobs + 1] == operations + 1
    columns = {
        "operation": operations,
        "job": jobs,
        "place": operations - problem.route[jobs],
        "family": problem.family[jobs],
        "pool": problem.pool,
        "hold_at": operations + problem.hold_offset,
        "holder": first_holder(problem),
        "limit": np.where(first, np.inf, np.roll(problem.wait_limit_h, 1)),
        "clean": problem.clean_h,
        "lost_clean": problem.clean_h + problem.fail_clean_h,
        "changeover": problem.changeover_h,
        "hold_at_end": problem.hold_at_end,
        "is_first": first,
        "is_last": last,
    }
    steps = records_of(STEP, **{name: column[order] for name, column in columns.items()})
    at = np.empty_like(operations)
    at[order] = operations
    changes = np.bincount(problem.pool + 1, problem.changeover_h, len(problem.pools) + 1)[1:] > 0.0
    closes = ~always_open(problem)
    return Walk(
        steps=steps,
        at=at,
        units=records_of(
            UNIT,
            tracks=changes[problem.pool_of_unit],
            closes=closes,
            first=problem.unit_windows[:-1],
            last=problem.unit_windows[1:],
        ),
        pools=records_of(
            POOL,
            differs=_differ(problem),
            first=problem.pool_units[:-1],
            last=problem.pool_units[1:],
        ),
        window_from=problem.window_from_h,
        window_to=problem.window_to_h,
        is_attended=problem.is_changeover_attended,
        is_chosen=is_chosen,
    )


def with_limits(problem: Problem, walk: "Walk", hold_limit_h: NDArray[np.float64] | None) -> "Walk":
    """The walk with other limits on waits (O), those of the problem where None."""
    steps = walk.steps.copy()
    if hold_limit_h is not None:
        first = np.zeros(len(problem.pool), dtype=np.bool_)
        first[problem.route[:-1]] = True
        steps["limit"][walk.at] = np.where(first, np.inf, np.roll(hold_limit_h, 1))
    return walk._replace(steps=steps)


def with_draws(problem: Problem, walk: "Walk", draws: Draws) -> tuple["Walk", "Drawn"]:
    """The walk whose steps know what is drawn for them, and the tables of it."""
    steps = walk.steps.copy()
    k = steps["operation"]
    columns = {
        "base": problem.duration_h,
        "start": draws.start,
        "table": draws.table_of,
        "factor": draws.factor_of,
        "extra_from": draws.extra_at[:-1],
        "extra_to": draws.extra_at[1:],
        "loss_from": draws.loss_at[:-1],
        "loss_to": draws.loss_at[1:],
    }
    for name, column in columns.items():
        steps[name] = column[k]
    means_more = (draws.loss_recovery > 0.0) | (draws.loss_table >= 0) | draws.loss_is_within
    count = np.concatenate(([0], np.cumsum(means_more)))
    steps["has_after"] = (count[draws.loss_at[1:]] > count[draws.loss_at[:-1]])[k]
    return walk._replace(steps=steps), drawn_of(draws)


def drawn_of(draws: Draws) -> "Drawn":
    """Tables, extras and losses as every kernel reads them."""
    from seedtrain.flow.kernels.draw import EXTRA, LOSS, Drawn

    return Drawn(
        tables=draws.tables.ravel(),
        extras=records_of(EXTRA, **{name: getattr(draws, f"extra_{name}") for name in EXTRA.names or ()}),
        losses=records_of(LOSS, **{name: getattr(draws, f"loss_{name}") for name in LOSS.names or ()}),
    )


def records_of(dtype: np.dtype[np.void], **columns: NDArray[Any]) -> NDArray[Any]:
    """A structured array of the columns given; other fields are zero."""
    made = np.zeros(len(next(iter(columns.values()))), dtype=dtype)
    for name, column in columns.items():
        made[name] = column
    return made


def first_holder(problem: Problem) -> Ints:
    """For each operation k: the first operation of its job whose unit may be held up to k. Shape (O,)."""
    first = np.arange(len(problem.pool), dtype=np.int64)
    for k in np.flatnonzero(problem.hold_offset):
        reach = slice(k, k + problem.hold_offset[k] + 1)
        first[reach] = np.minimum(first[reach], k)
    return first


def _differ(problem: Problem) -> NDArray[np.bool_]:
    """Whether the units of each pool are open at different times. Shape (P,)."""
    windows = np.split(
        np.stack((problem.window_from_h, problem.window_to_h), axis=1), problem.unit_windows[1:-1].tolist()
    )
    spans = zip(problem.pool_units[:-1].tolist(), problem.pool_units[1:].tolist(), strict=True)
    return np.array([len({w.tobytes() for w in windows[a:b]}) > 1 for a, b in spans], dtype=np.bool_)


def always_open(problem: Problem) -> NDArray[np.bool_]:
    """Whether each unit has one window without beginning and end. Shape (U,)."""
    windows = np.diff(problem.unit_windows)
    found: NDArray[np.bool_] = windows == 1
    at = problem.unit_windows[:-1][found]
    found[found] = np.isneginf(problem.window_from_h[at]) & np.isposinf(problem.window_to_h[at])
    return found


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
