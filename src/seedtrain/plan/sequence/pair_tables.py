"""Tables of two USP suites whose DSP is always free, in whole steps of time and money."""

from dataclasses import dataclass
from itertools import accumulate
from math import gcd

import numpy as np

from seedtrain.plan.problem.campaign_sequence import CampaignSequence
from seedtrain.plan.sequence.tables import Array


@dataclass(frozen=True, slots=True)
class Check:
    """A time at which batches finished are counted.

    ``day`` [step]; ``least`` and ``most`` batches by product; ``paid`` whether what lies beyond ``sold`` is
    stock that costs.
    """

    day: int
    least: Array
    most: Array
    sold: Array
    paid: bool


@dataclass(frozen=True, slots=True)
class PairTables:
    """What the walk of two suites looks up, by product.

    ``steps`` in a day; ``usp``, ``dsp``, ``gap`` days [step]; ``wanted`` batches in all; ``campaign``,
    ``batch``, ``hold`` costs and their ``unit`` [money]; ``lengths`` batches a campaign may have; ``checks``
    in order of time.
    """

    steps: int
    usp: Array
    dsp: Array
    gap: Array
    wanted: Array
    campaign: Array
    batch: Array
    hold: Array
    unit: float
    lengths: tuple[Array, ...]
    checks: tuple[Check, ...]
    demand_by_due: Array
    due: Array
    end: int
    may_wait: bool

    @property
    def ahead(self) -> int:
        """Steps after the start of a campaign before which nothing of it is finished."""
        return int((self.usp + self.dsp).min())


def dsp_is_free(problem: CampaignSequence) -> bool:
    """Whether every USP suite can have a DSP suite of its own that is always ready for its next campaign.

    So it is when harvests need not wait and, for products i before j in a USP suite, DSP is through with i
    and its changeover before j is harvested: d_i + h_i <= g_i + u_j, with u_i >= d_i; and h_i <= g_i + u_i
    for the first.
    """
    rules, products = problem.rules, problem.products
    gaps = [problem.usp_changeover[i][i] for i in range(len(products))]
    after = [problem.dsp_changeover[i][i] for i in range(len(products))]
    return (
        rules.harvest_hold_limit_days == 0
        and rules.dsp_suites >= rules.usp_suites
        and all(p.usp_days >= p.dsp_days for p in products)
        and all(
            p.dsp_days + after[i] <= gaps[i] + other.usp_days
            for i, p in enumerate(products)
            for other in products
        )
        and all(after[i] <= gaps[i] + p.usp_days for i, p in enumerate(products))
    )


def make_pair_tables(problem: CampaignSequence, steps: int) -> PairTables:
    """Tables of ``problem`` with ``steps`` a day."""
    products = problem.products

    def grid(days: list[float]) -> Array:
        return np.array([round(day * steps) for day in days], dtype=np.int64)

    sold = np.array([list(accumulate(round(d) for d in p.demand)) for p in products])
    money = [
        [round(1000 * value) for value in row]
        for row in (
            [p.usp_changeover_cost + p.dsp_changeover_cost for p in products],
            [p.usp_cost + p.dsp_cost for p in products],
            [p.storage_cost for p in products],
        )
    ]
    unit = gcd(*(value for row in money for value in row)) or 1
    campaign, batch, hold = (np.array([value // unit for value in row]) for row in money)
    end, usp = round(problem.end * steps), grid([p.usp_days for p in products])
    gap = grid([problem.usp_changeover[i][i] for i in range(len(products))])
    lengths = tuple(
        np.array(
            [n for n in range(1, end // int(usp[i]) + 1)
             if p.min_batches <= n <= p.max_batches and n % p.multiple == 0],
            dtype=np.int64,
        )
        for i, p in enumerate(products)
    )  # fmt: skip
    return PairTables(
        steps,
        usp,
        grid([p.dsp_days for p in products]),
        gap,
        sold[:, -1],
        campaign,
        batch,
        hold,
        unit / 1000,
        lengths,
        tuple(_checks(problem, steps, sold)),
        sold,
        grid(list(problem.due_days)),
        end,
        problem.rules.idle_before_campaign_allowed,
    )


def _checks(problem: CampaignSequence, steps: int, sold: Array) -> list[Check]:
    """Due dates, and the times before which batches would be too old at a due date."""
    many = 10**6
    limits = np.array([round(min(p.stock_limit, many)) for p in problem.products])
    checks = []
    for q, day in enumerate(problem.due_days):
        here = sold[:, q]
        checks.append(Check(round(day * steps), here, here + limits, here, paid=True))
        for p, product in enumerate(problem.products):
            old = round((day - product.shelf_life_days) * steps)
            if old > 0:
                most = np.full(len(problem.products), many)
                most[p] = sold[p, q - 1] if q else 0
                checks.append(Check(old, np.zeros_like(most), most, here, paid=False))
    return sorted(checks, key=lambda check: check.day)
