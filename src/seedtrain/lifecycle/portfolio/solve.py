"""The choice of programmes by HiGHS, to optimality."""

from dataclasses import dataclass

import numpy as np

from seedtrain.lifecycle.portfolio.problem import PortfolioProblem

_MILLION = 1e6


@dataclass(frozen=True, slots=True)
class Solved:
    """``begun``: programme to years put off; ``bound`` a proven upper bound [CNY]; ``solver`` and version.

    ``begun`` is ``None`` where nothing keeps the limits.
    """

    begun: dict[str, int] | None
    bound: float
    solver: str


def solve(problem: PortfolioProblem) -> Solved:
    """Choose the programmes of the greatest value that keep every limit."""
    import highspy

    solver = highspy.Highs()
    for name, value in (
        ("output_flag", False),
        ("threads", 1),
        ("mip_rel_gap", 0.0),
        ("mip_abs_gap", 1e-9),
        ("mip_feasibility_tolerance", 1e-9),
        ("primal_feasibility_tolerance", 1e-9),
    ):
        solver.setOptionValue(name, value)
    choices = [
        (place, delay) for place in range(len(problem.candidates)) for delay in range(problem.delays + 1)
    ]
    model = highspy.HighsLp()
    model.num_col_ = len(choices)
    model.col_lower_, model.col_upper_ = np.zeros(len(choices)), np.ones(len(choices))
    model.col_cost_ = np.array([problem.value(*choice) / _MILLION for choice in choices])
    model.sense_ = highspy.ObjSense.kMaximize
    model.integrality_ = [highspy.HighsVarType.kInteger] * len(choices)
    lower, upper, rows = _rows(problem, choices)
    model.num_row_ = len(rows)
    model.row_lower_ = np.maximum(lower, -highspy.kHighsInf)
    model.row_upper_ = np.array(upper)
    matrix = model.a_matrix_
    matrix.format_ = highspy.MatrixFormat.kRowwise
    matrix.start_ = np.concatenate([[0], np.cumsum([len(row) for row in rows])]).astype(np.int32)
    matrix.index_ = np.array([column for row in rows for column in row], dtype=np.int32)
    matrix.value_ = np.array([value for row in rows for value in row.values()])
    solver.passModel(model)
    solver.run()
    name = f"HiGHS {solver.version()}"
    if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return Solved(None, np.nan, name)
    taken = solver.getSolution().col_value
    begun = {
        problem.candidates[place].id: delay
        for (place, delay), value in zip(choices, taken, strict=True)
        if value > 0.5
    }
    return Solved(begun, float(solver.getInfo().mip_dual_bound) * _MILLION, name)


def _rows(
    problem: PortfolioProblem, choices: list[tuple[int, int]]
) -> tuple[list[float], list[float], list[dict[int, float]]]:
    """Each programme once; each limit in each year, in shares of what there is."""
    lower: list[float] = []
    upper: list[float] = []
    rows: list[dict[int, float]] = []
    for place, candidate in enumerate(problem.candidates):
        rows.append({column: 1.0 for column, choice in enumerate(choices) if choice[0] == place})
        lower.append(1.0 if candidate.must else 0.0)
        upper.append(1.0)
    for limit in problem.limits:
        uses = [problem.use(place, limit.id, delay) for place, delay in choices]
        for year in range(problem.years):
            scale = max(float(limit.there[year]), 1e-9)
            row = {column: float(use[year]) / scale for column, use in enumerate(uses) if use[year] > 0.0}
            if row:
                rows.append(row)
                lower.append(-np.inf)
                upper.append(float(limit.there[year]) / scale)
    return lower, upper, rows
