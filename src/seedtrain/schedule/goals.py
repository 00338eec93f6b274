"""Goals of a timetable: their names, their bounds, and what a list of them means."""

from collections.abc import Sequence

import numpy as np

from seedtrain.flow.assignment import Assignment
from seedtrain.flow.insertion import GOALS
from seedtrain.flow.pins import Pins
from seedtrain.flow.problem import Problem
from seedtrain.schedule.bound import makespan_bound
from seedtrain.schedule.late import tardiness_bound
from seedtrain.schedule.packing import packed_makespan_bound


def goal_bound(problem: Problem, goal: str, pins: Pins, *, packed: bool = False) -> float:
    """Lower bound on a goal over all timetables of ``problem`` that keep ``pins``. Raises ``KeyError``.

    ``packed``: the makespan is bounded by packing too, which takes a few seconds.
    """
    bounds = {
        "weighted_tardiness": lambda: tardiness_bound(problem),
        "makespan": lambda: packed_makespan_bound(problem) if packed else makespan_bound(problem),
        "changeovers": lambda: changeover_bound(problem),
        "wip": lambda: wip_bound(problem),
        "least_change": lambda: change_bound(problem, pins),
    }
    return bounds[goal]()


def changeover_bound(problem: Problem) -> float:
    r"""Lower bound on the changeovers: F families on m units need at least F - m, pool by pool."""
    total = 0
    family = problem.family[problem.job_of]
    for pool in np.flatnonzero(~problem.is_divisible):
        users = np.flatnonzero((problem.pool == pool) & (problem.changeover_h > 0.0))
        units = int(problem.pool_units[pool + 1] - problem.pool_units[pool])
        families = np.setdiff1d(family[users], family[(problem.pool == pool) & (problem.changeover_h <= 0.0)])
        total += max(0, families.size - units)
    return float(total)


def wip_bound(problem: Problem) -> float:
    """Lower bound on the work in progress [h]: no batch takes less than the sum of its processing times."""
    return float(problem.duration_h.sum())


def change_bound(problem: Problem, pins: Pins) -> float:
    r"""Lower bound on the change to the given timetable [h], jobs looked at apart.

    .. math:: \sum_k \max(0, e_k - g_k), \qquad e_k = \max(r_k, e_{k-1} + d_{k-1})

    with the earliest start e that pins, floors (both r) and the times of the job itself allow, and the given
    start g.
    """
    total = 0.0
    for job in range(len(problem.jobs)):
        ready = -np.inf
        for k in range(problem.route[job], problem.route[job + 1]):
            pinned = float(pins.start_h[k])
            least = max(float(problem.release_h[job]), float(pins.floor_h[k]), ready)
            start = least if np.isnan(pinned) else max(pinned, min(least, pinned))
            if not np.isnan(pins.given_h[k]):
                off = start - float(pins.given_h[k])
                total += abs(off) if not np.isnan(pinned) else max(0.0, off)
            ready = start + float(problem.duration_h[k])
    return total


def completed(goals: Sequence[str]) -> tuple[str, ...]:
    """Return the goals with makespan and weighted tardiness behind them where they are not named."""
    rest = [goal for goal in GOALS[:2] if goal not in goals]
    return (*goals, *rest)


def goal_value(problem: Problem, pins: Pins, found: Assignment, goal: str) -> float:
    """What a timetable gives of a goal: hours, or a number of changeovers. Raises ``KeyError``."""
    from seedtrain.flow.kernels.goals import OTHER_UNIT_H

    last, first = problem.route[1:] - 1, problem.route[:-1]
    if goal == "changeovers":
        return float(_changeovers(problem, found))
    moved = np.nansum(np.abs(found.start_h - pins.given_h))
    elsewhere = (pins.given_unit >= 0) & (found.unit != pins.given_unit) & ~np.isnan(pins.given_h)
    late = np.maximum(0.0, found.end_h[last] - problem.due_h)
    return {
        "weighted_tardiness": float(np.sum(problem.weight * late)),
        "makespan": found.makespan_h,
        "wip": float(np.sum(found.end_h[last] - found.start_h[first])),
        "least_change": float(moved + OTHER_UNIT_H * np.count_nonzero(elsewhere)),
    }[goal]


def _changeovers(problem: Problem, found: Assignment) -> int:
    """How often a unit passes to another family by an operation that needs a changeover."""
    family, count = problem.family[problem.job_of], 0
    for unit in range(len(problem.units)):
        users = np.flatnonzero(found.unit == unit)
        users = users[np.lexsort((found.free_h[users], found.start_h[users]))]
        changes = (family[users[1:]] != family[users[:-1]]) & (problem.changeover_h[users[1:]] > 0.0)
        count += int(np.count_nonzero(changes))
    return count
