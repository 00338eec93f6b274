"""Engines: run a problem by a policy, any replications of it at a time."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from seedtrain.flow.assignment import Assignment
from seedtrain.flow.chunk import Chunk, Worlds
from seedtrain.flow.dispatch import dispatch
from seedtrain.flow.draws import Draws, draw_plainly, no_draws
from seedtrain.flow.problem import Problem
from seedtrain.flow.recurrence import run_walk
from seedtrain.flow.trace import Trace
from seedtrain.flow.walk import adjusted, timetable_walk, turn_walk

if TYPE_CHECKING:
    from seedtrain.flow.kernels.lanes import Walk

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Policy = Literal["timetable", "plan_order", "first_come", "due_date"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Engine:
    """A problem ready to run by ``policy``; see :func:`make_engine`."""

    problem: Problem
    policy: Policy
    walk: "Walk | None"

    def run(
        self,
        draws: Draws,
        first: int,
        last: int,
        *,
        worlds: Worlds | None = None,
        horizon_h: float = np.inf,
        traced: bool = False,
        tallied: bool = False,
    ) -> Chunk:
        """Run replications ``first`` up to ``last``. Frees the interpreter lock; safe in threads.

        ``horizon_h``: up to when ``busy_h`` and ``wait_h`` count, where ``tallied``. Memory goes with the
        jobs and pools of the chunk's replications; with all operations only where ``traced``.
        """
        own = Worlds() if worlds is None else worlds
        if self.walk is not None:
            return run_walk(
                self.problem, self.walk, draws, (first, last), own, horizon_h=horizon_h, traced=traced,
                tallied=tallied,
            )  # fmt: skip
        durations, loss = draw_plainly(self.problem, draws, first, last, own.factors)
        rule: Literal["first_come", "due_date"] = "due_date" if self.policy == "due_date" else "first_come"
        trace = dispatch(self.problem, durations, ends=loss >= 0, releases_h=own.releases_h, rule=rule)
        return _summed(self.problem, first, trace, loss, horizon_h, traced=traced, tallied=tallied)

    def base(self, *, horizon_h: float = np.inf) -> Chunk:
        """One row in which nothing is drawn and nothing is lost, traced and tallied."""
        return self.run(no_draws(self.problem), 0, 1, horizon_h=horizon_h, traced=True, tallied=True)


def make_engine(
    problem: Problem,
    policy: Policy,
    *,
    order: Ints | None = None,
    timetable: Assignment | None = None,
    hold_limit_h: Floats | None = None,
    recovery_h: Floats | None = None,
) -> Engine:
    """Make the engine of ``policy``.

    ``timetable``: follow the timetable given; ``plan_order``: every pool serves the jobs in ``order`` (J; as
    in the problem where None); the others dispatch by that rule. ``hold_limit_h`` (O): the limits on waits
    that ``over_hold`` counts, those of the problem where None; ``recovery_h`` (O): more cleaning of the unit
    where the job is lost; both where jobs go by the timetable or in order. Raises :class:`InputError` on what
    the engine of the policy does not run (SIM-001 to SIM-005), and ``ValueError`` without a timetable to
    follow.
    """
    walk = None
    if policy == "timetable":
        if timetable is None:
            raise ValueError("the policy 'timetable' needs a timetable")
        walk = timetable_walk(problem, timetable)
    elif policy == "plan_order":
        jobs = np.arange(len(problem.jobs)) if order is None else order
        walk = turn_walk(problem, np.asarray(jobs, dtype=np.int64))
    if walk is not None:
        walk = adjusted(problem, walk, hold_limit_h, recovery_h)
    return Engine(problem=problem, policy=policy, walk=walk)


def _summed(
    problem: Problem, first: int, trace: Trace, loss: Ints, horizon_h: float, *, traced: bool, tallied: bool
) -> Chunk:
    """Chunk of a trace."""
    start, end = trace.start_h, trace.end_h
    last, begins = problem.route[1:] - 1, problem.route[:-1]
    found = np.where(np.isfinite(end), loss, -1)
    lost = np.where(found >= 0, end, np.nan)
    lost_h = np.fmin.reduceat(lost, begins, axis=1)
    stuck = np.maximum.reduceat(np.where(np.isinf(start), np.inf, 0.0), begins, axis=1)
    done = np.where(np.isfinite(lost_h), np.nan, np.where(np.isinf(stuck), np.inf, end[:, last]))
    wait = np.zeros_like(start)
    wait[:, :-1] = start[:, 1:] - end[:, :-1]
    wait[:, last] = 0.0
    shape = (len(start), len(problem.pools))
    chunk = Chunk(
        first=first,
        done_h=done,
        lost_h=lost_h,
        loss=np.maximum.reduceat(found, begins, axis=1),
        over_hold=np.logical_or.reduceat(wait > problem.wait_limit_h, begins, axis=1),
        busy_h=np.zeros(shape),
        wait_h=np.zeros(shape),
        served=np.zeros(shape, dtype=np.int64),
        trace=trace if traced else None,
    )
    return _tallied(problem, chunk, trace, horizon_h) if tallied else chunk


def _tallied(problem: Problem, chunk: Chunk, trace: Trace, horizon_h: float) -> Chunk:
    """The chunk with hours of its pools."""
    start, end = trace.start_h, trace.end_h
    ready = np.zeros_like(start)
    ready[:, 1:] = end[:, :-1]
    ready[:, problem.route[:-1]] = problem.release_h
    busy, wait, served = chunk.busy_h.copy(), chunk.wait_h.copy(), chunk.served.copy()
    for pool in range(len(problem.pools)):
        mine = problem.pool == pool
        began = np.minimum(start[:, mine], horizon_h)
        busy[:, pool] = np.nansum(np.minimum(end[:, mine], horizon_h) - began, axis=1)
        counts = start[:, mine] < horizon_h
        wait[:, pool] = np.sum(np.where(counts, start[:, mine] - ready[:, mine], 0.0), axis=1)
        served[:, pool] = counts.sum(axis=1)
    return replace(chunk, busy_h=busy, wait_h=wait, served=served)
