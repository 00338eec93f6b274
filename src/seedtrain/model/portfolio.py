"""The portfolio: what the choice of programmes has to keep to."""

from typing import Annotated

from seedtrain.model.block import Block
from seedtrain.model.fields import meaning, quantity, reference
from seedtrain.model.value import Value


class Portfolio(Block, frozen=True, kw_only=True):
    """Limits of the choice of programmes."""

    budget: Annotated[
        Value | None, quantity("money_per_time", "money for development, each year", above=0)
    ] = None
    delays: Annotated[
        Value | None,
        quantity(
            "count", "whole years a programme may be put off, 2 when absent", least=0, most=10, whole=True
        ),
    ] = None
    must: Annotated[
        list[str], reference("programmes", "programmes that are gone on with, whatever they are worth")
    ] = []
    years: Annotated[
        Value | None,
        quantity("count", "years looked at, 10 when absent", least=1, most=30, whole=True),
    ] = None
    rests: Annotated[list[str], meaning("limits that are left out: suites and platforms by id")] = []
