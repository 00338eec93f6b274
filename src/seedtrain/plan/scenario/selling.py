"""What may be sold: forecasts and orders as markets of a plan."""

from collections.abc import Iterator, Mapping
from math import inf

from seedtrain.catalog import table
from seedtrain.catalog.sections import SECTIONS, section_of
from seedtrain.model.demand import Licence, Order
from seedtrain.model.planning import Forecast
from seedtrain.model.scenario import Scenario
from seedtrain.plan.problem.period_plan import Market
from seedtrain.plan.scenario.facts import Facts
from seedtrain.plan.scenario.grid import Grid
from seedtrain.plan.scenario.rooms import Makings
from seedtrain.plan.scenario.wanted import SOLD, Wanted
from seedtrain.results.indicator import Draws

Approvals = Mapping[str, Draws]
"""Ordinal day on which the product of a programme is approved, by programme; inf where it never is."""
DAYS_A_YEAR = 365.25
HOURS_A_YEAR = 24.0 * DAYS_A_YEAR
CNY_PER_MILLION = 1e6
GRAMS = 1000.0
THOUSAND = 1000.0
"""Items of the unit in which a plan counts filled products."""


def markets(
    scenario: Scenario, grid: Grid, makings: Makings, approvals: Approvals, facts: Facts, *, for_cost: bool
) -> dict[str, Market]:
    """Markets by name. ``for_cost``: prices are left out and what is given up costs its price instead."""
    planning = scenario.planning
    assert planning is not None
    found = {}
    for name, forecast in planning.demand.items():
        late = 0.0 if forecast.late_cost is None else facts.of(forecast.late_cost)
        price = _price(scenario, forecast, facts)
        key = Wanted(forecast.product, forecast.purpose).key
        found[name] = Market(
            demand=_demand(forecast, grid, approvals, facts),
            price=0.0 if for_cost else price,
            backlog_cost=late * price * grid.years if late else None,
            lost_cost=price if for_cost else 0.0,
            product=key,
            licensed=_licensed(scenario, forecast, grid, approvals, facts),
            stage=section_of(scenario, forecast.product),
        )
    if planning.order_price is not None:
        price = facts.of(planning.order_price) / CNY_PER_MILLION
        for name, order in scenario.orders.items():
            market = _of_order(scenario, order, grid, makings, approvals, facts, price, for_cost)
            if market is not None:
                found[f"order {name}"] = market
    return found


def is_filled(scenario: Scenario, product: str) -> bool:
    """Whether ``product`` is counted in items."""
    return section_of(scenario, product) == SECTIONS[-1]


def _price(scenario: Scenario, forecast: Forecast, facts: Facts) -> float:
    """Price of a kilogram, or of a thousand items [million]."""
    if forecast.unit_price is not None:
        return facts.of(forecast.unit_price) * GRAMS / CNY_PER_MILLION
    price = forecast.item_price or scenario.products[forecast.product].price
    assert price is not None
    return facts.of(price) * THOUSAND / CNY_PER_MILLION


def _demand(forecast: Forecast, grid: Grid, approvals: Approvals, facts: Facts) -> tuple[float, ...]:
    """Kilograms, or thousand items, asked for in each period."""
    growth = 0.0 if forecast.demand_growth is None else facts.of(forecast.demand_growth)
    asked = forecast.demand or forecast.item_demand
    assert asked is not None
    rate = facts.of(asked) * HOURS_A_YEAR / (GRAMS if forecast.demand is not None else THOUSAND)
    start, end = float(forecast.start.toordinal()), inf
    if forecast.end is not None:
        end = float(forecast.end.toordinal())
    if forecast.programme is not None:
        start = max(start, float(approvals[forecast.programme][facts.world]))
    demand = []
    for t in range(grid.count):
        left, right = (float(grid.first_day(k).toordinal()) for k in (t, t + 1))
        days = max(0.0, min(right, end) - max(left, start))
        years = max(0.0, (left - forecast.start.toordinal()) / DAYS_A_YEAR)
        demand.append(rate * (1.0 + growth) ** years * days / DAYS_A_YEAR)
    return tuple(demand)


def _of_order(
    scenario: Scenario,
    order: Order,
    grid: Grid,
    makings: Makings,
    approvals: Approvals,
    facts: Facts,
    price: float,
    for_cost: bool,
) -> Market | None:
    """An order due within the plan, in batches of the suite it names or of the smallest that can make it."""
    if order.purpose not in SOLD or order.due is None or order.due < grid.start or _is_fed(scenario, order):
        return None
    able = [
        float(each.quantity[facts.world])
        for each in makings.values()
        if each.product == order.product and order.suite in (None, each.suite)
    ]
    period = grid.period_of(order.due.toordinal())
    filled = is_filled(scenario, order.product)
    amount = order.items if filled else order.mass
    if not able or period == grid.count or (order.batches is None and amount is None):
        return None
    if order.batches is not None:
        quantity = order.batches.base * min(able)
    else:
        assert amount is not None
        quantity = amount.base / (THOUSAND if filled else GRAMS)
    per_kg = price / min(able)
    return Market(
        demand=tuple(quantity * (t == period) for t in range(grid.count)),
        price=0.0 if for_cost else per_kg,
        backlog_cost=facts.default("order.late_cost") * per_kg * grid.years,
        lost_cost=per_kg if for_cost else 0.0,
        product=Wanted(order.product, order.purpose).key,
        licensed=_licensed(scenario, order, grid, approvals, facts),
        stage=section_of(scenario, order.product),
    )


def _is_fed(scenario: Scenario, order: Order) -> bool:
    """Whether the order is the substance of a trial whose items draw it in the plan already."""
    fed = any(product.substance == order.product for product in scenario.products.values())
    return fed and order.path.endswith(".substance")


def _licensed(
    scenario: Scenario, asking: Forecast | Order, grid: Grid, approvals: Approvals, facts: Facts
) -> dict[str, int] | None:
    """First period of sale by site: when every licence that market and purpose ask for is granted there.

    A licence that the catalogue asks for and the scenario does not hold is never granted. None where no
    market is named, or nothing is asked.
    """
    rows = [
        row
        for row in table("licences").values()
        if (row.words["market"], row.words["purpose"], row.words["needs_licence"])
        == (asking.market, asking.purpose, "true")
    ]
    if not rows:
        return None
    found = {}
    for site in scenario.sites:
        days = []
        for row in rows:
            held = list(_held(scenario, asking, row.id, site))
            follows = row.words.get("follows") == "filing"
            granted = [_granted(scenario, each, asking, follows, approvals, facts) for each in held]
            days.append(min(granted, default=inf))
        found[site] = grid.first_from(max(days))
    return found


def _held(scenario: Scenario, asking: Forecast | Order, instrument: str, site: str) -> Iterator[Licence]:
    for licence in scenario.licences.values():
        is_of_product = not licence.products or asking.product in licence.products
        if (
            licence.instrument == instrument
            and is_of_product
            and (not licence.sites or site in licence.sites)
        ):
            yield licence


def _granted(
    scenario: Scenario,
    licence: Licence,
    asking: Forecast | Order,
    follows: bool,
    approvals: Approvals,
    facts: Facts,
) -> float:
    if licence.granted is not None:
        return facts.of(licence.granted)
    days = [
        float(approvals[name][facts.world])
        for name, programme in scenario.programmes.items()
        if follows and name in approvals and programme.product == asking.product
    ]
    return min(days, default=inf)
