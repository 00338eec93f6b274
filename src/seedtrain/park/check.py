"""What is wrong with the zone of a scenario, told without sampling a world."""

from seedtrain.errors import Finding
from seedtrain.model.inputs import Inputs
from seedtrain.model.scenario import Scenario
from seedtrain.park.counted import count_findings
from seedtrain.park.industry import history_findings
from seedtrain.park.laws import laws_of
from seedtrain.park.platform_check import platform_findings
from seedtrain.park.sizes import size_findings
from seedtrain.park.split import land_findings
from seedtrain.quantities.streams import World


def check(scenario: Scenario) -> list[Finding]:
    """Return the findings of the zone; none when it can be followed."""
    park = scenario.park
    if park is None:
        return []
    laws = laws_of(park, Inputs(World(0, 0)))
    found = [] if park.industry is None else history_findings(park.industry, laws)
    if park.companies is not None:
        found += [*count_findings(park.companies, laws), *size_findings(park.companies)]
    found += platform_findings(scenario)
    return [*found, *(each for land in park.land.values() for each in land_findings(land))]
