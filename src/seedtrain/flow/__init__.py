"""Flow: jobs that walk routes of operations over finite resources, compiled to arrays.

A batch over vessels and skids, a molecule over laboratories, clinics and lines, a company over floors: one
form (:class:`~seedtrain.flow.problem.Problem`), several kernels that run it, one judge (``verify``). What a
line of steps can't say (modes, links between any operations, several requirements, calendars, stocks) has the
general form :class:`~seedtrain.flow.network.Network`, into which the first embeds (``embed``).
"""

from seedtrain.flow.build import Job, Part, Pool, Step, build
from seedtrain.flow.plant import compile_plant
from seedtrain.flow.problem import Problem

__all__ = ["Job", "Part", "Pool", "Problem", "Step", "build", "compile_plant"]
