"""What is wrong with the programmes of a scenario, told without sampling a world."""

from seedtrain.errors import Finding, InputError
from seedtrain.lifecycle.trial_check import trial_findings
from seedtrain.lifecycle.walk import walk
from seedtrain.model.block import changed
from seedtrain.model.inputs import Inputs
from seedtrain.model.scenario import Scenario
from seedtrain.quantities.streams import World


def check(scenario: Scenario) -> list[Finding]:
    """Return the findings of every programme's route, overrides, clocks and trials; none when it can be run.

    The clocks are asked on the days of the base case, with no queue for suites.
    """
    free = {name: changed(each, suites=[]) for name, each in scenario.programmes.items()}
    try:
        walk(changed(scenario, programmes=free), Inputs(World(0, 0)), {})
    except InputError as refused:
        return list(refused.findings)
    return [found for each in scenario.programmes.values() for found in trial_findings(scenario, each)]
