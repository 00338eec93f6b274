"""The collections of a scenario that other parts refer to by id."""

from typing import Any

from seedtrain.model.scenario import Scenario
from seedtrain.model.site import Suite


def suites(scenario: Scenario) -> dict[str, Suite]:
    """Return every suite of every site by id; ids are unique over sites."""
    return {name: suite for site in scenario.sites.values() for name, suite in site.suites.items()}


def referable(scenario: Scenario) -> dict[str, dict[str, Any]]:
    """Return what references may point to within a scenario: collection to id to noun."""
    return {
        "suites": dict(suites(scenario)),
        "sites": dict(scenario.sites),
        "products": dict(scenario.products),
        "recipes": dict(scenario.recipes),
        "terms": dict(scenario.terms),
        "resources": dict(scenario.resources),
        "programmes": dict(scenario.programmes),
        "platforms": dict(scenario.park.platforms) if scenario.park else {},
    }
