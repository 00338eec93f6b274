"""Solve a network whole by CP-SAT, from a complete hint where there is one."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from seedtrain.flow.horizon import horizon
from seedtrain.flow.network import Network
from seedtrain.flow.placement import Placement, objective
from seedtrain.schedule.network.columns import Columns, make_columns
from seedtrain.schedule.network.goal import add_goal
from seedtrain.schedule.network.rules import add_rules
from seedtrain.schedule.network.stoppable import solve_stoppable
from seedtrain.schedule.network.units import add_resources

WORK = 60.0
"""Deterministic time of a search without a time limit; about a minute of one core, model by model."""
WORKERS = 1
"""Workers of CP-SAT: on this form one finds and proves more in the same processor time than several."""
Tell = Callable[[float, float], None]
"""Told the objective of the incumbent and the bound whenever one of them is better."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """How much a search may take: ``seconds`` by the clock, or (None) ``work`` in deterministic time."""

    seconds: float | None = None
    work: float = WORK
    seed: int = 1
    gap: float = 0.0
    workers: int = WORKERS

    def part(self, share: float) -> "Budget":
        """A share of it, by the clock and by work."""
        seconds = None if self.seconds is None else self.seconds * share
        return replace(self, seconds=seconds, work=self.work * share)

    def shared(self, parts: int) -> "Budget":
        """An equal part by the clock for each of ``parts`` searches; the work of each stays."""
        return self if self.seconds is None else replace(self, seconds=self.seconds / parts)

    def after(self, spent: float) -> "Budget":
        """What is left by the clock when ``spent`` [s] are gone; a little at least."""
        return self if self.seconds is None else replace(self, seconds=max(0.001, self.seconds - spent))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Solved:
    """What came out: the best placement (None: none found), objective and bound, and the status."""

    placement: Placement | None
    objective: float | None
    bound: float | None
    status: str


def solve_network(
    network: Network, hint: Placement | None = None, budget: Budget | None = None, tell: Tell | None = None
) -> Solved:
    """Return the best placement of ``network`` and a bound that none beats.

    ``status``: ``optimal``, ``infeasible`` (proven), ``feasible`` (the work is done), ``stopped_by_time``,
    ``interrupted``: where ``tell`` watches, an interruption by the user ends the search with what there is;
    it is raised where nobody watches or there is nothing. Raises :class:`InputError` (SCH-010) where times or
    amounts lie on no grid.
    """
    from ortools.sat.python import cp_model

    budget = budget or Budget()
    made = make_columns(cp_model, network, horizon(network))
    add_resources(made)
    add_rules(made)
    scale = add_goal(made)
    if hint is not None:
        _hint(made, hint)
    solver = cp_model.CpSolver()
    _configure(solver, budget)
    watch = None if tell is None else _watch(cp_model, solver, scale, tell)
    status, was_interrupted = solve_stoppable(solver, made.model, watch)
    has_found = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    if was_interrupted and (tell is None or not (has_found or hint is not None)):
        raise KeyboardInterrupt
    if status == cp_model.INFEASIBLE:
        return Solved(placement=None, objective=None, bound=None, status="infeasible")
    word = "feasible" if budget.seconds is None else "stopped_by_time"
    word = "interrupted" if was_interrupted else word
    if not has_found:
        return Solved(
            placement=hint,
            objective=None if hint is None else objective(network, hint),
            bound=solver.best_objective_bound / scale,
            status=word,
        )
    found = _placement(made, solver)
    value = objective(network, found)
    bound = min(value, solver.best_objective_bound / scale)
    return Solved(
        placement=found,
        objective=value,
        bound=bound,
        status="optimal"
        if status == cp_model.OPTIMAL and budget.gap == 0.0 and not was_interrupted
        else word,
    )


def _configure(solver: Any, budget: Budget) -> None:
    """Repeatable without a time limit: workers that take turns, and a fixed amount of work."""
    parameters = solver.parameters
    parameters.catch_sigint_signal = False  # it would leave Python without its handler
    parameters.random_seed = budget.seed
    parameters.num_workers = budget.workers
    parameters.relative_gap_limit = budget.gap
    if budget.seconds is None:
        parameters.interleave_search = True
        parameters.max_deterministic_time = budget.work
    else:
        parameters.max_time_in_seconds = budget.seconds


def _watch(cp_model: Any, solver: Any, scale: int, tell: Tell) -> Any:
    """A callback that tells of every better timetable; once there is one, the solver tells of better bounds
    too."""
    best: list[float] = []

    class Watch(cp_model.CpSolverSolutionCallback):  # type: ignore[misc]
        def on_solution_callback(self) -> None:
            best[:] = [self.objective_value / scale]
            tell(best[0], self.best_objective_bound / scale)

    def bound_callback(bound: float) -> None:
        if best:
            tell(best[0], min(best[0], bound / scale))

    solver.best_bound_callback = bound_callback
    return Watch()


def _hint(made: Columns, hint: Placement) -> None:
    """Let the search begin from ``hint``."""
    model, grid = made.model, made.grid
    for place, operation in enumerate(made.network.operations):
        mode = int(hint.mode[place])
        if mode >= 0:
            model.add_hint(made.start[place], grid.ticks(float(hint.start_h[place])))
            if made.length[place] is None:
                model.add_hint(made.end[place], grid.ticks(float(hint.end_h[place])))
        if operation.is_optional:
            model.add_hint(made.present[place], mode >= 0)
        if len(operation.modes) > 1:
            for at, lit in enumerate(made.modes[place]):
                model.add_hint(lit, at == mode)
    for (one, other), lit in made.order.items():
        if one < other and min(hint.mode[one], hint.mode[other]) >= 0:
            is_first = (hint.start_h[one], hint.end_h[one]) <= (hint.start_h[other], hint.end_h[other])
            model.add_hint(lit if made.order[one, other] is lit else ~lit, bool(is_first))


def _placement(made: Columns, solver: Any) -> Placement:
    """Read the placement off the solution."""
    operations = made.network.operations
    modes = np.full(len(operations), -1, dtype=np.int64)
    start, end = np.full(len(operations), np.nan), np.full(len(operations), np.nan)
    for place in range(len(operations)):
        chosen = [at for at, lit in enumerate(made.modes[place]) if solver.value(lit)]
        if not solver.value(made.present[place]) or not chosen:
            continue
        modes[place] = chosen[0]
        start[place] = made.grid.hours(solver.value(made.start[place]))
        end[place] = made.grid.hours(solver.value(made.end[place]))
    return Placement(mode=modes, start_h=start, end_h=end)
