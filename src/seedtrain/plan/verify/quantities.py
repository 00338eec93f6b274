"""Stocks, backlog and money of a plan in periods, worked out again from its campaigns, sales and
purchases."""

from dataclasses import dataclass
from math import fsum

from seedtrain.plan.problem.period_plan import PeriodPlan
from seedtrain.plan.result import PlanResult

Place = tuple[int, str, int]
"""Stage, product, period."""


@dataclass(frozen=True, slots=True)
class Books:
    """What follows from a plan.

    ``stock``, ``waste`` and ``leaving`` (for the shelf life) by stage, product and period; ``sales``,
    ``backlog`` and ``outsourced`` by product and period; ``costs`` by category; ``objective`` of the problem;
    ``said`` flows as the plan states them.
    """

    stock: dict[Place, float]
    waste: dict[Place, float]
    leaving: dict[Place, float]
    sales: dict[tuple[str, int], float]
    backlog: dict[tuple[str, int], float]
    outsourced: dict[tuple[str, int], float]
    costs: dict[str, float]
    objective: float
    said: dict[tuple[str, str, str, int], float]


def open_books(problem: PeriodPlan, result: PlanResult) -> Books:
    """Books of ``result``; campaigns must be of known suites and products."""
    said = {(row.kind, row.section, row.product, row.period): row.quantity for row in result.flows}
    last = problem.stages[-1].id
    periods = [(p, t) for p in problem.products for t in range(problem.periods)]
    sales = {(p, t): said.get(("sales", last, p, t), 0.0) for p, t in periods}
    bought = {(p, t): said.get(("outsourced", last, p, t), 0.0) for p, t in periods}
    made, output = _made(problem, result)
    stock: dict[Place, float] = {}
    waste: dict[Place, float] = {}
    leaving: dict[Place, float] = {}
    for i, stage in enumerate(problem.stages):
        is_last = i + 1 == len(problem.stages)
        for p, t in periods:
            waste[i, p, t] = said.get(("waste", stage.id, p, t), 0.0)
            leaving[i, p, t] = sales[p, t] if is_last else made.get((i + 1, p, t), 0)
            drawn = sales[p, t] - bought[p, t]
            if not is_last:
                drawn = leaving[i, p, t] * problem.stages[i + 1].draws[p]
            before = stock.get((i, p, t - 1), 0.0)
            stock[i, p, t] = before + output.get((i, p, t), 0.0) - drawn - waste[i, p, t]
    backlog: dict[tuple[str, int], float] = {}
    for p, t in periods:
        backlog[p, t] = backlog.get((p, t - 1), 0.0) + problem.markets[p].demand[t] - sales[p, t]
    costs = _costs(problem, result, stock, waste)
    for p, t in periods:
        market = problem.markets[p]
        costs["sales"] += market.price * sales[p, t]
        costs["backlog"] += (market.backlog_cost or 0.0) * backlog[p, t]
        costs["outsourcing"] += (market.outsource_cost or 0.0) * bought[p, t]
    total = fsum(money for category, money in costs.items() if category != "sales")
    objective = costs["sales"] - total if problem.maximise else total
    return Books(stock, waste, leaving, sales, backlog, bought, costs, objective, said)


def _made(problem: PeriodPlan, result: PlanResult) -> tuple[dict[Place, int], dict[Place, float]]:
    """Batches and quantity made by stage, product and period."""
    index = {suite.id: i for i, stage in enumerate(problem.stages) for suite in stage.suites}
    made: dict[Place, int] = {}
    output: dict[Place, float] = {}
    for row in result.campaigns:
        place = (index[row.suite], row.product, row.period or 0)
        gain = problem.stages[place[0]].rules[row.suite, row.product].yield_per_batch
        made[place] = made.get(place, 0) + row.batches
        output[place] = output.get(place, 0.0) + gain * row.batches
    return made, output


def _costs(
    problem: PeriodPlan, result: PlanResult, stock: dict[Place, float], waste: dict[Place, float]
) -> dict[str, float]:
    """Production, changeover, building, storage and waste [money]."""
    costs = dict.fromkeys(
        ("sales", "production", "changeover", "storage", "waste", "backlog", "outsourcing", "build"), 0.0
    )
    stages = {suite.id: stage for stage in problem.stages for suite in stage.suites}
    for row in result.campaigns:
        rule = stages[row.suite].rules[row.suite, row.product]
        costs["production"] += rule.cost_per_batch * row.batches
        costs["changeover"] += rule.start_cost * (row.is_start or not stages[row.suite].starts_carry_over)
    prices = {suite.id: suite.build_cost or 0.0 for stage in problem.stages for suite in stage.suites}
    costs["build"] = fsum(prices[row.suite] for row in result.builds)
    for (i, p, t), quantity in stock.items():
        rule_of_stock = problem.stages[i].stocks[p]
        costs["storage"] += rule_of_stock.holding_cost * quantity
        costs["waste"] += (rule_of_stock.waste_cost or 0.0) * waste[i, p, t]
    return costs
