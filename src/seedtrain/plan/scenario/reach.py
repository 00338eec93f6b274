"""Whether what is made in one plant can get to where it is needed."""

from collections.abc import Iterable

from seedtrain.model.scenario import Scenario
from seedtrain.plan.scenario.rooms import Makings
from seedtrain.plan.scenario.wanted import Wanted, source_of, wanted


def out_of_reach(scenario: Scenario, makings: Makings) -> list[tuple[Wanted, Wanted]]:
    """Products, with what each is made of, none of whose plants makes that or is on a way from one that does;
    ``scenario`` holds the suites of its options too."""
    sites = {suite: name for name, site in scenario.sites.items() for suite in site.suites}
    found = []
    for each in wanted(scenario):
        source = source_of(scenario, each)
        if source is None:
            continue
        there = {sites[suite] for product, suite in makings if product == each.product}
        made = {sites[suite] for product, suite in makings if product == source.product}
        if made and there and not there & _reached(scenario, made):
            found.append((each, source))
    return found


def _reached(scenario: Scenario, sites: Iterable[str]) -> set[str]:
    """Plants that material of ``sites`` can get to, over one way or several."""
    assert scenario.planning is not None
    ways, reached = list(scenario.planning.transports.values()), set(sites)
    for _ in ways:
        reached |= {way.target for way in ways if way.source in reached}
    return reached
