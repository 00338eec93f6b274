"""Follow: run a timetable under durations and failures drawn elsewhere, by recurrence."""

import numpy as np
from numpy.typing import NDArray

from seedtrain.flow.assignment import Assignment
from seedtrain.flow.chunk import Worlds
from seedtrain.flow.problem import Problem
from seedtrain.flow.recurrence import trace_walk
from seedtrain.flow.trace import Trace
from seedtrain.flow.walk import timetable_walk

Floats = NDArray[np.float64]


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
    worlds = Worlds(releases_h=releases_h, opens_h=opens_h)
    return trace_walk(problem, timetable_walk(problem, timetable), durations_h, ends, worlds)
