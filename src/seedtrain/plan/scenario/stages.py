"""Sections of a scenario as stages of a plan: drug substance, conjugation, filling, each with its stock."""

from collections.abc import Sequence

from seedtrain.catalog.sections import SECTIONS, section_of
from seedtrain.model.planning import Keeping
from seedtrain.model.scenario import Scenario
from seedtrain.plan.problem.stage import Stage, StockRule
from seedtrain.plan.problem.transfer import Transfer
from seedtrain.plan.scenario.facts import Facts
from seedtrain.plan.scenario.grid import Grid
from seedtrain.plan.scenario.making import UnderWay
from seedtrain.plan.scenario.rooms import Makings, Rooms, periods_of_route
from seedtrain.plan.scenario.selling import CNY_PER_MILLION, GRAMS, THOUSAND, is_filled
from seedtrain.plan.scenario.wanted import Wanted, source_of, wanted


def stages(
    scenario: Scenario,
    grid: Grid,
    makings: Makings,
    rooms: Rooms,
    products: tuple[Wanted, ...],
    facts: Facts,
    under_way: Sequence[UnderWay],
) -> tuple[Stage, ...]:
    """Stages that ``products`` pass, in the order of the process; each suite is shared by products within a
    period. Batches ``under_way`` give what they give in the world of ``facts``."""
    found = []
    for section in SECTIONS:
        here = [each for each in products if section_of(scenario, each.product) == section]
        if not here:
            continue
        suites = tuple(suite for suite in rooms.suites if rooms.sections[suite.id] == section)
        homes = {
            each.key: next(s.site for s in suites if each.key in s.products)
            for each in here
            if any(each.key in s.products for s in suites)
        }
        sources = {
            each.key: (section_of(scenario, source.product), source.key)
            for each in here
            if (source := source_of(scenario, each)) is not None
        }
        stocks = {
            each.key: _stock_rule(scenario, grid, makings, each, homes.get(each.key, ""), facts, under_way)
            for each in here
        }
        names = {suite.id for suite in suites}
        found.append(
            Stage(
                section,
                suites,
                {key: rule for key, rule in rooms.rules.items() if key[0] in names},
                stocks,
                {},
                one_product_a_period=False,
                starts_carry_over=False,
                sources=sources,
            )
        )
    return tuple(found)


def _stock_rule(
    scenario: Scenario,
    grid: Grid,
    makings: Makings,
    each: Wanted,
    home: str,
    facts: Facts,
    under_way: Sequence[UnderWay],
) -> StockRule:
    """Stock of ``each``: what is at hand or under way is for the first purpose that the product has."""
    planning = scenario.planning
    assert planning is not None
    kept = [keeping for keeping in planning.stocks.values() if keeping.product == each.product]
    keeping = kept[0] if kept and each.purpose == "commercial" else None
    filled = is_filled(scenario, each.product)
    life = "item.shelf_life" if filled else "stock.shelf_life"
    life_h = facts.given(None if keeping is None else keeping.shelf_life, life)
    per_unit = (THOUSAND if filled else GRAMS) / CNY_PER_MILLION * grid.years
    opening, arriving = 0.0, [0.0] * grid.count
    if each == next(w for w in wanted(scenario) if w.product == each.product):
        if not filled:
            opening = sum(facts.of(s.mass) for s in scenario.stock.values() if s.product == each.product)
            opening /= GRAMS
        for batch in (batch for batch in under_way if batch.product == each.product):
            quantity, period = float(batch.quantity[facts.world]), grid.period_of(batch.released)
            if batch.released < grid.start.toordinal():
                opening += quantity
            elif period < grid.count:
                arriving[period] += quantity
    safety, short = _safety(keeping, facts, filled=filled)
    return StockRule(
        shelf_life=max(1, int(life_h / 24.0 / grid.days + 1e-9)),
        holding_cost=facts.default("item.cost" if filled else "stock.cost") * per_unit,
        waste_cost=0.0,
        release_lag=periods_of_route(makings, each.product, grid),
        opening={home: opening} if opening else {},
        safety=safety,
        safety_cost=short * per_unit,
        arriving={home: tuple(arriving)} if any(arriving) else {},
    )


def _safety(keeping: Keeping | None, facts: Facts, *, filled: bool) -> tuple[float, float]:
    """Safety stock in the measure of the plan, and the cost of a gram or item missing from it, a year."""
    wanted_stock = None if keeping is None else keeping.safety_items if filled else keeping.safety_stock
    given = None if keeping is None else keeping.safety_item_cost if filled else keeping.safety_cost
    short = facts.given(given, "item.safety_cost" if filled else "stock.safety_cost")
    stock = 0.0 if wanted_stock is None else facts.of(wanted_stock) / (THOUSAND if filled else GRAMS)
    return stock, short


def transfers(
    scenario: Scenario, grid: Grid, products: tuple[Wanted, ...], facts: Facts
) -> tuple[Transfer, ...]:
    """Ways between plants: drug substance and conjugate by mass, items where their cost is given."""
    planning = scenario.planning
    assert planning is not None
    passed = [s for s in SECTIONS if any(section_of(scenario, each.product) == s for each in products)]
    found = []
    for each in planning.transports.values():
        periods = grid.periods_in(facts.of(each.time))
        for section in passed:
            cost = facts.of(each.cost) * GRAMS / CNY_PER_MILLION
            if section == SECTIONS[-1]:
                if each.item_cost is None:
                    continue
                cost = facts.of(each.item_cost) * THOUSAND / CNY_PER_MILLION
            found.append(Transfer(each.source, each.target, section, periods, cost))
    return tuple(found)
