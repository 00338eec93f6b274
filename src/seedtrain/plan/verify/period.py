"""Rules of plans in periods."""

from math import fsum

from seedtrain.plan.problem.period_plan import PeriodPlan
from seedtrain.plan.problem.stage import Stage
from seedtrain.plan.result import CampaignRow, PlanResult
from seedtrain.plan.verify.broken_rule import GRAIN, BrokenRule, Judge
from seedtrain.plan.verify.money import count_money, objective
from seedtrain.plan.verify.openings import judge_projects, open_periods
from seedtrain.plan.verify.qualified import days_on_site, judge_qualifications
from seedtrain.plan.verify.quantities import Books, open_books
from seedtrain.plan.verify.said import at_market


def verify_period_plan(problem: PeriodPlan, result: PlanResult) -> list[BrokenRule]:
    """Every rule that the campaigns and flows of ``result`` break.

    Rules: ``known_suite``, ``licence``, ``open``, ``one_product``, ``start``, ``waiting``, ``whole``,
    ``batches``, ``suite_days``, ``not_negative``, ``balance``, ``stock_limit``, ``shelf_life``,
    ``waste``, ``demand``, ``build``, ``safety_stock``, ``market_licence``, ``transfer``, ``objective``;
    of projects ``project``, ``places``, ``budget``; of qualifications ``walk``, ``qualified``.
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
    judge_projects(judge, problem, result)
    _judge_transfers(judge, problem, result)
    if not judge.broken:
        judge_qualifications(judge, problem, result)
    if judge.broken:
        return judge.broken
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
        _judge_markets(judge, problem, books)
        costs = count_money(problem, result, books)
        judge.equal(result.objective or 0.0, objective(problem, costs), "objective", "result")
        for category, money in costs.items():
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
    by_id = {suite.id: suite for suite in stage.suites}
    opened = {suite.id: open_periods(problem, result, suite) for suite in stage.suites}
    days: dict[tuple[str, int], list[CampaignRow]] = {}
    for row in rows:
        period, place = row.period or 0, f"{row.suite}, period {(row.period or 0) + 1}"
        suite = by_id[row.suite]
        judge.expect(row.product in suite.products, "licence", place, row.product, ", ".join(suite.products))
        judge.expect(opened[row.suite][period] == 1, "open", place, row.product, "an open suite")
        days.setdefault((row.suite, period), []).append(row)
    for made in result.qualifications:
        if made.suite in by_id:
            for period in range(made.on_site, min(made.ready, problem.periods)):
                days.setdefault((made.suite, period), [])
    for (suite_id, period), held in days.items():
        place = f"{suite_id}, period {period + 1}"
        most = 1 if stage.one_product_a_period else len({row.product for row in held})
        qualifying = days_on_site(problem, result, suite_id, period)
        is_taken = stage.one_product_a_period and qualifying > 0.0
        judge.at_most(len(held) + is_taken, most, "one_product", place)
        used = fsum(row.end - row.start for row in held) + qualifying
        free = by_id[suite_id].days_free(problem.days_per_period, period)
        judge.at_most(used, free, "suite_days", place)


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
        judge.whole(row.batches, place)
        least, most = rule.batch_range(row.is_waiting)
        judge.expect(least <= row.batches <= most, "batches", place, row.batches, f"{least} to {most}")
        judge.equal(row.end - row.start, rule.days(row.batches, row.is_waiting), "suite_days", place)


def _judge_books(judge: Judge, problem: PeriodPlan, books: Books) -> None:
    """Stocks, shelf life, waste, safety stock."""
    for (stage, site, product, t), stock in books.stock.items():
        section, rule = problem.stages[stage].id, problem.stages[stage].stocks[product]
        place = ", ".join(part for part in (section, site, product, f"period {t + 1}") if part)
        judge.at_most(-stock, 0.0, "not_negative", place)
        judge.equal(books.said.of("stock", section, product, t, site=site), stock, "balance", place)
        judge.at_most(stock, rule.limit, "stock_limit", place)
        if rule.shelf_life is not None:
            later = range(t + 1, min(problem.periods, t + 1 + rule.shelf_life))
            leaving = fsum(books.leaving[stage, site, product, k] for k in later)
            judge.at_most(stock, leaving, "shelf_life", place)
        thrown = books.waste[stage, site, product, t]
        judge.at_most(-thrown, 0.0, "not_negative", place)
        judge.expect(rule.waste_cost is not None or thrown == 0, "waste", place, thrown, "none")
        if rule.safety and rule.safety_cost is None and site == problem.sites[0]:
            there = fsum(books.stock[stage, each, product, t] for each in problem.sites)
            judge.at_most(rule.safety, there, "safety_stock", place)


def _judge_markets(judge: Judge, problem: PeriodPlan, books: Books) -> None:
    """Demand, licences, and that what markets get is what sites sell."""
    for (name, t), owed in books.backlog.items():
        market, place = problem.markets[name], f"{name}, period {t + 1}"
        for quantity in (owed, books.sales[name, t], books.outsourced[name, t], books.lost[name, t]):
            judge.at_most(-quantity, 0.0, "not_negative", place)
        judge.expect(market.backlog_cost is not None or owed <= GRAIN, "demand", place, owed, "no backlog")
        is_bought = books.outsourced[name, t] > GRAIN
        judge.expect(market.outsource_cost is not None or not is_bought, "demand", place, "bought", "none")
        is_lost = books.lost[name, t] > GRAIN
        judge.expect(market.lost_cost is not None or not is_lost, "demand", place, "given up", "none")
        by_site = {site: at_market(problem, books.said, "served", name, t, site) for site in problem.sites}
        if len(problem.sites) == 1:
            own = books.sales[name, t] if market.outsource_cost is None else 0.0
            by_site = {problem.sites[0]: own}
        else:
            sold = fsum(by_site.values()) + books.outsourced[name, t]
            judge.equal(books.sales[name, t], sold, "balance", place)
        for site, quantity in by_site.items():
            judge.at_most(-quantity, 0.0, "not_negative", place)
            may_sell = market.may_sell(site, t) or quantity <= GRAIN
            judge.expect(may_sell, "market_licence", f"{place}, {site}".rstrip(", "), quantity, "a licence")


def _judge_transfers(judge: Judge, problem: PeriodPlan, result: PlanResult) -> None:
    ways = {(way.stage, way.source, way.target): way for way in problem.transfers}
    for row in result.flows:
        if row.kind == "moved":
            way = ways.get((row.section, row.site, row.target))
            place = f"{row.site} to {row.target}, {row.product}, period {row.period + 1}"
            may_move = way is not None and (not way.products or row.product in way.products)
            judge.expect(may_move, "transfer", place, row.product, "a way between sites")
            judge.at_most(-row.quantity, 0.0, "not_negative", place)
