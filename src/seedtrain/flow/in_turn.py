"""In turn: run a problem in a given order of its jobs, draws made elsewhere, by recurrence."""

import numpy as np
from numpy.typing import NDArray

from seedtrain.flow.chunk import Worlds
from seedtrain.flow.problem import Problem
from seedtrain.flow.recurrence import trace_walk
from seedtrain.flow.trace import Trace
from seedtrain.flow.walk import turn_walk

Floats = NDArray[np.float64]


def in_turn(
    problem: Problem,
    order: NDArray[np.int64],
    durations_h: Floats,
    *,
    ends: NDArray[np.bool_] | None = None,
    releases_h: Floats | None = None,
) -> Trace:
    """Let every pool serve the jobs in ``order`` (J), each on the unit that has been idle longest.

    As :func:`~seedtrain.flow.walk.turn_walk`, which says what is raised. ``durations_h`` (n, O) drawn
    durations [h]; ``ends`` (n, O) whether the job ends with that operation; ``releases_h`` (n, J) [h], the
    problem's own when absent, inf for a job that never comes.
    """
    return trace_walk(problem, turn_walk(problem, order), durations_h, ends, Worlds(releases_h=releases_h))
