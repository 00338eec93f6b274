"""Published plans in periods: our formulation against the one written down literally, building time included.

The literal program has every suite, campaign days and starts as columns of their own and is given to HiGHS
with its defaults (presolve on, one thread), gap zero. The table shows the median of the runs on both sides in
seconds of processor time, which others on the machine disturb little (one thread each), with their ratio, and
the wall time beside it. Run: ``python benchmarks/plan_literal.py [runs] [case ...]``, three runs of all cases
without any. The literal form of ``lakhdar2005_ex2_modified`` takes minutes.
"""

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from math import inf
from statistics import median
from time import perf_counter, process_time
from typing import Any

from seedtrain.catalog.cases import case
from seedtrain.plan import PeriodPlan, PlanResult, PlanSettings, load_case, solve
from seedtrain.plan.highs import program_model
from seedtrain.plan.program import Program, Terms

CASES = ("lakhdar2005_ex1", "lakhdar2005_ex2", "lakhdar2005_ex2_modified", "lakhdar2007_year1")
WIDTHS = (26, 15, 8, 9, 13, 8, 9, 7)
HEADS = ("case", "literal: cpu s", "wall s", "value", "ours: cpu s", "wall s", "value", "ratio")


@dataclass(frozen=True, slots=True)
class Columns:
    """Columns of the literal program by stage, suite, product, period (stocks: stage, product, period)."""

    run: dict[tuple[int, str, str, int], int]
    start: dict[tuple[int, str, str, int], int]
    days: dict[tuple[int, str, str, int], int]
    made: dict[tuple[int, str, str, int], int]
    wait: dict[tuple[int, str, str, int], int]
    sales: dict[tuple[str, int], int]


def literal_program(plan: PeriodPlan, is_one_waiting: bool) -> Program:
    """The program with one column for each symbol of the published model."""
    program = Program(maximise=True)
    columns = Columns({}, {}, {}, {}, {}, {})
    add_market(program, plan, columns)
    for i in range(len(plan.stages)):
        add_stage(program, plan, columns, i)
        if is_one_waiting and plan.stages[i].waits_for_stage_before:
            add_one_waiting(program, plan, columns, i)
    for i in range(len(plan.stages)):
        add_stocks(program, plan, columns, i)
    return program


def add_market(program: Program, plan: PeriodPlan, columns: Columns) -> None:
    for product, market in plan.markets.items():
        before: Terms = []
        for t, demand in enumerate(market.demand):
            sold = columns.sales[product, t] = program.column(0, inf, is_integer=False, sales=market.price)
            late = inf if market.backlog_cost is not None else 0.0
            owed = program.column(0, late, is_integer=False, backlog=market.backlog_cost or 0.0)
            program.equal([(owed, 1.0), (sold, 1.0), *before], demand)
            before = [(owed, -1.0)]


def add_stage(program: Program, plan: PeriodPlan, columns: Columns, i: int) -> None:
    stage = plan.stages[i]
    for suite in stage.suites:
        for t in range(plan.periods):
            held: Terms = []
            for product in suite.products:
                if suite.is_open(t):
                    held.append((add_campaign(program, plan, columns, (i, suite.id, product, t)), 1.0))
            program.at_most(held, 1.0)
            here = [(i, suite.id, product, t) for product in suite.products if suite.is_open(t)]
            program.at_most([(columns.days[key], 1.0) for key in here], plan.days_per_period)


def add_one_waiting(program: Program, plan: PeriodPlan, columns: Columns, i: int) -> None:
    """At most one start that waits in a suite and period, where the case says so."""
    for suite in plan.stages[i].suites:
        for t in range(plan.periods):
            here = [(i, suite.id, product, t) for product in suite.products]
            program.at_most([(columns.wait[key], 1.0) for key in here if key in columns.wait], 1.0)


