"""Licences: the day from which the batches of an order may be supplied to its market."""

from collections.abc import Iterator, Mapping

import numpy as np

from seedtrain.catalog import Row, table
from seedtrain.messages import Message, Wording
from seedtrain.model.demand import Licence, Order
from seedtrain.model.inputs import Inputs
from seedtrain.model.scenario import Scenario
from seedtrain.results.indicator import Draws, Indicator


def licensed_supply(
    scenario: Scenario, inputs: Inputs, indicators: Mapping[str, Indicator]
) -> list[Indicator]:
    """Return for each order that names a market the day its batches may be supplied there.

    That is when they are released (``orders.<id>.completion``) and every licence that the catalogue asks for
    market and purpose is granted for the product. A licence that follows an approval is granted with the
    filing stage of the product's programme (``lifecycle.<id>.filing.end``) where it has no day of its own.
    ``inf``: a licence of the scenario is not granted. A licence that is asked for and not in the scenario is
    named as missing.
    """
    found = []
    for name, order in scenario.orders.items():
        completion = indicators.get(f"orders.{name}.completion")
        if order.market is not None and completion is not None and completion.draws is not None:
            found.append(_supply(name, order, scenario, inputs, indicators, completion))
    return found


def _supply(
    name: str,
    order: Order,
    scenario: Scenario,
    inputs: Inputs,
    indicators: Mapping[str, Indicator],
    completion: Indicator,
) -> Indicator:
    assert completion.draws is not None
    day: Draws = completion.draws
    rests_on = dict.fromkeys((*completion.rests_on, f"orders.{name}"))
    missing = []
    for asked in _asked(order):
        held = list(_held(scenario, order, asked))
        if not held:
            missing.append(f"licences.{asked.id}")
            continue
        with inputs.trace() as seen:
            days = [
                _granted(licence, order, scenario, asked, inputs, indicators, rests_on) for licence in held
            ]
        rests_on.update(seen)
        day = np.maximum(day, np.min(days, axis=0))
    return Indicator(
        id=f"orders.{name}.supply",
        label=Message(
            "indicator.orders.supply", {"order": order.name or Wording(name), "market": order.market}
        ),
        dimension="date",
        draws=None if missing else day,
        rests_on=tuple(rests_on),
        missing=tuple(missing),
    )


def _asked(order: Order) -> Iterator[Row]:
    """The licences the catalogue asks for the market and purpose of ``order``."""
    for row in table("licences").values():
        kind = row.words["market"], row.words["purpose"], row.words["needs_licence"]
        if kind == (order.market, order.purpose, "true"):
            yield row


def _held(scenario: Scenario, order: Order, asked: Row) -> Iterator[Licence]:
    """The licences of the scenario of the kind asked that cover the product."""
    for licence in scenario.licences.values():
        if licence.instrument == asked.id and (not licence.products or order.product in licence.products):
            yield licence


def _granted(
    licence: Licence,
    order: Order,
    scenario: Scenario,
    asked: Row,
    inputs: Inputs,
    indicators: Mapping[str, Indicator],
    rests_on: dict[str, None],
) -> Draws:
    """Day the licence is granted, shape (1 + n,), ``inf`` where it is not. [ordinal day]"""
    if licence.granted is not None:
        return inputs.draw(licence.granted)
    never = np.full(1 + inputs.world.replications, np.inf)
    if asked.words.get("follows") != "filing":
        return never
    for name, programme in scenario.programmes.items():
        approval = indicators.get(f"lifecycle.{name}.filing.end")
        is_same = programme.product == order.product and programme.market == order.market
        if is_same and approval is not None and approval.draws is not None:
            rests_on.update(dict.fromkeys(approval.rests_on))
            return approval.draws
    return never
