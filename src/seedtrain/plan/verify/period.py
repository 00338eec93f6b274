"""Rules of plans in periods."""

from math import fsum

from seedtrain.plan.problem.period_plan import PeriodPlan
from seedtrain.plan.problem.stage import Stage
from seedtrain.plan.result import CampaignRow, PlanResult
from seedtrain.plan.verify.broken_rule import BrokenRule, Judge
from seedtrain.plan.verify.quantities import Books, open_books


def verify_period_plan(problem: PeriodPlan, result: PlanResult) -> list[BrokenRule]:
    """Every rule that the campaigns and flows of ``result`` break.

    Rules: ``known_suite``, ``licence``, ``open``, ``one_product``, ``start``, ``waiting``, ``batches``,
    ``suite_days``, ``not_negative``, ``balance``, ``stock_limit``, ``shelf_life``, ``waste``, ``demand``,
    ``build``, ``objective``.
    """
    judge = Judge()
    suites = {suite.id: stage for stage in problem.stages for suite in stage.suites}
    for row in result.campaigns:
        judge.expect(row.suite in suites, "known_suite", row.suite, row.suite, ", ".join(suites))
        is_inside = row.period is not None and 0 <= row.period < problem.periods
        judge.expect(
            is_inside, "known_suite", row.suite, row.period, f"a period from 0 to {problem.periods - 1}"
        )
    if judge.broken:
        return judge.broken
    _judge_builds(judge, problem, result)
    for i, stage in enumerate(problem.stages):
        rows = [row for row in result.campaigns if suites[row.suite] is stage]
        before = problem.stages[i - 1] if i else None
        started = {
            (row.product, row.period)
            for row in result.campaigns
            if before is not None and suites[row.suite] is before and row.is_start
        }
        _judge_suites(judge, problem, stage, rows, result)
        _judge_campaigns(judge, stage, rows, started)
    if not judge.broken:
        books = open_books(problem, result)
        _judge_books(judge, problem, books)
        judge.equal(result.objective or 0.0, books.objective, "objective", "result")
        for category, money in books.costs.items():
            judge.equal(result.cost_by_category.get(category, 0.0), money, "objective", category)
    return judge.broken


def _judge_builds(judge: Judge, problem: PeriodPlan, result: PlanResult) -> None:
    costs = {suite.id: suite.build_cost for stage in problem.stages for suite in stage.suites}
    for row in result.builds:
        may_build = costs.get(row.suite) is not None
        judge.expect(may_build, "build", row.suite, row.suite, "a suite that can be built")
        judge.expect(
            0 <= row.period < problem.periods, "build", row.suite, row.period, "a period of the plan"
        )
    names = [row.suite for row in result.builds]
    judge.equal(len(names), len(set(names)), "build", "suites built twice")


def _judge_suites(
    judge: Judge, problem: PeriodPlan, stage: Stage, rows: list[CampaignRow], result: PlanResult
) -> None:
    """Licences, opening, one product a period, days."""
    built = {row.suite: row.period for row in result.builds}
    by_id = {suite.id: suite for suite in stage.suites}
    days: dict[tuple[str, int], list[CampaignRow]] = {}
    for row in rows:
        period, place = row.period or 0, f"{row.suite}, period {(row.period or 0) + 1}"
        suite = by_id[row.suite]
        judge.expect(row.product in suite.products, "licence", place, row.product, ", ".join(suite.products))
        is_open = suite.is_open(period) or built.get(row.suite, problem.periods) <= period
        judge.expect(is_open, "open", place, row.product, "an open suite")
        days.setdefault((row.suite, period), []).append(row)
    for (suite_id, period), held in days.items():
        place = f"{suite_id}, period {period + 1}"
        most = 1 if stage.one_product_a_period else len({row.product for row in held})
        judge.at_most(len(held), most, "one_product", place)
        used = fsum(row.end - row.start for row in held)
        judge.at_most(used, problem.days_per_period, "suite_days", place)


def _judge_campaigns(
    judge: Judge, stage: Stage, rows: list[CampaignRow], started: set[tuple[str, int | None]]
) -> None:
    """Starts, waits, batches and the days they take."""
    ran = {(row.suite, row.product, row.period) for row in rows}
    for row in rows:
        rule = stage.rules.get((row.suite, row.product))
        if rule is None:
            continue
        period, place = row.period or 0, f"{row.suite}, {row.product}, period {(row.period or 0) + 1}"
        goes_on = stage.starts_carry_over and (row.suite, row.product, period - 1) in ran
        judge.expect(row.is_start or goes_on, "start", place, "no start", "a start")
        must_pay = row.is_start
        if stage.waits_for_stage_before:
            must_pay = row.is_start and (row.product, row.period) in started
        judge.expect(row.is_waiting or not must_pay, "waiting", place, "no lead time", "its lead time")
        least, most = rule.batch_range(row.is_waiting)
        judge.expect(least <= row.batches <= most, "batches", place, row.batches, f"{least} to {most}")
        judge.equal(row.end - row.start, rule.days(row.batches, row.is_waiting), "suite_days", place)


def _judge_books(judge: Judge, problem: PeriodPlan, books: Books) -> None:
    """Stocks, shelf life, waste, demand."""
    for (stage, product, t), stock in books.stock.items():
        section, rule = problem.stages[stage].id, problem.stages[stage].stocks[product]
        place = f"{section}, {product}, period {t + 1}"
        judge.at_most(-stock, 0.0, "not_negative", place)
        judge.equal(books.said.get(("stock", section, product, t), 0.0), stock, "balance", place)
        judge.at_most(stock, rule.limit, "stock_limit", place)
        if rule.shelf_life is not None:
            later = range(t + 1, min(problem.periods, t + 1 + rule.shelf_life))
            leaving = fsum(books.leaving[stage, product, k] for k in later)
            judge.at_most(stock, leaving, "shelf_life", place)
        thrown = books.waste[stage, product, t]
        judge.at_most(-thrown, 0.0, "not_negative", place)
        judge.expect(rule.waste_cost is not None or thrown == 0, "waste", place, thrown, "none")
    for (product, t), owed in books.backlog.items():
        market, place = problem.markets[product], f"{product}, period {t + 1}"
        judge.at_most(-owed, 0.0, "not_negative", place)
        judge.at_most(-books.sales[product, t], 0.0, "not_negative", place)
        judge.at_most(-books.outsourced[product, t], 0.0, "not_negative", place)
        judge.expect(market.backlog_cost is not None or owed <= 1e-6, "demand", place, owed, "no backlog")
        is_bought = books.outsourced[product, t] > 1e-6
        judge.expect(market.outsource_cost is not None or not is_bought, "demand", place, "bought", "none")
