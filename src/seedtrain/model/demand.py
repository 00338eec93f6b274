"""Demand, stock and work in progress."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Literal

from seedtrain.model.block import Block
from seedtrain.model.commercial import OrderState
from seedtrain.model.fields import meaning, quantity, reference
from seedtrain.model.site import ClinicalStage, Purpose
from seedtrain.model.value import Value


class Order(Block, frozen=True, kw_only=True):
    """Batches or items somebody needs by a date."""

    product: Annotated[str, reference("products", "product ordered")]
    suite: Annotated[
        str | None, reference("suites", "suite it must be made in; any that can, when absent")
    ] = None
    batches: Annotated[
        Value | None, quantity("count", "batches ordered", above=0, most=10_000, whole=True)
    ] = None
    mass: Annotated[Value | None, quantity("mass", "drug substance ordered", above=0)] = None
    items: Annotated[Value | None, quantity("count", "pens or vials ordered", above=0)] = None
    earliest_start: Annotated[date | None, meaning("day before which no batch of it starts")] = None
    due: Annotated[date | None, meaning("day the last batch must be released")] = None
    programme: Annotated[
        str | None,
        reference("programmes", "programme whose stage needs it; then its due day is that stage's start"),
    ] = None
    stage: Annotated[ClinicalStage | None, meaning("stage of that programme")] = None
    purpose: Annotated[Purpose, meaning("what the batches are for")] = "commercial"
    consecutive: Annotated[
        bool, meaning("whether nothing may come between its batches, as in process validation")
    ] = False
    market: Annotated[
        Literal["CN", "EU", "US"] | None, meaning("market supplied, whose licences are then asked for")
    ] = None
    weight: Annotated[
        Value | None, quantity("fraction", "cost of a day late, against other orders", above=0)
    ] = None
    state: Annotated[OrderState, meaning("how far the client has committed")] = "firm"
    client: Annotated[str | None, meaning("who ordered; a quote to another client never tells")] = None
    price: Annotated[Value | None, quantity("money", "price agreed for the whole order", least=0)] = None
    terms: Annotated[
        str | None, reference("terms", "terms of the slot; those of the catalogue, when absent")
    ] = None
    made_from: Annotated[
        list[str],
        reference("orders", "orders whose batches it is made from: it starts when they are released"),
    ] = []


def depth(orders: Mapping[str, Order]) -> int:
    """Return how many orders follow each other at most: 0 where none is made from another.

    A circle, which the checks of a scenario refuse, counts as long as there are orders.
    """
    level = 0
    above = {name for name, order in orders.items() if order.made_from}
    while above and level < len(orders):
        level += 1
        above = {name for name in above if any(each in above for each in orders[name].made_from)}
    return level


class Stock(Block, frozen=True, kw_only=True):
    """Released material at hand on ``as_of``."""

    product: Annotated[str, reference("products", "product")]
    mass: Annotated[Value, quantity("mass", "released drug substance", least=0)]


class WorkInProgress(Block, frozen=True, kw_only=True):
    """A batch that is running on ``as_of``."""

    product: Annotated[str, reference("products", "product")]
    suite: Annotated[str, reference("suites", "suite it runs in")]
    step: Annotated[str, meaning("recipe step it is in")]
    started: Annotated[date, meaning("day that step began")]


class Licence(Block, frozen=True, kw_only=True):
    """A condition without which batches of a purpose may not be supplied to a market.

    Without ``granted`` it is not granted, unless its instrument follows the approval of a programme.
    """

    market: Annotated[Literal["CN", "EU", "US"], meaning("market supplied")]
    purpose: Annotated[Purpose, meaning("what the batches are for")]
    products: Annotated[list[str], reference("products", "products it covers; all, when empty")] = []
    instrument: Annotated[str, reference("catalog.licences", "kind of licence, a row of the catalogue")]
    granted: Annotated[Value | None, quantity("date", "day it was or will be granted")] = None
    sites: Annotated[list[str], meaning("plants it covers, in a plan over years; all, when empty")] = []
