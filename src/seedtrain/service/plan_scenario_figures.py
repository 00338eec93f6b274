"""The plan of a scenario as charts: decisions, campaigns, stock and supply through time, money."""

from datetime import date
from typing import TYPE_CHECKING

from seedtrain.messages import Message
from seedtrain.report.engines import Bar, Curve, amount_chart, bar_chart, curve_chart
from seedtrain.report.show import number
from seedtrain.service.plan_words import PlanWords

if TYPE_CHECKING:
    from seedtrain.report.figure import Figure
    from seedtrain.service.plan_found import PlanFound

_HOURS = 24.0


def scenario_figures(found: "PlanFound", lang: str) -> "tuple[Figure | None, ...]":
    """Return the charts of a plan; None for those it has nothing for."""
    words = PlanWords(found.plant.scenario)
    return (
        _decisions(found, words, lang),
        _campaigns(found, words, lang),
        _stock(found, words, lang, in_items=False),
        _stock(found, words, lang, in_items=True),
        _supply(found, words, lang, in_items=False),
        _supply(found, words, lang, in_items=True),
        _money(found, lang),
    )


def _hours(found: "PlanFound", day: date) -> float:
    return (day - found.plant.grid.start).days * _HOURS


def _at(found: "PlanFound", period: int) -> float:
    """Hours from the start of the plan to the first day of a period."""
    return _hours(found, found.plant.grid.first_day(period))


def _decisions(found: "PlanFound", words: PlanWords, lang: str) -> "Figure | None":
    """Projects from start to use, technology transfer, batches on site and approval of each product."""
    grid, bars = found.plant.grid, list[Bar]()

    def add(line: str, group: str, first: int, until: int) -> None:
        if until > first:
            span = f"{grid.first_day(first).isoformat()} – {grid.first_day(until).isoformat()}"
            name = Message(f"planning.phase.{group}").render(lang)
            bars.append(Bar(line, name, _at(found, first), _at(found, until), span))

    for row in found.result.projects:
        add(words.option(row.project).render(lang), row.kind, row.begins, row.opens)
    walks = {(each.suite, each.product): each for each in found.problem.qualifications}
    for each in found.result.qualifications:
        walk = walks[each.suite, each.product]
        line = f"{words.suite(each.suite).render(lang)} · {words.product(each.product).render(lang)}"
        ends = each.on_site + len(walk.on_site)
        add(line, "transfer", each.begins, each.on_site)
        add(line, "validation" if each.validation else "engineering", each.on_site, ends)
        add(line, "supplement" if each.is_supplement else "approval", ends, each.ready)
    title, unit = Message("planning.figure.decisions"), Message("engines.axis.days")
    return bar_chart(bars, title, unit, lang, grid.start, figure_id="fig-decisions", by_start=True)


def _campaigns(found: "PlanFound", words: PlanWords, lang: str) -> "Figure | None":
    grid = found.plant.grid
    bars = []
    for row in found.result.campaigns:
        begins = _at(found, row.period or 0)
        offset = row.start - (row.period or 0) * grid.days
        start = begins + offset * _HOURS
        text = Message(
            f"planning.figure.campaign{_items(words.in_items(row.product))}",
            {"batches": row.batches, "kg": _given(found, row.suite, row.product, row.batches)},
        )
        bars.append(
            Bar(
                words.suite(row.suite).render(lang),
                words.product(row.product).render(lang),
                start,
                start + (row.end - row.start) * _HOURS,
                text.render(lang),
            )
        )
    title, unit = Message("engines.figure.campaigns"), Message("engines.axis.days")
    return bar_chart(bars, title, unit, lang, grid.start)


def _items(in_items: bool) -> str:
    """End of the name of a message or figure that tells of items."""
    return "_items" if in_items else ""


def _given(found: "PlanFound", suite: str, product: str, batches: int) -> str:
    """Kilograms or thousand items that batches give."""
    key = suite, product
    rule = next(stage.rules[key] for stage in found.problem.stages if key in stage.rules)
    return number(batches * rule.yield_per_batch)


def _years(found: "PlanFound", period: int) -> float:
    """Calendar year with its fraction at the start of a period."""
    day = found.plant.grid.first_day(period)
    return day.year + (day.month - 1) / 12.0


def _stock(found: "PlanFound", words: PlanWords, lang: str, *, in_items: bool) -> "Figure | None":
    """Stock of each product over all sites at the end of each period: of filled ones, or of the others."""
    count = found.plant.grid.count
    stock: dict[str, list[float]] = {}
    for row in found.result.flows:
        if row.kind == "stock" and words.in_items(row.product) == in_items:
            stock.setdefault(row.product, [0.0] * count)[row.period] += row.quantity
    ends = tuple(_years(found, t + 1) for t in range(count))
    curves = [Curve(words.product(key).render(lang), ends, tuple(each)) for key, each in stock.items()]
    tail = _items(in_items)
    named = (
        Message("planning.axis.year"),
        Message("planning.axis.thousand" if in_items else "planning.axis.kg"),
    )
    title = Message("planning.figure.stock_items" if in_items else "engines.figure.stock")
    return curve_chart(f"fig-stock{tail.replace('_', '-')}", curves, title, named, lang, shape="hv")


def _supply(found: "PlanFound", words: PlanWords, lang: str, *, in_items: bool) -> "Figure | None":
    """Demand and sales a year, by period, of all markets of filled products together, or of the others."""
    grid, count = found.plant.grid, found.plant.grid.count
    asked = [0.0] * count
    markets = {
        name: market
        for name, market in found.problem.markets.items()
        if words.in_items(found.problem.product_of(name)) == in_items
    }
    if not markets:
        return None
    for market in markets.values():
        asked = [a + demand for a, demand in zip(asked, market.demand, strict=True)]
    sold = [0.0] * count
    for row in found.result.flows:
        if row.kind == "sales" and (row.market or row.product) in markets:
            sold[row.period] += row.quantity
    starts = tuple(_years(found, t) for t in range(count))
    curves = [
        Curve(Message(f"planning.figure.{key}").render(lang), starts, tuple(v / grid.years for v in values))
        for key, values in (("demand", asked), ("sold", sold))
    ]
    tail = _items(in_items)
    up = Message("planning.axis.thousand_a" if in_items else "planning.axis.kg_a")
    named, title = (Message("planning.axis.year"), up), Message(f"planning.figure.supply{tail}")
    return curve_chart(f"fig-supply{tail.replace('_', '-')}", curves, title, named, lang, shape="hv")


def _money(found: "PlanFound", lang: str) -> "Figure | None":
    amounts = {
        Message(f"engines.category.{name}").render(lang): value if name == "sales" else -value
        for name, value in found.result.cost_by_category.items()
        if abs(value) > 1e-9
    }
    unit = Message("planning.axis.money", {"year": found.plant.scenario.money.price_year})
    return amount_chart("fig-money", amounts, Message("planning.figure.money"), unit, lang)
