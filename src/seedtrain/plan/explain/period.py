"""Explain a plan in periods."""

from dataclasses import replace

from seedtrain.plan.capacity.shop import is_shop
from seedtrain.plan.capacity.solve import solve_shop
from seedtrain.plan.explain.conflict import find_conflict
from seedtrain.plan.explain.elastic import Elastic
from seedtrain.plan.explain.explanation import Explanation, Given
from seedtrain.plan.explain.opened import opened
from seedtrain.plan.explain.slack import implied, slacks
from seedtrain.plan.explain.ways import find_ways
from seedtrain.plan.problem.period_plan import PeriodPlan
from seedtrain.plan.result import PlanResult
from seedtrain.plan.settings import PlanSettings

DEAR = 1000.0
"""How many times dearer lateness is made where none is wanted."""
DUST = 1e-6
"""Quantity below which nothing is late [quantity]."""


def explain_period_plan(problem: PeriodPlan, result: PlanResult, seconds: float | None = None) -> Explanation:
    """Why ``problem`` has no plan, or why ``result`` is late or short, and what would have to change.

    ``seconds`` limit of each question put to HiGHS [s], None for a fixed amount of work. For a plan that is
    late, the best plan in time is looked for; where there is none, the conflict says why.
    """
    is_late = result.objective is not None
    found = Explanation(problem.name, "late" if is_late else "infeasible", objective=result.objective)
    shut: list[int] = []
    if is_late:
        late = _late(result)
        if not late:
            return replace(found, question="nothing")
        found = replace(found, late=late)
        if is_shop(problem) and (in_time := _shop_in_time(problem, seconds)) is not None:
            return replace(found, in_time=in_time)
    frame = opened(problem)
    if is_late:
        shut = [*frame.backlog.values(), *frame.lost.values()]
    elastic = Elastic(
        frame.program, slacks(frame, in_time=is_late), shut=shut, lifted=implied(frame), seconds=seconds
    )
    if is_late:
        in_time = elastic.best({})
        if in_time is not None:
            return replace(found, in_time=in_time)
    conflict, is_minimal = find_conflict(elastic)
    ways = find_ways(elastic, list(dict.fromkeys(slack.family for slack in elastic.slacks)))
    return replace(found, conflict=conflict, is_minimal=is_minimal, ways=ways)


def _shop_in_time(problem: PeriodPlan, seconds: float | None) -> float | None:
    """Cost of a plan of a shop that is never late: found by its own search, with lateness very dear."""
    prices = {
        name: replace(market, backlog_cost=DEAR * max(1.0, market.backlog_cost or 0.0))
        for name, market in problem.markets.items()
    }
    found = solve_shop(replace(problem, markets=prices), PlanSettings(time_limit_s=seconds))
    return None if _late(found) else found.objective


def _late(result: PlanResult) -> tuple[Given, ...]:
    """What the plan owes at the end of each period, or gives up."""
    return tuple(
        Given(row.kind, tuple(n for n in (row.product, row.market) if n), row.period, row.quantity, 1.0)
        for row in result.flows
        if row.kind in ("backlog", "lost") and row.quantity > DUST
    )
