"""Plans as plain values for JSON; numbers are numbers, never NaN."""

from typing import Any

from seedtrain.plan.result import CampaignRow, FlowRow, PlanResult


def dump_plan(result: PlanResult) -> dict[str, Any]:
    """``result`` by name: objective, bound, gap, status, size, campaigns, flows, builds,
    projects, qualifications, money, indicators. A dynamic programme has ``states`` and no rows, columns and
    integers; a programme has no ``states`` (None)."""
    return {
        "case": result.case,
        "objective_name": result.objective_name,
        "objective": result.objective,
        "bound": result.bound,
        "gap": result.gap,
        "status": result.status,
        "seconds": result.seconds,
        "solver": result.solver,
        "rows": None if result.states else result.rows,
        "columns": None if result.states else result.columns,
        "integers": None if result.states else result.integers,
        "states": result.states or None,
        "cost_by_category": dict(result.cost_by_category),
        "indicators": dict(result.indicators),
        "campaigns": [_campaign(row) for row in result.campaigns],
        "flows": [_flow(row) for row in result.flows],
        "builds": [{"suite": row.suite, "period": row.period} for row in result.builds],
        "projects": [
            {"project": row.project, "kind": row.kind, "begins": row.begins, "opens": row.opens}
            for row in result.projects
        ],
        "qualifications": [
            {
                "product": row.product,
                "suite": row.suite,
                "begins": row.begins,
                "on_site": row.on_site,
                "ready": row.ready,
                "engineering_batches": row.engineering,
                "validation_batches": row.validation,
                "is_supplement": row.is_supplement,
            }
            for row in result.qualifications
        ],
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


def _flow(row: FlowRow) -> dict[str, Any]:
    """A flow; site, market and target only where there is more than one."""
    found = {
        "kind": row.kind,
        "section": row.section,
        "product": row.product,
        "period": row.period,
        "quantity": row.quantity,
    }
    also = {"site": row.site, "market": row.market, "target": row.target}
    return found | {key: value for key, value in also.items() if value}


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
