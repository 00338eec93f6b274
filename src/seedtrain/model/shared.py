"""What suites share: crews by shift, skids, tanks, panels, laboratories, rooms, freezers, cold stores; and
what batches need of them."""

from datetime import date
from typing import Annotated, Literal

from seedtrain.model.block import Block
from seedtrain.model.fields import meaning, quantity, reference
from seedtrain.model.value import Value

SharedKind = Literal["crew", "skid", "tank", "panel", "laboratory", "review", "room", "freezer", "store"]

Products = Annotated[list[str], reference("products", "products meant; all, when empty")]
Suites = Annotated[list[str], reference("suites", "suites meant; all, when empty")]


class Shift(Block, frozen=True, kw_only=True):
    """People, analysts or reviewers who work from one hour of the day to another."""

    start: Annotated[Value, quantity("time", "hour of the day it begins", least=0, most=24)]
    end: Annotated[Value, quantity("time", "hour it ends; beyond 24 h: of the next day", above=0, most=48)]
    people: Annotated[
        Value | None, quantity("count", "how many work; as many as the resource has, when absent", above=0)
    ] = None
    days: Annotated[
        Literal["working_days", "every_day"],
        meaning("working days of China (holidays off, make-up days on), or every day"),
    ] = "working_days"


class SharedResource(Block, frozen=True, kw_only=True):
    """A resource that several suites or steps share, with a number and, where it has shifts, a calendar.

    A room holds what may be together at one time: batches of one modality, or of one ``group``.
    """

    kind: Annotated[SharedKind, meaning("what it is")]
    count: Annotated[
        Value | None, quantity("count", "how many there are; 1 when absent", above=0, most=10_000)
    ] = None
    shifts: Annotated[dict[str, Shift], meaning("its shifts by id; always there, when empty")] = {}
    changeover: Annotated[
        Value | None, quantity("time", "of a room, between modalities or groups", least=0, reach=8760)
    ] = None
    volume: Annotated[
        Value | None, quantity("volume", "of a tank: what one preparation makes at most", above=0, reach=1e6)
    ] = None


class Use(Block, frozen=True, kw_only=True):
    """Steps of a batch that need a shared resource: all the while, at their start, for the cleaning after,
    or for the verification of that cleaning, whose result frees the unit."""

    resource: Annotated[str, reference("resources", "resource needed")]
    steps: Annotated[list[str], meaning("recipe steps that need it")]
    products: Products = []
    suites: Suites = []
    amount: Annotated[Value | None, quantity("count", "how much of it; 1 when absent", above=0)] = None
    part: Annotated[
        Literal["during", "start", "cleaning", "verification"],
        meaning("the whole step, its beginning, the turnaround after, or the swabs after that"),
    ] = "during"
    duration: Annotated[
        Value | None,
        quantity("time", "how long the beginning or the verification takes", above=0, reach=8760),
    ] = None
    group: Annotated[
        str | None,
        meaning("in a room: what it is kept apart by (before or after virus filtration); else the modality"),
    ] = None
    limit: Annotated[
        Value | None, quantity("time", "longest wait of a dirty unit for its cleaning", least=0, reach=8760)
    ] = None


class QualityTest(Block, frozen=True, kw_only=True):
    """An assay or a review between two steps of each batch: work that pauses when nobody is there.

    With ``every`` it is run on plates: a run begins so often, whether full or not, with the samples that are
    there by then.
    """

    resource: Annotated[str, reference("resources", "laboratory, analysts or reviewers")]
    after: Annotated[str, meaning("recipe step, or test, after whose end it begins")]
    before: Annotated[str | None, meaning("recipe step, or test, that waits for its result")] = None
    duration: Annotated[Value, quantity("time", "working time it takes", above=0, reach=8760)]
    products: Products = []
    amount: Annotated[Value | None, quantity("count", "analysts or places; 1 when absent", above=0)] = None
    every: Annotated[
        Value | None,
        quantity("time", "from one run to the next; at any time, when absent", above=0, reach=8760),
    ] = None
    samples: Annotated[
        Value | None,
        quantity("count", "batches that share a run; 1 when absent", above=0, most=10_000, whole=True),
    ] = None
    retest: Annotated[
        Value | None, quantity("fraction", "share of the batches that are tested again", least=0, most=1)
    ] = None


