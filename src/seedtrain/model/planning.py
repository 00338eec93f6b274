"""Planning over years: what is to be sold, and what may be built, changed, given up or bought for it."""

from datetime import date
from typing import Annotated, Literal

from seedtrain.model.block import Block
from seedtrain.model.fields import meaning, quantity, reference
from seedtrain.model.site import Purpose, Suite
from seedtrain.model.value import Value

OptionKind = Literal["build", "expand", "retrofit", "retire", "outsource"]
Period = Literal["month", "quarter", "half_year", "year"]


class Forecast(Block, frozen=True, kw_only=True):
    """What a market is expected to ask for, from a day on: drug substance by mass, filled products by the
    item.

    What is not made in time is lost, unless a price for lateness is given.
    """

    product: Annotated[str, reference("products", "product asked for")]
    purpose: Annotated[Purpose, meaning("what the batches are for")] = "commercial"
    market: Annotated[
        Literal["CN", "EU", "US"] | None, meaning("market supplied, whose licences are then asked for")
    ] = None
    start: Annotated[date, meaning("first day of the demand")]
    end: Annotated[date | None, meaning("day from which it ends; the end of the plan when absent")] = None
    demand: Annotated[Value | None, quantity("mass_flow", "drug substance a year at its start", least=0)] = (
        None
    )
    item_demand: Annotated[Value | None, quantity("rate", "pens or vials a year at its start", least=0)] = (
        None
    )
    demand_growth: Annotated[
        Value | None, quantity("fraction", "growth of the demand a year", least=-0.9, most=10)
    ] = None
    unit_price: Annotated[Value | None, quantity("money_per_mass", "price of drug substance", least=0)] = None
    item_price: Annotated[
        Value | None, quantity("money_per_item", "price of an item; the product's when absent", least=0)
    ] = None
    late_cost: Annotated[
        Value | None, quantity("fraction", "share of the price lost for each year late", least=0)
    ] = None
    programme: Annotated[
        str | None,
        reference("programmes", "programme whose approval it waits for; none comes if it fails"),
    ] = None


class Option(Block, frozen=True, kw_only=True):
    """Something that may be decided: to build, expand, retrofit, retire or outsource.

    Times, capital and how it is spread are those of the catalogue where they are not given.
    """

    kind: Annotated[OptionKind, meaning("what is decided")]
    suite: Annotated[
        str | None,
        reference("suites", "suite that it opens (build) or changes (expand, retrofit, retire)"),
    ] = None
    becomes: Annotated[Suite | None, meaning("the suite there is afterwards, where it is a new one")] = None
    site: Annotated[
        str | None, meaning("plant of a new suite; the first one, or a partner of its own for outsourcing")
    ] = None
    earliest: Annotated[date | None, meaning("first day it may be begun")] = None
    latest: Annotated[date | None, meaning("last day it may be begun")] = None
    after: Annotated[str | None, meaning("option that must be begun before, or with it")] = None
    build_time: Annotated[Value | None, quantity("time", "construction or installation", least=0)] = None
    qualification_time: Annotated[
        Value | None, quantity("time", "commissioning and qualification after it", least=0)
    ] = None
    downtime: Annotated[
        Value | None, quantity("time", "time for which a changed suite stands still", least=0)
    ] = None
    capital: Annotated[Value | None, quantity("money", "capital; sales proceeds where negative")] = None
    batch_fee: Annotated[
        Value | None, quantity("money_per_item", "price of a batch made by a partner", least=0)
    ] = None
    places_in: Annotated[
        str | None, reference("suites", "suite whose prepared places it takes (its slots)")
    ] = None
    places: Annotated[Value | None, quantity("count", "places it takes", least=0, most=1000, whole=True)] = (
        None
    )


class Keeping(Block, frozen=True, kw_only=True):
    """How one product is kept: drug substance by mass, filled products by the item."""

    product: Annotated[str, reference("products", "product")]
    shelf_life: Annotated[Value | None, quantity("time", "shelf life once released", above=0)] = None
    safety_stock: Annotated[Value | None, quantity("mass", "stock wanted at all times", least=0)] = None
    safety_cost: Annotated[
        Value | None, quantity("money_per_mass", "cost of what is missing from it, a year", least=0)
    ] = None
    safety_items: Annotated[
        Value | None, quantity("count", "items wanted at all times, of a filled product", least=0)
    ] = None
    safety_item_cost: Annotated[
        Value | None,
        quantity("money_per_item_time", "cost of items missing from it, a year", least=0),
    ] = None


class Transport(Block, frozen=True, kw_only=True):
    """A way by which drug substance, and items where their cost is given, are shipped between plants."""

    source: Annotated[str, meaning("plant it leaves")]
    target: Annotated[str, meaning("plant it reaches")]
    time: Annotated[Value, quantity("time", "time on the way, release included", least=0)]
    cost: Annotated[Value, quantity("money_per_mass", "cost of shipping drug substance", least=0)]
    item_cost: Annotated[
        Value | None, quantity("money_per_item", "cost of shipping an item; none is shipped without", least=0)
    ] = None


class Planning(Block, frozen=True, kw_only=True):
    """The plan over years: its periods, what it may sell, and what may be decided."""

    start: Annotated[date | None, meaning("first day planned; the first of the horizon when absent")] = None
    end: Annotated[date, meaning("day after the last one planned")]
    period: Annotated[Period, meaning("length of a period")] = "quarter"
    demand: Annotated[dict[str, Forecast], meaning("forecasts by id")] = {}
    order_price: Annotated[
        Value | None,
        quantity("money_per_item", "price of a batch of the orders; without it they are left out", least=0),
    ] = None
    options: Annotated[dict[str, Option], meaning("what may be decided, by id")] = {}
    budget: Annotated[Value | None, quantity("money_per_time", "most capital spent in a year", least=0)] = (
        None
    )
    stocks: Annotated[dict[str, Keeping], meaning("how products are kept, by id")] = {}
    transports: Annotated[dict[str, Transport], meaning("ways between plants, by id")] = {}
