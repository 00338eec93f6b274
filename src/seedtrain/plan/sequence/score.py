"""What a set of campaigns is worth: one expression for report and objective."""

from dataclasses import dataclass
from math import fsum

from seedtrain.plan.ledger import Ledger, keep_ledger
from seedtrain.plan.problem.campaign_sequence import CampaignSequence, SequenceProduct
from seedtrain.plan.result import CampaignRow, FlowRow
from seedtrain.plan.sequence.timing import stored_days


@dataclass(frozen=True, slots=True)
class Score:
    """Indicators, money by category, stock and its faults of a set of campaigns."""

    indicators: dict[str, float]
    cost_by_category: dict[str, float]
    flows: tuple[FlowRow, ...]
    backlog: float
    waste: float

    def objective(self, name: str) -> float:
        """Value of objective ``name``: kilograms, or money."""
        if name == "profit":
            costs = dict(self.cost_by_category)
            return round(costs.pop("sales") - fsum(costs.values()), 9)
        return self.indicators[name]


def score(problem: CampaignSequence, rows: tuple[CampaignRow, ...]) -> Score:
    """Score of the campaigns ``rows``."""
    days = stored_days(problem, rows)
    same_day = problem.rules.serves_on_release_day
    books = {p.id: keep_ledger(p, days[p.id], problem.due_days, same_day) for p in problem.products}
    throughput = fsum(p.quantity_per_batch * len(days[p.id]) for p in problem.products)
    deficit = fsum(
        max(0.0, target - stock)
        for p in problem.products
        for target, stock in zip(p.target, books[p.id].stock, strict=False)
    )
    indicators = {"throughput": round(throughput, 9), "deficit": round(deficit, 9)}
    flows = tuple(row for p in problem.products for row in _flows(p, books[p.id]))
    backlog, waste = (fsum(r.quantity for r in flows if r.kind == kind) for kind in ("backlog", "waste"))
    return Score(indicators, _costs(problem, rows, books), flows, backlog, waste)


def _costs(
    problem: CampaignSequence, rows: tuple[CampaignRow, ...], books: dict[str, Ledger]
) -> dict[str, float]:
    """Sales of demand met, production and changeover by campaign, storage at due dates [money]."""
    products = {p.id: p for p in problem.products}
    costs = {"sales": 0.0, "production": 0.0, "changeover": 0.0, "storage": 0.0}
    for row in rows:
        product, is_usp = products[row.product], row.section == "usp"
        costs["production"] += row.batches * (product.usp_cost if is_usp else product.dsp_cost)
        costs["changeover"] += product.usp_changeover_cost if is_usp else product.dsp_changeover_cost
    for name, product in products.items():
        costs["sales"] += product.price * (fsum(product.demand) - fsum(books[name].backlog))
        costs["storage"] += product.storage_cost * fsum(books[name].stock)
    return costs


def _flows(product: SequenceProduct, book: Ledger) -> list[FlowRow]:
    return [
        FlowRow(kind, "dsp", product.id, q, quantity)
        for kind, row in (("stock", book.stock), ("backlog", book.backlog), ("waste", book.waste))
        for q, quantity in enumerate(row)
        if quantity > 0
    ]
