"""Lines of investment: money and what it pays for."""

from datetime import date
from typing import Annotated, Literal

from seedtrain.model.block import Block
from seedtrain.model.fields import meaning, quantity, reference
from seedtrain.model.value import Value


class Investment(Block, frozen=True, kw_only=True):
    """A project that is paid for: the suites it builds, the floor it takes, the sum announced."""

    sum: Annotated[Value | None, quantity("money", "sum announced", above=0)] = None
    suites: Annotated[list[str], reference("suites", "suites that it pays for")] = []
    capital_class: Annotated[
        str, reference("catalog.capital_classes", "kind of plant, which picks the capital and area model")
    ]
    floor_area: Annotated[Value | None, quantity("area", "floor area announced for it", above=0)] = None
    start: Annotated[date | None, meaning("day construction begins")] = None
    build_time: Annotated[
        Value | None, quantity("time", "construction to mechanical completion", above=0)
    ] = None
    status: Annotated[Literal["planned", "building", "operating"], meaning("how far it is")] = "planned"
    functions: Annotated[list[str], meaning("functions the project is said to hold")] = []
