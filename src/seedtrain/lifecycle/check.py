"""What is wrong with the programmes of a scenario, told without sampling a world."""

from typing import TypeVar

from seedtrain.errors import Finding, InputError
from seedtrain.lifecycle.walk import walk
from seedtrain.model.block import Block
from seedtrain.model.inputs import Inputs
from seedtrain.model.scenario import Scenario
from seedtrain.quantities.streams import World

_Noun = TypeVar("_Noun", bound=Block)


def check(scenario: Scenario) -> list[Finding]:
    """Return the findings of every programme's route, overrides and clocks; none when it can be run.

    The clocks are asked on the days of the base case, with no queue for suites.
    """
    free = {name: _with(each, suites=[]) for name, each in scenario.programmes.items()}
    try:
        walk(_with(scenario, programmes=free), Inputs(World(0, 0)), {})
    except InputError as refused:
        return list(refused.findings)
    return []


def _with(noun: _Noun, **changes: object) -> _Noun:
    """``noun`` with some of its fields changed."""
    fields = {name: getattr(noun, name) for name in noun.__struct_fields__}
    return type(noun)(**(fields | changes))
