"""Capacities as a table."""

from typing import TYPE_CHECKING, Any

from seedtrain.quantities import quantiles
from seedtrain.results.assessment import Assessment
from seedtrain.results.indicator import Draws

if TYPE_CHECKING:
    import polars as pl


def capacity_frame(assessment: Assessment) -> "pl.DataFrame":
    """Return one row for each suite and product, run flat out for a year: base case and quantiles."""
    import polars as pl

    rows: list[dict[str, Any]] = [
        {
            "suite": capacity.suite,
            "product": capacity.product,
            "cycle_time_h": capacity.cycle_time_h,
            "bottleneck": capacity.bottleneck,
            **_spread("batches_a", capacity.batches_a),
            **_spread("mass_kg_a", capacity.mass_kg_a),
            **_spread("items_a", capacity.items_a),
        }
        for capacity in assessment.capacities
    ]
    return pl.DataFrame(rows, infer_schema_length=None)


def _spread(name: str, draws: Draws) -> dict[str, float]:
    low, middle, high = quantiles(draws[1:])
    return {name: float(draws[0]), f"{name}_p10": low, f"{name}_p50": middle, f"{name}_p90": high}
