"""Plans as plain values for JSON; numbers are numbers, never NaN."""

from typing import Any

from seedtrain.plan.result import CampaignRow, PlanResult


def dump_plan(result: PlanResult) -> dict[str, Any]:
    """``result`` by name: objective, bound, gap, status, size, campaigns, flows, builds, money,
    indicators."""
    return {
        "case": result.case,
        "objective_name": result.objective_name,
        "objective": result.objective,
        "bound": result.bound,
        "gap": result.gap,
        "status": result.status,
        "seconds": result.seconds,
        "solver": result.solver,
        "rows": result.rows,
        "columns": result.columns,
        "integers": result.integers,
        "cost_by_category": dict(result.cost_by_category),
        "indicators": dict(result.indicators),
        "campaigns": [_campaign(row) for row in result.campaigns],
        "flows": [
            {
                "kind": r.kind,
                "section": r.section,
                "product": r.product,
                "period": r.period,
                "quantity": r.quantity,
            }
            for r in result.flows
        ],
        "builds": [{"suite": row.suite, "period": row.period} for row in result.builds],
    }


def dump_front(plans: list[PlanResult]) -> list[dict[str, Any]]:
    """A front of throughput against deficit: both in kilograms, with the campaigns of each plan."""
    return [
        {
            "throughput_kg": plan.indicators["throughput"],
            "deficit_kg": plan.indicators["deficit"],
            "campaigns": [_campaign(row) for row in plan.campaigns],
        }
        for plan in plans
    ]


def _campaign(row: CampaignRow) -> dict[str, Any]:
    """Start and end in days from the start of the plan."""
    return {
        "suite": row.suite,
        "section": row.section,
        "product": row.product,
        "start": row.start,
        "end": row.end,
        "batches": row.batches,
        "period": row.period,
    }
