"""A first plan of a long horizon, a window of periods at a time.

In each window the whole columns of its periods are whole, those of earlier periods are fixed as found, and
those of later periods may be broken. The first window fixes nothing, so that its bound holds for every plan.
"""

from dataclasses import replace
from math import ceil
from time import perf_counter

from seedtrain.plan.highs import solve_highs
from seedtrain.plan.period.frame import Frame
from seedtrain.plan.program import Program
from seedtrain.plan.settings import PlanSettings
from seedtrain.plan.solution import Solution

LONG = 24
"""Periods from which a horizon is planned so."""
WINDOW = 6
"""Periods of a window."""
STEP = 4
"""Periods by which the window moves on; the others of a window are planned again in the next."""
GAP = 0.003
"""Relative gap at which a window is good enough."""
LONGER = 3.0
"""How much longer than its even share of the time left a window may take; most take far less."""
NODES = 200
"""Nodes of a window when no time limit is given."""


def roll(
    frame: Frame, settings: PlanSettings, seconds: float | None
) -> tuple[list[float] | None, float | None]:
    """Values of a feasible plan, or None, and a bound on every plan, or None; within ``seconds`` [s] if
    given."""
    program, period = frame.program, _period_of(frame)
    lower, upper = list(program.lower), list(program.upper)
    periods = frame.problem.periods
    windows = ceil(max(0, periods - WINDOW) / STEP) + 1
    began = perf_counter()
    bound: float | None = None
    for k in range(windows):
        first = k * STEP
        whole = [
            flag and first <= period.get(i, -1) < first + WINDOW for i, flag in enumerate(program.is_integer)
        ]
        rough = replace(settings, gap=max(GAP, settings.gap), time_limit_s=None)
        if seconds is not None:
            left = seconds - (perf_counter() - began)
            rough = replace(rough, time_limit_s=max(1.0, LONGER * left / (windows - k)))
        nodes = NODES if seconds is None else None
        solution = solve_highs(_variant(program, lower, upper, whole), rough, nodes=nodes)
        bound = solution.bound if k == 0 else bound
        if solution.values is None:
            return None, bound
        until = periods if k + 1 == windows else first + STEP
        _fix(program, period, solution, until, lower, upper)
    final = solve_highs(_variant(program, lower, upper, program.is_integer), rough, nodes=NODES)
    return final.values, bound


def _period_of(frame: Frame) -> dict[int, int]:
    """Period of each decision by column; stocks and sales follow from them."""
    period = {column: key[3] for columns in (frame.run, frame.start, frame.wait, frame.made)
              for key, column in columns.items()}  # fmt: skip
    period.update({column: t for (_, t), column in frame.is_open.items()})
    return period


def _variant(program: Program, lower: list[float], upper: list[float], whole: list[bool]) -> Program:
    """``program`` with other limits and whole columns; rows and costs are shared."""
    variant = Program(maximise=program.maximise)
    variant.lower, variant.upper, variant.is_integer = lower, upper, whole
    variant.costs, variant.rows = program.costs, program.rows
    return variant


def _fix(
    program: Program,
    period: dict[int, int],
    solution: Solution,
    until: int,
    lower: list[float],
    upper: list[float],
) -> None:
    """Fix the whole decisions of the periods before ``until``."""
    for column, t in period.items():
        if program.is_integer[column] and t < until and solution.values is not None:
            value = float(round(solution.values[column]))
            lower[column] = upper[column] = value
