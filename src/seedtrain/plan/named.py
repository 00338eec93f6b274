"""Solvers by name: HiGHS by linopy, and commercial ones that are present, behind the same program.

linopy builds its model from labelled arrays and hands it to any solver it knows; that takes longer to build
than arrays straight into HiGHS (:mod:`seedtrain.plan.highs`) and pays where a solver is faster than HiGHS.
"""

import io
import logging
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, redirect_stdout
from math import isfinite
from typing import Any

import numpy as np

from seedtrain.errors import InputError, finding
from seedtrain.plan.program import Program
from seedtrain.plan.settings import PlanSettings
from seedtrain.plan.solution import Solution

AUTO, ARRAYS, CP_SAT, LINOPY = "auto", "highs", "cp_sat", "linopy"
OPEN = (AUTO, ARRAYS, CP_SAT, LINOPY)
"""Always there: the choice of the engine, HiGHS from arrays, CP-SAT, HiGHS by linopy."""
OPTIONS: Mapping[str, tuple[str, str, str, str]] = {
    "highs": ("time_limit", "mip_rel_gap", "threads", "random_seed"),
    "gurobi": ("TimeLimit", "MIPGap", "Threads", "Seed"),
    "cplex": ("timelimit", "mip.tolerances.mipgap", "threads", "randomseed"),
    "xpress": ("maxtime", "miprelstop", "threads", "randomseed"),
    "copt": ("TimeLimit", "RelGap", "Threads", ""),
    "mosek": ("MSK_DPAR_MIO_MAX_TIME", "MSK_DPAR_MIO_TOL_REL_GAP", "MSK_IPAR_NUM_THREADS", ""),
    "scip": ("limits/time", "limits/gap", "lp/threads", "randomization/randomseedshift"),
}
"""Names of time limit [s], relative gap, threads and seed, as each solver calls them (empty: it has none)."""
QUIET: Mapping[str, tuple[str, int]] = {
    "highs": ("output_flag", False),
    "gurobi": ("OutputFlag", 0),
    "xpress": ("outputlog", 0),
    "copt": ("Logging", 0),
    "mosek": ("MSK_IPAR_LOG", 0),
    "scip": ("display/verblevel", 0),
}
"""What keeps a solver from writing of its work where results are written."""
COMMERCIAL = tuple(name for name in OPTIONS if name != "highs")
"""Solvers that can be asked for where the user has them."""


def check_solver(name: str) -> None:
    """Raise :class:`InputError` for a solver that is unknown (PLN-060) or not installed (PLN-061)."""
    if name in OPEN:
        return
    if name not in COMMERCIAL:
        known = ", ".join((*OPEN, *COMMERCIAL))
        raise InputError([finding("PLN-060", path="--solver", value=name, known=known)])
    if name not in present_solvers():
        here = ", ".join((*OPEN, *present_solvers()))
        raise InputError([finding("PLN-061", path="--solver", value=name, here=here)])


def present_solvers() -> tuple[str, ...]:
    """Commercial solvers that linopy finds here; whether a licence is there shows when they run."""
    import linopy

    return tuple(name for name in COMMERCIAL if name in linopy.available_solvers)


def solve_named(program: Program, settings: PlanSettings) -> Solution:
    """Solve ``program`` by linopy with the solver that ``settings`` name.

    Raises :class:`InputError` as :func:`check_solver`, and PLN-062 where the solver refuses, such as for want
    of a licence.
    """
    check_solver(settings.solver)
    name = "highs" if settings.solver == LINOPY else settings.solver
    straight = "direct" if name in ("highs", "gurobi") else None
    try:
        with _silence():
            model, columns = linopy_model(program)
            ended = model.solve(solver_name=name, io_api=straight, progress=False, **_options(name, settings))
    except Exception as error:  # each solver has errors of its own; all say why it does not run
        why = " ".join(str(error).split()) or type(error).__name__
        raise InputError([finding("PLN-062", path="--solver", value=name, why=why)]) from error
    return _solution(program, model, columns, name, ended)


@contextmanager
def _silence() -> Iterator[None]:
    """Keep what linopy logs and solvers print out of the results; some print before any option is read.

    The standard output of the whole process is shut meanwhile.
    """
    logger = logging.getLogger("linopy")
    level = logger.level
    logger.setLevel(logging.ERROR)
    sys.stdout.flush()
    kept, null = os.dup(1), os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, 1)
    try:
        with redirect_stdout(io.StringIO()):
            yield
    finally:
        os.dup2(kept, 1)
        os.close(kept)
        os.close(null)
        logger.setLevel(level)


