"""The judge: it knows no solver, works every rule out of the problem again and names each that is broken."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from seedtrain.flow.assignment import Assignment
from seedtrain.flow.problem import Problem

TOLERANCE_H = 1e-6
"""Hours by which a rule may be missed through rounding (a hundredth of a second)."""


@dataclass(frozen=True, slots=True)
class Breach:
    """One broken rule: its name, the operations it concerns, the resource and times.

    In hours from the origin: ``needed_h`` is the time (or length) that the rule asks for, ``found_h`` what
    the schedule has. For a rule about quantities these are amounts, and ``at_h`` is when.
    """

    rule: str
    operations: tuple[str, ...]
    resource: str
    needed_h: float
    found_h: float
    at_h: float = np.nan


def verify(problem: Problem, found: Assignment) -> list[Breach]:
    """Return every broken rule of ``found``, in the order of the rules below; empty when it holds.

    Rules: ``missing_operation``, ``duration``, ``before_release``, ``precedence``, ``hold_limit``,
    ``wrong_unit``, ``unit_hold``, ``cleaning``, ``dirty_limit``, ``outside_availability``, ``overlap``,
    ``changeover``, ``skid``.
    """
    missing = list(_missing(problem, found))
    if missing:
        return missing
    rules: tuple[Callable[[Problem, Assignment], Iterator[Breach]], ...] = (
        _duration,
        _route,
        _unit_class,
        _holds,
        _windows,
        _neighbours,
        _skids,
    )
    return [breach for rule in rules for breach in rule(problem, found)]


def _less(found: float, needed: float) -> bool:
    return not found >= needed - TOLERANCE_H


def _missing(problem: Problem, found: Assignment) -> Iterator[Breach]:
    """Every operation has a start and an end."""
    absent = ~(np.isfinite(found.start_h) & np.isfinite(found.end_h))
    for k in np.flatnonzero(absent):
        yield Breach("missing_operation", (problem.operation_name(k),), "", np.nan, np.nan)


def _duration(problem: Problem, found: Assignment) -> Iterator[Breach]:
    """An operation takes the time it takes: e = s + duration."""
    lengths = found.end_h - found.start_h
    for k in np.flatnonzero(~(np.abs(lengths - problem.duration_h) <= TOLERANCE_H)):
        yield Breach(
            "duration", (problem.operation_name(k),), "", float(problem.duration_h[k]), float(lengths[k])
        )


def _route(problem: Problem, found: Assignment) -> Iterator[Breach]:
    """A job starts after its release, takes its operations in turn, and none waits beyond its limit."""
    for job in range(len(problem.jobs)):
        first, last = problem.route[job], problem.route[job + 1]
        if _less(found.start_h[first], problem.release_h[job]):
            times = float(problem.release_h[job]), float(found.start_h[first])
            yield Breach("before_release", (problem.operation_name(first),), "", *times)
        for k in range(first, last - 1):
            pair = (problem.operation_name(k), problem.operation_name(k + 1))
            end, start = float(found.end_h[k]), float(found.start_h[k + 1])
            if _less(start, end):
                yield Breach("precedence", pair, "", end, start)
            latest = end + float(problem.wait_limit_h[k])
            if _less(latest, start):
                yield Breach("hold_limit", pair, "", latest, start)


def _unit_class(problem: Problem, found: Assignment) -> Iterator[Breach]:
    """An operation runs on a unit of its pool, and on none where it needs none."""
    owner = np.append(problem.pool_of_unit, -1)
    for k in np.flatnonzero(owner[found.unit] != problem.pool):
        unit = problem.units[found.unit[k]] if found.unit[k] >= 0 else ""
        yield Breach("wrong_unit", (problem.operation_name(k),), unit, np.nan, float(found.start_h[k]))


def _holds(problem: Problem, found: Assignment) -> Iterator[Breach]:
    """A unit is held until the operation that ends its hold, then cleaned in full and in time."""
    at = np.arange(len(problem.pool)) + problem.hold_offset
    until = np.maximum(found.end_h, np.where(problem.hold_at_end, found.end_h[at], found.start_h[at]))
    for k in np.flatnonzero(found.unit >= 0):
        name, unit = (problem.operation_name(k),), problem.units[found.unit[k]]
        if _less(found.hold_end_h[k], until[k]):
            yield Breach("unit_hold", name, unit, float(until[k]), float(found.hold_end_h[k]))
        clean_from = max(float(found.hold_end_h[k]), float(found.clean_h[k]))
        if _less(found.clean_h[k], found.hold_end_h[k]) or _less(
            found.free_h[k], clean_from + problem.clean_h[k]
        ):
            yield Breach(
                "cleaning", name, unit, clean_from + float(problem.clean_h[k]), float(found.free_h[k])
            )
        latest = float(found.hold_end_h[k] + problem.dirty_limit_h[k])
        if _less(latest, found.clean_h[k]):
            yield Breach("dirty_limit", name, unit, latest, float(found.clean_h[k]))


def _windows(problem: Problem, found: Assignment) -> Iterator[Breach]:
    """A unit is open from the start of the operation until it is clean."""
    for k in np.flatnonzero(found.unit >= 0):
        unit = found.unit[k]
        inside = False
        for w in range(problem.unit_windows[unit], problem.unit_windows[unit + 1]):
            inside = inside or not (
                _less(found.start_h[k], problem.window_from_h[w])
                or _less(problem.window_to_h[w], found.free_h[k])
            )
        if not inside:
            times = float(found.start_h[k]), float(found.free_h[k])
            yield Breach("outside_availability", (problem.operation_name(k),), problem.units[unit], *times)


def _neighbours(problem: Problem, found: Assignment) -> Iterator[Breach]:
    """On a unit, an operation starts when the one before has left it clean, or changed over."""
    family = problem.family[problem.job_of]
    for unit in range(len(problem.units)):
        users = np.flatnonzero(found.unit == unit)
        users = users[np.lexsort((found.free_h[users], found.start_h[users]))]
        free = -np.inf
        for before, after in pairwise(users):
            free = max(free, float(found.free_h[before]))
            pair = (problem.operation_name(before), problem.operation_name(after))
            start = float(found.start_h[after])
            if _less(start, free):
                yield Breach("overlap", pair, problem.units[unit], free, start)
                continue
            extra = float(problem.changeover_h[after]) if family[before] != family[after] else 0.0
            if _less(start, free + extra):
                yield Breach("changeover", pair, problem.units[unit], free + extra, start)


def _skids(problem: Problem, found: Assignment) -> Iterator[Breach]:
    """A shared cleaning pool cleans at most as many units at once as it has."""
    for pool in range(len(problem.pools)):
        served = np.flatnonzero((problem.clean_pool == pool) & (found.unit >= 0) & (problem.clean_h > 0.0))
        room = int(problem.pool_units[pool + 1] - problem.pool_units[pool])
        served = served[np.argsort(found.clean_h[served], kind="stable")]
        ends: list[float] = []
        for k in served:
            begin = float(found.clean_h[k])
            running = [end for end in ends if end > begin + TOLERANCE_H]
            if len(running) >= room:
                name = (problem.operation_name(k),)
                yield Breach("skid", name, problem.pools[pool], min(running), begin)
            ends = [*running, begin + float(problem.clean_h[k])]
