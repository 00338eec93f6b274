"""Explain a plan in continuous time: rules are let go of one by one, and the exact search is asked again."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from math import ceil, inf

from seedtrain.plan.explain.explanation import Conflict, Explanation, Given, WayOut
from seedtrain.plan.problem.campaign_sequence import CampaignSequence, SequenceProduct
from seedtrain.plan.result import PlanResult
from seedtrain.plan.settings import PlanSettings

DAYS = "shelf_life_days"
"""Family of a change that gives a product more days to be used in."""
Solve = Callable[[CampaignSequence, PlanSettings], PlanResult]
"""The exact search for plans in continuous time."""
MOST_QUESTIONS = 150
"""Questions asked of the search in all; what is left then stays in the conflict."""
FINE = 0.01
"""How finely an amount is found that is not counted in batches, as a fraction of a batch, or of all."""


@dataclass(frozen=True, slots=True)
class _Rule:
    """A rule of one product, over one due date or all (None)."""

    family: str
    product: int
    period: int | None = None


@dataclass(slots=True)
class _Oracle:
    """Whether a changed problem has a plan."""

    problem: CampaignSequence
    solve: Solve
    settings: PlanSettings
    asked: int = 0
    is_sure: bool = True

    def best(self, problem: CampaignSequence) -> PlanResult:
        """Best plan of a changed problem."""
        self.asked += 1
        result = self.solve(problem, self.settings)
        if result.objective is None and result.status != "infeasible":
            self.is_sure = False
        return result

    def has_plan(self, problem: CampaignSequence) -> bool:
        """Whether it has a plan; where time decides nothing, as if it had."""
        if self.asked >= MOST_QUESTIONS:
            self.is_sure = False
            return True
        return self.best(problem).status != "infeasible"


def explain_sequence(
    problem: CampaignSequence, result: PlanResult, solve: Solve, settings: PlanSettings
) -> Explanation:
    """Which rules of ``problem`` can't all hold, and the least change of one of them that is enough.

    A sequence has no late plans: demand must be met, so that only the question why there is none arises.
    """
    if result.objective is not None:
        return Explanation(problem.name, "nothing", objective=result.objective)
    oracle = _Oracle(problem, solve, replace(settings, objective=None))
    kept = list(_rules(problem))
    for rule in list(kept):
        others = [other for other in kept if other != rule]
        if not oracle.has_plan(_without(problem, others)):
            kept = others
    conflict = _told(problem, kept)
    is_minimal = oracle.is_sure
    oracle.asked = 0
    ways = [way for rule in kept for way in _ways(oracle, rule)] or _all_demand(oracle)
    return Explanation(
        problem.name, "infeasible", conflict, is_minimal, tuple(sorted(ways, key=lambda way: way.share))
    )


def _rules(problem: CampaignSequence) -> list[_Rule]:
    """Rules that may be let go of, those that seldom bind first."""
    count = range(len(problem.products))
    rules = [_Rule("stock_limit", p) for p in count if problem.products[p].stock_limit < inf]
    rules += [_Rule("shelf_life", p) for p in count]
    rules += [_Rule("campaign", p) for p in count if _is_limited(problem.products[p])]
    dates = range(len(problem.due_days) - 1, -1, -1)
    return rules + [_Rule("demand", p, q) for q in dates for p in count if problem.products[p].demand[q] > 0]


def _is_limited(product: SequenceProduct) -> bool:
    """Whether its campaigns have limits."""
    return product.max_batches < inf or product.min_batches > 1 or product.multiple > 1


def _without(problem: CampaignSequence, kept: list[_Rule]) -> CampaignSequence:
    """The problem under the rules ``kept`` alone."""
    products = []
    for p, product in enumerate(problem.products):
        families = {rule.family for rule in kept if rule.product == p}
        dates = {rule.period for rule in kept if rule.product == p and rule.family == "demand"}
        changed = replace(product, demand=tuple(d * (q in dates) for q, d in enumerate(product.demand)))
        if "stock_limit" not in families:
            changed = replace(changed, stock_limit=inf)
        if "shelf_life" not in families:
            changed = replace(changed, shelf_life_days=product.shelf_life_days + 2 * problem.end)
        if "campaign" not in families:
            most = product.max_batches
            if most < inf:
                most = max(most, float(1 + int(problem.end // product.dsp_days)))
            changed = replace(changed, min_batches=1, multiple=1, max_batches=most)
        products.append(changed)
    return replace(problem, products=tuple(products))


def _told(problem: CampaignSequence, kept: list[_Rule]) -> tuple[Conflict, ...]:
    found: dict[tuple[str, str], list[int]] = {}
    for rule in kept:
        periods = found.setdefault((rule.family, problem.products[rule.product].id), [])
        if rule.period is not None:
            periods.append(rule.period)
    return tuple(Conflict(f, (name,), tuple(sorted(periods))) for (f, name), periods in found.items())


def _ways(oracle: _Oracle, rule: _Rule) -> list[WayOut]:
    """The least change of one rule that is enough, and for demand the next due date that is."""
    product = oracle.problem.products[rule.product]
    if rule.family == "demand":
        return _less_demand(oracle, rule, product) + _later_demand(oracle, rule, product)
    if rule.family == "stock_limit":
        limit = product.stock_limit
        most = limit + sum(product.demand)
        return _way(oracle, rule, limit, most, lambda more: replace(product, stock_limit=limit + more))
    if rule.family == "shelf_life":
        days = product.shelf_life_days
        most = oracle.problem.end
        return _way(oracle, rule, days, most, lambda more: replace(product, shelf_life_days=days + more))
    return []


def _less_demand(oracle: _Oracle, rule: _Rule, product: SequenceProduct) -> list[WayOut]:
    assert rule.period is not None
    place, demand = rule.period, product.demand

    def less(amount: float) -> SequenceProduct:
        changed = tuple(d - amount * (q == place) for q, d in enumerate(demand))
        return replace(product, demand=tuple(max(0.0, d) for d in changed))

    return _way(oracle, rule, demand[place], demand[place], less)


def _later_demand(oracle: _Oracle, rule: _Rule, product: SequenceProduct) -> list[WayOut]:
    assert rule.period is not None
    amount = product.demand[rule.period]
    for later in range(rule.period + 1, len(oracle.problem.due_days)):
        moved = [d * (q != rule.period) + amount * (q == later) for q, d in enumerate(product.demand)]
        changed = _with(oracle.problem, rule, replace(product, demand=tuple(moved)))
        if oracle.asked < MOST_QUESTIONS and (best := oracle.best(changed)).objective is not None:
            given = Given("later", (product.id,), rule.period, float(later), amount)
            return [WayOut("later", (given,), 1.0, best.objective)]
    return []


def _way(
    oracle: _Oracle, rule: _Rule, limit: float, most: float, change: Callable[[float], SequenceProduct]
) -> list[WayOut]:
    """The least amount, up to ``most``, that is enough."""
    problem = oracle.problem
    step = _step(problem.products[rule.product], rule.family)
    high, best = _halve(oracle, most, step, lambda amount: _with(problem, rule, change(amount)))
    if best.objective is None:
        return []
    family = DAYS if rule.family == "shelf_life" else rule.family
    given = Given(family, (problem.products[rule.product].id,), rule.period, high, limit)
    return [WayOut(family, (given,), high / limit, best.objective)]


def _step(product: SequenceProduct, family: str) -> float:
    """How finely an amount is found: days, whole batches where demand counts them, else parts of a batch."""
    if family == "shelf_life":
        return 1.0
    is_whole = product.quantity_per_batch == 1.0 and all(float(d).is_integer() for d in product.demand)
    return 1.0 if is_whole else FINE * product.quantity_per_batch


def _all_demand(oracle: _Oracle) -> list[WayOut]:
    """The least share of all demand to do without, where no rule alone is enough."""
    problem = oracle.problem

    def less(share: float) -> CampaignSequence:
        products = (replace(p, demand=tuple(d * (1.0 - share) for d in p.demand)) for p in problem.products)
        return replace(problem, products=tuple(products))

    high, best = _halve(oracle, 1.0, FINE, less)
    if best.objective is None:
        return []
    return [WayOut("all_demand", (Given("all_demand", (), None, high, 1.0),), high, best.objective)]


def _halve(
    oracle: _Oracle, most: float, step: float, change: Callable[[float], CampaignSequence]
) -> tuple[float, PlanResult]:
    """The least number of steps, up to ``most``, with a plan, as an amount; found by halving."""
    low, high, best = 0, ceil(most / step), oracle.best(change(most))
    while best.objective is not None and high - low > 1 and oracle.asked < MOST_QUESTIONS:
        middle = (low + high) // 2
        found = oracle.best(change(middle * step))
        if found.objective is None:
            low = middle
        else:
            high, best = middle, found
    return min(most, round(high * step, 6)), best


def _with(problem: CampaignSequence, rule: _Rule, product: SequenceProduct) -> CampaignSequence:
    """The problem with one product changed."""
    products = tuple(product if p == rule.product else old for p, old in enumerate(problem.products))
    return replace(problem, products=products)
