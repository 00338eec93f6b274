"""Checks of the plan over years: what no single field of it can tell."""

import difflib
from collections.abc import Iterable, Iterator
from datetime import date

from seedtrain.errors import Finding, finding
from seedtrain.messages import Message
from seedtrain.model.build import Builder
from seedtrain.model.planning import Forecast, Option, Planning
from seedtrain.model.referable import suites
from seedtrain.model.scenario import Scenario

MOST_PERIODS = 240
_MONTHS = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}
_FEW = 5


def planning_findings(scenario: Scenario, builder: Builder) -> Iterator[Finding]:
    """Yield what is wrong with the plan over years: its periods, forecasts, options and names."""
    planning = scenario.planning
    if planning is None:
        return
    yield from _periods(scenario, planning, builder)
    for name, forecast in planning.demand.items():
        yield from _forecast(scenario, name, forecast, builder)
    known = suites(scenario)
    for name, option in planning.options.items():
        path = f"planning.options.{name}"
        if option.becomes is not None and name in known:
            yield _at(builder, "SCN-019", path, name, to="suites")
        wrong = _wrong(option)
        if wrong:
            words = Message(f"planning.option.{wrong}")
            yield _at(builder, "PLN-032", path, name, kind=option.kind, what=words)
        yield from _named(builder, f"{path}.after", option.after, "options", planning.options)
        if option.kind != "outsource":
            yield from _named(builder, f"{path}.site", option.site, "sites", scenario.sites)
    plants = {*scenario.sites, *(n for n, o in planning.options.items() if o.kind == "outsource")}
    for name, way in planning.transports.items():
        for end in ("source", "target"):
            path = f"planning.transports.{name}.{end}"
            yield from _named(builder, path, getattr(way, end), "sites", plants)
    for name, licence in scenario.licences.items():
        for site in licence.sites:
            yield from _named(builder, f"licences.{name}.sites", site, "sites", plants)


def _forecast(scenario: Scenario, name: str, forecast: Forecast, builder: Builder) -> Iterator[Finding]:
    if forecast.end is not None and forecast.end <= forecast.start:
        path = f"planning.demand.{name}.end"
        yield _at(builder, "SCN-020", path, forecast.end, start=forecast.start)
    if not _has_one_measure(scenario, forecast):
        yield _at(builder, "PLN-064", f"planning.demand.{name}", name)


def _at(builder: Builder, code: str, path: str, value: object, **params: object) -> Finding:
    file, line = builder.place(path)
    return finding(code, file=file, line=line, path=path, value=value, **params)


def _named(builder: Builder, path: str, name: str | None, to: str, known: Iterable[str]) -> Iterator[Finding]:
    names = sorted(known)
    if name is not None and name not in names:
        near = ", ".join(difflib.get_close_matches(name, names, n=3) or names[:_FEW]) or "–"
        yield _at(builder, "SCN-018", path, name, to=to, near=near)


def _periods(scenario: Scenario, planning: Planning, builder: Builder) -> Iterator[Finding]:
    start = planning.start or scenario.horizon.start
    if planning.end <= start:
        yield _at(builder, "SCN-020", "planning.end", planning.end, start=start)
        return
    count = _span(start, planning.end) // _MONTHS[planning.period]
    if not 1 <= count <= MOST_PERIODS:
        yield _at(builder, "PLN-033", "planning.period", count, most=MOST_PERIODS)


def _span(start: date, end: date) -> int:
    """Calendar months from the month of ``start`` to that of ``end``."""
    return (end.year - start.year) * 12 + end.month - start.month


def _has_one_measure(scenario: Scenario, forecast: Forecast) -> bool:
    """Whether demand and price are given either by mass or by the item, whose price the product may have."""
    by_mass = (forecast.demand is not None, forecast.unit_price is not None)
    if forecast.item_demand is None:
        return by_mass == (True, True) and forecast.item_price is None
    product = scenario.products.get(forecast.product)
    has_price = forecast.item_price is not None or product is None or product.price is not None
    return by_mass == (False, False) and has_price


def _wrong(option: Option) -> str:
    """What an option lacks or has too much for its kind; empty where it is sound."""
    has_suite, has_becomes = option.suite is not None, option.becomes is not None
    if option.kind == "build":
        return "" if has_suite != has_becomes else "one_suite"
    if option.kind == "outsource":
        if not has_becomes:
            return "needs_becomes"
        return "" if option.batch_fee is not None else "needs_fee"
    if not has_suite:
        return "needs_suite"
    if option.kind == "retire":
        return "no_becomes" if has_becomes else ""
    return "" if has_becomes else "needs_becomes"