def linopy_model(program: Program) -> tuple[Any, list[Any]]:
    """The program as a linopy model, with its whole and other columns as two variables."""
    import linopy

    model = linopy.Model()
    labels = np.zeros(len(program.lower), dtype=np.int64)
    lower, upper = np.array(program.lower, dtype=np.float64), np.array(program.upper, dtype=np.float64)
    columns = []
    for is_whole, variable in ((False, "amount"), (True, "count")):
        places = np.nonzero(np.array(program.is_integer, dtype=bool) == is_whole)[0]
        if len(places):
            coordinates = {f"{variable}_column": places}
            made = model.add_variables(
                lower[places], upper[places], coords=coordinates, name=variable, integer=is_whole
            )
            labels[places] = made.labels.values
            columns.append(made)
    _add_rows(linopy, model, columns, program, labels)
    goal = [(column, value) for column, value in enumerate(program.objective()) if value]
    objective = _expression(linopy, model, columns, [goal], labels).sum()
    model.add_objective(objective, sense="max" if program.maximise else "min")
    return model, columns


def _add_rows(linopy: Any, model: Any, columns: list[Any], program: Program, labels: Any) -> None:
    """Rows by the sign they have; a row with two limits is two."""
    equal = [(low, terms) for low, high, terms in program.rows if low == high]
    least = [(low, terms) for low, high, terms in program.rows if low != high and isfinite(low)]
    most = [(high, terms) for low, high, terms in program.rows if low != high and isfinite(high)]
    for name, sign, rows in (("equal", "=", equal), ("at_least", ">=", least), ("at_most", "<=", most)):
        if rows:
            left = _expression(linopy, model, columns, [terms for _, terms in rows], labels)
            model.add_constraints(left, sign, np.array([limit for limit, _ in rows]), name=name)


def _expression(
    linopy: Any, model: Any, columns: list[Any], rows: list[list[tuple[int, float]]], labels: Any
) -> Any:
    """A linear expression a row, from padded arrays: -1 stands for no column."""
    width = max(1, *(len(terms) for terms in rows))
    names = np.full((len(rows), width), -1, dtype=np.int64)
    values = np.full((len(rows), width), np.nan)
    for i, terms in enumerate(rows):
        merged: dict[int, float] = {}
        for column, value in terms:
            merged[column] = merged.get(column, 0.0) + value
        names[i, : len(merged)] = labels[list(merged)]
        values[i, : len(merged)] = list(merged.values())
    dataset = type(columns[0].data)  # linopy's own labelled arrays, without another library at this door
    parts = {"coeffs": (("row", "_term"), values), "vars": (("row", "_term"), names)}
    return linopy.LinearExpression(dataset(parts), model)


def _options(name: str, settings: PlanSettings) -> dict[str, float | int]:
    given = (settings.time_limit_s, settings.gap, settings.threads, settings.seed)
    told = dict(zip(OPTIONS[name], given, strict=True)) | dict([QUIET[name]] if name in QUIET else [])
    return {key: value for key, value in told.items() if key and value is not None}


def _solution(
    program: Program, model: Any, columns: list[Any], name: str, ended: tuple[str, str]
) -> Solution:
    solver, condition = f"{name} by linopy {_version()}", ended[1]
    if condition in ("infeasible", "infeasible_or_unbounded"):
        return Solution(None, None, "infeasible", solver)
    values = None
    if ended[0] == "ok" and isfinite(float(model.objective.value or 0.0)):
        found = np.zeros(len(program.lower))
        for variable in columns:
            found[variable.coords[f"{variable.name}_column"].values] = variable.solution.values
        values = [float(value) for value in found] if np.isfinite(found).all() else None
    report = getattr(model.solver, "report", None)
    bound = getattr(report, "dual_bound", None)
    if condition == "optimal" and bound is None and values is not None:
        bound = sum(cost * value for cost, value in zip(program.objective(), values, strict=True))
    word = {"optimal": "optimal", "time_limit": "stopped_by_time"}.get(condition, "feasible")
    return Solution(values, bound if bound is not None and isfinite(bound) else None, word, solver)


def _version() -> str:
    from importlib.metadata import version

    return version("linopy")
