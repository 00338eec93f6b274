"""A plain event simulation with Python's own heap, written apart from the engine: the second opinion."""

import heapq
import math

import numpy as np
from numpy.typing import NDArray

from seedtrain.flow import Problem

Floats = NDArray[np.float64]


class PlainPlant:
    """One replication, first come first served: jobs as small state machines, units as dictionaries."""

    def __init__(self, problem: Problem, durations: Floats, ends: NDArray[np.bool_]) -> None:
        self.problem, self.durations, self.ends = problem, durations, ends
        self.rank = {
            j: r for r, j in enumerate(sorted(range(len(problem.jobs)), key=lambda j: (problem.due_h[j], j)))
        }
        self.start = np.full(len(problem.pool), np.nan)
        self.end = np.full(len(problem.pool), np.nan)
        self.units = [{"busy": False, "free": -math.inf, "last": -1} for _ in problem.units]
        self.unit_of: dict[int, int] = {}
        self.queues: list[list[tuple[float, int, int, int]]] = [[] for _ in problem.pools]
        self.calendar: list[tuple[float, int, int, str, int, int]] = []

    def run(self) -> "PlainPlant":
        """Let everything happen."""
        for job, release in enumerate(self.problem.release_h):
            self.later(float(release), job, "ready", int(self.problem.route[job]))
        while self.calendar:
            now, _, _, what, index, job = heapq.heappop(self.calendar)
            getattr(self, what)(now, index, job)
        return self

    def later(self, time: float, job: int, what: str, index: int) -> None:
        """Note an event."""
        kind = {"ready": -1, "over": 0, "clean": 1}[what]
        heapq.heappush(self.calendar, (time, self.rank[job], 4 * index + kind, what, index, job))

    def ready(self, now: float, k: int, job: int) -> None:
        """An operation could start: it queues, or starts where it needs no unit."""
        pool = int(self.problem.pool[k])
        if pool < 0:
            self.begin(now, k, job)
            return
        heapq.heappush(self.queues[pool], (now, self.rank[job], k, job))
        self.look(now, pool)

    def look(self, now: float, pool: int) -> None:
        """Serve a queue."""
        p = self.problem
        while self.queues[pool]:
            free = [u for u in range(p.pool_units[pool], p.pool_units[pool + 1]) if not self.units[u]["busy"]]
            if not free:
                return
            unit = min(free, key=lambda u: (self.units[u]["free"], u))
            _, _, k, job = heapq.heappop(self.queues[pool])
            state, family = self.units[unit], int(p.family[job])
            begin = now
            if state["last"] not in (-1, family):
                ahead = float(state["free"]) + float(p.changeover_h[k])
                begin = now + float(p.changeover_h[k]) if p.is_changeover_attended else max(now, ahead)
            state.update(busy=True, last=family)
            self.unit_of[k] = unit
            self.begin(begin, k, job)

    def begin(self, begin: float, k: int, job: int) -> None:
        """Start an operation."""
        self.start[k] = begin
        self.end[k] = begin + self.durations[k]
        self.later(float(self.end[k]), job, "over", k)
        for held in range(int(self.problem.route[job]), k):
            if held + self.problem.hold_offset[held] == k and not self.problem.hold_at_end[held]:
                self.leave(begin, held, job, 0.0)

    def leave(self, time: float, k: int, job: int, extra: float) -> None:
        """A unit is left: it is clean after its turnaround."""
        if k in self.unit_of:
            unit = self.unit_of.pop(k)
            self.later(time + (float(self.problem.clean_h[k]) + extra), job, "clean", unit)

    def over(self, now: float, k: int, job: int) -> None:
        """An operation ends, and perhaps its job."""
        last = k + 1 == self.problem.route[job + 1]
        fails = bool(self.ends[k])
        for held in range(int(self.problem.route[job]), k + 1):
            if (fails or last) or (
                held + self.problem.hold_offset[held] == k and self.problem.hold_at_end[held]
            ):
                self.leave(
                    now, held, job, float(self.problem.fail_clean_h[k]) if fails and held == k else 0.0
                )
        if not (fails or last):
            self.ready(now, k + 1, job)

    def clean(self, now: float, unit: int, job: int) -> None:
        """A unit can be used again."""
        self.units[unit].update(busy=False, free=now)
        self.look(now, int(self.problem.pool_of_unit[unit]))


def plain_in_turn(problem: Problem, durations: Floats, ends: NDArray[np.bool_]) -> Floats:
    """Starts when every pool serves the jobs in their order: one job after another, by its rules."""
    free = np.zeros(len(problem.units))
    last = [-1] * len(problem.units)
    took = [0.0] * len(problem.pools)
    starts = np.full(len(problem.pool), np.nan)
    for job in range(len(problem.jobs)):
        ready = float(problem.release_h[job])
        spans: dict[int, tuple[float, float]] = {}
        units: dict[int, int] = {}
        for k in range(problem.route[job], problem.route[job + 1]):
            pool = int(problem.pool[k])
            begin = ready
            if pool >= 0:
                those = range(problem.pool_units[pool], problem.pool_units[pool + 1])
                unit = min(those, key=lambda u: (free[u], u))
                took[pool] = max(ready, took[pool], float(free[unit]))
                other = last[unit] not in (-1, int(problem.family[job]))
                extra = float(problem.changeover_h[k]) if other else 0.0
                ahead = max(took[pool], float(free[unit]) + extra)
                begin = took[pool] + extra if problem.is_changeover_attended else ahead
                last[unit] = int(problem.family[job])
                units[k] = unit
            starts[k] = begin
            spans[k] = (begin, begin + float(durations[k]))
            ready = spans[k][1]
            for held, unit in list(units.items()):
                until = spans[k][1 if problem.hold_at_end[held] else 0]
                if held + problem.hold_offset[held] == k:
                    failed = float(problem.fail_clean_h[k]) if ends[k] and held == k else 0.0
                    free[unit] = until + (float(problem.clean_h[held]) + failed)
                    del units[held]
                elif ends[k]:
                    failed = float(problem.fail_clean_h[k]) if held == k else 0.0
                    free[unit] = ready + (float(problem.clean_h[held]) + failed)
                    del units[held]
            if ends[k]:
                for later in range(k + 1, problem.route[job + 1]):
                    if problem.pool[later] >= 0:
                        took[problem.pool[later]] = max(took[problem.pool[later]], ready)
                break
    return starts
