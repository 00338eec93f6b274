"""Engines: run a problem by a policy, any replications of it at a time."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from seedtrain.errors import InternalError
from seedtrain.flow.assignment import Assignment
from seedtrain.flow.chunk import Chunk, Worlds
from seedtrain.flow.dispatch import rule_plant, run_plant
from seedtrain.flow.draws import Draws, no_draws
from seedtrain.flow.problem import Problem
from seedtrain.flow.recurrence import run_walk
from seedtrain.flow.takes import takes_of
from seedtrain.flow.walk import timetable_walk, turn_walk, with_limits

if TYPE_CHECKING:
    from seedtrain.flow.kernels.lanes import Walk
    from seedtrain.flow.kernels.line import Line
    from seedtrain.flow.kernels.plant import Plant

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Policy = Literal["timetable", "plan_order", "first_come", "due_date", "campaign", "priority"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Engine:
    """A problem ready to run by ``policy``; see :func:`make_engine`.

    ``walk`` of a recurrence; ``plant`` of the event engine, ``line`` where its faster kernel runs it.
    """

    problem: Problem
    policy: Policy
    walk: "Walk | None" = None
    plant: "Plant | None" = None
    line: "Line | None" = None

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
        if self.plant is None:
            raise InternalError("an engine without a walk or a plant")
        return run_plant(
            self.problem, self.plant, self.line, draws, (first, last), own, horizon_h=horizon_h,
            traced=traced, tallied=tallied,
        )  # fmt: skip

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
) -> Engine:
    """Make the engine of ``policy``.

    ``timetable``: follow the timetable given; ``plan_order``: every pool serves the jobs in ``order`` (J; as
    in the problem where None); the others dispatch by that rule. ``hold_limit_h`` (O): the limits on waits
    that ``over_hold`` counts, those of the problem where None. Raises :class:`InputError` on what the engine
    of the policy does not run (SIM-003 to SIM-005), and ``ValueError`` without a timetable to follow.
    """
    if policy == "timetable":
        if timetable is None:
            raise ValueError("the policy 'timetable' needs a timetable")
        walk = with_limits(problem, timetable_walk(problem, timetable), hold_limit_h)
        return Engine(problem=problem, policy=policy, walk=walk)
    if policy == "plan_order":
        jobs = np.arange(len(problem.jobs)) if order is None else order
        walk = turn_walk(problem, np.asarray(jobs, dtype=np.int64))
        return Engine(problem=problem, policy=policy, walk=with_limits(problem, walk, hold_limit_h))
    limits = problem.wait_limit_h if hold_limit_h is None else hold_limit_h
    plant = rule_plant(replace(problem, wait_limit_h=limits), policy)
    return Engine(problem=problem, policy=policy, plant=plant, line=takes_of(problem, plant))
