"""Industry scale: grown from a base, or from a trend fitted to the years given."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from seedtrain.errors import Finding, InputError, finding
from seedtrain.model.park import Industry
from seedtrain.model.value import Value
from seedtrain.park.companies import DAYS_A_YEAR
from seedtrain.park.laws import Laws
from seedtrain.park.logistic import fit_logistic, unidentified
from seedtrain.park.trend import Prior, Trend, backtest, fit
from seedtrain.quantities.streams import World
from seedtrain.results.indicator import Draws

Floats = NDArray[np.float64]

_LEAST_POINTS = 3
_NAME = "park.industry.history"


@dataclass(frozen=True, slots=True)
class Scale:
    """Industry scale on days, (1 + n, k) [CNY/a]; of a fit also growth or ceiling, and its back-test."""

    draws: Floats
    growth: Draws | None = None
    backtest: float | None = None
    ceiling: Draws | None = None


def industry_scale(industry: Industry, days: Floats, laws: Laws) -> Scale | None:
    """Industry scale on ``days``; ``None`` without a base.

    With a history it is the trend fitted to it (the base is one point more). With a base alone it grows from
    the first of ``days`` at the scenario's growth, or the catalogue's for the kind of zone:

    .. math:: S(t) = S_0 (1 + g)^t

    Raises :class:`InputError` (PRK-001) on a history of fewer than three different days or under a year, and
    (PRK-012) on a logistic law that the history does not identify.
    """
    if industry.history:
        return _fitted(industry, days, laws)
    if industry.scale is None:
        return None
    growth = np.maximum(1.0 + laws.draw(industry.growth, "industry_growth"), 0.0)
    years = (days - days[0]) / DAYS_A_YEAR
    return Scale(np.asarray(laws.inputs.draw(industry.scale)[:, None] * growth[:, None] ** years))


def history_findings(industry: Industry) -> list[Finding]:
    """Return PRK-001 for a history of fewer than three different days or under a year, else nothing."""
    days = sorted(_points(industry))
    if not industry.history:
        return []
    span = (days[-1] - days[0]) / DAYS_A_YEAR
    if len(days) >= _LEAST_POINTS and span >= 1.0:
        return []
    return [finding("PRK-001", path=f"{industry.path}.history", value=len(days), years=f"{span:.1f}")]


def _points(industry: Industry) -> dict[int, Value]:
    """Scales by ordinal day: the history, and the base where its day is given."""
    points = {each.counted.toordinal(): each.scale for each in industry.history.values()}
    if industry.scale is not None and industry.counted is not None:
        points[industry.counted.toordinal()] = industry.scale
    return points


def _fitted(industry: Industry, days: Floats, laws: Laws) -> Scale:
    found = history_findings(industry)
    if found:
        raise InputError(found)
    points = {day: float(laws.inputs.draw(each)[0]) for day, each in _points(industry).items()}
    years = np.array(sorted(points), dtype=np.float64) / DAYS_A_YEAR
    values = np.array([points[day] for day in sorted(points)])
    prior, world = _prior(industry, laws), laws.inputs.world
    if industry.law == "logistic":
        return _towards_ceiling(industry, (years, values), days, prior, world)
    trend: Trend = fit(years, values, prior, world, _NAME)
    share = backtest(years, values, prior, world, _NAME)
    return Scale(trend.at(days / DAYS_A_YEAR), np.expm1(trend.growth), share)


def _towards_ceiling(
    industry: Industry, points: tuple[Floats, Floats], days: Floats, prior: Prior, world: World
) -> Scale:
    """The logistic law. Raises :class:`InputError` (PRK-012) where the points don't identify it."""
    why = unidentified(*points, prior)
    if why is not None:
        path = f"{industry.path}.law"
        raise InputError([finding("PRK-012", path=path, value=len(points[0]), reason=why)])
    curve = fit_logistic(*points, prior, world, _NAME)
    share = backtest(*points, prior, world, _NAME, fit_logistic)
    return Scale(curve.at(days / DAYS_A_YEAR), backtest=share, ceiling=curve.ceiling)


def _prior(industry: Industry, laws: Laws) -> Prior:
    """Growth as believed: the mean of the law, and half the distance from its P16 to its P84."""
    law = laws.defaults["industry_growth"] if industry.growth is None else industry.growth
    laws.inputs.draw(law)
    noise = float(laws.draw(None, "industry_noise")[0])
    spread = 0.0
    if law.distribution is not None:
        low, high = law.distribution.quantile(np.array([0.1587, 0.8413]))
        spread = 0.5 * float(high - low)
    return Prior(float(np.log1p(law.base)), spread / (1.0 + law.base), noise)
