"""Checks across a whole scenario: what no single field can tell. Each gathers findings, none raises."""

import difflib
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date

from seedtrain.errors import Finding, finding
from seedtrain.model.build import Builder
from seedtrain.model.parse import NO_BOUNDS
from seedtrain.model.planning_checks import planning_findings
from seedtrain.model.referable import referable, suites
from seedtrain.model.scenario import Scenario
from seedtrain.model.walk import blocks, references, values

FORMAT = 1
MOST_YEARS = 40
_FEW = 5

Check = Callable[[Scenario, Builder], Iterator[Finding]]


def check(scenario: Scenario, builder: Builder) -> list[Finding]:
    """Return every finding of the cross checks, in the order of the file."""
    found = [each for rule in _CHECKS for each in rule(scenario, builder)]
    return sorted(found, key=lambda each: (each.line or 0, each.code))


def _at(builder: Builder, code: str, path: str, value: object, **params: object) -> Finding:
    file, line = builder.place(path)
    return finding(code, file=file, line=line, path=path, value=value, **params)


def _format(scenario: Scenario, builder: Builder) -> Iterator[Finding]:
    if scenario.format != FORMAT:
        yield _at(builder, "SCN-022", "format", scenario.format, expected=FORMAT)


def _dates(scenario: Scenario, builder: Builder) -> Iterator[Finding]:
    horizon = scenario.horizon
    as_of = scenario.as_of or scenario.provenance.published
    if horizon.end <= horizon.start:
        yield _at(builder, "SCN-020", "horizon.end", horizon.end, start=horizon.start)
    elif horizon.end <= as_of:
        yield _at(builder, "SCN-021", "horizon.end", horizon.end, as_of=as_of)
    elif (horizon.end - horizon.start).days > MOST_YEARS * 366:
        yield _at(builder, "SCN-036", "horizon.end", horizon.end, most=MOST_YEARS)
    pairs: list[tuple[str, date | None, date | None]] = []
    for suite in suites(scenario).values():
        pairs += [(f"{u.path}.available_to", u.available_from, u.available_to) for u in suite.units.values()]
    pairs += [(f"{order.path}.due", order.earliest_start, order.due) for order in scenario.orders.values()]
    pairs += [(f"{p.path}.start_to", p.start, p.start_to) for p in scenario.programmes.values()]
    for path, start, end in pairs:
        if start is not None and end is not None and end < start:
            yield _at(builder, "SCN-020", path, end, start=start)


def _references(scenario: Scenario, builder: Builder) -> Iterator[Finding]:
    there = referable(scenario)
    lost = {place.rpartition(".")[2] for place in builder.broken}
    for block in blocks(scenario):
        for name, to, target in references(block):
            if to in there and target not in there[to] and target not in lost:
                close = difflib.get_close_matches(target, there[to], n=3) or sorted(there[to])[:_FEW]
                near = ", ".join(close) or "–"
                key = name.rstrip("_")
                yield _at(builder, "SCN-018", f"{block.path}.{key}", target, to=to, near=near)


def _ids(scenario: Scenario, builder: Builder) -> Iterator[Finding]:
    counted = Counter(name for site in scenario.sites.values() for name in site.suites)
    for site in scenario.sites.values():
        for name, suite in site.suites.items():
            if counted[name] > 1:
                yield _at(builder, "SCN-019", suite.path, name, to="suites")


def _makers(scenario: Scenario, builder: Builder) -> Iterator[Finding]:
    """Orders need a suite with at least one vessel, one amount and a day; a volume needs its basis."""
    every = suites(scenario)
    for name, order in scenario.orders.items():
        if not _is_whole(builder, order.path):
            continue
        product = scenario.products.get(order.product)
        able = [s for s in every.values() if product is not None and product.modality in s.modalities]
        has_maker = any(unit.count.base >= 1 for suite in able for unit in suite.units.values())
        if product is not None and not has_maker and _is_whole(builder, "sites"):
            yield _at(builder, "SCN-023", order.path, name)
        if order.due is None and (order.programme is None or order.stage is None):
            yield _at(builder, "SCN-010", order.path, "due", key="due")
        if sum(amount is not None for amount in (order.batches, order.mass, order.items)) != 1:
            yield _at(builder, "SCN-037", order.path, name)
    for suite in every.values():
        for unit in suite.units.values():
            if unit.volume is not None and unit.basis is None and _is_whole(builder, unit.path):
                yield _at(builder, "SCN-034", f"{unit.path}.volume", unit.volume.text)


def _is_whole(builder: Builder, path: str) -> bool:
    """Whether nothing at or below ``path`` was left out as broken."""
    return not any(
        found.severity == "error" and f"{found.path}.".startswith(f"{path}.") for found in builder.findings
    )


def _origins(scenario: Scenario, builder: Builder) -> Iterator[Finding]:
    facts = {*scenario.claims, *scenario.context}
    unsourced: list[str] = []
    for value in values(scenario):
        if value.origin.kind == "fact" and value.origin.ref not in facts:
            near = difflib.get_close_matches(value.origin.ref, facts, n=3) or sorted(facts)[:_FEW]
            yield _at(builder, "SCN-028", value.path, value.origin.ref, near=", ".join(near) or "–")
        elif value.origin.kind == "user" and not value.path.startswith(("claims.", "observations.")):
            unsourced.append(value.path)
    if unsourced:
        shown = ", ".join(unsourced[:_FEW]) + (" ..." if len(unsourced) > _FEW else "")
        yield _at(builder, "SCN-025", unsourced[0], len(unsourced), paths=shown)


def _claims(scenario: Scenario, builder: Builder) -> Iterator[Finding]:
    """What was said must be a quantity of the stated dimension; a pair has both ends in order."""
    for claim in scenario.claims.values():
        said = claim.said
        parsed = {
            name: builder.parsed(raw, said.dimension, NO_BOUNDS)
            for name, raw in (("value", said.value), ("low", said.low), ("high", said.high))
            if raw is not None
        }
        low, high = parsed.get("low"), parsed.get("high")
        if said.op == "in" and (said.low is None or said.high is None):
            yield _at(builder, "SCN-010", f"{claim.path}.said", "low, high", key="low, high")
        elif low is not None and high is not None and high.base < low.base:
            yield _at(builder, "SCN-020", f"{claim.path}.said.high", high.text, start=low.text)


def _observations(scenario: Scenario, builder: Builder) -> Iterator[Finding]:
    as_of = scenario.as_of or scenario.provenance.published
    for observation in scenario.observations.values():
        if observation.on <= as_of:
            yield _at(builder, "SCN-030", f"{observation.path}.on", observation.on, as_of=as_of)
        claim = scenario.claims.get(observation.claim)
        if claim is None:
            near = difflib.get_close_matches(observation.claim, scenario.claims, n=3)
            path = f"{observation.path}.claim"
            yield _at(builder, "SCN-018", path, observation.claim, to="claims", near=", ".join(near) or "–")
        else:
            builder.parsed(observation.value, claim.said.dimension, NO_BOUNDS)


_CHECKS: tuple[Check, ...] = (
    _format,
    _dates,
    _references,
    _ids,
    _makers,
    _origins,
    _claims,
    _observations,
    planning_findings,
)
