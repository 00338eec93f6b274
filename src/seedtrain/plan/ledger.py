"""Stock of one product through its due dates: first expired, first out."""

from dataclasses import dataclass

from seedtrain.plan.problem.campaign_sequence import SequenceProduct

GRAIN = 1e-6
"""Days by which floating times may differ [day]."""
DUST = 1e-9
"""Quantity below which a lot is empty [quantity]."""


@dataclass(slots=True)
class _Lot:
    """Quantity that can be used from ``released`` and must be used before ``expires`` [day]."""

    released: float
    expires: float
    left: float


@dataclass(frozen=True, slots=True)
class Ledger:
    """Stock after demand, demand not met and quantity expired, by due date [quantity]."""

    stock: tuple[float, ...]
    backlog: tuple[float, ...]
    waste: tuple[float, ...]


def keep_ledger(
    product: SequenceProduct,
    stored_days: list[float],
    due_days: tuple[float, ...],
    serves_on_release_day: bool,
) -> Ledger:
    """Ledger of batches stored on ``stored_days`` [day].

    A lot that expires on or before a due date cannot serve it. Opening stock is released at once and its
    shelf life begins on day 0. Demand not met on its date is lost to the ledger and shown as backlog.
    """
    lots = [_Lot(float("-inf"), product.shelf_life_days, product.opening_stock)]
    lots += [
        _Lot(day + product.approval_days, day + product.shelf_life_days, product.quantity_per_batch)
        for day in sorted(stored_days)
    ]
    rows = [
        _serve(lots, due, need, serves_on_release_day)
        for due, need in zip(due_days, product.demand, strict=True)
    ]
    return Ledger(*(tuple(round(row[k], 9) for row in rows) for k in range(3)))


def _serve(lots: list[_Lot], due: float, need: float, same_day: bool) -> tuple[float, float, float]:
    """Stock left, demand not met, quantity expired at one due date; lots are in order of expiry."""
    stock = waste = 0.0
    for lot in lots:
        if lot.expires <= due:
            waste, lot.left = waste + lot.left, 0.0
        elif lot.released < due or (same_day and lot.released <= due + GRAIN):
            used = min(lot.left, need)
            need -= used
            lot.left = lot.left - used if lot.left - used > DUST else 0.0
            stock += lot.left
    return stock, need if need > DUST else 0.0, waste
