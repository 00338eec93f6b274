"""Materials that batches use up: bags, membranes, cycles of a packed resin."""

import math
from dataclasses import replace

from seedtrain.flow.network import Lot, Stock
from seedtrain.flow.shared.growing import Growing, amount_of
from seedtrain.model.shared import Material


def add_material(made: Growing, name: str, block: Material) -> None:
    """Add a stock of lots, taken at the start of the steps that use it."""
    for k in made.fitting(f"{block.path}.steps", block.steps, block.products):
        operation = made.operations[k]
        takes = (name, amount_of(block.amount))
        modes = tuple(replace(mode, takes=(*mode.takes, takes)) for mode in operation.modes)
        made.operations[k] = replace(operation, modes=modes)
    lots = tuple(
        Lot(
            lot.amount.base,
            -math.inf if lot.from_ is None else made.at(lot.from_),
            math.inf if lot.expires is None else made.at(lot.expires) + 24.0,
        )
        for lot in block.lots.values()
    )
    made.stocks.append(Stock(name=name, lots=lots))
