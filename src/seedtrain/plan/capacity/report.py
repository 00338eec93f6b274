"""A draft as a plan in periods."""

from seedtrain.plan.capacity.search import Draft, walk_stock
from seedtrain.plan.capacity.shop import Shop
from seedtrain.plan.problem.period_plan import PeriodPlan
from seedtrain.plan.result import BuildRow, CampaignRow, FlowRow, PlanResult

DUST = 1e-9
"""Quantity below which a flow is not reported [quantity]."""


def report_draft(problem: PeriodPlan, shop: Shop, draft: Draft) -> PlanResult:
    """Result of ``draft`` without its bound; the objective is the sum of the costs by category."""
    stage = problem.stages[0]
    campaigns: list[CampaignRow] = []
    flows: list[FlowRow] = []
    for p, product in enumerate(problem.products):
        campaigns += [_campaign(problem, product, lot) for lot in draft.lots[p]]
        flows += _flows(shop, p, product, stage.id, draft)
    order = {suite.id: i for i, suite in enumerate(stage.suites)}
    campaigns.sort(key=lambda row: (order[row.suite], row.period, row.product))
    first: dict[str, int] = {}
    for row in campaigns:
        first[row.suite] = min(first.get(row.suite, problem.periods), row.period or 0)
    builds = tuple(
        BuildRow(suite.id, first[suite.id])
        for suite in stage.suites
        if suite.build_cost is not None and suite.id in first
    )
    costs = _costs(problem, campaigns, flows)
    costs["build"] = sum(suite.build_cost or 0.0 for suite in stage.suites if suite.id in first)
    return PlanResult(
        problem.name,
        problem.objectives[0],
        sum(costs.values()),
        None,
        "feasible",
        0.0,
        "",
        campaigns=tuple(campaigns),
        flows=tuple(flows),
        builds=builds,
        cost_by_category=costs,
    )


def _campaign(problem: PeriodPlan, product: str, lot: tuple[int, int, int]) -> CampaignRow:
    t, s, batches = lot
    stage = problem.stages[0]
    suite, start = stage.suites[s].id, t * problem.days_per_period
    days = stage.rules[suite, product].days(batches, is_start=True)
    return CampaignRow(suite, stage.id, product, start, start + days, batches, period=t, is_waiting=True)


def _flows(shop: Shop, p: int, product: str, section: str, draft: Draft) -> list[FlowRow]:
    stock, bought = walk_stock(shop, p, draft.lots[p])
    rows, owed = [], 0.0
    for t in range(shop.size[2]):
        late = max(0.0, -float(stock[t]))
        amounts = {
            "stock": max(0.0, float(stock[t])),
            "sales": owed + float(shop.demand[p, t]) - late,
            "backlog": late,
            "outsourced": float(bought[t]),
        }
        owed = late
        rows += [FlowRow(kind, section, product, t, v) for kind, v in amounts.items() if v > DUST]
    return rows


def _costs(problem: PeriodPlan, campaigns: list[CampaignRow], flows: list[FlowRow]) -> dict[str, float]:
    """Cost by category [money]."""
    stage = problem.stages[0]
    rules = [(stage.rules[row.suite, row.product], row.batches) for row in campaigns]
    costs = {
        "production": sum(rule.cost_per_batch * batches for rule, batches in rules),
        "changeover": sum(rule.start_cost for rule, _ in rules),
        "storage": 0.0,
        "backlog": 0.0,
        "outsourcing": 0.0,
    }
    for row in flows:
        market = problem.markets[row.product]
        if row.kind == "stock":
            costs["storage"] += stage.stocks[row.product].holding_cost * row.quantity
        elif row.kind == "backlog":
            costs["backlog"] += (market.backlog_cost or 0.0) * row.quantity
        elif row.kind == "outsourced":
            costs["outsourcing"] += (market.outsource_cost or 0.0) * row.quantity
    return costs
