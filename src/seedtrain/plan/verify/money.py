"""The money of a plan in periods, counted again."""

from itertools import pairwise
from math import fsum

from seedtrain.plan.problem.period_plan import PeriodPlan
from seedtrain.plan.problem.stage import Stage
from seedtrain.plan.result import PlanResult
from seedtrain.plan.verify.openings import open_periods
from seedtrain.plan.verify.quantities import Books

CATEGORIES = (
    "sales",
    "production",
    "changeover",
    "storage",
    "waste",
    "backlog",
    "outsourcing",
    "build",
    "capital",
    "residual",
    "standing",
    "qualification",
    "lost",
    "transport",
    "shortfall",
)


def count_money(problem: PeriodPlan, result: PlanResult, books: Books) -> dict[str, float]:
    """Money by category, weighted by its period; revenue under ``sales``, every other one a cost."""
    costs = dict.fromkeys(CATEGORIES, 0.0)
    stages = {suite.id: stage for stage in problem.stages for suite in stage.suites}
    for row in result.campaigns:
        stage, weight = stages[row.suite], problem.weight(row.period or 0)
        rule = stage.rules[row.suite, row.product]
        costs["production"] += weight * rule.cost_per_batch * row.batches
        costs["changeover"] += weight * rule.start_cost * (row.is_start or not stage.starts_carry_over)
    prices = {suite.id: suite.build_cost or 0.0 for stage in problem.stages for suite in stage.suites}
    costs["build"] = fsum(prices[row.suite] for row in result.builds)
    _count_stock(problem, books, costs)
    _count_markets(problem, books, costs)
    _count_projects(problem, result, costs)
    _count_qualifications(problem, result, stages, costs)
    return costs


def objective(problem: PeriodPlan, costs: dict[str, float]) -> float:
    """Sales less the rest, or the sum of the rest."""
    total = fsum(money for category, money in costs.items() if category != "sales")
    return costs["sales"] - total if problem.maximise else total


def _count_stock(problem: PeriodPlan, books: Books, costs: dict[str, float]) -> None:
    for (i, site, product, t), quantity in books.stock.items():
        rule, weight = problem.stages[i].stocks[product], problem.weight(t)
        costs["storage"] += weight * rule.holding_cost * quantity
        costs["waste"] += weight * (rule.waste_cost or 0.0) * books.waste[i, site, product, t]
    for i, stage in enumerate(problem.stages):
        for product, rule in stage.stocks.items():
            if rule.safety and rule.safety_cost is not None:
                for t in range(problem.periods):
                    there = fsum(books.stock[i, site, product, t] for site in problem.sites)
                    missing = max(0.0, rule.safety - there)
                    costs["shortfall"] += problem.weight(t) * rule.safety_cost * missing
    for row in books.said.quantities.items():
        (kind, section, _, period, site, _, target), quantity = row
        if kind == "moved":
            way = next(
                w for w in problem.transfers if (w.stage, w.source, w.target) == (section, site, target)
            )
            costs["transport"] += problem.weight(period) * way.cost * quantity


def _count_markets(problem: PeriodPlan, books: Books, costs: dict[str, float]) -> None:
    for (name, t), sold in books.sales.items():
        market, weight = problem.markets[name], problem.weight(t)
        costs["sales"] += weight * market.price * sold
        costs["backlog"] += weight * (market.backlog_cost or 0.0) * books.backlog[name, t]
        costs["outsourcing"] += weight * (market.outsource_cost or 0.0) * books.outsourced[name, t]
        costs["lost"] += weight * (market.lost_cost or 0.0) * books.lost[name, t]


def _count_projects(problem: PeriodPlan, result: PlanResult, costs: dict[str, float]) -> None:
    by_id = {project.id: project for project in problem.projects}
    last = problem.weight(problem.periods - 1)
    for row in result.projects:
        project = by_id[row.project]
        costs["capital"] += fsum(
            problem.weight(t) * project.spent_from(row.begins, t) for t in range(problem.periods)
        )
        costs["residual"] -= last * project.residual[row.begins] if project.residual else 0.0
    for suite in (suite for stage in problem.stages for suite in stage.suites):
        if suite.fixed_cost:
            opened = open_periods(problem, result, suite)
            costs["standing"] += suite.fixed_cost * fsum(
                problem.weight(t) * is_open for t, is_open in enumerate(opened)
            )


def _count_qualifications(
    problem: PeriodPlan, result: PlanResult, stages: dict[str, Stage], costs: dict[str, float]
) -> None:
    walks = {(each.suite, each.product): each for each in problem.qualifications}
    for row in result.qualifications:
        walk, rule = walks[row.suite, row.product], stages[row.suite].rules[row.suite, row.product]
        costs["qualification"] += problem.weight(row.begins) * walk.cost
        for k, batches in enumerate(walk.on_site):
            weight = problem.weight(row.begins + walk.transfer + k)
            costs["qualification"] += weight * (batches * rule.cost_per_batch + rule.start_cost)
    for each in problem.comparabilities:
        starts = {row.suite: row.begins for row in result.qualifications if row.product == each.product}
        studies = [max(0, each.begun(starts, t) - 1) for t in range(problem.periods)]
        for t, more in enumerate(pairwise((0, *studies))):
            costs["qualification"] += problem.weight(t) * each.cost * (more[1] - more[0])
