"""Laws of plans: order does not matter, more suites never hurt, the same input gives the same plan."""

from copy import deepcopy
from dataclasses import replace

import pytest
from tests.plan_cases import Case, multi, network, random_discrete, random_shop, single

from seedtrain.plan import PlanSettings, evaluate, front, load_case, solve, verify
from seedtrain.plan.problem.campaign_sequence import CampaignSequence
from seedtrain.plan.problem.period_plan import PeriodPlan

DATES = ["2020-01-11", "2020-01-21", "2020-01-31", "2020-02-10"]


def value(case: Case, solver: str = "cp_sat") -> float:
    """Proven objective of ``case``, approved by the judge."""
    problem = load_case(case)
    result = solve(problem, PlanSettings(solver=solver))
    assert result.status == "optimal"
    assert verify(problem, result) == []
    assert result.objective is not None
    return result.objective


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_products_and_suites_does_not_matter(seed: int) -> None:
    """Reversed lists of products and suites give the same optimum."""
    case = random_discrete(seed)
    turned = deepcopy(case)
    for key in ("products", "usp_suites", "dsp_suites"):
        turned[key].reverse()
    assert value(turned) == pytest.approx(value(case))


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("section", ["usp", "dsp"])
def test_an_added_suite_never_lowers_profit(seed: int, section: str) -> None:
    """A third suite of either stage leaves profit or raises it."""
    case = random_discrete(seed)
    more = deepcopy(case)
    more[f"{section}_suites"].append({"id": "new", "products": ["A", "B"]})
    assert value(more) >= value(case) - 1e-9


NETWORK = {"f": {"A": {}, "B": {"cost_per_batch": 2}}, "g": {"B": {}, "A": {"yield_kg_per_batch": 2}}}
DEMAND = {"A": [0.0, 3.0, 2.0], "B": [0.0, 2.0, 3.0]}


@pytest.mark.parametrize("solver", ["auto", "highs"])
def test_the_order_of_a_network_does_not_matter(solver: str) -> None:
    """Products and facilities the other way round: the same optimum, by either solver."""
    turned = ({p: DEMAND[p] for p in ("B", "A")}, {f: NETWORK[f] for f in ("g", "f")})
    assert value(network(*turned), solver) == pytest.approx(value(network(DEMAND, NETWORK), solver))


def test_an_added_facility_never_lowers_profit() -> None:
    """A third facility, even a poor one, leaves profit or raises it."""
    more = NETWORK | {"h": {"A": {"cost_per_batch": 9}}}
    assert value(network(DEMAND, more)) >= value(network(DEMAND, NETWORK)) - 1e-9


def test_the_order_of_products_does_not_matter_in_several_suites() -> None:
    """Two products in two suites a section, listed either way."""
    products: dict[str, Case] = {
        "A": {"demand_batches": [0, 0, 1, 1]},
        "B": {"demand_batches": [0, 1, 0, 0], "usp_days_per_batch": 8.0},
    }
    turned = {p: products[p] for p in ("B", "A")}
    found = [value(multi(each, DATES, (2, 2)), "auto") for each in (products, turned)]
    assert found[0] == pytest.approx(found[1])


@pytest.mark.parametrize("suites", [(3, 2), (2, 3), (3, 3)])
def test_an_added_suite_never_lowers_profit_in_continuous_time(suites: tuple[int, int]) -> None:
    """One more USP or DSP suite leaves profit or raises it."""
    products: dict[str, Case] = {p: {"demand_batches": [0, 0, 1, 1]} for p in ("A", "B")}
    idle = {"idle_before_campaign_allowed": True}
    few, more = (value(multi(products, DATES, count, **idle)) for count in ((2, 2), suites))
    assert more >= few - 1e-9


def test_added_stock_never_lowers_profit() -> None:
    """A greater cap of stock leaves profit or raises it."""
    case = random_discrete(1)
    tight = deepcopy(case)
    for product in tight["products"]:
        product["usp"]["storage_cap_batches"] = product["dsp"]["storage_cap_batches"] = 1
    assert value(case) >= value(tight) - 1e-9


def test_an_added_tank_never_lowers_what_is_made_in_continuous_time() -> None:
    """Three batches due on the last day can't wait with room for one; a single suite makes more with more
    room."""
    due = {"demand_batches": [0, 0, 0, 3]}
    found = [solve(load_case(multi({"A": due | {"storage_limit_batches": cap}}, DATES))) for cap in (1, 2, 9)]
    assert [result.status for result in found] == ["infeasible", "optimal", "optimal"]
    assert (found[1].objective or 0.0) <= (found[2].objective or 0.0)
    made = []
    for cap in (1.0, 2.0, 4.0):
        room: Case = {"kg_storage_limits": cap, "max_batches_per_campaign": 9}
        case = single({"A": room | {"kg_demand": [0.0, 1.0, 0.0, 1.0]}, "B": room}, [[0, 3], [3, 0]], DATES)
        made.append(value(case, "auto"))
    assert made[0] < made[1] < made[2]


