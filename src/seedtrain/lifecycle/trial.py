"""The plan of a trial in numbers: patients, items, drug substance, and how long it takes."""

from dataclasses import dataclass

import numpy as np

from seedtrain.catalog import table
from seedtrain.lifecycle.route import StageTerms
from seedtrain.model.inputs import Inputs
from seedtrain.model.product import Product
from seedtrain.model.trial import Arm, Trial
from seedtrain.model.value import Value
from seedtrain.results.indicator import Draws


@dataclass(frozen=True, slots=True)
class TrialNeed:
    """What a trial takes: all (1 + n,).

    ``items`` made here, of which ``reserve`` are kept for stability and retention; ``comparator_items``
    bought; ``mass`` drug substance in the items made, fill-finish losses included [g].
    """

    items: Draws
    reserve: Draws
    comparator_items: Draws
    mass: Draws


def campaigns(trial: Trial) -> int:
    """Campaigns the supply of ``trial`` is made in."""
    return 1 if trial.campaigns is None else int(trial.campaigns.base)


def need_of(trial: Trial, product: Product, terms: StageTerms, inputs: Inputs) -> TrialNeed:
    r"""Work out what ``trial`` takes of ``product``, its item, in the stage of ``terms``.

    .. math:: n = (1 + o) \sum_a \frac{N_a D_a}{d} + S s + c r, \quad
              m = \frac{(1 + o) \sum_a N_a D_a w_a + (S s + c r) \, d \, w}{1 - l}

    N patients and D doses a patient in arm a of dose w, d doses in an item, o overage, S hospitals that keep
    s items each, c campaigns of which r items are reserved, l loss in fill-finish. Arms of a comparator are
    counted apart, with the same overage. ``product`` has a dose and doses in an item.
    """
    assert product.dose is not None
    assert product.doses_per_item is not None
    draw = inputs.draw
    per_item, usual_dose = draw(product.doses_per_item), draw(product.dose)
    grown = 1.0 + _or_default(trial.overage, "overage", inputs)
    dosed = np.zeros_like(per_item)
    mass, bought = dosed.copy(), dosed.copy()
    for arm in trial.arms.values():
        doses = draw(arm.patients) * _doses(arm, product, terms, inputs)
        if arm.is_comparator:
            bought = bought + grown * doses / per_item
            continue
        dosed = dosed + grown * doses / per_item
        mass = mass + grown * doses * (usual_dose if arm.dose is None else draw(arm.dose))
    hospitals = np.ones_like(per_item) if trial.sites is None else draw(trial.sites)
    kept = hospitals * _or_default(trial.site_items, "site_items", inputs)
    reserve = campaigns(trial) * _or_default(trial.reserve_items, "reserve_items", inputs)
    loss = np.zeros_like(per_item) if product.fill_loss is None else draw(product.fill_loss)
    mass = (mass + (kept + reserve) * per_item * usual_dose) / (1.0 - loss)
    return TrialNeed(dosed + kept + reserve, reserve, bought, mass)


def trial_days(trial: Trial, terms: StageTerms, inputs: Inputs) -> Draws | None:
    r"""Time from the first patient to the report, shape (1 + n,), ``None`` where enrolment is not given. [d]

    .. math:: t = \frac{\sum_a N_a}{S e} + t_\text{treatment} + t_\text{close-out}

    S hospitals that enrol e patients a time each. Valid for hospitals that all open on the first day.
    """
    if trial.enrolment is None or trial.sites is None:
        return None
    draw = inputs.draw
    patients = np.sum([draw(arm.patients) for arm in trial.arms.values()], axis=0)
    time = patients / (draw(trial.sites) * draw(trial.enrolment))
    if terms.treatment is not None:
        time = time + draw(terms.treatment)
    return np.asarray((time + draw(table("stages")["any.trial.close_out"].value)) / 24.0)


def _doses(arm: Arm, product: Product, terms: StageTerms, inputs: Inputs) -> Draws:
    """Doses a patient takes, whole ones: given, or the product's in the stage's time of treatment."""
    if arm.doses is not None:
        return inputs.draw(arm.doses)
    assert product.doses_per_year is not None
    assert terms.treatment is not None
    return np.asarray(np.ceil(inputs.draw(product.doses_per_year) * inputs.draw(terms.treatment) - 1e-9))


def _or_default(given: Value | None, name: str, inputs: Inputs) -> Draws:
    return inputs.draw(table("stages")[f"any.trial.{name}"].value if given is None else given)
