"""Cases of kind ``network_campaign_plan``: one stage, facilities with their own yields, kilograms.

Reference: Lakhdar, Savery, Papageorgiou, Farid 2007, Multiobjective long-term planning of biopharmaceutical
manufacturing facilities, Biotechnol. Prog. 23(6):1383-1393, doi 10.1021/bp0701362 (deterministic part).
"""

from seedtrain.plan.case.discrete import check_rule
from seedtrain.plan.case.fields import Fields
from seedtrain.plan.problem.campaign_rule import CampaignRule
from seedtrain.plan.problem.period_plan import Market, PeriodPlan
from seedtrain.plan.problem.stage import Stage, StockRule, Suite


def load_network(case: Fields) -> PeriodPlan:
    """Problem of a ``network_campaign_plan`` case."""
    horizon = case.child("horizon")
    periods = horizon.whole("periods", 1)
    days = horizon.positive("days_per_period")
    common = case.child("scalars")
    demand = case.child("demand_kg")
    products = tuple(demand.content)
    price = common.number("sales_price_per_kg")
    markets = {p: Market(_demand(demand.child(p), periods), price) for p in products}
    stock = StockRule(
        shelf_life=common.whole("shelf_life_periods"),
        holding_cost=common.number("storage_cost_per_kg_period"),
        waste_cost=0.0,
    )
    facilities = case.children("facilities")
    suites, rules = [], {}
    for name, entry in zip(case.identifiers(facilities), facilities, strict=True):
        makes = entry.child("products")
        for product in makes.content:
            if product not in products:
                makes.fault("PLN-010", "", product, known=", ".join(products))
            rules[name, product] = _rule(makes.child(product), common, days)
        opening = entry.whole("available_from_period", 1, default=1) - 1
        suites.append(Suite(name, tuple(makes.content), opening))
    stage = Stage("facility", tuple(suites), rules, dict.fromkeys(products, stock), {})
    return PeriodPlan(case.text("name"), products, periods, days, (stage,), markets)


def _demand(rows: Fields, periods: int) -> tuple[float, ...]:
    values = [0.0] * periods
    for key in rows.content:
        if not key.isdigit() or not 1 <= int(key) <= periods:
            rows.fault("PLN-005", key, key, range=f"a period, 1 <= x <= {periods}")
            continue
        values[int(key) - 1] = rows.number(key)
    return tuple(values)


def _rule(entry: Fields, common: Fields, days: float) -> CampaignRule:
    rate = entry.positive("rate_batches_per_day")
    rule = CampaignRule(
        days_per_batch=1.0 / rate,
        start_days=common.number("lead_time_days") - 1.0 / rate,
        min_days=common.number("min_campaign_days", default=0.0),
        max_days=days,
        yield_per_batch=entry.positive("yield_kg_per_batch"),
        cost_per_batch=entry.number("cost_per_batch"),
        start_cost=common.number("changeover_cost"),
    )
    check_rule(rule, entry)
    return rule
