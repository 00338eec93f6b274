"""Indicators over replications: mean, quantiles, the error of the mean."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from seedtrain.messages import Message, Wording
from seedtrain.report.show import number
from seedtrain.report.table import Quantity, Table, rows
from seedtrain.service.columns import column

if TYPE_CHECKING:
    from seedtrain.results.indicator import Draws

MOST_KPIS = 24
"""Indicators listed on a screen; the rest is counted."""
_DIGITS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Kpi:
    """One indicator over the replications.

    ``mean``, quantiles, ``standard_error`` (of the mean) and ``quantile_errors`` (of P10, P50, P90: one
    standard error each) in the canonical unit of ``dimension``, dates in days; NaN for what no replication or
    an infinite one keeps from being told.
    """

    id: str
    name: Message | Wording
    dimension: str
    mean: float
    p10: float
    p50: float
    p90: float
    standard_error: float
    quantile_errors: tuple[float, float, float]

    def facts(self, lang: str) -> dict[str, Any]:
        """Return it as plain data; a date is an ISO day, its error is in days."""
        from seedtrain.quantities import DIMENSIONS

        is_date = self.dimension == "date"
        found: dict[str, Any] = {
            "id": self.id,
            "name": self.name.render(lang),
            "unit": "date" if is_date else DIMENSIONS[self.dimension].symbol,
        }
        for key, value in (("mean", self.mean), ("p10", self.p10), ("p50", self.p50), ("p90", self.p90)):
            found[key] = _day(value) if is_date else plain(value)
        return {**found, "standard_error": plain(self.standard_error)}


def kpi_of(id_: str, name: Message | Wording, dimension: str, draws: "Draws") -> Kpi:
    """Sum up ``draws``, shape (n,), one a replication."""
    import numpy as np

    from seedtrain.quantities import quantile_errors, quantiles

    is_told = bool(np.isfinite(draws).all())
    low, middle, high = quantiles(draws)
    spread = float(np.std(draws, ddof=1)) if is_told and draws.size > 1 else math.nan
    return Kpi(
        id=id_,
        name=name,
        dimension=dimension,
        mean=float(np.mean(draws)) if is_told else math.nan,
        p10=low,
        p50=middle,
        p90=high,
        standard_error=spread / math.sqrt(draws.size),
        quantile_errors=quantile_errors(draws),
    )


def kpi_table(kpis: Sequence[Kpi], most: int = MOST_KPIS) -> Table:
    """Return the first ``most`` indicators as a table; the rest is counted."""
    return Table(
        id="kpis",
        title=Message("engines.simulate.kpis"),
        columns=(
            column("id"),
            column("mean", right=True, priority=2),
            column("p10", right=True),
            column("p50", right=True),
            column("p90", right=True),
            column("standard_error", right=True, priority=3),
        ),
        rows=rows(
            (
                kpi.name,
                _mean(kpi),
                *(Quantity(value, kpi.dimension) for value in (kpi.p10, kpi.p50, kpi.p90)),
                _error(kpi),
            )
            for kpi in kpis[:most]
        ),
        note=Message("engines.cut", {"shown": most, "all": len(kpis)}) if len(kpis) > most else None,
    )


def _mean(kpi: Kpi) -> Quantity | Wording:
    """The mean; a mean count is seldom a whole one."""
    if kpi.dimension == "count" and math.isfinite(kpi.mean):
        return Wording(number(kpi.mean, 5))
    return Quantity(kpi.mean, kpi.dimension)


def _error(kpi: Kpi) -> Quantity:
    """The error of the mean; that of a date is a time."""
    if kpi.dimension == "date":
        return Quantity(24.0 * kpi.standard_error, "time")
    return Quantity(kpi.standard_error, kpi.dimension)


def plain(value: float) -> float | None:
    """Write a number with twelve significant digits; None for one that is not finite."""
    return float(f"{value:.{_DIGITS}g}") + 0.0 if math.isfinite(value) else None


def _day(value: float) -> str | None:
    return date.fromordinal(math.floor(value)).isoformat() if math.isfinite(value) else None
