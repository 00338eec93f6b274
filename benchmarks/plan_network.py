"""A network of ten sites, fifteen products and sixty quarters: how close to the bound in a given time.

Made by a seeded generator in the style of the published year-1 case. Run: ``python benchmarks/plan_network.py
[seconds] [sites] [products] [quarters] [seed]``.
"""

import sys
from typing import Any

import numpy as np

from seedtrain.plan import PlanSettings, load_case, solve, verify


def make_network(sites: int, products: int, quarters: int, seed: int) -> dict[str, Any]:
    """A ``network_campaign_plan`` case; demand falls in every fourth quarter and uses about half of the
    days."""
    rng = np.random.default_rng(seed)
    names = [f"p{i + 1}" for i in range(products)]
    facilities: list[dict[str, Any]] = []
    for s in range(sites):
        makes = [p for p in names if rng.random() < 0.5] or [names[s % products]]
        facilities.append(
            {
                "id": f"i{s + 1}",
                "available_from_period": int(rng.choice([1, 1, 1, 5])),
                "products": {
                    p: {
                        "rate_batches_per_day": round(float(rng.uniform(0.2, 0.6)), 2),
                        "yield_kg_per_batch": int(rng.integers(5, 18)),
                        "cost_per_batch": int(rng.integers(1, 20)),
                    }
                    for p in makes
                },
            }
        )
    for i, p in enumerate(names):  # two sites each, open at the start
        for s in (i % sites, (i + 3) % sites):
            facilities[s]["available_from_period"] = 1
            facilities[s]["products"].setdefault(
                p, {"rate_batches_per_day": 0.45, "yield_kg_per_batch": 10, "cost_per_batch": 5}
            )
    weight = rng.dirichlet(np.ones(products))
    yearly = 0.4 * sites * 4 * 87 * 0.4 * 10 * weight
    demand = {
        p: {str(q): int(yearly[i] * rng.uniform(0.7, 1.1)) for q in range(4, quarters + 1, 4)}
        for i, p in enumerate(names)
    }
    return {
        "name": f"network {sites} x {products} x {quarters}, seed {seed}",
        "kind": "network_campaign_plan",
        "horizon": {"periods": quarters, "days_per_period": 87},
        "scalars": {
            "lead_time_days": 14,
            "shelf_life_periods": 8,
            "sales_price_per_kg": 2.5,
            "storage_cost_per_kg_period": 0.01,
            "changeover_cost": 2,
        },
        "facilities": facilities,
        "demand_kg": demand,
    }


def main() -> None:
    numbers = [float(a) for a in sys.argv[1:]]
    seconds, sites, products, quarters, seed = numbers + [600, 10, 15, 60, 1][len(numbers) :]
    problem = load_case(make_network(int(sites), int(products), int(quarters), int(seed)))
    result = solve(problem, PlanSettings(time_limit_s=seconds))
    gap = "none" if result.gap is None else f"{result.gap:.2%}"
    print(problem.name, result.status, f"objective {result.objective} bound {result.bound} gap {gap}")
    broken = len(verify(problem, result))
    print(f"{result.seconds:.1f} s, {result.rows} rows, {result.columns} columns, {broken} rules broken")


if __name__ == "__main__":
    main()
