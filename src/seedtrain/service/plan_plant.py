"""A scenario made ready to be planned: what its suites can do, what its options cost, when products come."""

from typing import TYPE_CHECKING

from seedtrain.errors import InputError, finding
from seedtrain.model.scenario import Scenario
from seedtrain.service.schedule_plant import Progress

if TYPE_CHECKING:
    from collections.abc import Mapping

    from seedtrain.model.inputs import Inputs
    from seedtrain.model.planning import Option
    from seedtrain.plan.scenario.assemble import Plant
    from seedtrain.plan.scenario.making import Capital, Making
    from seedtrain.results.batch_profile import BatchProfile
    from seedtrain.results.indicator import Draws

_USED_UP = ("materials", "consumables", "utilities", "quality")
_DRAWN = ("drug_substance_g", "antibody_g")
_STANDING = ("labour", "overhead")
_MILLION = 1e6


def plan_plant(scenario: Scenario, replications: int, seed: int, progress: Progress) -> "Plant":
    """Work out what a plan of ``scenario`` needs to know, in the base case and ``replications`` worlds.

    Raises :class:`InputError`: PLN-030 where the scenario has no planning block, PLN-031 for a forecast that
    nothing can make, PLN-066 where what it is made of can't get to where it is made.
    """
    planning = scenario.planning
    if planning is None:
        raise InputError([finding("PLN-030", path="planning", value=scenario.id)])
    from seedtrain import lifecycle, process
    from seedtrain.model.inputs import Inputs
    from seedtrain.model.options import with_options
    from seedtrain.plan.scenario.assemble import Plant
    from seedtrain.plan.scenario.grid import grid_of
    from seedtrain.quantities.streams import World
    from seedtrain.results.indicator import by_id
    from seedtrain.service.plan_under_way import batches_under_way

    inputs = Inputs(World(replications, seed))
    full = with_options(scenario)
    progress("profiles")
    profiles = process.profiles(full, inputs)
    makings = _makings(full, profiles, inputs)
    grid = grid_of(planning.start or scenario.horizon.start, planning.end, planning.period)
    progress("lifecycle")
    molecules = lifecycle.run(scenario, inputs, {})
    full = lifecycle.with_trials(full, molecules.stage_start)
    _check_makers(full, makings)
    told = by_id(molecules.indicators)
    ends = {name: told.get(f"lifecycle.{name}.filing.end") for name in scenario.programmes}
    return Plant(
        scenario=full,
        grid=grid,
        makings=makings,
        capital=_capital(full, inputs),
        approvals={
            name: end.draws for name, end in ends.items() if end is not None and end.draws is not None
        },
        inputs=inputs,
        under_way=tuple(batches_under_way(full, profiles, grid.start)),
    )


def _makings(
    scenario: Scenario, profiles: "Mapping[tuple[str, str], BatchProfile]", inputs: "Inputs"
) -> "dict[tuple[str, str], Making]":
    from seedtrain.catalog import table
    from seedtrain.model.referable import suites
    from seedtrain.plan.scenario.making import Making
    from seedtrain.schedule.occupancy import cycle
    from seedtrain.service.plan_under_way import given

    economics = table("plant_economics")
    days, share = (inputs.draw(economics[key].value) for key in ("operating-days", "utilisation"))
    found = {}
    for (product, suite), profile in profiles.items():
        turn = cycle(suites(scenario)[suite], profile)
        batches_a = days * share / profile.consumption["cycle_time_h"]
        uses = profile.consumption
        cost = {name: draws / _MILLION for name, draws in profile.cost_cny.items()}
        found[product, suite] = Making(
            product=product,
            suite=suite,
            cycle_d=turn.cycle_h / 24.0,
            changeover_d=turn.changeover_h / 24.0,
            route_d=profile.processing_time_h / 24.0,
            mass_kg=profile.mass_out_g / 1000.0 * (1.0 - profile.failure_odds),
            quantity=given(profile),
            takes_kg=sum((uses[key] for key in _DRAWN if key in uses), start=0.0 * batches_a) / 1000.0,
            batch_cost=sum((cost[name] for name in _USED_UP), start=0.0 * batches_a),
            standing_cost=sum((cost[name] for name in _STANDING), start=0.0 * batches_a) * batches_a,
        )
    return found


def _check_makers(scenario: Scenario, makings: "Mapping[tuple[str, str], Making]") -> None:
    from seedtrain.model.referable import suites
    from seedtrain.plan.scenario.reach import out_of_reach
    from seedtrain.plan.scenario.wanted import wanted

    known = suites(scenario)
    findings = [
        finding("PLN-031", path="planning", value=each.product, purpose=each.purpose)
        for each in wanted(scenario)
        if not any(p == each.product and each.may_be_made(known[s]) for p, s in makings)
    ]
    findings += [
        finding("PLN-066", path="planning.transports", value=each.product, substance=source.product)
        for each, source in out_of_reach(scenario, makings)
    ]
    if findings:
        raise InputError(findings)


def _capital(scenario: Scenario, inputs: "Inputs") -> "dict[str, Capital]":
    """Capital of each option that has any: as it says, or by the curve of its class."""
    from seedtrain.plan.scenario.making import Capital

    planning = scenario.planning
    assert planning is not None
    found = {}
    for name, option in planning.options.items():
        estimated, life_h = _estimated(scenario, name, option, inputs)
        if option.capital is not None:
            found[name] = Capital(inputs.draw(option.capital) / _MILLION, life_h)
        elif option.kind in ("build", "expand", "retrofit"):
            found[name] = Capital(estimated / _MILLION, life_h)
    return found


def _estimated(scenario: Scenario, name: str, option: "Option", inputs: "Inputs") -> "tuple[Draws, float]":
    from seedtrain.model.options import changed_by, opened_by, site_of
    from seedtrain.model.referable import suites
    from seedtrain.process.option import option_capital

    known = suites(scenario)
    after = known[opened_by(name, option) or changed_by(option)]
    before = known[changed_by(option)] if option.kind == "expand" else None
    site = scenario.sites[site_of(scenario, name, option)]
    return option_capital(name, after, before, site.capital_region, scenario.money.price_year, inputs)