def add_campaign(program: Program, plan: PeriodPlan, columns: Columns, key: tuple[int, str, str, int]) -> int:
    i, suite, product, t = key
    stage = plan.stages[i]
    rule = stage.rules[suite, product]
    rate = 1.0 / rule.days_per_batch
    lead = rule.start_days + rule.days_per_batch
    run = columns.run[key] = program.column(0, 1, is_integer=True)
    start = columns.start[key] = program.column(0, 1, is_integer=True, changeover=rule.start_cost)
    days = columns.days[key] = program.column(0, plan.days_per_period, is_integer=False)
    made = columns.made[key] = program.column(0, inf, is_integer=True, production=rule.cost_per_batch)
    before = columns.run.get((i, suite, product, t - 1))
    program.at_least([(start, 1.0), (run, -1.0)] + ([(before, 1.0)] if before is not None else []), 0.0)
    program.at_most([(days, 1.0), (run, -rule.max_days)], 0.0)
    program.at_least([(days, 1.0), (run, -rule.min_days)], 0.0)
    paying = start
    if stage.waits_for_stage_before:
        paying = columns.wait[key] = program.column(0, 1, is_integer=True)
        starts = [columns.start[k] for k in columns.start if k[0] == i - 1 and k[2:] == (product, t)]
        share = [(column, -1.0 / len(plan.stages[i - 1].suites)) for column in starts]
        program.at_least([(paying, 1.0), (start, -1.0), *share], -1.0)
    program.equal([(made, 1.0), (paying, rate * lead - 1.0), (days, -rate)], 0.0)
    return run


def add_stocks(program: Program, plan: PeriodPlan, columns: Columns, i: int) -> None:
    stage = plan.stages[i]
    for product, rule in stage.stocks.items():
        leaving = [leaves(plan, columns, i, product, t) for t in range(plan.periods)]
        before: Terms = []
        for t in range(plan.periods):
            stock = program.column(0, rule.limit, is_integer=False, storage=rule.holding_cost)
            waste = program.column(0, inf, is_integer=False, waste=rule.waste_cost or 0.0)
            made = [
                (column, -stage.rules[k[1], product].yield_per_batch)
                for k, column in columns.made.items()
                if k[0] == i and k[2:] == (product, t)
            ]
            drawn = [(column, draw) for column, draw in leaving[t]]
            program.equal([(stock, 1.0), (waste, 1.0), *made, *drawn, *before], 0.0)
            later = [(c, -1.0) for row in leaving[t + 1 : t + 1 + (rule.shelf_life or 0)] for c, _ in row]
            program.at_most([(stock, 1.0), *later], 0.0)
            before = [(stock, -1.0)]


def leaves(plan: PeriodPlan, columns: Columns, i: int, product: str, t: int) -> Terms:
    if i + 1 == len(plan.stages):
        return [(columns.sales[product, t], 1.0)]
    draw = plan.stages[i + 1].draws[product]
    return [(c, draw) for k, c in columns.made.items() if k[0] == i + 1 and k[2:] == (product, t)]


Clock = tuple[float, float]
"""Seconds of processor time and of wall time."""


def clock() -> Clock:
    return process_time(), perf_counter()


def since(began: Clock) -> Clock:
    now = clock()
    return now[0] - began[0], now[1] - began[1]


def solve_literal(plan: PeriodPlan, is_one_waiting: bool) -> tuple[float, Clock]:
    """Objective of the literal program under HiGHS defaults, one thread, gap zero, with what it took."""
    import highspy

    began = clock()
    solver: Any = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 1)
    solver.setOptionValue("mip_rel_gap", 0.0)
    solver.passModel(program_model(literal_program(plan, is_one_waiting)))
    solver.run()
    return float(solver.getInfo().objective_function_value), since(began)


def solve_ours(plan: PeriodPlan) -> tuple[PlanResult, Clock]:
    """Our result with what it took, building included."""
    began = clock()
    return solve(plan, PlanSettings()), since(began)


def medians(clocks: list[Clock]) -> Clock:
    return median(cpu for cpu, _ in clocks), median(wall for _, wall in clocks)


def line(cells: Iterable[object]) -> str:
    words = [f"{cell:.2f}" if isinstance(cell, float) else str(cell) for cell in cells]
    return words[0].ljust(WIDTHS[0]) + "".join(w.rjust(n) for w, n in zip(words[1:], WIDTHS[1:], strict=True))


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    print(line(HEADS), " solver")
    for name in sys.argv[2:] or CASES:
        content = case(name)
        plan = load_case(content)
        assert isinstance(plan, PeriodPlan)
        is_one_waiting = bool(content.get("rules", {}).get("one_waiting_dsp_start_per_suite"))
        solve(plan, PlanSettings())  # loads the solver
        ours = [solve_ours(plan) for _ in range(runs)]
        literal = [solve_literal(plan, is_one_waiting) for _ in range(runs)]
        mine, theirs = medians([t for _, t in ours]), medians([t for _, t in literal])
        result, value = ours[0][0], literal[0][0]
        cells = (name, *theirs, value, *mine, result.objective or 0.0, theirs[0] / mine[0])
        print(line(cells), "", result.solver, flush=True)


if __name__ == "__main__":
    main()
