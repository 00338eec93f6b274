"""What is wrong with the zone of a scenario, told without sampling a world."""

from seedtrain.errors import Finding
from seedtrain.model.scenario import Scenario
from seedtrain.park.counted import count_findings
from seedtrain.park.industry import history_findings
from seedtrain.park.sizes import size_findings


def check(scenario: Scenario) -> list[Finding]:
    """Return the findings of the zone; none when it can be followed."""
    park = scenario.park
    if park is None:
        return []
    found = [] if park.industry is None else history_findings(park.industry)
    if park.companies is None:
        return found
    return [*found, *count_findings(park.companies), *size_findings(park.companies)]
