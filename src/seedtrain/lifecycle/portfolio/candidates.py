"""From the programmes of a scenario to candidates and limits."""

from collections.abc import Iterator, Mapping

import numpy as np

from seedtrain.catalog import table
from seedtrain.errors import InputError, finding
from seedtrain.lifecycle.business import valued
from seedtrain.lifecycle.portfolio.problem import Candidate, Floats, Limit, PortfolioProblem
from seedtrain.lifecycle.slots import batch_days
from seedtrain.lifecycle.value import DAYS_A_YEAR, paid
from seedtrain.lifecycle.walk import Passage, Walk, walk
from seedtrain.model.block import changed
from seedtrain.model.inputs import Inputs
from seedtrain.model.portfolio import Portfolio
from seedtrain.model.referable import suites
from seedtrain.model.scenario import Scenario
from seedtrain.results.indicator import Draws

BUDGET = "budget"
_YEARS, _DELAYS = 10, 2


def problem_of(
    scenario: Scenario, inputs: Inputs, budget: float | None = None
) -> tuple[PortfolioProblem, Mapping[str, Draws]]:
    """Return the choice of the programmes of ``scenario`` that have a value, and their value in each world.

    ``budget`` [CNY a year] takes the place of the scenario's. Raises :class:`InputError`: LIF-015 without a
    budget, LIF-017 where no programme has a value (with what is missing). Each programme is walked as if it
    had the suites to itself; that they don't is what the limits are for.
    """
    asked = scenario.portfolio or Portfolio()
    money = budget if budget is not None else (None if asked.budget is None else asked.budget.base)
    if money is None:
        raise InputError([finding("LIF-015", path="portfolio.budget", value="–")])
    years = _YEARS if asked.years is None else int(asked.years.base)
    today = float((scenario.as_of or scenario.horizon.start).toordinal())
    edges = np.asarray(today + np.arange(years + 1) * DAYS_A_YEAR, dtype=np.float64)
    alone = {name: changed(each, suites=[]) for name, each in scenario.programmes.items()}
    free = changed(scenario, programmes=alone)
    walks = [each for each in walk(free, inputs, {}) if each.programme.product is not None]
    worth, missing = _values(scenario, walks, inputs)
    if not worth:
        raise InputError([finding("LIF-017", path="programmes", value=", ".join(missing) or "–")])
    limits = [Limit(BUDGET, "budget", np.full(years, money), np.full(years, 0.1 * money))]
    limits += _suites(scenario, edges, inputs) + _platforms(scenario, edges, inputs)
    kept = tuple(each for each in limits if each.id not in asked.rests)
    candidates = tuple(
        Candidate(
            each.id,
            float(worth[each.id][1:].mean() if len(worth[each.id]) > 1 else worth[each.id][0]),
            dict(_uses(scenario, each, edges, inputs)),
            each.id in asked.must,
        )
        for each in walks
        if each.id in worth
    )
    assert scenario.money.discount_rate is not None
    delays = _DELAYS if asked.delays is None else int(asked.delays.base)
    return PortfolioProblem(candidates, kept, delays, scenario.money.discount_rate.base), worth


def _values(
    scenario: Scenario, walks: list[Walk], inputs: Inputs
) -> tuple[dict[str, Draws], dict[str, None]]:
    worth: dict[str, Draws] = {}
    missing: dict[str, None] = {}
    for each in walks:
        found, lacking = valued(scenario, each, inputs)
        if found is not None:
            worth[each.id] = found
        missing |= dict.fromkeys(lacking)
    return worth, missing


def _uses(scenario: Scenario, each: Walk, edges: Floats, inputs: Inputs) -> Iterator[tuple[str, Floats]]:
    """What a programme uses of each limit by year, mean over the sampled worlds."""
    spent = np.zeros(len(edges) - 1)
    for terms in each.terms:
        if terms.cost is not None:
            cost = inputs.draw(terms.cost)[:, None]
            spent += _mean(np.diff(paid(each.passages[terms.stage], edges[0], edges), axis=1) * cost)
    yield BUDGET, spent
    names = tuple(scenario.programmes[each.id].suites)
    if names:
        held = np.zeros(len(edges) - 1)
        days = batch_days(scenario, names, inputs)
        for terms in each.terms:
            if terms.batches is not None:
                share = np.diff(paid(each.passages[terms.stage], edges[0], edges), axis=1)
                held += _mean(share * (inputs.draw(terms.batches) * days / DAYS_A_YEAR)[:, None])
        yield _pool(names), held
    for platform in each.programme.uses_platforms:
        assert scenario.park is not None
        row = table("platforms")[scenario.park.platforms[platform].platform_class]
        stages = [each.passages[name] for name in row.words["stages"] if name in each.passages]
        if stages:
            load = inputs.draw(row.values["load_per_molecule"])[:, None] / len(stages)
            yield platform, _mean(np.sum([_share(stage, edges) for stage in stages], axis=0) * load)


def _share(passage: Passage, edges: Floats) -> Floats:
    return np.diff(paid(passage, edges[0], edges), axis=1)


def _mean(draws: Floats) -> Floats:
    """Mean over the sampled worlds; the base where there are none."""
    return np.asarray(draws[1:].mean(axis=0) if len(draws) > 1 else draws[0])


def _pool(names: tuple[str, ...]) -> str:
    return "+".join(sorted(names))


def _suites(scenario: Scenario, edges: Floats, inputs: Inputs) -> list[Limit]:
    """Place-years of the suites that programmes name together, from the day they open."""
    known = suites(scenario)
    limits = {}
    for programme in scenario.programmes.values():
        names = tuple(programme.suites)
        if not names or _pool(names) in limits:
            continue
        there = np.zeros(len(edges) - 1)
        for name in names:
            places = sum(
                float(inputs.draw(unit.count)[0])
                for unit in known[name].units.values()
                if unit.volume is not None
            )
            opens = known[name].opens
            there += places * _open(-np.inf if opens is None else float(inputs.draw(opens)[0]), edges)
        limits[_pool(names)] = Limit(_pool(names), "suite", there, np.ones(len(edges) - 1))
    return list(limits.values())


def _platforms(scenario: Scenario, edges: Floats, inputs: Inputs) -> list[Limit]:
    """Load the platforms that programmes use can serve, less that of others, a year."""
    used = dict.fromkeys(name for each in scenario.programmes.values() for name in each.uses_platforms)
    limits = []
    for name in used:
        assert scenario.park is not None
        platform = scenario.park.platforms[name]
        row = table("platforms")[platform.platform_class].values
        one = float(inputs.draw(row["capacity"] if platform.capacity is None else platform.capacity)[0])
        others = 0.0 if platform.load is None else float(inputs.draw(platform.load)[0])
        begins = -np.inf if platform.opens is None else float(inputs.draw(platform.opens)[0])
        hours = 24.0 * DAYS_A_YEAR
        count = float(inputs.draw(platform.count)[0])
        there = np.maximum(count * one - others, 0.0) * hours * _open(begins, edges)
        limits.append(Limit(name, "platform", there, np.full(len(edges) - 1, one * hours)))
    return limits


def _open(begins: float, edges: Floats) -> Floats:
    """Share of each year that lies after a day."""
    return np.clip((edges[1:] - begins) / DAYS_A_YEAR, 0.0, 1.0)
