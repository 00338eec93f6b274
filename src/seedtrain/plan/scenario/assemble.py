"""A scenario as a plan in periods."""

from collections.abc import Mapping
from dataclasses import dataclass

from seedtrain.catalog import table
from seedtrain.model.inputs import Inputs
from seedtrain.model.scenario import Scenario
from seedtrain.plan.problem.period_plan import PeriodPlan
from seedtrain.plan.scenario.facts import Facts
from seedtrain.plan.scenario.grid import Grid
from seedtrain.plan.scenario.making import Capital, UnderWay
from seedtrain.plan.scenario.options import places, projects
from seedtrain.plan.scenario.rooms import Makings, rooms
from seedtrain.plan.scenario.selling import CNY_PER_MILLION, Approvals, markets
from seedtrain.plan.scenario.stages import stages, transfers
from seedtrain.plan.scenario.unlike import comparabilities
from seedtrain.plan.scenario.walks import qualifications
from seedtrain.plan.scenario.wanted import wanted

OBJECTIVES = ("npv", "profit", "cost")
"""Net present value of sales less costs and capital; the same without discounting; cost with what is not
supplied at its price."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plant:
    """What the other engines know of a scenario: ``scenario`` with the suites of its options, ``makings`` by
    product and suite, ``capital`` by option, ``approvals`` by programme, batches ``under_way``, all drawn
    from ``inputs``."""

    scenario: Scenario
    grid: Grid
    makings: Makings
    capital: Mapping[str, Capital]
    approvals: Approvals
    inputs: Inputs
    under_way: tuple[UnderWay, ...] = ()


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
    found = rooms(scenario, grid, plant.makings, products, facts, world, plant.under_way)
    yearly = facts.of(scenario.money.discount_rate or table("plant_economics")["interest"].value)
    weights = tuple((1.0 + yearly) ** -((t + 0.5) * grid.years) for t in range(grid.count))
    sold = markets(scenario, grid, plant.makings, plant.approvals, sampled, for_cost=goal == "cost")
    budget = () if planning.budget is None else (facts.of(planning.budget) * grid.years / CNY_PER_MILLION,)
    return PeriodPlan(
        name=scenario.id,
        products=tuple(each.key for each in products),
        periods=grid.count,
        days_per_period=grid.days,
        stages=stages(plant.scenario, grid, plant.makings, found, products, sampled, plant.under_way),
        markets=sold,
        maximise=goal != "cost",
        projects=projects(scenario, grid, plant.capital, facts),
        places=places(scenario),
        budget=budget * grid.count,
        qualifications=qualifications(scenario, grid, plant.makings, found, products, facts),
        comparabilities=comparabilities(scenario, found, products, facts),
        transfers=transfers(scenario, grid, products, facts),
        weights=weights if goal == "npv" else (),
        goal=goal,
    )
