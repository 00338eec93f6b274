r"""Cost of a batch by category; the reported total is the sum of these parts.

.. math:: C_{capital} = \frac{I}{N} \frac{r}{1 - (1 + r)^{-L}}, \qquad
          C_{overhead} = o (C_{labour} + C_{quality\ labour}) + \frac{f I}{N}

:math:`I` capital of the suite [CNY], :math:`N` batches a year, :math:`r` interest, :math:`L` life [a],
:math:`o` management over labour, :math:`f` maintenance and insurance a year over capital. Materials,
consumables, utilities, labour and tests are amounts times the prices of the catalogue in the price year: see
:mod:`seedtrain.process.price`.
Reference: annuity, G. Towler, R. Sinnott, Chemical Engineering Design, 2nd ed. 2013, ch. 9.
"""

from collections.abc import Mapping

import numpy as np

from seedtrain.catalog import table
from seedtrain.model.inputs import Inputs
from seedtrain.process.finance import annuity
from seedtrain.process.price import prices
from seedtrain.results.indicator import Draws

CATEGORIES = ("materials", "consumables", "labour", "quality", "utilities", "capital", "overhead")
HOURS_A_YEAR = 8766.0


def batch_cost(
    uses: Mapping[str, Draws],
    *,
    capital_cny: Draws,
    life_a: Draws,
    batches_a: Draws,
    interest: Draws,
    inputs: Inputs,
    price_year: int,
) -> dict[str, Draws]:
    """Return the cost of a batch by category [CNY], each of shape (1 + n,).

    ``uses`` amounts by the key of the price table; ``capital_cny`` of the suite; ``life_a`` years over which
    it is paid; ``batches_a`` batches a year that share it; ``interest`` a year. Money is of ``price_year``.
    What has no price (drug substance and antibody that come from another suite) costs nothing here.
    """
    economics = table("plant_economics")
    cost = {category: np.zeros_like(batches_a) for category in CATEGORIES}
    people = np.zeros_like(batches_a)
    for key, amount in uses.items():
        price = prices(price_year).get(key)
        if price is not None:
            paid = amount * price.draw(inputs)
            cost[price.category] = cost[price.category] + paid
            if price.is_people:
                people = people + paid
    cost["capital"] = capital_cny * annuity(interest, life_a) / batches_a
    kept_up = inputs.draw(economics["maintenance"].value) * capital_cny / batches_a
    cost["overhead"] = inputs.draw(economics["plant-overhead"].value) * people + kept_up
    return cost


def step_cost(uses: Mapping[str, Draws], inputs: Inputs, price_year: int) -> dict[str, Draws]:
    """Return what a step uses up, by category [CNY]: materials, consumables, utilities, tests; people left
    out.

    People are paid for the line, not for the step: see :mod:`seedtrain.process.staffing`.
    """
    cost: dict[str, Draws] = {}
    for key, amount in uses.items():
        price = prices(price_year).get(key)
        if price is not None and not price.is_people:
            paid, category = amount * price.draw(inputs), price.category
            cost[category] = cost[category] + paid if category in cost else paid
    return cost


def total(cost: Mapping[str, Draws]) -> Draws:
    """Sum of the categories [CNY]."""
    return np.asarray(np.sum(list(cost.values()), axis=0))
