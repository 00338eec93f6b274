"""The published plants as models of the peers: plain CP-SAT, and PyJobShop. One worker each.

A vessel is one interval from the start of its first operation to the end of its cleaning. Where products
change over, batches on the vessels of a stage follow one another on routes (CP-SAT: one multiple circuit a
stage, so that arcs do not grow with the vessels; PyJobShop: setup times of each vessel). Else a stage is a
cumulative resource.
"""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from seedtrain.flow.assignment import Assignment, assignment
from seedtrain.flow.problem import Problem


@dataclass(frozen=True)
class Stage:
    """Vessels of a stage: operations ``first`` to ``last``, cleaning and changeover in hours."""

    units: int
    first: int
    last: int
    clean: int
    changeover: int


@dataclass(frozen=True)
class Shop:
    """A plant of a case, in whole hours: durations by batch and operation, limits on waits, stages."""

    product: tuple[int, ...]
    due: tuple[int, ...]
    weight: tuple[int, ...]
    durations: tuple[tuple[int, ...], ...]
    holds: tuple[int, ...]
    dirty: int
    stages: tuple[Stage, ...]

    @classmethod
    def read(cls, content: Mapping[str, Any]) -> "Shop":
        """Read a case of kind ``schedule_plant``."""
        batches = content["batches"]
        return cls(
            product=tuple(batches["product"]),
            due=tuple(batches["due_h"]),
            weight=tuple(batches["weight"]),
            durations=tuple(tuple(content["duration_h_by_product"][p]) for p in batches["product"]),
            holds=tuple(content["hold_h"]),
            dirty=content["dirty_hold_h"],
            stages=tuple(
                Stage(each["units"], *each["operations"], each["cip_h"] or 0, each["changeover_h"])
                for each in content["stages"]
            ),
        )

    @property
    def horizon(self) -> int:
        """Hours within which all can be done one after the other."""
        return sum(map(sum, self.durations)) + len(self.product) * 200


def as_assignment(
    problem: Problem,
    start: list[list[int]],
    unit: dict[tuple[int, int], int],
    clean: dict[tuple[int, int], int],
) -> Assignment:
    """Starts (batch, operation), unit within its stage and start of cleaning (batch, operation) as one."""
    operations = len(problem.pool)
    units = np.full(operations, -1, dtype=np.int64)
    cleans = np.full(operations, np.nan)
    for (job, k), number in unit.items():
        at = problem.route[job] + k
        units[at] = problem.pool_units[problem.pool[at]] + number
        cleans[at] = clean[job, k]
    return assignment(problem, np.array(start, dtype=np.float64).ravel(), units, cleans)


def cp_sat_shop(
    problem: Problem, shop: Shop, late: bool, seconds: float
) -> tuple[Assignment | None, float | None, float | None]:
    """Solve with CP-SAT from its own first solution: timetable, bound [h], seconds to the first solution."""
    from ortools.sat.python import cp_model

    began = time.perf_counter()
    model = cp_model.CpModel()
    n, horizon = len(shop.product), shop.horizon
    start = [[model.new_int_var(0, horizon, "") for _ in each] for each in shop.durations]
    for j, times in enumerate(shop.durations):
        for k, hold in enumerate(shop.holds):
            model.add(start[j][k + 1] >= start[j][k] + times[k])
            model.add(start[j][k + 1] <= start[j][k] + times[k] + hold)
    clean: dict[tuple[int, int], Any] = {}
    skid, routes = [], []
    for stage in shop.stages:
        intervals, frees = [], []
        for j, times in enumerate(shop.durations):
            end = start[j][stage.last] + times[stage.last]
            if stage.clean:
                clean[j, stage.first] = model.new_int_var(0, horizon, "")
                model.add(clean[j, stage.first] >= end)
                model.add(clean[j, stage.first] <= end + shop.dirty)
                skid.append(model.new_fixed_size_interval_var(clean[j, stage.first], stage.clean, ""))
                end = clean[j, stage.first] + stage.clean
            else:
                clean[j, stage.first] = end
            size = model.new_int_var(0, horizon, "")
            intervals.append(model.new_interval_var(start[j][stage.first], size, end, ""))
            frees.append(end)
        model.add_cumulative(intervals, [1] * n, stage.units)
        starts = [start[j][stage.first] for j in range(n)]
        routes.append((stage, _routes(model, shop, stage, starts, frees)))
    model.add_no_overlap(skid)
    ends = [start[j][-1] + shop.durations[j][-1] for j in range(n)]
    if late:
        tardy = [model.new_int_var(0, horizon, "") for _ in range(n)]
        for j in range(n):
            model.add(tardy[j] >= ends[j] - shop.due[j])
        model.minimize(sum(w * t for w, t in zip(shop.weight, tardy, strict=True)))
    else:
        makespan = model.new_int_var(0, horizon, "")
        model.add_max_equality(makespan, ends)
        model.minimize(makespan)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.max_time_in_seconds = max(0.1, seconds - (time.perf_counter() - began))
    firsts: list[float] = []

    class First(cp_model.CpSolverSolutionCallback):
        def on_solution_callback(self) -> None:
            firsts.append(time.perf_counter() - began)

    status = solver.solve(model, First())
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None, solver.best_objective_bound, None
    unit = {
        (j, stage.first): number
        for stage, arcs in routes
        for j, number in _numbers(solver, shop, stage, arcs, start, clean).items()
    }
    found = as_assignment(
        problem,
        [[solver.value(each) for each in row] for row in start],
        unit,
        {key: solver.value(each) for key, each in clean.items()},
    )
    return found, solver.best_objective_bound, firsts[0]


