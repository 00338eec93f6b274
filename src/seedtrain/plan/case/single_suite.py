"""Cases of kind ``single_suite_campaign_sequencing``: one DSP suite sets the pace.

Reference: Jankauskas and others, github karolisjan/BiopharmaScheduling, commit 0f58b7c.
"""

from seedtrain.plan.case.fields import Fields
from seedtrain.plan.problem.campaign_sequence import CampaignSequence, SequenceProduct, SequenceRules


def load_single_suite(case: Fields) -> CampaignSequence:
    """Problem of a ``single_suite_campaign_sequencing`` case."""
    due_days = load_due_days(case)
    entries = case.children("products")
    names = case.identifiers(entries)
    products = tuple(_product(name, entry, len(due_days)) for name, entry in zip(names, entries, strict=True))
    rules = Fields(case.content.get("rules", {}), f"{case.place}.rules", case.findings)
    return CampaignSequence(
        case.text("name"),
        products,
        due_days,
        SequenceRules(
            usp_suites=0,
            dsp_suites=1,
            same_product_may_follow=rules.flag("same_product_may_follow", False),
            serves_on_release_day=rules.flag("serves_on_release_day", False),
        ),
        case.table("changeover_days", len(names), len(names)),
    )


def load_due_days(case: Fields) -> tuple[float, ...]:
    """Due dates as days from ``start_date``; the first lies after it."""
    start, dates = case.day("start_date"), case.days("due_dates")
    if not dates:
        case.fault("PLN-007", "due_dates", 0, needed="at least 1")
        return (1.0,)
    if dates[0] <= start:
        case.fault("PLN-006", "due_dates[0]", dates[0], before=start.isoformat())
    return tuple(float((day - start).days) for day in dates)


def _product(name: str, entry: Fields, dates: int) -> SequenceProduct:
    approval, shelf_life = entry.whole("approval_days"), entry.whole("shelf_life_days", 1)
    if shelf_life <= approval:
        entry.fault("PLN-005", "shelf_life_days", shelf_life, range=f"x > {approval} (approval_days)")
    multiple = entry.whole("batches_multiples_of_per_campaign", 1, default=1)
    least = entry.whole("min_batches_per_campaign", 1, default=1)
    most = entry.whole("max_batches_per_campaign", 1)
    if most // multiple * multiple < least:
        entry.fault("PLN-005", "max_batches_per_campaign", most, range=f"x >= {least}, with a multiple below")
    return SequenceProduct(
        name,
        usp_days=entry.whole("usp_days"),
        dsp_days=entry.whole("dsp_days", 1),
        shelf_life_days=shelf_life,
        demand=entry.numbers("kg_demand", dates),
        approval_days=approval,
        min_batches=least,
        max_batches=most,
        multiple=multiple,
        quantity_per_batch=entry.positive("kg_yield_per_batch"),
        opening_stock=entry.number("kg_opening_stock"),
        stock_limit=entry.number("kg_storage_limits"),
        target=entry.numbers("kg_inventory_target", dates),
    )
