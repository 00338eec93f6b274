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
    taken, output = _made(problem, result)
    for i, stage in enumerate(problem.stages):
        for site in problem.sites:
            for product in stage.stocks:
                _keep(problem, books, (i, site, product), taken, output)
    return books


def _keep(
    problem: PeriodPlan,
    books: Books,
    place: tuple[int, str, str],
    taken: dict[Place, tuple[float, float]],
    output: dict[Place, float],
) -> None:
    """Stock, waste and what leaves, period by period, behind one stage at one site for one product."""
    i, site, product = place
    stage, rule = problem.stages[i], problem.stages[i].stocks[product]
    before = rule.opening.get(site, 0.0)
    for t in range(problem.periods):
        key = (i, site, product, t)
        books.waste[key] = books.said.of("waste", stage.id, product, t, site=site)
        came, sent = _moved(problem, books.said, stage.id, site, product, t)
        came += _bought(problem, books, i, product, t) + rule.arrives(site, t)
        sold = _sold(problem, books, i, site, product, t)
        fed = [taken[place] for place in _fed(problem, key) if place in taken]
        gone = sold + fsum(drawn for _, drawn in fed)
        counted = fsum(batches if rule.life_in_batches else drawn for batches, drawn in fed)
        books.leaving[key] = sold + sent + counted
        before = before + output.get(key, 0.0) + came - gone - sent - books.waste[key]
        books.stock[key] = before


def _fed(problem: PeriodPlan, key: Place) -> list[Place]:
    """Where batches draw on the stock ``key``."""
    stage, site, product, t = key
    return [(later, site, other, t) for later, other in problem.fed_by(stage, product)]


def _sold(problem: PeriodPlan, books: Books, stage: int, site: str, product: str, t: int) -> float:
    names = problem.sold_from(stage, product)
    if len(problem.sites) == 1:
        return fsum(books.sales[name, t] for name in names)
    return fsum(at_market(problem, books.said, "served", name, t, site) for name in names)


def _bought(problem: PeriodPlan, books: Books, stage: int, product: str, t: int) -> float:
    """Purchases that enter the stock: with one site only; else they go straight to their market."""
    if len(problem.sites) > 1:
        return 0.0
    return fsum(books.outsourced[name, t] for name in problem.sold_from(stage, product))


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


def _made(
    problem: PeriodPlan, result: PlanResult
) -> tuple[dict[Place, tuple[float, float]], dict[Place, float]]:
    """Batches with what they draw from their source, by the period they are made in, and quantity by the
    period it is released in."""
    places = {suite.id: (i, suite.site) for i, stage in enumerate(problem.stages) for suite in stage.suites}
    taken: dict[Place, tuple[float, float]] = {}
    output: dict[Place, float] = {}
    for row in result.campaigns:
        (i, site), period = places[row.suite], row.period or 0
        stage, here = problem.stages[i], (i, site, row.product, period)
        batches, drawn = taken.get(here, (0.0, 0.0))
        drawn += row.batches * stage.drawn(row.suite, row.product)
        taken[here] = batches + row.batches, drawn
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
    return taken, output
