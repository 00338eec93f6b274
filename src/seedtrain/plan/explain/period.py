"""Explain a plan in periods."""

from dataclasses import replace

from seedtrain.plan.explain.conflict import find_conflict
from seedtrain.plan.explain.elastic import Elastic
from seedtrain.plan.explain.explanation import Explanation, Given
from seedtrain.plan.explain.opened import opened
from seedtrain.plan.explain.slack import implied, slacks
from seedtrain.plan.explain.ways import find_ways
from seedtrain.plan.problem.period_plan import PeriodPlan
from seedtrain.plan.result import PlanResult

DUST = 1e-6
"""Quantity below which nothing is late [quantity]."""


def explain_period_plan(problem: PeriodPlan, result: PlanResult, seconds: float | None = None) -> Explanation:
    """Why ``problem`` has no plan, or why ``result`` is late or short, and what would have to change.

    ``seconds`` limit of each question put to HiGHS [s], None for a fixed amount of work. For a plan that is
    late, the best plan in time is looked for; where there is none, the conflict says why.
    """
    frame = opened(problem)
    is_late = result.objective is not None
    found = Explanation(problem.name, "late" if is_late else "infeasible", objective=result.objective)
    shut: list[int] = []
    if is_late:
        late = _late(result)
        if not late:
            return replace(found, question="nothing")
        found = replace(found, late=late)
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


def _late(result: PlanResult) -> tuple[Given, ...]:
    """What the plan owes at the end of each period, or gives up."""
    return tuple(
        Given(row.kind, tuple(n for n in (row.product, row.market) if n), row.period, row.quantity, 1.0)
        for row in result.flows
        if row.kind in ("backlog", "lost") and row.quantity > DUST
    )
