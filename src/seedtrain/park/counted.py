r"""Companies counted on past days: the law fitted to the counts, and how many must come to follow it.

.. math:: E = \max\left(0, \; S(t_2) - S(t_1) e^{-x (t_2 - t_1)}\right)

come between two days, with S the fitted number of companies and x the exit rate. Before the counts the growth
of their number is believed to be the entry rate, as a share of the companies, less the exit rate; the noise
that of a Poisson count, one over the root of the mean.
"""

import numpy as np

from seedtrain.errors import Finding
from seedtrain.model.park import Companies
from seedtrain.model.value import Value
from seedtrain.park.history import DAYS_A_YEAR, Fitted, fit_findings, fitted, note_fit, spread_of
from seedtrain.park.laws import Laws
from seedtrain.park.trend import Floats, Prior

_NAME = "park.companies.history"
_HOURS_A_YEAR = 24.0 * DAYS_A_YEAR


def fit_counts(companies: Companies, laws: Laws) -> Fitted | None:
    """Fit the law of ``companies`` to its history and its base, if dated; ``None`` without a history.

    Raises :class:`InputError`: PRK-001 and PRK-012 as :func:`history.fitted`.
    """
    if not companies.history:
        return None
    points = {day: float(laws.inputs.draw(each)[0]) for day, each in _points(companies).items()}
    prior = _prior(companies, float(np.mean(list(points.values()))), laws)
    fit = fitted(points, companies.law, prior, laws.inputs.world, _NAME, companies.path)
    note_fit(fit, companies.path, "count", laws.inputs)
    return fit


def count_findings(companies: Companies, laws: Laws) -> list[Finding]:
    """Return PRK-001 for a history too short, PRK-012 for a logistic law that it does not identify."""
    if not companies.history:
        return []
    points = {day: each.base for day, each in _points(companies).items()}
    prior = _prior(companies, float(np.mean(list(points.values()))), laws)
    return fit_findings(points, companies.law, prior, companies.path)


def coming(fit: Fitted, days: Floats, keep: Floats) -> Floats:
    """Companies that must come between ``days``, (1 + n, k - 1); ``keep``: share that stays."""
    there = fit.on(days)
    return np.maximum(there[:, 1:] - there[:, :-1] * keep, 0.0)


def _points(companies: Companies) -> dict[int, Value]:
    """Counts by ordinal day: the history, and the base (above zero) where its day is given."""
    points = {each.counted.toordinal(): each.count for each in companies.history.values()}
    base = companies.base
    if base is not None and companies.counted is not None and base.base > 0.0:
        points[companies.counted.toordinal()] = base
    return points


def _prior(companies: Companies, mean: float, laws: Laws) -> Prior:
    """Entries less exits a year as a share of the companies there, ``mean`` of them; the scenario's first."""
    comes = laws.defaults["entry_share"] if companies.entry_rate is None else companies.entry_rate
    leaves = laws.defaults["exit_rate"] if companies.exit_rate is None else companies.exit_rate
    of = 1.0 if companies.entry_rate is None else mean
    for each in (comes, leaves):
        laws.inputs.draw(each)
    growth = (comes.base / of - leaves.base) * _HOURS_A_YEAR
    spread = float(np.hypot(spread_of(comes) / of, spread_of(leaves))) * _HOURS_A_YEAR
    return Prior(growth, spread, 1.0 / float(np.sqrt(mean)))
