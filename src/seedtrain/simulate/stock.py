"""Stock of each product by month: at hand, released, and what is left when orders fall due."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from seedtrain.flow.plant import Profiles
from seedtrain.model.inputs import Inputs
from seedtrain.model.scenario import Scenario
from seedtrain.results.indicator import Draws
from seedtrain.results.timetable import BatchOrder
from seedtrain.simulate.orders import OrderOutcome

Floats = NDArray[np.float64]


def at_hand_kg(scenario: Scenario, product: str, inputs: Inputs) -> Draws:
    """Released mass of a product in stock on the first day [kg], shape (1 + n,)."""
    total = np.zeros(1 + inputs.world.replications)
    for lot in scenario.stock.values():
        if lot.product == product:
            total += inputs.draw(lot.mass) / 1000.0
    return total


def stock(at_hand: Draws, released_h: Floats, mass_kg: Floats, months_h: Floats) -> Floats:
    """Mass of a product at hand and released up to each month [kg], shape (1 + n, months)."""
    return np.stack([at_hand + np.sum(mass_kg * (released_h <= month), axis=1) for month in months_h], axis=1)


def least_stock(
    batches: Sequence[BatchOrder],
    stocks: Mapping[str, Floats],
    outcomes: Mapping[str, OrderOutcome],
    profiles: Profiles,
    months_h: Floats,
) -> dict[str, Draws]:
    """Return the lowest month's stock less the orders due by then [kg], (1 + n,), by product that is ordered.

    An order takes the base mass of as many batches as are wanted of it, at its due time.
    """
    found = {}
    for product, held in stocks.items():
        mine = {each.order: each for each in batches if each.product == product and each.order in outcomes}
        left = held.copy()
        for order, batch in mine.items():
            outcome = outcomes[order]
            taken = outcome.wanted * float(profiles[product, batch.suite].mass_out_g[0]) / 1000.0
            left -= np.where(outcome.due_h[:, None] <= months_h, taken[:, None], 0.0)
        if mine:
            found[product] = left.min(axis=1)
    return found
