"""Timetables of a scenario: the fast engine for batches over units, the general one where they share more."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from importlib.metadata import version
from typing import TYPE_CHECKING

import numpy as np

from seedtrain.errors import InfeasibleError, StoppedError, finding
from seedtrain.flow.embed import assignment_from
from seedtrain.flow.placement import Placement, objective
from seedtrain.flow.plant import Profiles
from seedtrain.flow.plant_network import compile_network, has_shared
from seedtrain.flow.problem import Problem
from seedtrain.flow.verify_network import verify_network
from seedtrain.messages import Message
from seedtrain.model.scenario import Scenario
from seedtrain.results.timetable import BatchOrder, Timetable
from seedtrain.schedule.network.best import best_in_order
from seedtrain.schedule.network.solve import Budget, Solved, Tell
from seedtrain.schedule.solve import slots_of, timetable

if TYPE_CHECKING:
    from seedtrain.flow.network import Network

WORK = 20.0
"""Deterministic time of CP-SAT within a run."""
FURTHER_WORK = 2.0
"""The same for the makespan where the tardiness counts first."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SharedPlan:
    """The network of a scenario and what was found for it."""

    network: "Network"
    found: Placement
    solved: Solved
    broken: tuple[str, ...]


def plant_timetable(
    scenario: Scenario, profiles: Profiles, problem: Problem, batches: Sequence[BatchOrder]
) -> Timetable:
    """Return the timetable of a run: of ``problem``, or of the network where batches share resources.

    The latter keeps the rules of ``problem`` and those of what is shared; its slots are the operations of
    ``problem``. Raises as :func:`seedtrain.schedule.solve.timetable` and :func:`shared_plan`.
    """
    if not batches or not has_shared(scenario):
        return timetable(problem, batches)
    plan = shared_plan(
        scenario, profiles, batches, budget=Budget(work=WORK), further=Budget(work=FURTHER_WORK)
    )
    count = len(problem.pool)
    first = Placement(
        mode=plan.found.mode[:count], start_h=plan.found.start_h[:count], end_h=plan.found.end_h[:count]
    )
    found = assignment_from(problem, first)
    makespan = replace(plan.network, objective={"makespan": 1.0})
    from seedtrain.schedule.network.bound import network_bound

    value, bound = objective(makespan, plan.found), network_bound(makespan)
    if plan.network.objective == makespan.objective and plan.solved.bound is not None:
        bound = max(bound, plan.solved.bound)
    return Timetable(
        slots=slots_of(problem, found, batches),
        batches=tuple(batches),
        objective=value,
        bound=bound,
        gap=abs(value - bound) / max(1.0, abs(value)),
        status="optimal" if value <= bound * (1.0 + 1e-9) else "feasible",
        broken=plan.broken,
        engine=Message("network.engine", {"version": version("ortools"), "seed": 1}),
    )


def has_due(batches: Sequence[BatchOrder]) -> bool:
    """Whether some batch has a due time."""
    return any(np.isfinite(batch.due_h) for batch in batches)


def shared_plan(
    scenario: Scenario,
    profiles: Profiles,
    batches: Sequence[BatchOrder],
    *,
    order: Sequence[str] = (),
    budget: Budget | None = None,
    tell: Tell | None = None,
    further: Budget | None = None,
) -> SharedPlan:
    """Schedule batches with what they share, for the measures of ``order``, the first above all.

    When absent: the tardiness, then the makespan, where there are due times; the makespan elsewhere.
    ``tell``, ``further`` and interruptions as in
    :func:`~seedtrain.schedule.network.best.best_in_order`.

    Raises :class:`InputError` as :func:`~seedtrain.flow.plant_network.compile_network`,
    :class:`InfeasibleError` (SCH-015) where no timetable keeps the rules, and :class:`StoppedError` (SCH-014)
    where none was found.
    """
    chosen = order or (("tardiness", "makespan") if has_due(batches) else ("makespan",))
    network = compile_network(scenario, profiles, batches, objective=chosen[0])
    solved = best_in_order(network, chosen, budget, tell, further=further)
    if solved.placement is None:
        if solved.status == "infeasible":
            raise InfeasibleError("no timetable keeps the rules", [finding("SCH-015", value=scenario.id)])
        raise StoppedError("no timetable found", [finding("SCH-014", value=scenario.id)])
    broken = verify_network(network, solved.placement)
    return SharedPlan(
        network=network,
        found=solved.placement,
        solved=solved,
        broken=tuple(f"{each.rule}: {' '.join(each.operations)}" for each in broken),
    )
