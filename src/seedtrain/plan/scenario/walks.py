"""What each product needs in each suite before its batches count."""

from dataclasses import replace

from seedtrain.model.options import changed_by, opened_by
from seedtrain.model.referable import suites
from seedtrain.model.scenario import Scenario
from seedtrain.model.site import Suite as ScenarioSuite
from seedtrain.plan.problem.qualification import Qualification
from seedtrain.plan.problem.stage import Suite
from seedtrain.plan.scenario.facts import Facts
from seedtrain.plan.scenario.grid import Grid
from seedtrain.plan.scenario.rooms import Makings, Rooms, periods_of_route
from seedtrain.plan.scenario.wanted import Wanted, source_of


def qualifications(
    scenario: Scenario,
    grid: Grid,
    makings: Makings,
    rooms: Rooms,
    products: tuple[Wanted, ...],
    facts: Facts,
) -> tuple[Qualification, ...]:
    """Walks of all products into all suites that may make them.

    Clinical batches need a technology transfer and engineering runs; a suite that is open on the first day
    of the plan has had them. Commercial batches need validation and its approval on top, after the clinical
    qualification where the plan has clinical batches of the product in that suite, else with a transfer and
    engineering runs of their own. Batches on site that are made of another product of the plan come after
    that one's first batches on site are released, where no suite has made it before.
    """
    found: dict[tuple[str, str], Qualification] = {}
    by_key = {each.key: each for each in products}
    for suite in rooms.suites:
        for key in sorted(suite.products, key=lambda key: by_key[key].purpose == "commercial"):
            each = by_key[key]
            if suite.open_from == 0 and each.purpose == "clinical":
                continue
            clinical = Wanted(each.product, "clinical").key
            has_clinical = each.purpose == "commercial" and clinical in suite.products
            found[suite.id, key] = _walk(grid, rooms, suite, each, facts, clinical if has_clinical else "")
    for name, source in _like(scenario).items():
        for (suite_id, key), walk in list(found.items()):
            if suite_id == name and (source, key) in found:
                found[suite_id, key] = replace(walk, carried_from=source)
            elif suite_id == name and (source, key) in rooms.rules:
                del found[suite_id, key]
    for (suite_id, key), walk in list(found.items()):
        made_of = source_of(scenario, by_key[key])
        if made_of is not None and not any(
            made_of.key in suite.products and suite.open_from == 0 for suite in rooms.suites
        ):
            makers = tuple(each for each in found if each[1] == made_of.key)
            lag = periods_of_route(makings, made_of.product, grid)
            found[suite_id, key] = replace(walk, fed_by=makers, fed_lag=lag)
    return tuple(found.values())


def _walk(grid: Grid, rooms: Rooms, suite: Suite, each: Wanted, facts: Facts, after: str) -> Qualification:
    rule = rooms.rules[suite.id, each.key]
    is_open = suite.open_from == 0
    is_commercial = each.purpose == "commercial"
    engineering = 0 if after or is_open else round(facts.default("transfer.engineering"))
    validation = round(facts.default("transfer.validation")) if is_commercial else 0
    _, most = rule.batch_range(is_start=True)
    steps = _spread(engineering, validation, max(1, most))
    is_transferred = bool(after) or is_open
    return Qualification(
        product=each.key,
        suite=suite.id,
        transfer=0 if is_transferred else grid.periods_in(facts.default("transfer.time")),
        engineering=tuple(e for e, _ in steps),
        validation=tuple(v for _, v in steps),
        approval=grid.periods_in(
            facts.default(f"stability.{each.purpose}") + facts.default(f"approval.{each.purpose}")
        ),
        cost=0.0 if is_transferred else facts.default("transfer.cost") / 1e6,
        gain=validation * rule.yield_per_batch * facts.default("transfer.validation_sold"),
        after=after,
    )


def _spread(engineering: int, validation: int, most: int) -> list[tuple[int, int]]:
    """Batches of both kinds by period on site, ``most`` in each: validation follows without a break."""
    steps: list[tuple[int, int]] = []
    left = [engineering, validation]
    while sum(left) or not steps:
        first = min(left[0], most)
        second = min(left[1], most - first) if left[0] == first else 0
        steps.append((first, second))
        left = [left[0] - first, left[1] - second]
    return steps


def _like(scenario: Scenario) -> dict[str, str]:
    """Suites that grow out of another one by like vessels, with that one."""
    planning = scenario.planning
    assert planning is not None
    known = suites(scenario)
    found = {}
    for name, option in planning.options.items():
        opened, closed = opened_by(name, option), changed_by(option)
        if option.kind == "expand" and _vessels(known[opened]) == _vessels(known[closed]):
            found[opened] = closed
    return found


def _vessels(suite: ScenarioSuite) -> set[tuple[str, float, str | None]]:
    """Kinds of vessel of a suite, without their number."""
    return {
        (unit.unit_class, unit.volume.base, unit.material)
        for unit in suite.units.values()
        if unit.volume is not None
    }
