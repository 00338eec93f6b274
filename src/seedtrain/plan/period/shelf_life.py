r"""Shelf life of stock behind a stage.

.. math:: I_t \le \sum_{k=1}^{\zeta} \hat R_{t+k}

``zeta`` shelf life in periods; ``\hat R`` what leaves the stock: sales and transfers, and of the draws of
later stages what batches consume, or the batches themselves where the rule of the stock counts so
(``life_in_batches``: the published figures of two stages were made so). What is in stock at the end of a
period leaves within its shelf life, or is thrown away before.
"""

from collections.abc import Sequence

from seedtrain.plan.period.frame import Frame, StockKey

Leaving = Sequence[Sequence[tuple[int, float, float]]]
"""By period: column that empties the stock, quantity per unit of it, count against the shelf life."""


def limit_age(frame: Frame, key: StockKey, leaving: Leaving) -> None:
    """Add the row above for the stock ``key``, where it has a shelf life."""
    stage, site, product, t = key
    life = frame.problem.stages[stage].stocks[product].shelf_life
    if life is not None:
        later = [row for rows in leaving[t + 1 : t + 1 + life] for row in rows]
        frame.program.at_most([(frame.stock[key], 1.0)] + [(c, -count) for c, _, count in later], 0.0)
        frame.tag("shelf_life", site, product, str(t))
