"""Stocks and backlog of a plan in periods, worked out again from its campaigns, sales and purchases."""

from dataclasses import dataclass
from math import fsum

from seedtrain.plan.problem.period_plan import PeriodPlan
from seedtrain.plan.result import PlanResult
from seedtrain.plan.verify.said import Said, at_market, said_by

Place = tuple[int, str, str, int]
"""Stage, site, product, period."""


@dataclass(frozen=True, slots=True)
class Books:
    """What follows from a plan.

    ``stock``, ``waste`` and ``leaving`` (for the shelf life) by stage, site, product and period; ``sales``,
    ``backlog``, ``lost`` and ``outsourced`` by market and period; ``said`` flows as the plan states them.
    """

    stock: dict[Place, float]
    waste: dict[Place, float]
    leaving: dict[Place, float]
    sales: dict[tuple[str, int], float]
    backlog: dict[tuple[str, int], float]
    lost: dict[tuple[str, int], float]
    outsourced: dict[tuple[str, int], float]
    said: Said


def open_books(problem: PeriodPlan, result: PlanResult) -> Books:
    """Books of ``result``; campaigns must be of known suites and products."""
    said = said_by(result)
    sold = [(name, t) for name in problem.markets for t in range(problem.periods)]
    sales = {(name, t): at_market(problem, said, "sales", name, t) for name, t in sold}
    lost = {(name, t): at_market(problem, said, "lost", name, t) for name, t in sold}
    bought = {(name, t): at_market(problem, said, "outsourced", name, t) for name, t in sold}
    backlog: dict[tuple[str, int], float] = {}
    for name, t in sold:
        wanted = problem.markets[name].demand[t] - sales[name, t] - lost[name, t]
        backlog[name, t] = backlog.get((name, t - 1), 0.0) + wanted
    books = Books({}, {}, {}, sales, backlog, lost, bought, said)
    made, output = _made(problem, result)
    for i, stage in enumerate(problem.stages):
        for site in problem.sites:
            for product in stage.stocks:
                _keep(problem, books, (i, site, product), made, output)
    return books


def _keep(
    problem: PeriodPlan,
    books: Books,
    place: tuple[int, str, str],
    made: dict[Place, int],
    output: dict[Place, float],
) -> None:
    """Stock, waste and what leaves, period by period, behind one stage at one site for one product."""
    i, site, product = place
    stage, is_last = problem.stages[i], i + 1 == len(problem.stages)
    before = stage.stocks[product].opening.get(site, 0.0)
    for t in range(problem.periods):
        key = (i, site, product, t)
        books.waste[key] = books.said.of("waste", stage.id, product, t, site=site)
        came, sent = _moved(problem, books.said, stage.id, site, product, t)
        if is_last:
            gone = _sold(problem, books, site, product, t)
            books.leaving[key] = gone + sent
            came += _bought(problem, books, product, t)
        else:
            batches = made.get((i + 1, site, product, t), 0)
            gone = batches * problem.stages[i + 1].draws[product]
            books.leaving[key] = batches + sent
        before = before + output.get(key, 0.0) + came - gone - sent - books.waste[key]
        books.stock[key] = before


def _sold(problem: PeriodPlan, books: Books, site: str, product: str, t: int) -> float:
    names = [name for name in problem.markets if problem.product_of(name) == product]
    if len(problem.sites) == 1:
        return fsum(books.sales[name, t] for name in names)
    return fsum(at_market(problem, books.said, "served", name, t, site) for name in names)


def _bought(problem: PeriodPlan, books: Books, product: str, t: int) -> float:
    """Purchases that enter the stock: with one site only; else they go straight to their market."""
    if len(problem.sites) > 1:
        return 0.0
    return fsum(books.outsourced[n, t] for n in problem.markets if problem.product_of(n) == product)


def _moved(
    problem: PeriodPlan, said: Said, section: str, site: str, product: str, t: int
) -> tuple[float, float]:
    """What arrives at a site and what leaves it for another."""
    ways = [way for way in problem.transfers if way.stage == section]
    came = fsum(
        said.of("moved", section, product, t - way.periods, site=way.source, target=site)
        for way in ways
        if way.target == site
    )
    sent = fsum(
        said.of("moved", section, product, t, site=site, target=way.target)
        for way in ways
        if way.source == site
    )
    return came, sent


def _made(problem: PeriodPlan, result: PlanResult) -> tuple[dict[Place, int], dict[Place, float]]:
    """Batches by the period they are made in, and quantity by the period it is released in."""
    places = {suite.id: (i, suite.site) for i, stage in enumerate(problem.stages) for suite in stage.suites}
    made: dict[Place, int] = {}
    output: dict[Place, float] = {}
    for row in result.campaigns:
        (i, site), period = places[row.suite], row.period or 0
        stage, here = problem.stages[i], (i, site, row.product, period)
        made[here] = made.get(here, 0) + row.batches
        released = (i, site, row.product, period + stage.stocks[row.product].release_lag)
        gain = stage.rules[row.suite, row.product].yield_per_batch
        output[released] = output.get(released, 0.0) + gain * row.batches
    walks = {(each.suite, each.product): each for each in problem.qualifications}
    for done in result.qualifications:
        walk = walks.get((done.suite, done.product))
        if walk is not None:
            (i, site) = places[done.suite]
            released = (i, site, done.product, done.begins + walk.lead)
            output[released] = output.get(released, 0.0) + walk.gain
    return made, output
