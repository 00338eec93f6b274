"""Tables of a single-suite problem in whole units."""

from dataclasses import dataclass
from fractions import Fraction
from math import lcm

import numpy as np
from numpy.typing import NDArray

from seedtrain.plan.problem.campaign_sequence import CampaignSequence, SequenceProduct
from seedtrain.plan.sequence.run_length import RunLength, run_length

Array = NDArray[np.int64]

NEVER = 1 << 40
"""Deficit of what the rules forbid [unit]."""


@dataclass(frozen=True, slots=True)
class Tables:
    """What the walk looks up.

    ``scale`` units in one quantity; ``gain[p]`` units a batch; ``days[p]`` DSP days a batch; ``gap[a][b]``
    changeover days; ``cut[p][q]`` batches stored before this day count at q; ``deficit[p][q, k]`` units
    missing with k batches,
    :data:`NEVER` where demand is not met or stock exceeds its limit; ``earliest[p][k]`` first day on which
    batch k may be stored without expiring unsold; ``runs[p]`` lengths of campaigns; ``first[p]`` day of the
    first harvest; ``end`` batches count when stored before it; ``most`` batches of one product that fit;
    ``is_hopeless`` opening stock must expire.
    """

    scale: int
    gain: tuple[int, ...]
    days: tuple[int, ...]
    gap: tuple[tuple[int, ...], ...]
    cut: Array
    deficit: tuple[Array, ...]
    earliest: tuple[Array, ...]
    runs: tuple[RunLength, ...]
    first: tuple[int, ...]
    end: int
    most: int
    may_repeat: bool
    is_hopeless: bool

    @property
    def count(self) -> int:
        """Number of products."""
        return len(self.gain)

    @property
    def settled(self) -> int:
        """Day from which no batch stored counts at any due date."""
        return int(self.cut.max())


def make_tables(problem: CampaignSequence) -> Tables:
    """Tables of ``problem``."""
    scale = _scale(problem)
    rules, products = problem.rules, problem.products
    last = int(problem.end) + rules.serves_on_release_day
    most = max(1, int(problem.end // min(p.dsp_days for p in products)) + 1)
    late = int(rules.serves_on_release_day)
    cut = np.array([[int(d - p.approval_days) + late for d in problem.due_days] for p in products])
    gap = tuple(tuple(int(v) for v in row) for row in problem.dsp_changeover)
    deficits, earliest, is_hopeless = [], [], False
    for product in products:
        gain, opening, cumulated, target, limit = _units(product, scale)
        stock = opening + gain * np.arange(most + 1)[None, :] - cumulated[:, None]
        missing = np.maximum(0, target[:, None] - stock)
        deficits.append(np.where((stock < 0) | (stock > limit), NEVER, missing))
        sold = _sold_out(opening + gain * np.arange(most + 1), cumulated, problem.due_days)
        earliest.append((sold - product.shelf_life_days + 1).astype(np.int64))
        is_hopeless = is_hopeless or bool(opening > 0 and sold[0] >= product.shelf_life_days)
    return Tables(
        scale,
        tuple(round(p.quantity_per_batch * scale) for p in products),
        tuple(int(p.dsp_days) for p in products),
        gap,
        cut,
        tuple(deficits),
        tuple(earliest),
        tuple(
            run_length(p, most, rules.same_product_may_follow and gap[i][i] == 0)
            for i, p in enumerate(products)
        ),
        tuple(int(p.usp_days) for p in products),
        last,
        most,
        rules.same_product_may_follow,
        is_hopeless,
    )


def _scale(problem: CampaignSequence) -> int:
    """Least number that makes every quantity whole."""
    quantities = [
        value
        for p in problem.products
        for value in (p.quantity_per_batch, p.opening_stock, *p.demand, *p.target)
    ]
    return lcm(*(Fraction(value).limit_denominator(10**6).denominator for value in quantities))


def _units(product: SequenceProduct, scale: int) -> tuple[int, int, Array, Array, float]:
    """Gain, opening stock, cumulated demand, target and limit in whole units."""
    cumulated = np.cumsum([round(d * scale) for d in product.demand])
    target = np.array([round(d * scale) for d in product.target])
    return (
        round(product.quantity_per_batch * scale),
        round(product.opening_stock * scale),
        cumulated,
        target,
        product.stock_limit * scale,
    )


def _sold_out(supply: Array, cumulated: Array, due_days: tuple[float, ...]) -> Array:
    """Due date at which demand has used up ``supply``; the last one if it never does [day]."""
    place = np.searchsorted(cumulated, supply)
    return np.array([due_days[min(i, len(due_days) - 1)] for i in place])
