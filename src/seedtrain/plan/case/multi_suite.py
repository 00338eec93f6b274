"""Cases of kind ``multi_suite_campaign_planning``: USP suites feed DSP suites.

Reference: Jankauskas, Papageorgiou, Farid 2017, Continuous-time heuristic model for medium-term capacity
planning of a multi-suite, multi-product biopharmaceutical facility, Comput. Aided Chem. Eng. 40:1303-1308,
doi 10.1016/B978-0-444-63965-3.50219-1.
"""

from seedtrain.plan.case.fields import Fields
from seedtrain.plan.case.single_suite import load_due_days
from seedtrain.plan.problem.campaign_sequence import CampaignSequence, SequenceProduct, SequenceRules


def load_multi_suite(case: Fields) -> CampaignSequence:
    """Problem of a ``multi_suite_campaign_planning`` case."""
    due_days = load_due_days(case)
    entries = case.children("products")
    names = case.identifiers(entries)
    products = tuple(_product(name, entry, len(due_days)) for name, entry in zip(names, entries, strict=True))
    rules = case.child("rules")
    for key in ("backlog_allowed", "waste_allowed"):
        if rules.flag(key, False):
            rules.fault("PLN-005", key, True, range="false")
    return CampaignSequence(
        case.text("name"),
        products,
        due_days,
        SequenceRules(
            usp_suites=case.whole("n_usp_suites", 1),
            dsp_suites=case.whole("n_dsp_suites", 1),
            idle_before_campaign_allowed=rules.flag("idle_before_campaign_allowed", False),
            harvest_hold_limit_days=rules.number("harvest_hold_limit_days"),
            same_product_may_follow=True,
        ),
        _changeover(case, "dsp_changeover_days", len(names)),
        _changeover(case, "usp_changeover_days", len(names)),
    )


def _changeover(case: Fields, key: str, count: int) -> tuple[tuple[float, ...], ...]:
    """A matrix whose rows are constant: the changeover is that of the product that goes before."""
    table = case.table(key, count, count)
    for i, row in enumerate(table):
        if len(set(row)) > 1:
            case.fault("PLN-005", f"{key}[{i}]", list(row), range="the same for every product that follows")
    return table


def _product(name: str, entry: Fields, dates: int) -> SequenceProduct:
    return SequenceProduct(
        name,
        usp_days=entry.positive("usp_days_per_batch"),
        dsp_days=entry.positive("dsp_days_per_batch"),
        shelf_life_days=entry.positive("shelf_life_days"),
        demand=entry.numbers("demand_batches", dates),
        stock_limit=entry.number("storage_limit_batches"),
        price=entry.number("sell_price"),
        usp_cost=entry.number("usp_production_cost"),
        dsp_cost=entry.number("dsp_production_cost"),
        usp_changeover_cost=entry.number("usp_changeover_cost"),
        dsp_changeover_cost=entry.number("dsp_changeover_cost"),
        storage_cost=entry.number("storage_cost_per_period"),
    )
