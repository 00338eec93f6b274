"""Cases of kind ``period_capacity_plan``: many products share suites in a period; suites can be built."""

from seedtrain.plan.case.discrete import check_rule
from seedtrain.plan.case.fields import Fields
from seedtrain.plan.problem.campaign_rule import CampaignRule
from seedtrain.plan.problem.period_plan import Market, PeriodPlan
from seedtrain.plan.problem.stage import Stage, StockRule, Suite


def load_capacity(case: Fields) -> PeriodPlan:
    """Problem of a ``period_capacity_plan`` case."""
    counts = {key: case.whole(key, 1) for key in ("products", "suites", "periods")}
    products = tuple(f"p{i + 1}" for i in range(counts["products"]))
    names = tuple(f"s{i + 1}" for i in range(counts["suites"]))
    days = case.positive("days_per_period")
    batch_days = case.numbers("days_per_batch", len(products))
    changeovers = case.numbers("changeover_days", len(products))
    yields = case.table("yield", len(products), len(names))
    demand = case.table("demand", len(products), counts["periods"])
    is_open = case.numbers("open_at_start", len(names))
    costs = {
        key: case.number(key)
        for key in (
            "run_cost",
            "campaign_cost",
            "hold_cost",
            "backlog_cost",
            "outsource_cost",
            "build_cost",
        )
    }
    least, most = case.whole("min_batches"), case.whole("max_batches")
    case.close()
    rules = {
        (suite, product): CampaignRule(
            days_per_batch=batch_days[i],
            start_days=changeovers[i],
            max_days=days,
            min_batches=least,
            max_batches=most,
            yield_per_batch=yields[i][j],
            cost_per_batch=costs["run_cost"],
            start_cost=costs["campaign_cost"],
        )
        for i, product in enumerate(products)
        for j, suite in enumerate(names)
        if yields[i][j] > 0
    }
    for (_, product), rule in rules.items():
        check_rule(rule, Fields({}, f"{case.place}.{product}", case.findings))
    suites = tuple(
        Suite(
            suite,
            tuple(p for p in products if (suite, p) in rules),
            build_cost=None if is_open[j] else costs["build_cost"],
        )
        for j, suite in enumerate(names)
    )
    stock = StockRule(holding_cost=costs["hold_cost"])
    stage = Stage(
        "suite",
        suites,
        rules,
        dict.fromkeys(products, stock),
        {},
        one_product_a_period=False,
        starts_carry_over=False,
    )
    markets = {
        p: Market(row, backlog_cost=costs["backlog_cost"], outsource_cost=costs["outsource_cost"])
        for p, row in zip(products, demand, strict=True)
    }
    return PeriodPlan(case.text("name"), products, counts["periods"], days, (stage,), markets, maximise=False)
