"""The same plants in SimPy, written apart from the engines: the second opinion on every policy.

One process a job; a pool is a queue and units with a time from which they are free. What happens at one
instant goes by the rank of the job (due time, then place), then units look at their queues: SimPy orders
equal times by priority, and so ranks are priorities. An operation that ends its job, or ends the hold of a
unit that runs nothing, says when that unit is free as soon as it begins.
"""

import heapq
import math
from collections.abc import Generator
from typing import Any

import numpy as np
import simpy
from numpy.typing import NDArray

from seedtrain.flow import Problem

Floats = NDArray[np.float64]
LAST = 1 << 30


class Clock(simpy.Environment):
    """An environment in which an event is put at a time itself, not at a delay that would be rounded."""

    def at(self, time: float, rank: float, event: simpy.Event | None = None) -> simpy.Event:
        """Let an event happen at ``time``, in the order of ``rank`` among those at that time."""
        made = simpy.Event(self) if event is None else event
        made._ok, made._value = True, None
        entry: Any = (time, rank, next(self._eid), made)
        heapq.heappush(self._queue, entry)
        return made


class SimpyPlant:
    """One replication of a problem with given durations and ends, by a policy.

    ``recovery`` (O): more cleaning of a unit in which a job ends; ``stops`` (S, 2) and the pools that each
    ``hits`` (P, S).
    """

    def __init__(
        self,
        problem: Problem,
        policy: str,
        durations: Floats,
        ends: NDArray[np.bool_],
        release: Floats,
        *,
        recovery: Floats | None = None,
        stops: Floats | None = None,
        hits: NDArray[np.bool_] | None = None,
    ) -> None:
        self.p, self.policy, self.durations, self.ends = problem, policy, durations, ends
        self.recovery = np.zeros(len(problem.pool)) if recovery is None else recovery
        self.stops = np.empty((0, 2)) if stops is None else stops
        self.hits = np.ones((len(problem.pools), len(self.stops)), dtype=np.bool_) if hits is None else hits
        self.clock = Clock()
        order = np.lexsort((np.arange(len(problem.jobs)), problem.due_h))
        self.rank = {int(job): place for place, job in enumerate(order)}
        operations = len(problem.pool)
        self.start, self.end = np.full(operations, np.nan), np.full(operations, np.nan)
        self.unit = np.full(operations, -1)
        self.free = [-math.inf] * len(problem.units)
        self.family = [-1] * len(problem.units)
        self.busy = [False] * len(problem.units)
        self.queue: list[list[tuple[tuple[float, ...], int, simpy.Event | None, float]]] = [
            [] for _ in problem.pools
        ]
        self.next_turn = [0] * len(problem.pools)
        self.gone: set[int] = set()
        self.ready = np.zeros(operations)
        for job in range(len(problem.jobs)):
            if release[job] < math.inf:
                self.clock.process(self.live(job, float(release[job])))
        self.clock.run()
        for pool in self.queue:
            for _, k, _, _ in pool:
                self.start[k] = math.inf

    def live(self, job: int, release: float) -> Generator[simpy.Event, None, None]:
        """A job: comes, walks its route, ends."""
        yield self.clock.at(release, self.rank[job])
        for k in range(int(self.p.route[job]), int(self.p.route[job + 1])):
            done = simpy.Event(self.clock)
            self.ready[k] = self.clock.now
            pool = int(self.p.pool[k])
            if pool < 0:
                self.begin(job, k, self.clock.now, done)
            else:
                heapq.heappush(self.queue[pool], (self.place(job), k, done, 0.0))
                self.serve(pool)
            yield done
            if self.ends[k] or k + 1 == self.p.route[job + 1]:
                break
            if self.unit[k] >= 0:
                self.busy[self.unit[k]] = False
                if self.p.hold_offset[k] == 0:
                    self.leave(k, self.clock.now, self.clean(job, k, k))
        self.gone.add(job)
        for pool in range(len(self.p.pools)):
            if self.policy == "plan_order":
                self.serve(pool)

    def place(self, job: int) -> tuple[float, ...]:
        """Where a job stands in a queue."""
        key = {"due_date": float(self.p.due_h[job]), "priority": -float(self.p.weight[job])}
        if self.policy == "plan_order":
            return (float(job),)
        return (key.get(self.policy, 0.0), self.clock.now, self.rank[job])

    def clean(self, job: int, k: int, held: int) -> float:
        """Cleaning after the hold of the unit of ``held``, when the job is at ``k``."""
        if not (self.ends[k] and held == k):
            return float(self.p.clean_h[held])
        return float(self.p.clean_h[held]) + float(self.p.fail_clean_h[held]) + float(self.recovery[k])

    def may(self, unit: int, time: float, hours: float) -> float:
        """First time from ``time`` on at which a unit may begin."""
        first, last = int(self.p.unit_windows[unit]), int(self.p.unit_windows[unit + 1])
        for w in range(first, last):
            begin, close = max(time, float(self.p.window_from_h[w])), float(self.p.window_to_h[w])
            if begin < close and (begin + hours <= close or w + 1 == last):
                return begin
        return math.inf

    def goes(self, unit: int, time: float, hours: float) -> float:
        """First time from ``time`` on at which a unit may begin and its site does not stand still."""
        begin = self.may(unit, time, hours)
        for (since, until), hit in zip(
            self.stops.tolist(), self.hits[self.p.pool_of_unit[unit]], strict=True
        ):
            if hit and since <= begin < until:
                begin = self.may(unit, until, hours)
        return begin

    def may_pass(self, pool: int) -> bool:
        """In plan order: whether all before the first of a queue have been there, or have ended."""
        if self.policy != "plan_order":
            return True
        turn = self.next_turn[pool]
        while turn in self.gone or (turn < len(self.p.jobs) and not self.comes(turn, pool)):
            turn += 1
        self.next_turn[pool] = turn
        return self.queue[pool][0][0] <= (float(turn),)

    def comes(self, job: int, pool: int) -> bool:
        """Whether the route of a job goes by a pool."""
        return bool((self.p.pool[self.p.route[job] : self.p.route[job + 1]] == pool).any())

    def serve(self, pool: int) -> None:
        """Let the first of a queue begin, as long as there is a unit for it."""
        units = range(int(self.p.pool_units[pool]), int(self.p.pool_units[pool + 1]))
        now = self.clock.now
        while self.queue[pool] and self.may_pass(pool):
            _, k, done, dirty = self.queue[pool][0]
            hours = float(self.durations[k]) if done else dirty
            idle = [u for u in units if self.free[u] <= now and self.may(u, now, hours) <= now]
            if not idle:
                break
            unit = min(idle, key=lambda u: (self.free[u], u))
            if done is None:
                heapq.heappop(self.queue[pool])
                self.free[unit] = now + dirty
                self.back(int(self.unit[k]), now + dirty)
                continue
            mine = [e for e in self.queue[pool] if self.p.family[self.job(e[1])] == self.family[unit]]
            entry = min(mine) if mine and self.policy == "campaign" else self.queue[pool][0]
            self.queue[pool].remove(entry)
            heapq.heapify(self.queue[pool])
            self.take(pool, unit, entry)
        if self.queue[pool]:
            _, k, done, dirty = self.queue[pool][0]
            self.call_back(units, float(self.durations[k]) if done else dirty)

    def call_back(self, units: range, hours: float) -> None:
        """Look again when a unit can begin."""
        for unit in units:
            if self.free[unit] < math.inf and not self.busy[unit]:
                time = self.may(unit, max(self.free[unit], self.clock.now), hours)
                if self.clock.now < time < math.inf:
                    self.wake(unit, time)

    def wake(self, unit: int, time: float) -> None:
        """Let a unit look at its queue at ``time``."""
        event = self.clock.at(time, LAST + unit)
        assert event.callbacks is not None
        event.callbacks.append(lambda _: self.serve(int(self.p.pool_of_unit[unit])))

    def job(self, k: int) -> int:
        """The job of an operation."""
        return int(np.searchsorted(self.p.route, k, side="right")) - 1

    def take(
        self, pool: int, unit: int, entry: tuple[tuple[float, ...], int, simpy.Event | None, float]
    ) -> None:
        """Take a unit: changed over in front of the job, or ahead of it."""
        _, k, done, _ = entry
        job, now = self.job(k), self.clock.now
        family = int(self.p.family[job])
        extra = float(self.p.changeover_h[k]) if self.family[unit] not in (-1, family) else 0.0
        begin = now + extra if self.p.is_changeover_attended else max(now, self.free[unit] + extra)
        begin = self.goes(unit, begin, float(self.durations[k]))
        self.family[unit], self.free[unit], self.busy[unit], self.unit[k] = family, math.inf, True, unit
        if self.policy == "plan_order":
            self.next_turn[pool] = job + 1
        assert done is not None
        self.begin(job, k, begin, done)

    def begin(self, job: int, k: int, begin: float, done: simpy.Event) -> None:
        """Begin an operation: its end is an event, and units that it frees are free at a known time."""
        self.start[k], self.end[k] = begin, begin + float(self.durations[k])
        is_over = bool(self.ends[k]) or k + 1 == self.p.route[job + 1]
        for held in range(int(self.p.route[job]), k + 1):
            until = held + int(self.p.hold_offset[held])
            own_end = held == k and self.unit[k] >= 0 and not is_over
            if self.p.pool[held] >= 0 and not own_end and (until == k or (is_over and until > k)):
                at_start = until == k and not self.p.hold_at_end[held]
                if held == k:
                    self.busy[self.unit[k]] = False
                self.leave(held, begin if at_start else float(self.end[k]), self.clean(job, k, held))
        if self.end[k] < math.inf:
            self.clock.at(float(self.end[k]), self.rank[job], done)

    def leave(self, k: int, until: float, clean: float) -> None:
        """Leave a unit at ``until``: cleaned by itself, or by a shared pool; its job's earlier operation
        first."""
        pool = int(self.p.clean_pool[k])
        if pool < 0:
            self.back(int(self.unit[k]), until + clean)
            return
        event = self.clock.at(until, self.rank[self.job(k)] + (1 + k) / (2 + len(self.start)))
        assert event.callbacks is not None

        def ask(_: simpy.Event) -> None:
            place = (0.0, self.clock.now, self.rank[self.job(k)])
            heapq.heappush(self.queue[pool], (place, k, None, clean))
            self.serve(pool)

        event.callbacks.append(ask)

    def back(self, unit: int, time: float) -> None:
        """A unit is free from ``time`` on; whoever waits is served then."""
        self.free[unit] = time
        if self.queue[int(self.p.pool_of_unit[unit])]:
            self.wake(unit, max(time, self.clock.now))
