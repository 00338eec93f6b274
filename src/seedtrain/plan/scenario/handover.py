"""A plan handed on: the scenario with the suites that the plan has and its campaigns as orders.

Each campaign of a period is an order of its batches, startable from the first day of the period and due by
the end of the period in which the plan counts on them; batches on site of a qualification likewise.
"""

from datetime import date, timedelta
from typing import cast

from seedtrain.messages import Wording
from seedtrain.model.demand import Order
from seedtrain.model.options import replaced
from seedtrain.model.scenario import Horizon, Scenario
from seedtrain.model.site import Purpose, Site, Suite
from seedtrain.model.value import Origin, Value
from seedtrain.plan.problem.period_plan import PeriodPlan
from seedtrain.plan.result import PlanResult
from seedtrain.plan.scenario.assemble import Plant
from seedtrain.plan.scenario.making import UnderWay

PLANNED = Origin("assumption", "", Wording("as planned", "按计划"))


def handed_over(plant: Plant, problem: PeriodPlan, result: PlanResult) -> Scenario:
    """The scenario of ``plant`` as ``result`` would have it."""
    grid, scenario = plant.grid, plant.scenario
    lag = max(rule.release_lag for stage in problem.stages for rule in stage.stocks.values())
    return replaced(
        scenario,
        horizon=Horizon(start=grid.start, end=grid.first_day(grid.count + lag)),
        sites={name: _site(plant, site, result, problem) for name, site in scenario.sites.items()},
        orders=_under_way(plant) | _orders(plant, problem, result),
        work_in_progress={each.id: scenario.work_in_progress[each.id] for each in _running(plant)},
    )


def _site(plant: Plant, site: Site, result: PlanResult, problem: PeriodPlan) -> Site:
    """A plant with the suites that are ever open in the plan, from and until when they are."""
    by_id = {project.id: project for project in problem.projects}
    opened: dict[str, date] = {}
    closed: dict[str, date] = {}
    for row in result.projects:
        project = by_id[row.project]
        opened |= {name: plant.grid.first_day(row.begins + project.lead) for name in project.opens}
        closed |= {name: plant.grid.first_day(row.begins + project.close_lag) for name in project.closes}
    optional = {name for project in problem.projects for name in project.opens}
    used = {row.suite for row in result.campaigns} | {row.suite for row in result.qualifications}
    used |= {each.suite for each in _running(plant)}
    kept = {
        name: _suite(suite, opened.get(name), closed.get(name))
        for name, suite in site.suites.items()
        if name in used and (name not in optional or name in opened)
    }
    return replaced(site, suites=kept)


def _suite(suite: Suite, opens: date | None, closes: date | None) -> Suite:
    """Units run on through the end of a suite: what is begun before it closes is finished."""
    if opens is None:
        return suite
    day = Value(float(opens.toordinal()), "date", opens.isoformat(), PLANNED, f"{suite.path}.opens")
    return replaced(suite, opens=day)


def _running(plant: Plant) -> list[UnderWay]:
    """Batches that are still under way on the first day of the plan."""
    return [each for each in plant.under_way if each.released >= plant.grid.start.toordinal()]


def _under_way(plant: Plant) -> dict[str, Order]:
    """An order for each batch under way, so that no campaign of the plan counts it as its own."""
    orders = {}
    for each in _running(plant):
        path = f"planning.orders.{each.id}"
        orders[each.id] = Order(
            path=path,
            origin=PLANNED,
            product=each.product,
            suite=each.suite,
            batches=Value(1.0, "count", "1", PLANNED, f"{path}.batches"),
            due=plant.grid.first_day(plant.grid.period_of(each.released) + 1) - timedelta(days=1),
            purpose="commercial",
        )
    return orders


def _orders(plant: Plant, problem: PeriodPlan, result: PlanResult) -> dict[str, Order]:
    orders = {}
    for row in result.campaigns:
        product, _, purpose = row.product.partition("/")
        key = f"{row.suite}-{product}-{purpose}-{(row.period or 0) + 1}"
        orders[key] = _order(
            plant, problem, key, row.suite, row.product, row.period or 0, row.batches, purpose
        )
    walks = {(each.suite, each.product): each for each in problem.qualifications}
    for each in result.qualifications:
        walk = walks[each.suite, each.product]
        for kind, counts in (("engineering", walk.engineering), ("validation", walk.validation)):
            for k, count in enumerate(counts):
                if count:
                    key = f"{each.suite}-{each.product.replace('/', '-')}-{kind}-{k + 1}"
                    orders[key] = _order(
                        plant, problem, key, each.suite, each.product, each.on_site + k, count, kind
                    )
    return orders


def _order(
    plant: Plant,
    problem: PeriodPlan,
    key: str,
    suite: str,
    planned: str,
    period: int,
    batches: int,
    purpose: str,
) -> Order:
    stage = next(each for each in problem.stages if (suite, planned) in each.rules)
    lag = stage.stocks[planned].release_lag
    due = plant.grid.first_day(period + lag + 1) - timedelta(days=1)
    path = f"planning.orders.{key}"
    return Order(
        path=path,
        origin=PLANNED,
        product=planned.partition("/")[0],
        suite=suite,
        batches=Value(float(batches), "count", str(batches), PLANNED, f"{path}.batches"),
        earliest_start=plant.grid.first_day(period),
        due=due,
        purpose=cast(Purpose, purpose),
    )
