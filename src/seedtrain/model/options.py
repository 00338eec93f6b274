"""The scenario with every suite that an option could bring, so that batches in them can be worked out."""

from typing import Any, TypeVar

import msgspec

from seedtrain.model.planning import Option
from seedtrain.model.scenario import Scenario
from seedtrain.model.site import Site

Noun = TypeVar("Noun", bound=msgspec.Struct)


def with_options(scenario: Scenario) -> Scenario:
    """Return ``scenario`` with the new suite of each option at its plant, under the option's id."""
    if scenario.planning is None:
        return scenario
    sites = dict(scenario.sites)
    for name, option in scenario.planning.options.items():
        if option.becomes is not None:
            where = site_of(scenario, name, option)
            site = sites.get(where, Site(path=f"planning.options.{name}.partner"))
            sites[where] = msgspec.structs.replace(site, suites={**site.suites, name: option.becomes})
    return msgspec.structs.replace(scenario, sites=sites)


def site_of(scenario: Scenario, name: str, option: Option) -> str:
    """Plant at which the new suite of an option stands: that of the suite it changes, or as it says."""
    if option.site is not None:
        return option.site
    if option.kind == "outsource":
        return name
    for site_id, site in scenario.sites.items():
        if option.suite in site.suites:
            return site_id
    return next(iter(scenario.sites))


def opened_by(name: str, option: Option) -> str:
    """Id of the suite that an option opens; empty where it opens none."""
    if option.becomes is not None:
        return name
    return option.suite or "" if option.kind == "build" else ""


def changed_by(option: Option) -> str:
    """Id of the suite that an option closes; empty where it closes none."""
    return option.suite or "" if option.kind in ("expand", "retrofit", "retire") else ""


def replaced(noun: Noun, **changes: Any) -> Noun:
    """Return ``noun`` with the fields of ``changes`` changed."""
    return msgspec.structs.replace(noun, **changes)
