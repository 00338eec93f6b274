"""A plan of a shop and its bound, side by side."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from time import perf_counter

from seedtrain.plan.capacity.bound import bound_program
from seedtrain.plan.capacity.report import report_draft
from seedtrain.plan.capacity.search import Search
from seedtrain.plan.capacity.shop import make_shop
from seedtrain.plan.highs import solve_highs
from seedtrain.plan.problem.period_plan import PeriodPlan
from seedtrain.plan.result import PlanResult
from seedtrain.plan.settings import PlanSettings
from seedtrain.plan.solution import Solution

MOVES = 1500
"""Moves of the search when no time limit is given."""
NODES = 1
"""Nodes of the bound when no time limit is given."""
RESERVE = 0.04
"""Share of the time limit kept for building and reporting."""


def solve_shop(problem: PeriodPlan, settings: PlanSettings) -> PlanResult:
    """A good plan of ``problem`` with a bound on every plan.

    The search and the bound run at the same time. Without a time limit both do a fixed amount of work, so
    that the result is repeatable.
    """
    began = perf_counter()
    shop, limit = make_shop(problem), settings.time_limit_s
    search = Search(shop, settings.seed)
    program = bound_program(shop)
    bounding = replace(settings, threads=1, gap=max(settings.gap, 1e-6))
    if limit is not None:
        limit *= 1.0 - RESERVE
        bounding = replace(bounding, time_limit_s=max(0.1, limit - (perf_counter() - began)))
    with ThreadPoolExecutor(max_workers=1) as pool:
        nodes = NODES if limit is None else None
        waiting = pool.submit(solve_highs, program, bounding, nodes=nodes)
        search.run(_progress(limit, began))
        solution: Solution = waiting.result()
    result = report_draft(problem, shop, search.best)
    status = "feasible" if limit is None else "stopped_by_time"
    gap = abs((result.objective or 0.0) - (solution.bound or 0.0)) / max(1.0, abs(result.objective or 0.0))
    return replace(
        result,
        bound=solution.bound,
        status="optimal" if solution.bound is not None and gap <= settings.gap + 1e-9 else status,
        seconds=perf_counter() - began,
        solver=f"neighbourhood search, bound by {solution.solver}",
        rows=len(program.rows),
        columns=len(program.lower),
        integers=sum(program.is_integer),
    )


def _progress(limit: float | None, began: float) -> Callable[[int], float]:
    """Share of the search that is done after so many moves."""
    if limit is None:
        return lambda moves: moves / MOVES
    return lambda moves: (perf_counter() - began) / limit
