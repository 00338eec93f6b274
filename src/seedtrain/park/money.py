"""Money of a zone: funds and the bonded area; its rank."""

import numpy as np
from numpy.typing import NDArray

from seedtrain.model.inputs import Inputs
from seedtrain.model.park import Bonded, Fund, Industry
from seedtrain.park.companies import DAYS_A_YEAR
from seedtrain.park.laws import Laws
from seedtrain.results.indicator import Draws

Floats = NDArray[np.float64]


def projects(fund: Fund, laws: Laws) -> Draws:
    """Projects a fund can grant its usual sum to: whole ones, shape (1 + n,)."""
    return np.floor(laws.inputs.draw(fund.sum) / laws.draw(fund.grant, "grant"))


def extra_successes(fund: Fund, laws: Laws) -> Draws:
    """Projects that pass their next stage because they were funded, expected; shape (1 + n,)."""
    return projects(fund, laws) * laws.draw(fund.effect, "effect")


def bonded_saving(bonded: Bonded, inputs: Inputs) -> Draws:
    r"""Share of project cost saved because tax on imports is paid later, shape (1 + n,).

    .. math:: s = m \, (d + (1 + d) v) \, (1 - e^{-i t})

    with m the imported share, d duty, v value-added tax on the value with duty, i interest, t deferral.
    """
    draw = inputs.draw
    duty = draw(bonded.duty)
    tax = duty + (1.0 + duty) * draw(bonded.vat)
    return draw(bonded.import_share) * tax * -np.expm1(-draw(bonded.interest) * draw(bonded.deferral))


def deferred_tax(bonded: Bonded, inputs: Inputs) -> Draws:
    r"""Duty and value-added tax paid later, as a share of project cost, shape (1 + n,).

    .. math:: m \, (d + (1 + d) v)

    with the symbols of :func:`bonded_saving`. It is put off, not saved; the saving is the interest on it.
    """
    duty = inputs.draw(bonded.duty)
    return inputs.draw(bonded.import_share) * (duty + (1.0 + duty) * inputs.draw(bonded.vat))


def inspection_saved(bonded: Bonded, inputs: Inputs) -> Draws | None:
    """How much sooner a consignment is through customs in the bonded area, shape (1 + n,). [h]

    Negative where it takes longer there; ``None`` where the inspection outside is not given.
    """
    if bonded.inspection is None:
        return None
    there = 0.0 if bonded.bonded_inspection is None else inputs.draw(bonded.bonded_inspection)
    return inputs.draw(bonded.inspection) - there


def rank(industry: Industry, days: Floats, laws: Laws) -> Floats | None:
    """Place in the list of parks on ``days``, whole and at least one: (1 + n, k), ``None`` without a base."""
    if industry.rank is None:
        return None
    years = (days - days[0]) / DAYS_A_YEAR
    drift = laws.draw(industry.rank_drift, "rank_drift")
    place = laws.inputs.draw(industry.rank)[:, None] + drift[:, None] * years
    return np.asarray(np.maximum(np.round(place), 1.0))
