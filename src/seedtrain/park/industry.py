"""Industry scale: grown from a base, or from a law fitted to the years given."""

from dataclasses import dataclass

import numpy as np

from seedtrain.errors import Finding
from seedtrain.model.park import Industry
from seedtrain.model.value import Value
from seedtrain.park.history import DAYS_A_YEAR, Fitted, fit_findings, fitted, note_fit, spread_of
from seedtrain.park.laws import Laws
from seedtrain.park.trend import Floats, Prior

_NAME = "park.industry.history"


@dataclass(frozen=True, slots=True)
class Scale:
    """Industry scale on days, (1 + n, k) [CNY/a], and the law fitted to its history, if it has one."""

    draws: Floats
    fitted: Fitted | None = None


def industry_scale(industry: Industry, days: Floats, laws: Laws) -> Scale | None:
    """Industry scale on ``days``; ``None`` without a base.

    With a history it is the law fitted to it (the base is one point more). With a base alone it grows from
    the first of ``days`` at the scenario's growth, or the catalogue's for the kind of zone:

    .. math:: S(t) = S_0 (1 + g)^t

    Raises :class:`InputError` (PRK-001) on a history of fewer than three different days or under a year, and
    (PRK-012) on a logistic law that the history does not identify.
    """
    if industry.history:
        points = {day: float(laws.inputs.draw(each)[0]) for day, each in _points(industry).items()}
        prior, world = _prior(industry, laws), laws.inputs.world
        law = fitted(points, industry.law, prior, world, _NAME, industry.path)
        note_fit(law, industry.path, "money", laws.inputs)
        return Scale(law.on(days), law)
    if industry.scale is None:
        return None
    growth = np.maximum(1.0 + laws.draw(industry.growth, "industry_growth"), 0.0)
    years = (days - days[0]) / DAYS_A_YEAR
    return Scale(np.asarray(laws.inputs.draw(industry.scale)[:, None] * growth[:, None] ** years))


def history_findings(industry: Industry, laws: Laws) -> list[Finding]:
    """Return PRK-001 for a history too short, PRK-012 for a logistic law that it does not identify."""
    if not industry.history:
        return []
    points = {day: each.base for day, each in _points(industry).items()}
    return fit_findings(points, industry.law, _prior(industry, laws), industry.path)


def _points(industry: Industry) -> dict[int, Value]:
    """Scales by ordinal day: the history, and the base where its day is given."""
    points = {each.counted.toordinal(): each.scale for each in industry.history.values()}
    if industry.scale is not None and industry.counted is not None:
        points[industry.counted.toordinal()] = industry.scale
    return points


def _prior(industry: Industry, laws: Laws) -> Prior:
    """Growth as believed: the mean of the law, and half the distance from its P16 to its P84."""
    law = laws.defaults["industry_growth"] if industry.growth is None else industry.growth
    laws.inputs.draw(law)
    noise = float(laws.draw(None, "industry_noise")[0])
    return Prior(float(np.log1p(law.base)), spread_of(law) / (1.0 + law.base), noise)
