"""Tiny plans of two sections, a substance and what is filled with it, for the tests of plan."""

from dataclasses import replace
from typing import Any

from seedtrain.plan import PeriodPlan
from seedtrain.plan.problem.campaign_rule import CampaignRule
from seedtrain.plan.problem.period_plan import Market
from seedtrain.plan.problem.stage import Stage, StockRule, Suite


def two_sections(
    demand: dict[str, list[float]],
    *,
    takes: dict[str, float] | None = None,
    substance: dict[str, Any] | None = None,
    items: dict[str, Any] | None = None,
    making: dict[str, Any] | None = None,
    markets: dict[str, dict[str, Any]] | None = None,
    **changes: Any,
) -> PeriodPlan:
    """Substance S in one suite, filled products in another, in periods of 30 days, batches of 10 days.

    A batch of S gives 3 and costs 1; a filling gives 1, costs 1 and draws ``takes`` (1) of S. A filled item
    sells at 10, S itself, where a market asks for it, at 2; what is not sold is given up at no cost.
    """
    periods = len(next(iter(demand.values())))
    filled = tuple(name for name in demand if name != "S")
    rule = CampaignRule(10.0, 0.0, min_batches=1, max_days=30.0, cost_per_batch=1.0)
    made = {"waste_cost": 0.0} | (substance or {})
    kept = {"waste_cost": 0.0} | (items or {})
    stages = (
        Stage(
            "making",
            (Suite("hall", ("S",), **(making or {})),),
            {("hall", "S"): replace(rule, yield_per_batch=3.0)},
            {"S": StockRule(**made)},
            {},
            one_product_a_period=False,
            starts_carry_over=False,
        ),
        Stage(
            "filling",
            (Suite("line", filled),),
            {("line", name): replace(rule, takes_per_batch=(takes or {}).get(name, 1.0)) for name in filled},
            {name: StockRule(**kept) for name in filled},
            {},
            one_product_a_period=False,
            starts_carry_over=False,
            sources=dict.fromkeys(filled, ("making", "S")),
        ),
    )
    sold = {
        name: replace(
            Market(
                tuple(asked),
                price=2.0 if name == "S" else 10.0,
                lost_cost=0.0,
                stage="making" if name == "S" else "",
            ),
            **(markets or {}).get(name, {}),
        )
        for name, asked in demand.items()
    }
    return PeriodPlan("tiny", ("S", *filled), periods, 30.0, stages, sold, **changes)
