"""HiGHS on a program, from arrays without a modelling layer."""

from typing import Any

import numpy as np

from seedtrain.plan.program import Program
from seedtrain.plan.settings import PlanSettings
from seedtrain.plan.solution import Solution


def solve_highs(
    program: Program,
    settings: PlanSettings,
    *,
    nodes: int | None = None,
    start: list[float] | None = None,
) -> Solution:
    """Solve ``program`` with HiGHS, looking at no more than ``nodes`` nodes, from the plan ``start`` if
    given."""
    import highspy

    solver = highspy.Highs()
    for name, value in (
        ("output_flag", False),
        ("random_seed", settings.seed),
        ("threads", settings.threads),
        ("mip_rel_gap", settings.gap),
        ("mip_abs_gap", 1e-9),
        ("mip_feasibility_tolerance", 1e-9),
        ("primal_feasibility_tolerance", 1e-9),
    ):
        solver.setOptionValue(name, value)
    if settings.time_limit_s is not None:
        solver.setOptionValue("time_limit", float(settings.time_limit_s))
    if nodes is not None:
        solver.setOptionValue("mip_max_nodes", nodes)
    solver.passModel(program_model(program))
    if start is not None:
        known = highspy.HighsSolution()
        known.col_value = start
        solver.setSolution(known)
    solver.run()
    return _solution(highspy, solver, program)


def program_model(program: Program) -> Any:
    """HiGHS model of ``program``."""
    import highspy

    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = len(program.lower), len(program.rows)
    infinity = highspy.kHighsInf
    model.col_lower_, model.col_upper_ = np.array(program.lower), np.minimum(program.upper, infinity)
    model.col_cost_ = np.array(program.objective())
    model.sense_ = highspy.ObjSense.kMaximize if program.maximise else highspy.ObjSense.kMinimize
    kinds = (highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger)
    model.integrality_ = [kinds[flag] for flag in program.is_integer]
    model.row_lower_ = np.maximum([row[0] for row in program.rows], -infinity)
    model.row_upper_ = np.minimum([row[1] for row in program.rows], infinity)
    matrix = model.a_matrix_
    matrix.format_ = highspy.MatrixFormat.kRowwise
    counts = [len(row[2]) for row in program.rows]
    matrix.start_ = np.concatenate([[0], np.cumsum(counts)]).astype(np.int32)
    matrix.index_ = np.array([column for row in program.rows for column, _ in row[2]], dtype=np.int32)
    matrix.value_ = np.array([value for row in program.rows for _, value in row[2]])
    return model


def _solution(highspy: Any, solver: Any, program: Program) -> Solution:
    status, info = solver.getModelStatus(), solver.getInfo()
    name = f"HiGHS {solver.version()}"
    infeasible = (
        highspy.HighsModelStatus.kInfeasible,
        highspy.HighsModelStatus.kUnboundedOrInfeasible,
    )
    if status in infeasible:
        return Solution(None, None, "infeasible", name)
    is_linear = not any(program.is_integer)
    bound = float(info.objective_function_value if is_linear else info.mip_dual_bound)
    if is_linear and status != highspy.HighsModelStatus.kOptimal:
        bound = float("inf")
    values = None
    if info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible:
        values = [float(v) for v in solver.getSolution().col_value]
    word = "stopped_by_time" if status == highspy.HighsModelStatus.kTimeLimit else "feasible"
    if status == highspy.HighsModelStatus.kOptimal:
        word = "optimal"
    return Solution(values, bound if np.isfinite(bound) else None, word, name)
