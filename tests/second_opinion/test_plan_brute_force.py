"""Plans against the enumeration of everything, on cases small enough for it."""

from collections.abc import Iterator
from itertools import product as combinations
from typing import Any

import numpy as np
import pytest
from tests.plan_cases import Case, multi, network, random_discrete, random_shop, single

from seedtrain.plan import PlanResult, PlanSettings, evaluate, front, load_case, solve, verify
from seedtrain.plan.capacity.bound import bound_program
from seedtrain.plan.capacity.report import report_draft
from seedtrain.plan.capacity.search import Search
from seedtrain.plan.capacity.shop import make_shop
from seedtrain.plan.highs import solve_highs
from seedtrain.plan.problem.campaign_sequence import CampaignSequence
from seedtrain.plan.problem.period_plan import PeriodPlan
from seedtrain.plan.result import CampaignRow
from seedtrain.plan.sequence.evaluate import evaluate_rows
from seedtrain.plan.sequence.timing import finish_days


def random_network(seed: int) -> Case:
    """Two products, two facilities with their own batches, three periods, demand in the last two."""
    rng = np.random.default_rng(seed)
    rates, costs = rng.choice([0.05, 0.1], 4), rng.integers(1, 4, 4)
    batches = [
        {"rate_batches_per_day": float(r), "cost_per_batch": int(c)}
        for r, c in zip(rates, costs, strict=True)
    ]
    facilities = {f: {"A": batches[2 * i], "B": batches[2 * i + 1]} for i, f in enumerate(("f", "g"))}
    demand = {p: [0.0, float(rng.integers(0, 4)), float(rng.integers(1, 5))] for p in ("A", "B")}
    return network(demand, facilities, lead_time_days=20, shelf_life_periods=int(rng.integers(1, 3)))


def cheapest_network(problem: PeriodPlan) -> float | None:
    """Best profit over every choice of product, batches and start in each facility and period."""
    stage = problem.stages[0]
    per_suite = [list(suite_plans(problem, suite.id)) for suite in stage.suites]
    best = None
    for plans in combinations(*per_suite):
        made = {p: np.zeros(problem.periods) for p in problem.products}
        cost = 0.0
        for rows, money in plans:
            cost += money
            for p, t, n in rows:
                made[p][t] += n
        value = sum(stock_value(problem, p, made[p]) for p in problem.products) - cost
        if best is None or value > best:
            best = value
    return None if best is None or best < -1e5 else best


def suite_plans(problem: PeriodPlan, suite: str) -> Iterator[tuple[list[tuple[str, int, int]], float]]:
    """Campaigns of one facility and their cost; an extra start costs more and gives less, so none is
    tried."""
    rules = problem.stages[0].rules
    cells = [
        (None, 0),
        *((p, n) for p in problem.products for n in range(rules[suite, p].batch_range(False)[1] + 1)),
    ]
    for plan in combinations(cells, repeat=problem.periods):
        rows, cost, before, fits = [], 0.0, None, True
        for t, (p, n) in enumerate(plan):
            if p is not None:
                rule, is_start = rules[suite, p], p != before
                low, high = rule.batch_range(is_start)
                fits = fits and low <= n <= high
                cost += rule.cost_per_batch * n + rule.start_cost * is_start
                rows.append((p, t, n))
            before = p
        if fits:
            yield rows, cost


def stock_value(problem: PeriodPlan, product: str, made: np.ndarray[Any, Any]) -> float:
    """Sales less storage when demand is met in time and what nobody needs is thrown away at once; else
    -1e6."""
    market, rule = problem.markets[product], problem.stages[0].stocks[product]
    needed = np.zeros(problem.periods + 1)
    for t in range(problem.periods - 1, 0, -1):
        needed[t] = max(0.0, needed[t + 1] + market.demand[t] - made[t])
    stock, value = 0.0, 0.0
    for t in range(problem.periods):
        stock += made[t] - market.demand[t]
        keep = needed[t + 1]
        later = market.demand[t + 1 : t + 1 + (rule.shelf_life or 0)]
        if stock < keep or keep > sum(later):
            return -1e6
        stock = keep
        value += market.price * market.demand[t] - rule.holding_cost * stock
    return value


