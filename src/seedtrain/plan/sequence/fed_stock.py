r"""Demand, shelf life and stock of campaigns of several suites.

.. math::
    0 \le I_q = R(q) - \sum_{r \le q} D_r \le \bar I, \qquad R(q - \text{life}) \le \sum_{r < q} D_r

R(t) batches finished by t. The second row: what would be too old at q was sold before it. (Sales take the
oldest first, so that the batches too old at q are the first R(q - life) of all.)
"""

from itertools import accumulate
from typing import Any

from seedtrain.plan.sequence.fed_model import FedModel

MONEY = 1000
"""Steps of one unit of money in the objective."""


def add_stock(fed: FedModel) -> list[Any]:
    """Add the rows above; return stock by product and due date."""
    stocks = []
    for p, product in enumerate(fed.problem.products):
        sold = list(accumulate(round(d) for d in product.demand))
        life, row = fed.grid(product.shelf_life_days), fed.campaigns[p]
        held = []
        for q, due in enumerate(fed.due):
            stock = sum(fed.ready_by(c, due) for c in row) - sold[q]
            fed.model.add(stock >= 0)
            fed.model.add(stock <= round(min(product.stock_limit, 10**6)))
            if due - life > 0:
                old = sum(fed.ready_by(c, due - life) for c in row)
                fed.model.add(old <= (sold[q - 1] if q else 0))
            held.append(stock)
        stocks.append(held)
    return stocks


def cost_of(fed: FedModel, stocks: list[Any]) -> Any:
    """Production, changeover and storage of the plan [1/1000 money]."""
    total = 0
    for p, product in enumerate(fed.problem.products):
        per_batch = round((product.usp_cost + product.dsp_cost) * MONEY)
        per_campaign = round((product.usp_changeover_cost + product.dsp_changeover_cost) * MONEY)
        for campaign in fed.campaigns[p]:
            total += per_batch * campaign.batches + per_campaign * campaign.used
        total += round(product.storage_cost * MONEY) * sum(stocks[p])
    return total
