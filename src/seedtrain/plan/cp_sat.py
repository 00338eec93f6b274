"""CP-SAT on a program whose columns are all whole numbers."""

from fractions import Fraction
from importlib.metadata import version
from math import isfinite, lcm
from typing import Any

from seedtrain.plan.program import Program, Terms
from seedtrain.plan.settings import PlanSettings
from seedtrain.plan.solution import Solution

MOST_DENOMINATOR = 10**6
"""Coefficients are read as fractions up to this denominator; a coefficient that is none is refused."""


def is_whole(program: Program) -> bool:
    """Whether CP-SAT can take ``program``: whole bounded columns, coefficients that are small fractions."""
    coefficients = [value for _, _, terms in program.rows for _, value in terms] + program.objective()
    return (
        all(program.is_integer)
        and all(isfinite(v) for v in program.lower + program.upper)
        and all(_is_fraction(value) for value in set(coefficients))
    )


def _is_fraction(value: float) -> bool:
    return abs(float(Fraction(value).limit_denominator(MOST_DENOMINATOR)) - value) <= 1e-12 * max(
        1, abs(value)
    )


def _scaled(terms: Terms) -> tuple[list[tuple[int, int]], int]:
    """Whole multiples of ``terms`` and the multiplier."""
    exact = [(column, Fraction(value).limit_denominator(MOST_DENOMINATOR)) for column, value in terms]
    scale = lcm(*(value.denominator for _, value in exact)) if exact else 1
    return [(column, int(value * scale)) for column, value in exact], scale


def solve_cp_sat(program: Program, settings: PlanSettings, *, work: float | None = None) -> Solution:
    """Solve ``program`` with CP-SAT, deterministically unless a time limit is given; ``work`` limits it in
    its deterministic seconds."""
    from ortools.sat.python import cp_model

    model = cp_model.CpModel()
    columns = [
        model.new_int_var(int(low), int(high), f"x{i}")
        for i, (low, high) in enumerate(zip(program.lower, program.upper, strict=True))
    ]
    for low, high, terms in program.rows:
        whole, scale = _scaled(terms)
        left = sum(value * columns[column] for column, value in whole)
        if isfinite(low):
            model.add(left >= _ceil(low * scale))
        if isfinite(high):
            model.add(left <= -_ceil(-high * scale))
    whole, scale = _scaled([(i, value) for i, value in enumerate(program.objective()) if value])
    goal = sum(value * columns[column] for column, value in whole)
    (model.maximize if program.maximise else model.minimize)(goal)
    solver = cp_model.CpSolver()
    configure(solver, settings)
    # On plans in periods the relaxation of every row pays; Chvátal-Gomory cuts cost more than they close.
    solver.parameters.linearization_level = 2
    solver.parameters.add_cg_cuts = False
    if work is not None:
        solver.parameters.max_deterministic_time = work
    return _solution(cp_model, solver, solver.solve(model), columns, scale)


def _ceil(value: float) -> int:
    nearest = round(value)
    return nearest if abs(value - nearest) < 1e-6 else int(value // 1) + 1


def configure(solver: Any, settings: PlanSettings) -> None:
    """Make ``solver`` repeatable: fixed workers that take turns, fixed seed."""
    solver.parameters.catch_sigint_signal = False  # it would leave Python without its handler
    solver.parameters.random_seed = settings.seed
    solver.parameters.num_workers = settings.threads
    if settings.threads > 1:
        solver.parameters.interleave_search = True
    solver.parameters.relative_gap_limit = settings.gap
    if settings.time_limit_s is not None:
        solver.parameters.max_time_in_seconds = settings.time_limit_s


def _solution(cp_model: Any, solver: Any, status: Any, columns: list[Any], scale: int) -> Solution:
    name = f"CP-SAT {version('ortools')}"
    if status == cp_model.INFEASIBLE:
        return Solution(None, None, "infeasible", name)
    values = None
    if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        values = [float(solver.value(column)) for column in columns]
    word = "optimal" if status == cp_model.OPTIMAL else "stopped_by_time"
    return Solution(values, solver.best_objective_bound / scale, word, name)
