"""A capacity problem in arrays."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from seedtrain.plan.problem.period_plan import PeriodPlan

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Shop:
    """Arrays by product and suite, or product and period.

    ``gain`` quantity a batch, 0 where the suite may not make the product; ``batch_days``, ``start_days``,
    ``least``, ``most`` batches, ``batch_cost``, ``start_cost`` of a campaign; ``demand``; ``hold``, ``late``,
    ``buy`` cost per quantity (and period); ``days`` free at the start of the plan by suite and period, as if
    all were built; ``build`` cost by suite, 0 where it is open by itself.
    """

    gain: Floats
    batch_days: Floats
    start_days: Floats
    least: Floats
    most: Floats
    batch_cost: Floats
    start_cost: Floats
    demand: Floats
    hold: Floats
    late: Floats
    buy: Floats
    days: Floats
    build: Floats

    @property
    def size(self) -> tuple[int, int, int]:
        """Products, suites, periods."""
        return (*self.gain.shape, self.demand.shape[1])


def is_shop(problem: PeriodPlan) -> bool:
    """Whether ``problem`` is one stage that many products share, with demand that can be late or bought."""
    stage = problem.stages[0]
    return (
        len(problem.stages) == 1
        and not problem.maximise
        and not (stage.one_product_a_period or stage.starts_carry_over)
        and all(m.backlog_cost is not None and m.outsource_cost is not None for m in problem.markets.values())
        and all(
            r.shelf_life is None and r.limit == np.inf and r.waste_cost is None for r in stage.stocks.values()
        )
        and all(m.price == 0 for m in problem.markets.values())
    )


def make_shop(problem: PeriodPlan) -> Shop:
    """Arrays of ``problem``."""
    stage, products = problem.stages[0], problem.products
    shape = (len(products), len(stage.suites))
    tables = {
        name: np.zeros(shape)
        for name in ("gain", "batch_days", "start_days", "least", "most", "batch_cost", "start_cost")
    }
    for j, suite in enumerate(stage.suites):
        for i, product in enumerate(products):
            rule = stage.rules.get((suite.id, product))
            if rule is None:
                continue
            least, most = rule.batch_range(is_start=True)
            row = (rule.yield_per_batch, rule.days_per_batch, rule.start_days, least, most)
            for name, value in zip(tables, (*row, rule.cost_per_batch, rule.start_cost), strict=True):
                tables[name][i, j] = value
    may_open = [
        [problem.days_per_period * (s.build_cost is not None or s.is_open(t)) for t in range(problem.periods)]
        for s in stage.suites
    ]
    return Shop(
        **tables,
        demand=np.array([problem.markets[p].demand for p in products]),
        hold=np.array([stage.stocks[p].holding_cost for p in products]),
        late=np.array([problem.markets[p].backlog_cost for p in products], dtype=np.float64),
        buy=np.array([problem.markets[p].outsource_cost for p in products], dtype=np.float64),
        days=np.array(may_open, dtype=np.float64),
        build=np.array([s.build_cost or 0.0 for s in stage.suites]),
    )