def _routes(
    model: Any, shop: Shop, stage: Stage, starts: list[Any], frees: list[Any]
) -> dict[tuple[int, int], Any]:
    """Routes of batches over the vessels of a stage, where products change over; else none."""
    if not stage.changeover:
        return {}
    n = len(starts)
    literals = {(i, j): model.new_bool_var("") for i in range(n) for j in range(n) if i != j}
    arcs = [(i + 1, j + 1, literal) for (i, j), literal in literals.items()]
    firsts = [model.new_bool_var("") for _ in range(n)]
    arcs += [(0, j + 1, firsts[j]) for j in range(n)]
    arcs += [(i + 1, 0, model.new_bool_var("")) for i in range(n)]
    model.add_multiple_circuit(arcs)
    model.add(sum(firsts) <= stage.units)
    for (i, j), literal in literals.items():
        gap = stage.changeover if shop.product[i] != shop.product[j] else 0
        model.add(starts[j] >= frees[i] + gap).only_enforce_if(literal)
    return literals


def _numbers(solver: Any, shop: Shop, stage: Stage, arcs: dict, start: list, clean: dict) -> dict[int, int]:
    """The vessel of each batch: along its route, or the first that is free."""
    jobs = sorted(range(len(shop.product)), key=lambda j: solver.value(start[j][stage.first]))
    before = {j: i for (i, j), literal in arcs.items() if solver.value(literal)}
    free, number, used = [0] * stage.units, {}, 0
    for j in jobs:
        if not arcs:
            number[j] = min(range(stage.units), key=free.__getitem__)
            free[number[j]] = solver.value(clean[j, stage.first]) + stage.clean
        elif j in before:
            number[j] = number[before[j]]
        else:
            number[j], used = used, used + 1
    return number


def pyjobshop_shop(
    problem: Problem, shop: Shop, late: bool, seconds: float
) -> tuple[Assignment | None, float | None, float | None]:
    """Solve with PyJobShop on its OR-Tools engine: timetable, bound [h]; its first solution is not told."""
    from pyjobshop import Model

    began = time.perf_counter()
    model = Model()
    rows, holds = _pyjobshop_tasks(model, shop)
    if late:
        model.set_objective(weight_makespan=0, weight_total_tardiness=1)
    index = {id(task): place for place, task in enumerate(model.tasks)}
    left = max(0.1, seconds - (time.perf_counter() - began))
    result = model.solve(time_limit=left, display=False, num_workers=1)
    bound = float(result.lower_bound) if np.isfinite(result.lower_bound) else None
    if not result.best.tasks:
        return None, bound, None
    at = [result.best.tasks[index[id(task)]] for task in model.tasks]
    starts = [[at[index[id(task)]].start for task in row] for row in rows]
    offset = np.cumsum([1, *(stage.units for stage in shop.stages)])
    unit, clean = {}, {}
    for (j, number), vessel in holds.items():
        first, done = shop.stages[number].first, at[index[id(vessel)]]
        unit[j, first] = int(done.resources[0]) - int(offset[number])
        clean[j, first] = done.end - shop.stages[number].clean
    return as_assignment(problem, starts, unit, clean), bound, None


def _pyjobshop_tasks(model: Any, shop: Shop) -> tuple[list[list[Any]], dict[tuple[int, int], Any]]:
    """Operations of each batch, and for each batch and stage the task that holds a vessel."""
    skid = model.add_machine()
    vessels = [[model.add_machine() for _ in range(stage.units)] for stage in shop.stages]
    space = model.add_renewable(capacity=1)
    rows, holds = [], {}
    for j, times in enumerate(shop.durations):
        job = model.add_job(due_date=shop.due[j], weight=shop.weight[j])
        row = [model.add_task(job=job) for _ in times]
        for task, duration in zip(row, times, strict=True):
            model.add_mode(task, [space], duration, demands=[0])
        for k, hold in enumerate(shop.holds):
            model.add_end_before_start(row[k], row[k + 1])
            model.add_start_before_end(row[k + 1], row[k], delay=-hold)
        rows.append(row)
        for number, stage in enumerate(shop.stages):
            least = sum(times[stage.first : stage.last + 1]) + stage.clean
            holds[j, number] = _pyjobshop_vessel(model, shop, stage, row, (vessels[number], skid, least))
    for number, stage in enumerate(shop.stages):
        for machine in vessels[number] if stage.changeover else ():
            for i, first in enumerate(shop.product):
                for j, then in enumerate(shop.product):
                    if first != then:
                        model.add_setup_time(machine, holds[i, number], holds[j, number], stage.changeover)
    return rows, holds


def _pyjobshop_vessel(
    model: Any, shop: Shop, stage: Stage, row: list[Any], given: tuple[list[Any], Any, int]
) -> Any:
    """Hold one of the vessels from the first operation of a stage to the end of its cleaning on the skid."""
    machines, skid, least = given
    vessel = model.add_task(allow_idle=True)
    for machine in machines:
        model.add_mode(vessel, [machine], least)
    model.add_start_at_start(vessel, row[stage.first])
    last = row[stage.last]
    if stage.clean:
        cleaning = model.add_task()
        model.add_mode(cleaning, [skid], stage.clean)
        model.add_end_before_start(last, cleaning)
        model.add_start_before_end(cleaning, last, delay=-shop.dirty)
        last = cleaning
    model.add_end_at_end(vessel, last)
    return vessel
