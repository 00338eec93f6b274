"""Small planning cases for the tests of plan: hand-worked, and random ones made from a seed."""

from typing import Any

import numpy as np

Case = dict[str, Any]


def network(demand: dict[str, list[float]], facilities: dict[str, Case], **changes: Any) -> Case:
    """One-stage case of 30-day periods; a batch takes 10 days, its start none more.

    Money: price 10, storage 1, start 3, batch 1. ``facilities`` by id: changes of a batch by product.
    """
    periods = len(next(iter(demand.values())))
    scalars = {
        "lead_time_days": 10,
        "shelf_life_periods": periods,
        "sales_price_per_kg": 10,
        "storage_cost_per_kg_period": 1,
        "changeover_cost": 3,
    }
    batch = {"rate_batches_per_day": 0.1, "yield_kg_per_batch": 1, "cost_per_batch": 1}
    return {
        "name": "tiny",
        "kind": "network_campaign_plan",
        "horizon": {"periods": periods, "days_per_period": 30},
        "scalars": scalars | changes,
        "facilities": [
            {
                "id": name,
                "available_from_period": products.pop("_from", 1),
                "products": {p: batch | change for p, change in products.items()},
            }
            for name, products in ((n, dict(f)) for n, f in facilities.items())
        ],
        "demand_kg": {p: {str(t + 1): q for t, q in enumerate(row) if q} for p, row in demand.items()},
    }


def discrete(demand: dict[str, list[int]], suites: tuple[int, int] = (1, 1), **changes: Any) -> Case:
    """Two-stage case of 30-day periods; a batch takes 10 days in either stage, its start none more.

    Money: price 10, batch 1 in each stage, start 1, storage 1, lateness 2, waste 5. ``changes`` with the
    prefix ``usp_`` or ``dsp_`` change that stage, others the product.
    """
    periods = len(next(iter(demand.values())))
    stage = {
        "rate_batches_per_day": 0.1,
        "lead_time_days": 10,
        "shelf_life_periods": periods,
        "storage_cap_batches": 20,
        "min_campaign_days": 10,
        "max_campaign_days": 30,
        "storage_cost_per_batch_period": 1,
    }
    parts = {
        section: stage | {k[4:]: v for k, v in changes.items() if k.startswith(section)}
        for section in ("usp", "dsp")
    }
    money = {
        "usp_to_dsp_factor": 1,
        "sales_price_per_batch": 10,
        "mfg_cost_per_batch_each_stage": 1,
        "waste_cost_per_batch": 5,
        "lateness_penalty_per_batch_period": 2,
        "changeover_cost_per_start": 1,
    }
    money |= {k: v for k, v in changes.items() if k in money}
    return {
        "name": "tiny",
        "kind": "discrete_campaign_plan",
        "horizon": {"periods": periods, "days_per_period": 30},
        "usp_suites": [{"id": f"i{k + 1}", "products": list(demand)} for k in range(suites[0])],
        "dsp_suites": [{"id": f"j{k + 1}", "products": list(demand)} for k in range(suites[1])],
        "products": [{"id": p, **parts, **money, "demand_batches": row} for p, row in demand.items()],
    }


def shop(demand: list[list[float]], gain: list[list[float]], **changes: Any) -> Case:
    """Capacity case of 10-day periods; a batch takes a day, a campaign two more, one batch at least.

    Money: batch 1, campaign 2, holding 1, lateness 6, buying 5, building 4. ``gain`` by product and suite.
    """
    products, suites = len(gain), len(gain[0])
    return {
        "name": "tiny",
        "kind": "period_capacity_plan",
        "products": products,
        "suites": suites,
        "periods": len(demand[0]),
        "days_per_period": 10.0,
        "min_batches": 1,
        "max_batches": 8,
        "run_cost": 1,
        "campaign_cost": 2,
        "hold_cost": 1,
        "backlog_cost": 6,
        "outsource_cost": 5,
        "build_cost": 4,
        "open_at_start": [1] * suites,
        "days_per_batch": [1.0] * products,
        "changeover_days": [2.0] * products,
        "yield": gain,
        "demand": demand,
    } | changes


def single(
    products: dict[str, Case], changeover: list[list[float]], dates: list[str], **changes: Any
) -> Case:
    """Single-suite case from 2020-01-01; a batch of 1 kg takes 5 days, the first harvest 3, approval 2."""
    product = {
        "usp_days": 3,
        "dsp_days": 5,
        "approval_days": 2,
        "shelf_life_days": 200,
        "min_batches_per_campaign": 1,
        "max_batches_per_campaign": 3,
        "kg_storage_limits": 50.0,
        "kg_opening_stock": 0.0,
        "kg_yield_per_batch": 1.0,
        "kg_demand": [0.0] * len(dates),
        "kg_inventory_target": [0.0] * len(dates),
    }
    return {
        "name": "tiny",
        "kind": "single_suite_campaign_sequencing",
        "start_date": "2020-01-01",
        "due_dates": dates,
        "changeover_days": changeover,
        "products": [{"id": p, **product, **change} for p, change in products.items()],
    } | changes


def multi(
    products: dict[str, Case], dates: list[str], suites: tuple[int, int] = (1, 1), **rules: Any
) -> Case:
    """Several-suite case from 2020-01-01; 10 days in USP, 5 in DSP, changeover 2 days in both."""
    product = {
        "usp_days_per_batch": 10.0,
        "dsp_days_per_batch": 5.0,
        "shelf_life_days": 60,
        "storage_limit_batches": 9,
        "sell_price": 20.0,
        "usp_production_cost": 2.0,
        "dsp_production_cost": 2.0,
        "storage_cost_per_period": 1.0,
        "usp_changeover_cost": 1.0,
        "dsp_changeover_cost": 1.0,
        "demand_batches": [0] * len(dates),
    }
    count = len(products)
    return {
        "name": "tiny",
        "kind": "multi_suite_campaign_planning",
        "start_date": "2020-01-01",
        "due_dates": dates,
        "n_usp_suites": suites[0],
        "n_dsp_suites": suites[1],
        "products": [{"id": p, **product, **change} for p, change in products.items()],
        "usp_changeover_days": [[2.0] * count] * count,
        "dsp_changeover_days": [[2.0] * count] * count,
        "rules": {"idle_before_campaign_allowed": False, "harvest_hold_limit_days": 0} | rules,
    }


def random_discrete(seed: int, periods: int = 4) -> Case:
    """Two products, two suites a stage, random demand and lead times."""
    rng = np.random.default_rng(seed)
    demand = {p: [int(v) for v in rng.integers(0, 3, periods)] for p in ("A", "B")}
    return discrete(
        demand,
        (2, 2),
        usp_lead_time_days=int(rng.integers(10, 25)),
        dsp_lead_time_days=int(rng.integers(10, 35)),
        usp_shelf_life_periods=1,
    )


def random_shop(seed: int) -> Case:
    """Three products, two suites (one to build), five periods."""
    rng = np.random.default_rng(seed)
    return shop(
        rng.uniform(0.5, 3.0, (3, 5)).round(3).tolist(),
        rng.uniform(0.7, 1.4, (3, 2)).round(3).tolist(),
        open_at_start=[1, 0],
        days_per_batch=rng.uniform(0.5, 1.5, 3).round(3).tolist(),
        build_cost=10,
        hold_cost=0.3,
        outsource_cost=8,
    )
