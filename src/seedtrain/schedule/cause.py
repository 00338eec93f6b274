"""Causes: what an operation of a timetable waits for, and the chain of them back to what holds it up."""

from collections import deque
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import numpy as np

from seedtrain.flow.assignment import Assignment
from seedtrain.flow.pins import MINUTE_H, Pins
from seedtrain.flow.problem import Problem

Why = Literal[
    "pinned", "before", "unit", "changeover", "opens", "release", "floor", "hold", "skid", "nothing"
]  # fmt: skip
"""``pinned``: its time is settled; ``before``: the operation before it ends; ``unit``: its unit gets clean;
``changeover``: and is changed over from another product; ``opens``: its unit opens; ``release``: the earliest
start of its job; ``floor``: a time before which it may not start; ``hold``: its output may not wait longer
for the operation after it; ``skid``: its unit is cleaned late, the skid being taken; ``nothing``."""

NEAR_H = 1e-5


@dataclass(frozen=True, slots=True)
class Wait:
    """Operation ``operation`` starts at ``start_h`` for ``why``; ``other`` and ``unit``: -1 for none."""

    operation: int
    why: Why
    start_h: float
    other: int = -1
    unit: int = -1


class Causes:
    """A timetable whose operations can be asked what they wait for."""

    def __init__(self, problem: Problem, found: Assignment, pins: Pins | None = None) -> None:
        self.problem, self.found, self.pins = problem, found, pins
        self.job_of = problem.job_of
        self._before = _neighbours(problem, found)

    def waits_for(self, k: int) -> Wait:
        """Return what operation ``k`` waits for: the first cause that is met exactly."""
        outer = self._outer(k)
        if outer is not None:
            return outer
        start = float(self.found.start_h[k])
        if self._follows(k):
            return Wait(k, "before", start, other=k - 1)
        if self._is_held(k):
            return Wait(k, "hold", start, other=k + 1)
        return Wait(k, "nothing", start)

    def chain(self, k: int) -> list[Wait]:
        """Return the waits from operation ``k`` back to the one that waits for nothing else in the timetable.

        Operations of a job that follow one another without a wait count as one: the first of them found that
        waits for something outside the job leads on.
        """
        found: list[Wait] = []
        seen: set[int] = set()
        while k >= 0 and k not in seen:
            path = self._way_out(k, seen)
            found += path
            seen |= {each.operation for each in path}
            k = self._frees(path[-1])
        return found

    def _way_out(self, k: int, seen: set[int]) -> list[Wait]:
        """The waits within the job of ``k`` up to the first operation that waits for something outside it."""
        came: dict[int, Wait | None] = {k: None}
        turn = deque([k])
        while turn:
            at = turn.popleft()
            outer = self._outer(at)
            if outer is not None:
                return [*self._path(came, at), outer]
            start = float(self.found.start_h[at])
            steps = [Wait(at, "before", start, other=at - 1)] if self._follows(at) else []
            steps += [Wait(at, "hold", start, other=at + 1)] if self._is_held(at) else []
            for step in steps:
                if step.other not in came and step.other not in seen:
                    came[step.other] = step
                    turn.append(step.other)
        return [Wait(k, "nothing", float(self.found.start_h[k]))]

    def _path(self, came: dict[int, Wait | None], at: int) -> list[Wait]:
        path: list[Wait] = []
        step = came[at]
        while step is not None:
            path.append(step)
            step = came[step.operation]
        return path[::-1]

    def _frees(self, wait: Wait) -> int:
        """The operation that ends the hold of the unit which ``wait`` is for; -1 where it is for none."""
        if wait.why not in ("unit", "changeover", "skid") or wait.other < 0:
            return -1
        return wait.other + int(self.problem.hold_offset[wait.other])

    def _outer(self, k: int) -> Wait | None:
        """What outside its job operation ``k`` waits for; None for nothing."""
        problem, found = self.problem, self.found
        start, unit = float(found.start_h[k]), int(found.unit[k])
        if self.pins is not None and not np.isnan(self.pins.start_h[k]):
            return Wait(k, "pinned", start, unit=unit)
        before = self._before[k]
        if before >= 0:
            free = float(found.free_h[before])
            is_other = problem.family[self.job_of[before]] != problem.family[self.job_of[k]]
            if (
                is_other
                and problem.changeover_h[k] > 0.0
                and self._near(free + problem.changeover_h[k], start)
            ):
                return Wait(k, "changeover", start, other=before, unit=unit)
            if self._near(free, start):
                is_skid = found.clean_h[before] > found.hold_end_h[before] + NEAR_H
                return Wait(k, "skid" if is_skid else "unit", start, other=before, unit=unit)
        if unit >= 0:
            windows = slice(problem.unit_windows[unit], problem.unit_windows[unit + 1])
            if (np.abs(problem.window_from_h[windows] - start) <= NEAR_H).any():
                return Wait(k, "opens", start, unit=unit)
        if k == problem.route[self.job_of[k]] and self._near(problem.release_h[self.job_of[k]], start):
            return Wait(k, "release", start)
        if self.pins is not None and self._near(self.pins.floor_h[k], start):
            return Wait(k, "floor", start)
        return None

    def _near(self, time: float, start: float) -> bool:
        return bool(abs(time - start) <= (NEAR_H if self.pins is None else MINUTE_H))

    def _follows(self, k: int) -> bool:
        is_first = k == self.problem.route[self.job_of[k]]
        return not is_first and self._near(self.found.end_h[k - 1], self.found.start_h[k])

    def _is_held(self, k: int) -> bool:
        """Whether the limit on the wait of its output keeps operation ``k`` from starting earlier."""
        limit = self.problem.wait_limit_h[k]
        if k + 1 == self.problem.route[self.job_of[k] + 1] or not np.isfinite(limit):
            return False
        return self._near(self.found.start_h[k + 1] - limit, self.found.end_h[k])


def _neighbours(problem: Problem, found: Assignment) -> list[int]:
    """For each operation the one before it on its unit, -1 for none."""
    before = [-1] * len(problem.pool)
    for unit in range(len(problem.units)):
        users = np.flatnonzero(found.unit == unit)
        users = users[np.lexsort((found.free_h[users], found.start_h[users]))].tolist()
        for first, then in pairwise(users):
            before[then] = first
    return before
