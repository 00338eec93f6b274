"""A linear problem, or a window of its jobs, by CP-SAT: from an assignment to one that is no worse."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from seedtrain.flow.assignment import Assignment
from seedtrain.flow.embed import assignment_from, network_of, placement_of
from seedtrain.flow.problem import Problem
from seedtrain.schedule.network.solve import Budget, Tell, solve_network


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Improved:
    """The assignment found, and a bound on the objective of the jobs that could move [h].

    ``bound`` holds for the whole problem only where all jobs could move and nothing stood; ``status`` as of
    :class:`~seedtrain.schedule.network.solve.Solved`.
    """

    assignment: Assignment
    bound: float
    status: str


def improve_assignment(
    problem: Problem,
    found: Assignment,
    *,
    objective: Literal["makespan", "tardiness"] = "makespan",
    jobs: NDArray[np.int64] | None = None,
    budget: Budget | None = None,
    tell: Tell | None = None,
) -> Improved:
    """Search from ``found`` for a better assignment, with a complete hint.

    ``jobs``: only these may move, and none beyond the last of them; a window of some 50 batches is what
    CP-SAT
    is good at. Without it all may, and ``bound`` is one on the problem. The budget is in deterministic time
    unless it has seconds. Raises :class:`InputError` as :func:`~seedtrain.flow.embed.network_of`.
    """
    network = network_of(problem, objective=objective, jobs=jobs, found=None if jobs is None else found)
    hint = placement_of(problem, found, network, jobs)
    solved = solve_network(network, hint, budget, tell)
    if solved.placement is None or solved.bound is None:
        return Improved(assignment=found, bound=0.0, status=solved.status)
    better = assignment_from(problem, solved.placement, jobs, None if jobs is None else found)
    return Improved(assignment=better, bound=solved.bound, status=solved.status)
