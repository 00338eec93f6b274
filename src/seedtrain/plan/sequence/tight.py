"""Limits that are tight in a plan of campaigns in continuous time.

A sequence is made of whole campaigns in an order: there is no small change of one of its limits, and so no
shadow price. What is asked instead, with the campaigns as they are, is which limits leave no room: those
reached, and those that a day less would break.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from seedtrain.plan.ledger import GRAIN, Ledger, keep_ledger
from seedtrain.plan.problem.campaign_sequence import CampaignSequence, SequenceProduct
from seedtrain.plan.result import PlanResult
from seedtrain.plan.sequence.timing import stored_days


@dataclass(frozen=True, slots=True)
class Tight:
    """A limit without room, by the due dates (0 is the first) at which it has none.

    ``kind``: due_date (demand would be missed were it due a day sooner), shelf_life (a day less, and demand
    is missed or stock expires), stock_limit (reached), no_stock (demand is met and nothing is left), target
    (stock is below it). ``name`` of the product.
    """

    kind: str
    name: str
    dates: tuple[int, ...]


def tight_limits(problem: CampaignSequence, result: PlanResult) -> tuple[Tight, ...]:
    """Limits that are tight in ``result``, product by product; empty where it is no plan."""
    if result.objective is None:
        return ()
    days = stored_days(problem, result.campaigns)
    found = (row for product in problem.products for row in _of_product(problem, product, days[product.id]))
    return tuple(row for row in found if row.dates)


def _of_product(problem: CampaignSequence, product: SequenceProduct, days: list[float]) -> Iterable[Tight]:
    def kept(changed: SequenceProduct, due_days: tuple[float, ...]) -> Ledger:
        return keep_ledger(changed, days, due_days, problem.rules.serves_on_release_day)

    book = kept(product, problem.due_days)
    sooner = kept(product, tuple(day - 1.0 for day in problem.due_days))
    shorter = kept(replace(product, shelf_life_days=product.shelf_life_days - 1.0), problem.due_days)
    yield Tight("due_date", product.id, _more(sooner.backlog, book.backlog))
    lost = {*_more(shorter.backlog, book.backlog), *_more(shorter.waste, book.waste)}
    yield Tight("shelf_life", product.id, tuple(sorted(lost)))
    full = (q for q, stock in enumerate(book.stock) if stock >= product.stock_limit - GRAIN)
    yield Tight("stock_limit", product.id, tuple(full))
    pairs = enumerate(zip(product.demand, book.stock, strict=True))
    yield Tight(
        "no_stock", product.id, tuple(q for q, (need, stock) in pairs if need > 0.0 and stock <= GRAIN)
    )
    below = enumerate(zip(product.target, book.stock, strict=False))
    yield Tight("target", product.id, tuple(q for q, (want, stock) in below if stock < want - GRAIN))


def _more(changed: tuple[float, ...], book: tuple[float, ...]) -> tuple[int, ...]:
    """Due dates at which ``changed`` is more than ``book``."""
    return tuple(q for q, (new, old) in enumerate(zip(changed, book, strict=True)) if new > old + GRAIN)
