"""A scenario as a plan in periods."""

from collections.abc import Mapping
from dataclasses import dataclass

from seedtrain.catalog import table
from seedtrain.model.inputs import Inputs
from seedtrain.model.scenario import Scenario
from seedtrain.plan.problem.period_plan import PeriodPlan
from seedtrain.plan.problem.stage import Stage, StockRule
from seedtrain.plan.problem.transfer import Transfer
from seedtrain.plan.scenario.facts import Facts
from seedtrain.plan.scenario.grid import Grid
from seedtrain.plan.scenario.making import Capital
from seedtrain.plan.scenario.options import places, projects
from seedtrain.plan.scenario.rooms import Makings, Rooms, periods_of_route, rooms
from seedtrain.plan.scenario.selling import CNY_PER_MILLION, GRAMS, Approvals, markets
from seedtrain.plan.scenario.walks import qualifications
from seedtrain.plan.scenario.wanted import Wanted, wanted

OBJECTIVES = ("npv", "profit", "cost")
"""Net present value of sales less costs and capital; the same without discounting; cost with what is not
supplied at its price."""
SECTION = "making"


@dataclass(frozen=True, slots=True, kw_only=True)
class Plant:
    """What the other engines know of a scenario: ``scenario`` with the suites of its options, ``makings`` by
    product and suite, ``capital`` by option, ``approvals`` by programme, all drawn from ``inputs``."""

    scenario: Scenario
    grid: Grid
    makings: Makings
    capital: Mapping[str, Capital]
    approvals: Approvals
    inputs: Inputs


def plan_problem(plant: Plant, goal: str = "npv", world: int = 0) -> PeriodPlan:
    """The plan of a scenario for the objective ``goal`` in one sampled world; 0 is the base case.

    Of a sampled world come demand, gates, licences and what a batch gives; how long building and transfer
    take, what they cost and when suites open is as in the base case in all of them, so that decisions taken
    once can be kept in each.
    """
    scenario, grid, facts = plant.scenario, plant.grid, Facts(plant.inputs, 0)
    sampled = Facts(plant.inputs, world)
    planning = scenario.planning
    assert planning is not None
    products = wanted(scenario)
    found = rooms(scenario, grid, plant.makings, products, facts, world)
    yearly = facts.of(scenario.money.discount_rate or table("plant_economics")["interest"].value)
    weights = tuple((1.0 + yearly) ** -((t + 0.5) * grid.years) for t in range(grid.count))
    sold = markets(scenario, grid, plant.makings, plant.approvals, sampled, for_cost=goal == "cost")
    budget = () if planning.budget is None else (facts.of(planning.budget) * grid.years / CNY_PER_MILLION,)
    return PeriodPlan(
        name=scenario.id,
        products=tuple(each.key for each in products),
        periods=grid.count,
        days_per_period=grid.days,
        stages=(_stage(plant, found, products, facts),),
        markets=sold,
        maximise=goal != "cost",
        projects=projects(scenario, grid, plant.capital, facts),
        places=places(scenario),
        budget=budget * grid.count,
        qualifications=qualifications(scenario, grid, found, products, facts),
        transfers=_transfers(plant, facts),
        weights=weights if goal == "npv" else (),
        goal=goal,
    )


def _stage(plant: Plant, found: Rooms, products: tuple[Wanted, ...], facts: Facts) -> Stage:
    """The one stage of a scenario: drug substance, each suite shared by products within a period."""
    return Stage(
        SECTION,
        found.suites,
        found.rules,
        {each.key: _stock_rule(plant, each, facts) for each in products},
        {},
        one_product_a_period=False,
        starts_carry_over=False,
    )


def _stock_rule(plant: Plant, each: Wanted, facts: Facts) -> StockRule:
    scenario, grid = plant.scenario, plant.grid
    assert scenario.planning is not None
    kept = [keeping for keeping in scenario.planning.stocks.values() if keeping.product == each.product]
    keeping = kept[0] if kept and each.purpose == "commercial" else None
    life_h = facts.given(None if keeping is None else keeping.shelf_life, "stock.shelf_life")
    safety = (
        0.0 if keeping is None or keeping.safety_stock is None else facts.of(keeping.safety_stock) / GRAMS
    )
    short = facts.given(None if keeping is None else keeping.safety_cost, "stock.safety_cost")
    per_kg = GRAMS / CNY_PER_MILLION * grid.years
    at_hand = sum(facts.of(s.mass) for s in scenario.stock.values() if s.product == each.product) / GRAMS
    home = next(iter(scenario.sites))
    is_first = next(w for w in wanted(scenario) if w.product == each.product) == each
    return StockRule(
        shelf_life=max(1, int(life_h / 24.0 / grid.days + 1e-9)),
        holding_cost=facts.default("stock.cost") * per_kg,
        waste_cost=0.0,
        release_lag=periods_of_route(plant.makings, each.product, grid),
        opening={home: at_hand} if at_hand and is_first else {},
        safety=safety,
        safety_cost=short * per_kg,
    )


def _transfers(plant: Plant, facts: Facts) -> tuple[Transfer, ...]:
    assert plant.scenario.planning is not None
    return tuple(
        Transfer(
            each.source,
            each.target,
            SECTION,
            plant.grid.periods_in(facts.of(each.time)),
            facts.of(each.cost) * GRAMS / CNY_PER_MILLION,
        )
        for each in plant.scenario.planning.transports.values()
    )
