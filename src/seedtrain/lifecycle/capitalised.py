"""Cost of development for each approval, out of pocket and capitalised to the day of approval."""

import math
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Spend:
    """A stage on the way to approval.

    ``duration_a`` years; ``odds`` of going on; ``cost`` of one molecule that enters it, in any money.
    """

    duration_a: float
    odds: float
    cost: float


def per_approval(stages: Sequence[Spend]) -> list[float]:
    r"""Cost of each stage for one approval: its cost over the odds of approval from its start.

    .. math:: C_i = c_i / \prod_{j \ge i} p_j

    Valid for odds above zero.
    """
    return [
        each.cost / math.prod(later.odds for later in stages[place:]) for place, each in enumerate(stages)
    ]


def capitalised(cost: float, duration_a: float, lead_a: float, rate: float) -> float:
    r"""Value on the day of approval of a cost spent evenly over a stage.

    .. math:: V = \frac{C}{d} \int_l^{l+d} (1+r)^t dt = C \frac{(1+r)^{l+d} - (1+r)^l}{d \ln(1+r)}

    ``duration_a`` d, ``lead_a`` l from the stage's end to approval [a]; ``rate`` r a year, from zero.
    Reference: J. A. DiMasi, H. G. Grabowski, Managerial and Decision Economics 28 (2007) 469-479.
    """
    growth = math.log1p(rate)
    if growth * duration_a == 0.0:
        return cost * math.exp(growth * lead_a)
    return cost * math.exp(growth * lead_a) * math.expm1(growth * duration_a) / (growth * duration_a)
