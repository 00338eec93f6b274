"""Solve a plan in periods."""

from dataclasses import replace
from time import perf_counter

from seedtrain.errors import InputError, finding
from seedtrain.plan.cp_sat import is_whole, solve_cp_sat
from seedtrain.plan.highs import solve_highs
from seedtrain.plan.named import ARRAYS, AUTO, CP_SAT, solve_named
from seedtrain.plan.period.build import build_program
from seedtrain.plan.period.frame import Frame
from seedtrain.plan.period.rolling import LONG, roll
from seedtrain.plan.period.unpack import (
    unpack_builds,
    unpack_campaigns,
    unpack_flows,
    unpack_projects,
    unpack_qualifications,
)
from seedtrain.plan.problem.period_plan import PeriodPlan
from seedtrain.plan.result import PlanResult
from seedtrain.plan.settings import PlanSettings
from seedtrain.plan.solution import Solution

RESERVE = 0.03
"""Share of the time limit kept for building and reporting a long horizon."""
ROLLING = 0.5
"""Share of the time limit for the first plan of a long horizon."""


def solve_period_plan(problem: PeriodPlan, settings: PlanSettings) -> PlanResult:
    """Best plan of ``problem`` with its bound."""
    began = perf_counter()
    frame = build_program(problem)
    solution = _solve(frame, settings)
    return pack(frame, solution, perf_counter() - began)


def _solve(frame: Frame, settings: PlanSettings) -> Solution:
    solver = settings.solver
    if solver == AUTO:
        solver = CP_SAT if _suits_cp_sat(frame) else ARRAYS
    if solver == ARRAYS:
        return _solve_highs(frame, settings)
    if solver != CP_SAT:
        return solve_named(frame.program, settings)
    if not is_whole(frame.program):
        why = "it needs whole numbers"
        raise InputError([finding("PLN-014", path="solver", value=solver, why=why, other="highs")])
    return solve_cp_sat(frame.program, settings)


def _solve_highs(frame: Frame, settings: PlanSettings) -> Solution:
    """HiGHS alone, or for a long horizon from a first plan made window by window, unless decisions reach
    beyond a window: projects and qualifications do."""
    decides_for_long = bool(frame.begun or frame.taken)
    if frame.problem.periods < LONG or decides_for_long:
        return solve_highs(frame.program, settings)
    began, limit = perf_counter(), settings.time_limit_s
    limit = None if limit is None else (1.0 - RESERVE) * limit
    start, bound = roll(frame, settings, None if limit is None else ROLLING * limit)
    if limit is not None:
        settings = replace(settings, time_limit_s=max(1.0, limit - (perf_counter() - began)))
    found = solve_highs(frame.program, settings, start=start)
    values = start if found.values is None else found.values
    bounds = [b for b in (bound, found.bound) if b is not None]
    if not bounds or found.status == "infeasible":
        return replace(found, values=None if found.status == "infeasible" else values)
    tightest = min(bounds) if frame.problem.maximise else max(bounds)
    return replace(found, values=values, bound=tightest)


def _suits_cp_sat(frame: Frame) -> bool:
    """Whether all is whole, and stocks count batches or the horizon is short: CP-SAT closes these first."""
    rules = [rule for stage in frame.problem.stages for rule in stage.rules.values()]
    counts = all(rule.yield_per_batch == 1.0 for rule in rules)
    return (counts or frame.problem.periods < LONG) and is_whole(frame.program)


def pack(frame: Frame, solution: Solution, seconds: float) -> PlanResult:
    """Result of ``solution``; whole columns are rounded before anything is reported."""
    program, problem = frame.program, frame.problem
    size = (len(program.rows), len(program.lower), sum(program.is_integer))
    name = problem.objectives[0]
    if solution.values is None:
        return PlanResult(
            problem.name, name, None, solution.bound, solution.status, seconds, solution.solver, *size
        )
    values = [
        float(round(v)) if whole else v for v, whole in zip(solution.values, program.is_integer, strict=True)
    ]
    objective = sum(value * cost for value, cost in zip(values, program.objective(), strict=True))
    return PlanResult(
        problem.name,
        name,
        objective,
        solution.bound,
        solution.status,
        seconds,
        solution.solver,
        *size,
        campaigns=unpack_campaigns(frame, values),
        flows=unpack_flows(frame, values),
        builds=unpack_builds(frame, values),
        projects=unpack_projects(frame, values),
        qualifications=unpack_qualifications(frame, values),
        cost_by_category=program.categories(values),
    )
