"""Indicators and series of a simulation."""

import numpy as np

from seedtrain.messages import Message
from seedtrain.model.scenario import Scenario
from seedtrain.results.indicator import Draws, Indicator
from seedtrain.results.series import Series
from seedtrain.results.simulation import SimulationResult


def indicators(scenario: Scenario, result: SimulationResult) -> list[Indicator]:
    """Batches, mass, service and utilisation over the horizon."""

    def make(
        id_: str, key: str, dimension: str, draws: Draws, headline: bool = False, **names: str
    ) -> Indicator:
        label = Message(f"indicator.{key}", names)
        return Indicator(
            id=id_, label=label, dimension=dimension, draws=draws, rests_on=result.rests_on, headline=headline
        )

    found = [
        make("output.batches", "output.batches", "count", result.released_batches, headline=True),
        make("output.failed_batches", "output.failed_batches", "count", result.failed_batches),
        make("output.over_hold_batches", "output.over_hold_batches", "count", result.over_hold_batches),
    ]
    found += [
        make(f"output.{product}.mass", "output.mass", "mass", mass * 1000.0, headline=True, product=product)
        for product, mass in result.mass_kg.items()
    ]
    if result.on_time:
        mean = np.mean(list(result.on_time.values()), axis=0)
        found.append(make("output.on_time", "output.on_time", "fraction", mean, headline=True))
    if result.service is not None:
        found.append(make("output.service", "output.service", "fraction", result.service))
    if result.cost_cny is not None and result.lost_cny is not None:
        found.append(make("output.cost", "output.cost", "money", result.cost_cny))
        found.append(make("output.cost_lost", "output.cost_lost", "money", result.lost_cny))
    origin = scenario.horizon.start.toordinal()
    for order, done in result.order_completion_h.items():
        found.append(
            make(f"orders.{order}.completion", "orders.completion", "date", origin + done / 24.0, order=order)
        )
    for order, share in result.on_time.items():
        found.append(make(f"orders.{order}.on_time", "orders.on_time", "fraction", share, order=order))
    found += [
        make(f"orders.{order}.met", "orders.met", "fraction", met, order=order)
        for order, met in result.order_met.items()
    ]
    found += [
        make(f"stock.{product}.least", "stock.least", "mass", mass * 1000.0, product=product)
        for product, mass in result.least_stock_kg.items()
    ]
    for pool, waiting in result.queue.items():
        suite, _, unit_class = pool.partition(".")
        found.append(make(f"queue.{pool}", "queue", "count", waiting, suite=suite, unit_class=unit_class))
    for pool, share in result.utilisation.items():
        suite, _, unit_class = pool.partition(".")
        found.append(
            make(f"utilisation.{pool}", "utilisation", "fraction", share, suite=suite, unit_class=unit_class)
        )
    return found


def series(scenario: Scenario, result: SimulationResult) -> list[Series]:
    """Released batches and stock of each product by month, in every world."""
    days = scenario.horizon.start.toordinal() + result.months_h / 24.0
    released = np.stack([(result.completion_h <= month).sum(axis=1) for month in result.months_h], axis=1)
    found = [
        Series(
            id="output.released_batches",
            label=Message("series.output.released_batches"),
            dimension="count",
            days=days,
            draws=released.astype(np.float64),
            rests_on=result.rests_on,
        )
    ]
    return found + [
        Series(
            id=f"output.{product}.stock",
            label=Message("series.output.stock", {"product": product}),
            dimension="mass",
            days=days,
            draws=stock * 1000.0,
            rests_on=result.rests_on,
        )
        for product, stock in result.stock_kg.items()
    ]
