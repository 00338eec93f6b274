"""The linear relaxation of a program, with the worth of each of its rows."""

from dataclasses import dataclass

from seedtrain.plan.highs import program_model
from seedtrain.plan.program import Program


@dataclass(frozen=True, slots=True)
class Relaxed:
    """``objective`` of the relaxation, ``values`` by column; ``worth`` by row and ``reduced`` by
    column: what the objective gains for each unit that its limit grows."""

    objective: float
    values: list[float]
    worth: list[float]
    reduced: list[float]


def relax(program: Program) -> Relaxed | None:
    """Solve ``program`` with every column divisible; None where nothing keeps its rows."""
    import highspy

    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 1)
    model = program_model(program)
    model.integrality_ = [highspy.HighsVarType.kContinuous] * len(program.lower)
    solver.passModel(model)
    solver.run()
    if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None
    found = solver.getSolution()
    return Relaxed(
        float(solver.getInfo().objective_function_value),
        [float(value) for value in found.col_value],
        [float(value) for value in found.row_dual],
        [float(value) for value in found.col_dual],
    )
