"""Suites of a plan: when they are open, what they cost while they stand, and what a campaign takes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from seedtrain.model.options import opened_by
from seedtrain.model.referable import suites as suites_of
from seedtrain.model.scenario import Scenario
from seedtrain.plan.problem.campaign_rule import CampaignRule
from seedtrain.plan.problem.stage import Suite
from seedtrain.plan.scenario.facts import Facts
from seedtrain.plan.scenario.grid import Grid
from seedtrain.plan.scenario.making import Making, UnderWay
from seedtrain.plan.scenario.wanted import Wanted, source_of

Makings = Mapping[tuple[str, str], Making]
Rules = dict[tuple[str, str], CampaignRule]


@dataclass(frozen=True, slots=True)
class Rooms:
    """Suites, and the campaign rules by suite and plan product; ``sections`` of the suites."""

    suites: tuple[Suite, ...]
    rules: Rules
    sections: Mapping[str, str]


def rooms(
    scenario: Scenario,
    grid: Grid,
    makings: Makings,
    products: tuple[Wanted, ...],
    facts: Facts,
    world: int,
    under_way: Sequence[UnderWay] = (),
) -> Rooms:
    """Suites of ``scenario``, which holds those of the options too, that can make any of ``products``; a
    batch gives what it gives in ``world``, and batches ``under_way`` take their days first."""
    planning = scenario.planning
    assert planning is not None
    fees = {opened_by(name, option): option.batch_fee for name, option in planning.options.items()}
    found, rules = [], Rules()
    sites = {suite: site_id for site_id, site in scenario.sites.items() for suite in site.suites}
    for name, suite in suites_of(scenario).items():
        made = [
            (each, makings[each.product, name])
            for each in products
            if (each.product, name) in makings and each.may_be_made(suite)
        ]
        if not made:
            continue
        fee = fees.get(name)
        off_h = 0.0 if suite.shutdown is None else facts.of(suite.shutdown)
        standing = [float(each.standing_cost[facts.world]) for _, each in made]
        opens = -1.0 if suite.opens is None else facts.of(suite.opens)
        off = off_h / 24.0 * grid.years
        taken = sum(each.days for each in under_way if each.suite == name)
        found.append(
            Suite(
                id=name,
                products=tuple(each.key for each, _ in made),
                open_from=None if name in fees else grid.first_from(opens),
                site=sites[name],
                fixed_cost=0.0 if fee is not None else grid.years * sum(standing) / len(standing),
                days_off=off,
                days_taken=_taken(taken, grid.days - off),
            )
        )
        free = grid.days - found[-1].days_off
        for each, making in made:
            cost = float(making.batch_cost[facts.world]) if fee is None else facts.of(fee) / 1e6
            takes = None if source_of(scenario, each) is None else float(making.takes_kg[world])
            rules[name, each.key] = _rule(making, free, cost, takes, (facts.world, world))
    kinds = {name: suite.kind for name, suite in suites_of(scenario).items()}
    return Rooms(tuple(found), rules, kinds)


def _taken(days: float, free: float) -> tuple[float, ...]:
    """``days`` laid into the ``free`` days of the first periods."""
    taken = []
    while days > 0.0 and free > 0.0:
        taken.append(min(days, free))
        days -= free
    return tuple(taken)


def _rule(
    making: Making, free_d: float, batch_cost: float, takes: float | None, worlds: tuple[int, int]
) -> CampaignRule:
    """A campaign: its changeover, and a cycle time for each batch; ``worlds`` that of times and that of what
    a batch gives."""
    base, world = worlds
    return CampaignRule(
        days_per_batch=float(making.cycle_d[base]),
        start_days=making.changeover_d,
        min_batches=1,
        max_days=free_d,
        yield_per_batch=float(making.quantity[world]),
        cost_per_batch=batch_cost,
        takes_per_batch=takes,
    )


def periods_of_route(makings: Makings, product: str, grid: Grid) -> int:
    """Periods from the one a batch is started in to the one it is surely released in: the longest route."""
    longest = max(each.route_d for each in makings.values() if each.product == product)
    return grid.periods_in(longest * 24.0)
