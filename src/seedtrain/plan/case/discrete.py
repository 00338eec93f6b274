"""Cases of kind ``discrete_campaign_plan``: two stages, batches, periods.

Reference: Lakhdar, Zhou, Savery, Titchener-Hooker, Papageorgiou 2005, Medium term planning of
biopharmaceutical manufacture using mathematical programming, Biotechnol. Prog. 21(5):1478-1489, doi
10.1021/bp0501571.
"""

from seedtrain.plan.case.fields import Fields
from seedtrain.plan.problem.campaign_rule import CampaignRule
from seedtrain.plan.problem.period_plan import Market, PeriodPlan
from seedtrain.plan.problem.stage import Stage, StockRule, Suite


def load_discrete(case: Fields) -> PeriodPlan:
    """Problem of a ``discrete_campaign_plan`` case."""
    horizon = case.child("horizon")
    periods = horizon.whole("periods", 1)
    days = horizon.positive("days_per_period")
    entries = case.children("products")
    products = case.identifiers(entries)
    waiting = Fields(case.content.get("rules", {}), f"{case.place}.rules", case.findings)
    # Implied: a start that waits is one of a campaign, and a suite holds one product in a period.
    waiting.flag("one_waiting_dsp_start_per_suite", False)
    stages = (
        _stage("usp", case, entries, products, days),
        _stage("dsp", case, entries, products, days),
    )
    markets = {
        name: Market(
            demand=entry.numbers("demand_batches", periods),
            price=entry.number("sales_price_per_batch"),
            backlog_cost=entry.number("lateness_penalty_per_batch_period"),
        )
        for name, entry in zip(products, entries, strict=True)
    }
    return PeriodPlan(case.text("name"), products, periods, days, stages, markets)


def _stage(
    section: str, case: Fields, entries: list[Fields], products: tuple[str, ...], days: float
) -> Stage:
    suites = load_suites(case, f"{section}_suites", products)
    rules, stocks, draws = {}, {}, {}
    for name, entry in zip(products, entries, strict=True):
        part = entry.child(section)
        rule = load_rule(part, entry, days)
        rules.update({(suite.id, name): rule for suite in suites if name in suite.products})
        stocks[name] = StockRule(
            limit=part.number("storage_cap_batches"),
            shelf_life=part.whole("shelf_life_periods"),
            holding_cost=part.number("storage_cost_per_batch_period"),
            waste_cost=entry.number("waste_cost_per_batch"),
            life_in_batches=section == "usp",
        )
        if section == "dsp":
            draws[name] = 1.0 / entry.positive("usp_to_dsp_factor")
    return Stage(section, suites, rules, stocks, draws, waits_for_stage_before=section == "dsp")


def load_rule(part: Fields, entry: Fields, days: float) -> CampaignRule:
    """Campaign rule from a rate and a lead time; a campaign must be able to start within a period."""
    rate = part.positive("rate_batches_per_day")
    lead = part.number("lead_time_days")
    rule = CampaignRule(
        days_per_batch=1.0 / rate,
        start_days=lead - 1.0 / rate,
        min_days=part.number("min_campaign_days"),
        max_days=min(part.number("max_campaign_days"), days),
        cost_per_batch=entry.number("mfg_cost_per_batch_each_stage"),
        start_cost=entry.number("changeover_cost_per_start"),
    )
    check_rule(rule, part)
    return rule


def check_rule(rule: CampaignRule, part: Fields) -> None:
    """Add a finding when a campaign cannot start, or cannot go on, in any period."""
    for is_start, word in ((True, "start"), (False, "go on")):
        least, most = rule.batch_range(is_start)
        if least > most:
            part.fault("PLN-009", "", f"{least}..{most}", action=word)


def load_suites(case: Fields, key: str, products: tuple[str, ...]) -> tuple[Suite, ...]:
    """Suites listed under ``key``; their products must be known."""
    entries = case.children(key)
    suites = []
    for name, entry in zip(case.identifiers(entries), entries, strict=True):
        makes = tuple(str(p) for p in entry.items("products"))
        for product in makes:
            if product not in products:
                entry.fault("PLN-010", "products", product, known=", ".join(products))
        suites.append(Suite(name, makes))
    return tuple(suites)