class Handling(Block, frozen=True, kw_only=True):
    """Freezing, storage, thawing, shipping: what comes between two steps of each batch, around the clock."""

    after: Annotated[str, meaning("recipe step, test or handling after whose end it begins")]
    before: Annotated[str | None, meaning("recipe step, test or handling that waits for it")] = None
    duration: Annotated[Value, quantity("time", "how long it takes", least=0, reach=87600)]
    resource: Annotated[
        str | None, reference("resources", "freezer, positions in the cold store, vehicles")
    ] = None
    amount: Annotated[Value | None, quantity("count", "how much of it; 1 when absent", above=0)] = None
    held_to: Annotated[
        str | None, meaning("step, test or handling whose start frees the resource; its own end, when absent")
    ] = None
    limit: Annotated[
        Value | None,
        quantity("time", "longest wait from the end of what it comes after", least=0, reach=87600),
    ] = None
    products: Products = []


class UnitHold(Block, frozen=True, kw_only=True):
    """How long a unit stays clean, or sterile. A unit clean for longer is cleaned again before it is used; a
    unit that must be sterile is sterilised before each use, at most so long."""

    suite: Annotated[str, reference("suites", "suite of the units")]
    unit_class: Annotated[str, reference("catalog.unit_classes", "units it holds for")]
    state: Annotated[Literal["clean", "sterile"], meaning("what it stays")]
    limit: Annotated[Value, quantity("time", "how long it does", least=0, reach=87600)]
    duration: Annotated[Value, quantity("time", "cleaning again, or sterilising", above=0, reach=8760)]
    resource: Annotated[str | None, reference("resources", "skid that does it; none, when absent")] = None
    amount: Annotated[Value | None, quantity("count", "how much of it; 1 when absent", above=0)] = None


class Preparation(Block, frozen=True, kw_only=True):
    """Media or buffer made for one step, kept in its tank until that begins or ends.

    For one batch; or, where it says the volume that a batch takes, for as many batches of an order, one
    after another, as the tank holds.
    """

    resource: Annotated[str, reference("resources", "tank or vessel it is made in")]
    step: Annotated[str, meaning("recipe step that uses it")]
    duration: Annotated[Value, quantity("time", "dissolving, filtering, testing", above=0, reach=8760)]
    shelf_life: Annotated[
        Value | None, quantity("time", "longest time from its end to the step's start", least=0, reach=87600)
    ] = None
    held_to: Annotated[
        Literal["start", "end"], meaning("whether the tank is free when the step starts or when it ends")
    ] = "end"
    volume: Annotated[Value | None, quantity("volume", "what one batch takes", above=0, reach=1e6)] = None
    products: Products = []


class MaterialLot(Block, frozen=True, kw_only=True):
    """An amount at hand or delivered."""

    amount: Annotated[Value, quantity("count", "units, cycles or sets", above=0)]
    from_: Annotated[date | None, meaning("day it arrives, released; at hand when absent")] = None
    expires: Annotated[date | None, meaning("last day it may be used")] = None


class Material(Block, frozen=True, kw_only=True):
    """What batches use up: bags, membranes, cycles of a packed resin."""

    steps: Annotated[list[str], meaning("recipe steps that take it at their start")]
    products: Products = []
    amount: Annotated[Value | None, quantity("count", "taken by each; 1 when absent", above=0)] = None
    lots: Annotated[dict[str, MaterialLot], meaning("lots by id")]


class Recurring(Block, frozen=True, kw_only=True):
    """Media fills, calibration, maintenance: a time on each unit of a class, again within each interval."""

    suite: Annotated[str, reference("suites", "suite of the units")]
    unit_class: Annotated[str, reference("catalog.unit_classes", "units it is done on")]
    every: Annotated[Value, quantity("time", "longest time from one to the next", above=0, reach=87600)]
    window: Annotated[Value, quantity("time", "how long before that it may be done", above=0, reach=87600)]
    duration: Annotated[Value, quantity("time", "how long the unit is out of use", above=0, reach=8760)]
