"""Tiny plans with projects, qualifications, licences and sites, for the tests of plan."""

from typing import Any

from seedtrain.plan import PeriodPlan, PlanResult, PlanSettings, solve, verify
from seedtrain.plan.problem.campaign_rule import CampaignRule
from seedtrain.plan.problem.period_plan import Market
from seedtrain.plan.problem.stage import Stage, StockRule, Suite


def years(
    demand: list[float],
    suites: dict[str, dict[str, Any]],
    *,
    market: dict[str, Any] | None = None,
    stock: dict[str, Any] | None = None,
    one_product: bool = False,
    batch_days: dict[str, float] | None = None,
    **changes: Any,
) -> PeriodPlan:
    """One product A at price 10 in periods of 30 days; a batch of 1 takes 10 days, so three fit, and costs 1.

    What is not sold is given up at no cost. ``suites`` by id: changes of a suite; ``batch_days`` of other
    batches by suite.
    """
    rules = {
        (name, "A"): CampaignRule(
            (batch_days or {}).get(name, 10.0), 0.0, min_batches=1, max_days=30.0, cost_per_batch=1.0
        )
        for name in suites
    }
    stage = Stage(
        "making",
        tuple(Suite(name, ("A",), **each) for name, each in suites.items()),
        rules,
        {"A": StockRule(**({"waste_cost": 0.0} | (stock or {})))},
        {},
        one_product_a_period=one_product,
        starts_carry_over=False,
    )
    sold = Market(tuple(demand), price=10.0, lost_cost=0.0)
    from dataclasses import replace

    return PeriodPlan(
        "tiny",
        ("A",),
        len(demand),
        30.0,
        (stage,),
        {"A": replace(sold, **(market or {}))},
        **changes,
    )


def best(problem: PeriodPlan) -> PlanResult:
    """Proven plan of ``problem``, approved by the judge."""
    result = solve(problem, PlanSettings())
    assert result.status in ("optimal", "infeasible")
    assert verify(problem, result) == []
    return result
