"""Companies: a stock with flows in and out, month by month, in every world."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from seedtrain.model.inputs import Inputs
from seedtrain.model.park import Companies
from seedtrain.park.arrivals import arrive, is_followed, whole
from seedtrain.park.counted import coming, fit_counts
from seedtrain.park.counts import binomial_quantile, poisson_quantile
from seedtrain.park.history import Fitted
from seedtrain.park.laws import Laws
from seedtrain.results.indicator import Draws

Floats = NDArray[np.float64]

HOURS_A_DAY = 24.0
DAYS_A_YEAR = 365.25
_APART = 1 << 32
_NEARLY_ALL = 1.0 - 1e-12


@dataclass(frozen=True, slots=True)
class Flow:
    """Companies of a zone on ``days`` (ordinals, k): counts of shape (1 + n, k).

    ``came``: new since the day before of the list; ``left`` likewise; ``stock`` = base + sum of came - sum of
    left, ``None`` without a base or history. In the sampled worlds whole numbers, in the base expected ones.
    ``fitted``: the law fitted to the history, if there is one. ``gone``: those of the companies followed that
    left, which is ``left`` where a base is known and else those of the companies that came.
    """

    days: Floats
    came: Floats
    left: Floats | None
    stock: Floats | None
    fitted: Fitted | None = None
    gone: Floats | None = None

    @property
    def introduced(self) -> Floats:
        """Companies that came since the first day, (1 + n, k)."""
        return np.cumsum(self.came, axis=1)


def entry_rate(companies: Companies, laws: Laws) -> Draws:
    """Companies introduced a year at the beginning, shape (1 + n,). [1/a]

    The scenario's rate; else the catalogue's share of the companies there; else its rate for a new zone.
    """
    a_year = HOURS_A_DAY * DAYS_A_YEAR
    if companies.entry_rate is None and companies.base is not None and companies.base.base > 0.0:
        return laws.draw(None, "entry_share") * a_year * laws.inputs.draw(companies.base)
    return laws.draw(companies.entry_rate, "entry_rate") * a_year


def follow(companies: Companies, days: Floats, laws: Laws) -> Flow:
    """Follow the companies over ``days``, the first of which is the day the base was counted.

    Entries are Poisson at a rate that grows by ``entry_growth`` a year, plus the share of the declared
    intentions that moves in, evenly over the time conversions take; each company leaves at the exit rate.
    With a history the rate is what the law fitted to it asks for, those with an intention among them, and
    without a base the law says how many are there on the first day.
    """
    inputs = laws.inputs
    growth = laws.draw(companies.entry_growth, "entry_growth")
    rate = entry_rate(companies, laws)
    exit_rate = laws.draw(companies.exit_rate, "exit_rate") * HOURS_A_DAY * DAYS_A_YEAR
    worlds = 1 + inputs.world.replications
    came, left = np.zeros((worlds, len(days))), np.zeros((worlds, len(days)))
    stock = np.zeros((worlds, len(days)))
    if companies.base is not None:
        stock[:, 0] = whole(inputs.draw(companies.base))
    fitted = fit_counts(companies, laws)
    if fitted is not None and companies.base is None:
        stock[:, 0] = whole(fitted.on(days[:1])[:, 0])
    came[:, 1:] = _converted(companies, days, laws)
    stay = np.exp(-exit_rate[:, None] * np.diff(days) / DAYS_A_YEAR)
    asked = None if fitted is None else np.maximum(coming(fitted, days, stay) - came[:, 1:], 0.0)
    for step in range(1, len(days)):
        years = (days[step] - days[step - 1]) / DAYS_A_YEAR
        age = (0.5 * (days[step] + days[step - 1]) - days[0]) / DAYS_A_YEAR
        grown = rate * np.maximum(1.0 + growth, 0.0) ** age * years
        mean = grown if asked is None else asked[:, step - 1]
        came[:, step] += _chance(inputs, "entries", step, mean)
        goes = np.minimum(-np.expm1(-exit_rate * years), _NEARLY_ALL)
        left[:, step] = _leaving(inputs, step, stock[:, step - 1], goes)
        stock[:, step] = stock[:, step - 1] + came[:, step] - left[:, step]
    if companies.base is None and fitted is None:
        return Flow(days, came, None, None, gone=left)
    return Flow(days, came, left, stock, fitted, gone=left)


def _chance(inputs: Inputs, name: str, step: int, mean: Floats) -> Floats:
    return np.concatenate((mean[:1], poisson_quantile(_uniform(inputs, name, step), mean[1:])))


def _leaving(inputs: Inputs, step: int, stock: Floats, odds: Floats) -> Floats:
    leaving = binomial_quantile(_uniform(inputs, "exits", step), stock[1:], odds[1:])
    return np.concatenate((stock[:1] * odds[:1], leaving))


def _uniform(inputs: Inputs, name: str, step: int) -> Floats:
    counters = step * _APART + np.arange(inputs.world.replications)
    return inputs.world.streams.uniform_at(f"park.companies.{name}", counters)


def _converted(companies: Companies, days: Floats, laws: Laws) -> Floats:
    """Companies with an intention that move in, by step: shape (1 + n, k - 1)."""
    inputs = laws.inputs
    worlds = 1 + inputs.world.replications
    moved = np.zeros((worlds, len(days) - 1))
    if is_followed(companies):
        return arrive(companies, days, laws).moved_in[:, 1:]
    if companies.intentions is None:
        return moved
    declared = inputs.draw(companies.intentions)
    odds = laws.draw(companies.conversion, "conversion")
    span = np.maximum(laws.draw(None, "conversion_time") / HOURS_A_DAY, 1.0)
    elapsed = np.clip((days[None, :] - days[0]) / span[:, None], 0.0, 1.0)
    moved[0] = declared[0] * odds[0] * np.diff(elapsed[0])
    left = np.round(declared[1:])
    passed = np.zeros(worlds - 1)
    for step in range(1, len(days)):
        share = odds[1:] * elapsed[1:, step]
        chance = np.clip((share - passed) / np.maximum(1.0 - passed, 1e-12), 0.0, _NEARLY_ALL)
        moved[1:, step - 1] = binomial_quantile(_uniform(inputs, "intentions", step), left, chance)
        left = left - moved[1:, step - 1]
        passed = share
    return moved
