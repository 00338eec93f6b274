"""Lines that are not alike: other plant, other scale, or bags instead of steel."""

from seedtrain.model.referable import suites
from seedtrain.model.scenario import Scenario
from seedtrain.plan.problem.comparability import Comparability
from seedtrain.plan.scenario.facts import Facts
from seedtrain.plan.scenario.rooms import Rooms
from seedtrain.plan.scenario.selling import CNY_PER_MILLION
from seedtrain.plan.scenario.wanted import Wanted

Kind = tuple[str, tuple[float, ...], tuple[str, ...]]
"""Plant, volumes of its vessels [L] and what they are made of."""


def comparabilities(
    scenario: Scenario, rooms: Rooms, products: tuple[Wanted, ...], facts: Facts
) -> tuple[Comparability, ...]:
    """Kinds of line of every commercial product that may come out of more than one."""
    cost, found = facts.default("comparability.cost") / CNY_PER_MILLION, []
    for each in (each for each in products if each.purpose == "commercial"):
        kinds: dict[Kind, list[str]] = {}
        for suite in rooms.suites:
            if each.key in suite.products:
                kinds.setdefault(_kind(scenario, suite.id, suite.site), []).append(suite.id)
        if len(kinds) > 1:
            found.append(Comparability(each.key, tuple(map(tuple, kinds.values())), cost))
    return tuple(found)


def _kind(scenario: Scenario, suite: str, site: str) -> Kind:
    vessels = [unit for unit in suites(scenario)[suite].units.values() if unit.volume is not None]
    volumes = {unit.volume.base for unit in vessels if unit.volume is not None}
    return site, tuple(sorted(volumes)), tuple(sorted({unit.material or "" for unit in vessels}))