@pytest.mark.parametrize("seed", range(3))
def test_network_against_every_plan(seed: int) -> None:
    """The mixed-integer program finds what enumeration finds, or that there is nothing."""
    problem = load_case(random_network(seed))
    assert isinstance(problem, PeriodPlan)
    best = cheapest_network(problem)
    for solver in ("highs", "cp_sat"):
        result = solve(problem, PlanSettings(solver=solver))
        assert result.objective == pytest.approx(best)
        assert verify(problem, result) == []


@pytest.mark.parametrize("seed", range(6))
def test_highs_against_cp_sat(seed: int) -> None:
    """Two solvers agree on random two-stage plans, and each passes the judge."""
    problem = load_case(random_discrete(seed))
    results = [solve(problem, PlanSettings(solver=solver)) for solver in ("highs", "cp_sat")]
    assert [r.status for r in results] == ["optimal", "optimal"]
    assert results[0].objective == pytest.approx(results[1].objective)
    assert [verify(problem, r) for r in results] == [[], []]


@pytest.mark.parametrize("seed", range(1, 4))
def test_the_search_of_a_shop_lies_between_its_bound_and_the_optimum(seed: int) -> None:
    """Bound <= optimum (HiGHS) <= plan of the search, which is within 3 % on these small shops."""
    problem = load_case(random_shop(seed))
    assert isinstance(problem, PeriodPlan)
    exact = solve(problem, PlanSettings(solver="highs"))
    shop = make_shop(problem)
    search = Search(shop, seed=0)
    search.run(lambda moves: moves / 300)
    found = report_draft(problem, shop, search.best)
    bound = solve_highs(bound_program(shop), PlanSettings()).bound
    assert exact.status == "optimal"
    assert exact.objective is not None
    assert bound is not None
    assert bound <= exact.objective + 1e-6
    assert exact.objective - 1e-6 <= (found.objective or 0.0) <= 1.03 * exact.objective
    assert verify(problem, found) == []
    assert verify(problem, exact) == []


def random_single(seed: int, joined: bool) -> Case:
    """Two products, five due dates ten days apart."""
    rng = np.random.default_rng(seed)
    dates = ["2020-01-11", "2020-01-21", "2020-01-31", "2020-02-10", "2020-02-20"]
    products = {
        p: {
            "dsp_days": int(rng.integers(4, 7)),
            "shelf_life_days": int(rng.integers(25, 60)),
            "min_batches_per_campaign": int(rng.integers(1, 3)),
            "max_batches_per_campaign": int(rng.integers(2, 5)),
            "batches_multiples_of_per_campaign": 2 if p == "B" and seed % 2 else 1,
            "kg_yield_per_batch": float(rng.choice([1.0, 1.5])),
            "kg_opening_stock": 1.5,
            "kg_storage_limits": 6.0,
            "kg_demand": [1.0, 0.0, 0.5, 0.0, float(rng.integers(0, 2))],
            "kg_inventory_target": [float(v) for v in rng.integers(0, 3, 5)],
        }
        for p in ("A", "B")
    }
    changeover = [[0.0, 3.0], [4.0, 0.0]]
    return single(products, changeover, dates, rules={"same_product_may_follow": joined})


def every_sequence(
    problem: CampaignSequence, done: list[tuple[str, int]], day: float
) -> Iterator[list[tuple[str, int]]]:
    """Every sequence of campaigns that begins with ``done``, which ends on ``day``."""
    yield done
    for i, product in enumerate(problem.products):
        start = product.usp_days
        if done:
            before = [p.id for p in problem.products].index(done[-1][0])
            start = day + problem.dsp_changeover[before][i]
        if start + product.dsp_days >= problem.end:
            continue
        for batches in range(1, int(product.max_batches) + 1):
            end = start + batches * product.dsp_days
            yield from every_sequence(problem, [*done, (product.id, batches)], end)
            if end >= problem.end:
                break


