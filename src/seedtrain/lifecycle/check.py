"""What is wrong with the programmes of a scenario, told without sampling a world."""

from seedtrain.errors import Finding, InputError, finding
from seedtrain.lifecycle.trial_check import trial_findings
from seedtrain.lifecycle.walk import walk
from seedtrain.model.block import changed
from seedtrain.model.inputs import Inputs
from seedtrain.model.scenario import Scenario
from seedtrain.quantities.streams import World


def check(scenario: Scenario) -> list[Finding]:
    """Return the findings of every programme's route, overrides, clocks and trials; none when it can be run.

    The clocks are asked on the days of the base case, with no queue for suites. LIF-020: an order that is
    made, over others, from itself.
    """
    circles = [name for name in scenario.orders if name in _above(scenario, name)]
    if circles:
        return [finding("LIF-020", path=f"orders.{circles[0]}.made_from", value=", ".join(circles))]
    free = {name: changed(each, suites=[]) for name, each in scenario.programmes.items()}
    try:
        walk(changed(scenario, programmes=free), Inputs(World(0, 0)), {})
    except InputError as refused:
        return list(refused.findings)
    return [found for each in scenario.programmes.values() for found in trial_findings(scenario, each)]


def _above(scenario: Scenario, name: str) -> set[str]:
    """The orders that an order is made from, over others too."""
    found: set[str] = set()
    waiting = list(scenario.orders[name].made_from)
    while waiting:
        each = waiting.pop()
        if each not in found and each in scenario.orders:
            found.add(each)
            waiting.extend(scenario.orders[each].made_from)
    return found
