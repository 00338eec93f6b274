"""Replanning: what is settled of a timetable after what has happened, and what is planned around it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from seedtrain.flow.amend import Amendment, amended
from seedtrain.flow.assignment import Assignment
from seedtrain.flow.insertion import Insertion, Misfit, repaired
from seedtrain.flow.pins import MINUTE_H, Pins
from seedtrain.flow.problem import Problem
from seedtrain.flow.sequence import components
from seedtrain.schedule.actuals import Actual

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

BEGUN = ("started", "finished", "failed")
LEAST_LEFT_H = 1.0
"""A running operation that is over its time is taken to need this long still. [h]"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a replan is asked to keep.

    ``now_h``: nothing that has not begun starts before (-inf: no such time); ``frozen_to_h``: what the given
    timetable starts before stays, unless what has happened forces it; ``pinned``: operations that stay where
    they are given; ``placed``: operations pinned to a unit (-1: any) and start [h].
    """

    now_h: float = -np.inf
    frozen_to_h: float = -np.inf
    pinned: frozenset[int] = frozenset()
    placed: Mapping[int, tuple[int, float]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Replan:
    """A problem after what has happened, with what is settled of it.

    ``old``: for each operation that of the problem before, -1 for a batch made again; ``cause``: operation to
    the row that touches it; ``source``: job made again to the job that failed; ``down``: units that are down;
    ``is_soft``: pins that give way where they can't be kept: frozen operations that have not begun.
    """

    problem: Problem
    pins: Pins
    old: Ints
    cause: Mapping[int, Actual]
    source: Mapping[int, int]
    down: tuple[Actual, ...]
    is_soft: Bools


def replan(problem: Problem, given: Assignment, actuals: Sequence[Actual], asked: Asked) -> Replan:
    """Lay ``actuals`` over the timetable ``given`` of ``problem`` and settle what ``asked`` keeps.

    What was to begin before now and is not told of is taken to have begun as planned. A failed batch is made
    again, at the earliest from its failure on. Limits that history has broken (a wait, a cleaning cut short)
    are taken as they were, and a unit that goes down while it is cleaned is cleaned with its repair.
    ``actuals`` are those that :func:`seedtrain.schedule.actuals.check_actuals` passes.
    """
    told = {each.operation: each for each in actuals if each.state != "down"}
    down = tuple(each for each in actuals if each.state == "down")
    failed = [each for each in told.values() if each.state == "failed"]
    names = set(problem.jobs)
    again = [(each.job, _new_name(problem.jobs[each.job], names), each.end_h) for each in failed]
    durations = {k: _duration(problem, given, each, asked.now_h) for k, each in told.items()}
    known = Amendment(
        duration_h={k: duration for k, duration in durations.items() if duration is not None},
        ends_at={each.job: each.operation for each in failed},
        again=again,
        down=[(each.unit, each.start_h, np.inf if np.isnan(each.end_h) else each.end_h) for each in down],
    )
    made, old = amended(problem, known)
    pins, is_soft = _settled(problem, given, told, asked)
    here, new = np.maximum(old, 0), old < 0
    after = Pins(
        start_h=np.where(new, np.nan, pins.start_h[here]),
        unit=np.where(new, -1, pins.unit[here]),
        floor_h=np.where(new, asked.now_h, pins.floor_h[here]),
        given_h=np.where(new, np.nan, pins.given_h[here]),
        given_unit=np.where(new, -1, pins.given_unit[here]),
    )
    place = {int(k): position for position, k in enumerate(old) if k >= 0}
    begun = {place[k] for k in _history(problem, told) if k in place}
    begun |= set(np.flatnonzero(after.start_h < asked.now_h - MINUTE_H).tolist())
    return Replan(
        problem=_cleaned(_as_it_was(made, after, begun, down), after, given, old, asked.now_h),
        pins=after,
        old=old,
        cause={place[k]: each for k, each in told.items() if k in place},
        source={len(problem.jobs) + turn: job for turn, (job, _, _) in enumerate(again)},
        down=down,
        is_soft=np.where(new, False, is_soft[here]),
    )


def softened(plan: Replan, order: Ints, goals: tuple[str, ...]) -> tuple[Replan, list[int]]:
    """Let soft pins give way until the jobs in ``order`` can be placed; return the operations that gave way.

    Where a pin that is not soft stands in the way, the plan is returned as it is then.
    """
    start, unit = plan.pins.start_h.copy(), plan.pins.unit.copy()
    gave: list[int] = []
    for jobs in components(plan.problem):
        mine = order[np.isin(order, jobs)]
        while True:
            pins = replace(plan.pins, start_h=start, unit=unit)
            space = Insertion(plan.problem, pins, goals)
            found = space.placed(repaired(space, mine))
            if not isinstance(found, Misfit):
                break
            way = _in_the_way(plan, start, found)
            if not way:
                break
            gave += way
            start[way], unit[way] = np.nan, -1
    return replace(plan, pins=replace(plan.pins, start_h=start, unit=unit)), sorted(set(gave))


def ways(plan: Replan) -> tuple[Pins, Pins]:
    """Return what is settled in two ways: nothing starts before its given time; or it may, where free."""
    return replace(plan.pins, floor_h=np.fmax(plan.pins.floor_h, plan.pins.given_h)), plan.pins


def _in_the_way(plan: Replan, start: NDArray[np.float64], found: Misfit) -> list[int]:
    """The soft pins to let go: of the operation that fails and what follows it in its batch; else of another.

    Another: the soft operation nearest in time on the units that are wanted, with what follows it; else all
    that are left. Nothing where none is soft.
    """
    problem, k = plan.problem, found.operation
    soft = plan.is_soft & ~np.isnan(start)
    last = int(problem.route[found.job + 1])
    mine = [each for each in range(k, last) if soft[each]]
    if mine:
        return mine
    wanted = min(k + 1, last - 1) if found.reason == "wait_limit" else k
    others = np.flatnonzero(soft & (problem.pool == problem.pool[wanted]) & (problem.pool >= 0))
    if not others.size:
        shared = np.isin(problem.job_of, _sharing(problem, found.job))
        return [int(each) for each in np.flatnonzero(soft & shared)]
    near = start[k] if not np.isnan(start[k]) else plan.pins.given_h[k]
    distance = np.abs(start[others] - (0.0 if np.isnan(near) else near))
    other = int(others[np.argmin(distance)])
    ends = int(problem.route[problem.job_of[other] + 1])
    return [each for each in range(other, ends) if soft[each]]


def _sharing(problem: Problem, job: int) -> Ints:
    """The jobs of the part of the plant that ``job`` is in."""
    return next(jobs for jobs in components(problem) if job in jobs)


def _duration(problem: Problem, given: Assignment, actual: Actual, now_h: float) -> float | None:
    """The time the operation takes by what is known of it; None for the planned one. [h]"""
    planned = float(problem.duration_h[actual.operation])
    if not np.isnan(actual.start_h + actual.end_h):
        return actual.end_h - actual.start_h
    if actual.state == "delayed" and not np.isnan(actual.end_h):
        return max(planned, actual.end_h - float(given.start_h[actual.operation]))
    if actual.state == "started" and np.isfinite(now_h) and actual.start_h + planned < now_h:
        return now_h + LEAST_LEFT_H - actual.start_h
    return None


def _history(problem: Problem, told: Mapping[int, Actual]) -> set[int]:
    """The operations that have begun: those told of, and those before them in their batch."""
    begun: set[int] = set()
    for k, actual in told.items():
        if actual.state in BEGUN:
            begun.update(range(int(problem.route[actual.job]), k + 1))
    return begun


def _held_up(problem: Problem, given: Assignment, told: Mapping[int, Actual], now_h: float) -> Bools:
    """Operations that can't have begun as planned.

    Those that are delayed, with what follows them; those to begin before now behind an operation that ended
    later, or on a unit that it kept.
    """
    held = np.zeros(len(problem.pool), dtype=np.bool_)
    for k, actual in told.items():
        last = int(problem.route[actual.job + 1])
        if actual.state == "delayed":
            held[k:last] = True
        elif actual.state in ("started", "finished"):
            ends = actual.end_h
            if np.isnan(ends):
                ends = max(actual.start_h + float(problem.duration_h[k]), now_h)
            ends = min(ends, now_h)
            late = [then for then in range(k + 1, last) if given.start_h[then] < ends - MINUTE_H]
            if late:
                held[late[0] : last] = True
            unit = actual.unit if actual.unit >= 0 else int(given.unit[k])
            there = (given.unit == unit) & (given.start_h >= actual.start_h - MINUTE_H)
            for then in np.flatnonzero((unit >= 0) & there & (given.start_h < ends - MINUTE_H)).tolist():
                if then not in told:
                    held[then : int(problem.route[problem.job_of[then] + 1])] = True
    return held


def assumed(problem: Problem, given: Assignment, told: Mapping[int, Actual], now_h: float) -> Bools:
    """Operations that were to begin before now and of which nothing is told: they are taken to have begun."""
    begun = given.start_h < now_h - MINUTE_H
    begun[list(told)] = False
    return begun & ~_held_up(problem, given, told, now_h)


def _settled(
    problem: Problem, given: Assignment, told: Mapping[int, Actual], asked: Asked
) -> tuple[Pins, Bools]:
    """Pins and floors of the operations of the problem before, and which of the pins give way."""
    operations = len(problem.pool)
    start, unit = np.full(operations, np.nan), np.full(operations, -1, dtype=np.int64)
    floor, soft = np.full(operations, asked.now_h), np.zeros(operations, dtype=np.bool_)
    kept = given.start_h < max(asked.frozen_to_h, asked.now_h) - MINUTE_H
    kept[list(asked.pinned)] = True
    for k in np.flatnonzero(kept & ~_held_up(problem, given, told, asked.now_h)).tolist():
        start[k], unit[k] = given.start_h[k], given.unit[k]
        soft[k] = k not in asked.pinned and given.start_h[k] >= asked.now_h - MINUTE_H
    for k, actual in told.items():
        if actual.state in BEGUN:
            start[k] = actual.start_h
            unit[k] = actual.unit if actual.unit >= 0 else given.unit[k]
            soft[k] = False
        elif not np.isnan(actual.start_h):
            floor[k] = max(floor[k], actual.start_h)
    for k in sorted(_history(problem, told) - set(told), reverse=True):
        latest = start[k + 1] - problem.duration_h[k]
        start[k], unit[k], soft[k] = min(given.start_h[k], latest), given.unit[k], False
    for k, (where, when) in asked.placed.items():
        start[k], unit[k], soft[k] = when, where, False
    pins = Pins(start_h=start, unit=unit, floor_h=floor, given_h=given.start_h, given_unit=given.unit)
    return pins, soft


def _as_it_was(problem: Problem, pins: Pins, begun: set[int], down: Sequence[Actual]) -> Problem:
    """The problem with the limits that history has broken set to what was."""
    wait, clean, change = problem.wait_limit_h.copy(), problem.clean_h.copy(), problem.changeover_h.copy()
    release, job_of = problem.release_h.copy(), problem.job_of
    for k in begun:
        job = job_of[k]
        release[job] = min(release[job], pins.start_h[k])
        if k + 1 in begun and job_of[k + 1] == job:
            wait[k] = max(wait[k], pins.start_h[k + 1] - pins.start_h[k] - problem.duration_h[k])
    fixed = np.flatnonzero(pins.is_pinned & (pins.unit >= 0))
    for unit in np.unique(pins.unit[fixed]):
        users = fixed[pins.unit[fixed] == unit]
        users = users[np.argsort(pins.start_h[users], kind="stable")]
        for k, then in zip(users[:-1].tolist(), users[1:].tolist(), strict=True):
            spare = pins.start_h[then] - _held_to(problem, pins, k)
            if then in begun and not np.isnan(spare):
                clean[k] = min(clean[k], max(0.0, spare))
                if problem.family[job_of[k]] != problem.family[job_of[then]]:
                    change[then] = min(change[then], max(0.0, spare - clean[k]))
    for row in down:
        for k in fixed[pins.unit[fixed] == row.unit].tolist():
            spare = row.start_h - _held_to(problem, pins, k)
            if 0.0 <= spare < clean[k]:
                clean[k] = spare
    return replace(problem, wait_limit_h=wait, clean_h=clean, changeover_h=change, release_h=release)


def _cleaned(problem: Problem, pins: Pins, given: Assignment, old: Ints, now_h: float) -> Problem:
    """The problem with the cleanings that are over by now as given: no skid has to do them again.

    Only of operations that have not moved and whose unit was not kept longer than given.
    """
    clean, pool = problem.clean_h.copy(), problem.clean_pool.copy()
    for k in np.flatnonzero((pool >= 0) & pins.is_pinned & (old >= 0)).tolist():
        was = int(old[k])
        is_same = abs(pins.start_h[k] - given.start_h[was]) <= MINUTE_H and pins.unit[k] == given.unit[was]
        held = _held_to(problem, pins, k)
        if is_same and given.free_h[was] <= now_h and held <= given.clean_h[was] + MINUTE_H:
            clean[k], pool[k] = max(0.0, float(given.free_h[was]) - held), -1
    return replace(problem, clean_h=clean, clean_pool=pool)


def _held_to(problem: Problem, pins: Pins, k: int) -> float:
    """When a pinned operation leaves its unit, not yet clean; NaN where that is not settled. [h]"""
    at = k + int(problem.hold_offset[k])
    ends = pins.start_h[at] + (problem.duration_h[at] if problem.hold_at_end[k] else 0.0)
    return float(max(ends, pins.start_h[k] + problem.duration_h[k])) if not np.isnan(ends) else float("nan")


def _new_name(job: str, names: set[str]) -> str:
    """A name for a batch made again: the old one with the next free number."""
    turn = 1
    while f"{job}-r{turn}" in names:
        turn += 1
    names.add(f"{job}-r{turn}")
    return f"{job}-r{turn}"