@pytest.mark.parametrize(("seed", "joined"), [(s, s >= 4) for s in range(1, 7)])
def test_the_front_against_every_sequence(seed: int, joined: bool) -> None:
    """Dynamic programming finds the front that the judge leaves of all sequences."""
    problem = load_case(random_single(seed, joined))
    assert isinstance(problem, CampaignSequence)
    sound: set[tuple[float, float]] = set()
    for sequence in every_sequence(problem, [], 0.0):
        result = evaluate(problem, sequence)
        if verify(problem, result) == []:
            sound.add((result.indicators["throughput"], result.indicators["deficit"]))
    best = {a for a in sound if not any(b != a and b[0] >= a[0] and b[1] <= a[1] for b in sound)}
    plans = front(problem)
    assert {(p.indicators["throughput"], p.indicators["deficit"]) for p in plans} == best
    assert all(verify(problem, plan) == [] for plan in plans)


def chains(problem: CampaignSequence) -> Iterator[tuple[CampaignRow, ...]]:
    """Rows of every way to make the demand in two USP suites without idle time, each with a DSP suite of its
    own."""
    wanted = [sum(p.demand) for p in problem.products]
    campaigns = [(p, n) for p, need in enumerate(wanted) for n in range(1, int(need) + 1)]

    def grow(suites: list[list[tuple[int, int]]], left: list[float]) -> Iterator[list[list[tuple[int, int]]]]:
        if not any(left):
            yield suites
        for s in range(len(suites)):
            for p, n in campaigns:
                if n <= left[p]:
                    rest = [v - n * (i == p) for i, v in enumerate(left)]
                    yield from grow([[*c, (p, n)] if i == s else c for i, c in enumerate(suites)], rest)

    for suites in grow([[], []], wanted):
        yield tuple(row for s, chain in enumerate(suites) for row in chain_rows(problem, s, chain))


def chain_rows(problem: CampaignSequence, suite: int, chain: list[tuple[int, int]]) -> Iterator[CampaignRow]:
    """USP and DSP rows of one suite."""
    day = 0.0
    for k, (p, n) in enumerate(chain):
        product, gap = problem.products[p], problem.usp_changeover[p][p]
        start = day + gap if k == 0 else day
        ready = start + product.usp_days
        number = 100 * suite + k
        usp_end = start + n * product.usp_days
        yield CampaignRow(f"usp{suite + 1}", "usp", product.id, start, usp_end, n, campaign=number)
        dsp_end = finish_days(product, start, ready, n)[-1]
        yield CampaignRow(f"dsp{suite + 1}", "dsp", product.id, ready, dsp_end, n, campaign=number)
        day = usp_end + gap


def random_multi(seed: int, **rules: bool) -> CampaignSequence:
    """Two products in two USP and two DSP suites."""
    rng = np.random.default_rng(seed)
    dates = ["2020-01-21", "2020-02-10", "2020-03-01"]
    demand = {p: [0, int(rng.integers(0, 2)), int(rng.integers(1, 3))] for p in ("A", "B")}
    products = {p: {"demand_batches": row, "usp_days_per_batch": 7.5 + seed} for p, row in demand.items()}
    problem = load_case(multi(products, dates, (2, 2), **rules))
    assert isinstance(problem, CampaignSequence)
    return problem


@pytest.mark.parametrize("seed", range(3))
def test_several_suites_against_every_chain(seed: int) -> None:
    """Dynamic programming and CP-SAT both find the best of all chains that the judge accepts."""
    problem = random_multi(seed)
    results = [evaluate_rows(problem, rows) for rows in chains(problem)]
    sound: list[PlanResult] = [r for r in results if verify(problem, r) == []]
    best = max(r.objective or 0.0 for r in sound)
    for solver in ("auto", "cp_sat"):
        found = solve(problem, PlanSettings(solver=solver))
        assert found.status == "optimal"
        assert found.objective == pytest.approx(best)
        assert found.bound == pytest.approx(best)
        assert verify(problem, found) == []


@pytest.mark.parametrize("seed", range(4))
def test_suites_that_may_wait(seed: int) -> None:
    """Dynamic programming and CP-SAT agree where a suite may wait."""
    problem = random_multi(seed, idle_before_campaign_allowed=True)
    results = [solve(problem, PlanSettings(solver=solver)) for solver in ("auto", "cp_sat")]
    assert [r.status for r in results] == ["optimal", "optimal"]
    assert results[0].objective == pytest.approx(results[1].objective)
    assert [verify(problem, r) for r in results] == [[], []]
