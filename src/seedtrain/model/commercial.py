"""Commercial terms: what a slot costs, what giving it back costs, how long materials take to come."""

from typing import Annotated, Literal

from seedtrain.model.block import Block
from seedtrain.model.fields import meaning, quantity
from seedtrain.model.value import Value

OrderState = Literal["enquiry", "option", "reserved", "firm"]
"""How far a client has committed: has asked; may still take the slot; has paid a deposit; has ordered."""

LeadTime = Annotated[
    Value, quantity("time", "from the order of a material to its release", least=0, reach=26304)
]
SuiteDay = Annotated[Value, quantity("money_per_time", "price of a day of the whole suite", least=0)]
Odds = Annotated[Value, quantity("fraction", "odds that the order is made", least=0, most=1)]


class CancellationRung(Block, frozen=True, kw_only=True):
    """A rung of the cancellation ladder: with at least this notice before the slot, this fee."""

    notice: Annotated[Value, quantity("time", "notice before the first batch starts", least=0, reach=26304)]
    fee: Annotated[Value, quantity("fraction", "fee as a share of the price", least=0, most=1)]


class Terms(Block, frozen=True, kw_only=True):
    """Terms of a slot. What is left out is taken from the catalogue's ``slot_terms`` and ``cancellation``."""

    deposit: Annotated[
        Value | None, quantity("fraction", "paid on reservation, as a share of the price", least=0, most=1)
    ] = None
    cancellation: Annotated[
        dict[str, CancellationRung], meaning("cancellation ladder: rungs by id, any order")
    ] = {}
    take_or_pay: Annotated[
        Value | None,
        quantity("fraction", "share of the price owed whether the slot is used or not", least=0, most=1),
    ] = None
    postponement_notice: Annotated[
        Value | None, quantity("time", "notice with which a slot may be moved once", least=0, reach=26304)
    ] = None
    postponement_limit: Annotated[
        Value | None, quantity("time", "how far it may be moved", least=0, reach=26304)
    ] = None


class Commercial(Block, frozen=True, kw_only=True):
    """The rate card and the market for slots. What is left out is taken from the catalogue."""

    suite_day: Annotated[dict[str, SuiteDay], meaning("price of a day of the whole suite, by suite id")] = {}
    test_package: Annotated[
        Value | None, quantity("money_per_item", "price of the tests of one lot", least=0)
    ] = None
    handling_fee: Annotated[
        Value | None,
        quantity("fraction", "fee on bought materials, as a share of their cost", least=0, most=1),
    ] = None
    lead_times: Annotated[
        dict[str, LeadTime],
        meaning("lead times by row of the catalogue's lead_times; 0 d for what is at hand"),
    ] = {}
    odds: Annotated[dict[OrderState, Odds], meaning("odds that an order is made, by its state")] = {}
    resale_time: Annotated[
        Value | None,
        quantity("time", "notice with which a slot given back finds a buyer with odds of 63 %", above=0),
    ] = None
    resale_price: Annotated[
        Value | None,
        quantity("fraction", "what a resold slot brings, as a share of the price", least=0, most=1),
    ] = None
