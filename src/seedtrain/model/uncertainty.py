"""What varies from batch to batch and from event to event, beyond the recipes: the causes of trouble.

A kind that a scenario writes varies; what it leaves out of one comes from the catalogue. The odds of an event
and the time between events are those of a world: a distribution there says how well they are known. Lengths
(of a repair, a delay, a stop) are drawn anew for each event.
"""

from typing import Annotated

from seedtrain.model.block import Block
from seedtrain.model.fields import meaning, quantity
from seedtrain.model.value import Value


class Cause(Block, frozen=True, kw_only=True):
    """A cause for which batches fail. How often they do and at which step it is found, the recipe says."""

    share: Annotated[
        Value | None, quantity("fraction", "weight of the cause among failed batches", above=0, most=1)
    ] = None
    recovery: Annotated[
        Value | None, quantity("time", "work on the unit before the next batch", least=0, reach=8760)
    ] = None


class Downtime(Block, frozen=True, kw_only=True):
    """Breakdowns of units at work; the operation waits for the repair and then goes on."""

    between: Annotated[Value | None, quantity("time", "work of a unit between two breakdowns", above=0)] = (
        None
    )
    repair: Annotated[Value | None, quantity("time", "length of a repair", above=0, reach=8760)] = None


class SiteStop(Block, frozen=True, kw_only=True):
    """Stops of a whole site (power, water, weather): nothing begins until it is over; what runs, runs on."""

    between: Annotated[Value | None, quantity("time", "time between two stops", above=0)] = None
    duration: Annotated[Value | None, quantity("time", "length of a stop", above=0, reach=8760)] = None


class Retest(Block, frozen=True, kw_only=True):
    """Release tests that are repeated."""

    odds: Annotated[
        Value | None, quantity("fraction", "odds that the tests of a batch are repeated", least=0, most=1)
    ] = None
    time: Annotated[Value | None, quantity("time", "length of the repeated tests", above=0, reach=8760)] = (
        None
    )


class ReleaseDelay(Block, frozen=True, kw_only=True):
    """Releases that take longer than the recipe says: review, questions, signatures."""

    time: Annotated[Value | None, quantity("time", "delay of a release", least=0, reach=8760)] = None


class Supply(Block, frozen=True, kw_only=True):
    """Raw materials that come late. A delivery serves all batches of a product that begin in its interval."""

    interval: Annotated[Value | None, quantity("time", "time that a delivery serves", above=0)] = None
    odds: Annotated[Value | None, quantity("fraction", "odds that a delivery is late", least=0, most=1)] = (
        None
    )
    delay: Annotated[Value | None, quantity("time", "delay of a late delivery", above=0, reach=8760)] = None


class OrderChange(Block, frozen=True, kw_only=True):
    """Orders that change after the plan is made; the plan stays."""

    amount: Annotated[
        Value | None, quantity("fraction", "amount wanted in the end, over the amount ordered", least=0)
    ] = None
    due_shift: Annotated[Value | None, quantity("time", "by how much the due day moves", reach=8760)] = None
    cancelled: Annotated[
        Value | None, quantity("fraction", "odds that an order is cancelled", least=0, most=1)
    ] = None


class Uncertainty(Block, frozen=True, kw_only=True):
    """What varies beyond the values of the scenario; a kind that is left out does not."""

    contamination: Annotated[Cause | None, meaning("batches lost to contamination")] = None
    deviation: Annotated[Cause | None, meaning("batches lost to deviations and errors")] = None
    equipment: Annotated[Cause | None, meaning("batches lost to equipment")] = None
    downtime: Annotated[Downtime | None, meaning("breakdowns of units")] = None
    site_stop: Annotated[SiteStop | None, meaning("stops of a whole site")] = None
    retest: Annotated[Retest | None, meaning("release tests repeated")] = None
    release_delay: Annotated[ReleaseDelay | None, meaning("releases delayed")] = None
    supply: Annotated[Supply | None, meaning("raw materials late")] = None
    order_change: Annotated[OrderChange | None, meaning("orders changed")] = None