@pytest.mark.parametrize("seed", range(3))
def test_what_a_product_is_called_in_a_stage_does_not_matter(seed: int) -> None:
    """Batches that draw on another name behind another stage are worth what those of the same name are."""
    problem = load_case(random_discrete(seed))
    assert isinstance(problem, PeriodPlan)
    usp, dsp = problem.stages

    def new(name: str) -> str:
        return f"{name} pure"

    named = replace(
        dsp,
        suites=tuple(replace(suite, products=tuple(map(new, suite.products))) for suite in dsp.suites),
        rules={
            (s, new(p)): replace(rule, takes_per_batch=dsp.draws[p]) for (s, p), rule in dsp.rules.items()
        },
        stocks={new(p): rule for p, rule in dsp.stocks.items()},
        draws={},
        sources={new(p): (usp.id, p) for p in dsp.stocks},
        waits_for_stage_before=False,
    )
    plain = replace(problem, stages=(usp, replace(dsp, waits_for_stage_before=False)))
    markets = {name: replace(market, product=new(name)) for name, market in problem.markets.items()}
    other = replace(problem, stages=(usp, named), markets=markets)
    found = [solve(each, PlanSettings(solver="cp_sat")) for each in (plain, other)]
    assert [verify(each, result) for each, result in zip((plain, other), found, strict=True)] == [[], []]
    assert found[0].objective == pytest.approx(found[1].objective)


def test_suites_that_differ_in_name_only_are_one_group() -> None:
    """Identical suites are gathered; a licence more sets a suite apart, and a plan is never worse for it."""
    case = random_discrete(2)
    apart = deepcopy(case)
    apart["usp_suites"][1]["products"] = ["A"]
    columns = [solve(load_case(c), PlanSettings(solver="highs")).columns for c in (case, apart)]
    assert columns[0] < columns[1]
    assert value(apart) <= value(case) + 1e-9


def test_idle_time_never_lowers_profit() -> None:
    """Where USP may idle it need not."""
    products = {p: {"demand_batches": [0, 0, 1, 1]} for p in ("A", "B")}
    values = [
        value(multi(products, DATES, (2, 2), idle_before_campaign_allowed=idle)) for idle in (False, True)
    ]
    assert values[0] <= values[1]


def test_the_order_of_products_leaves_the_front() -> None:
    """Products reversed, with their changeovers: the same front."""
    products: dict[str, Case] = {
        "A": {"kg_inventory_target": [0.0, 1.0, 2.0, 2.0]},
        "B": {"dsp_days": 4, "kg_inventory_target": [0.0, 0.0, 1.0, 1.0]},
    }
    pairs = []
    for names, changeover in ((("A", "B"), [[0.0, 3.0], [2.0, 0.0]]), (("B", "A"), [[0.0, 2.0], [3.0, 0.0]])):
        problem = load_case(single({p: products[p] for p in names}, changeover, DATES))
        pairs.append([plan.indicators for plan in front(problem)])
    assert pairs[0] == pairs[1]


def test_more_time_between_products_never_helps() -> None:
    """Longer changeovers leave the best throughput or lower it."""
    products: dict[str, Case] = {"A": {}, "B": {}}
    short, long = (
        solve(load_case(single(products, [[0, d], [d, 0]], DATES))).objective or 0.0 for d in (2, 6)
    )
    assert long <= short


@pytest.mark.parametrize("name", ["periods", "shop", "single", "multi"])
def test_the_same_input_gives_the_same_plan(name: str) -> None:
    """Two solves give equal campaigns, flows and bounds; only the seconds differ."""
    cases = {
        "periods": random_discrete(3),
        "shop": random_shop(1),
        "single": single({"A": {}, "B": {}}, [[0, 2], [3, 0]], DATES),
        "multi": multi({"A": {"demand_batches": [0, 0, 1, 1]}}, DATES, (2, 2)),
    }
    settings = PlanSettings(solver="highs") if name == "shop" else PlanSettings()
    first, second = (solve(load_case(cases[name]), settings) for _ in range(2))
    assert (first.campaigns, first.flows, first.bound) == (second.campaigns, second.flows, second.bound)


def test_what_is_made_is_sold_stocked_or_wasted() -> None:
    """Batches made before the end equal demand met, last stock and waste, less the opening stock."""
    problem = load_case(
        single({"A": {"kg_opening_stock": 1.0, "kg_demand": [1.0, 0.0, 1.0, 1.0]}}, [[0]], DATES)
    )
    assert isinstance(problem, CampaignSequence)
    result = evaluate(problem, [("A", 3)])
    stock = sum(row.quantity for row in result.flows if row.kind == "stock" and row.period == 3)
    assert 1.0 + result.indicators["throughput"] == 3.0 + stock
