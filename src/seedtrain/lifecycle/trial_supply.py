"""From patients to grams: the drug substance that trials and the market ask for."""

from seedtrain.catalog import table
from seedtrain.lifecycle.route import StageTerms
from seedtrain.model.inputs import Inputs
from seedtrain.model.product import Product
from seedtrain.model.programme import Programme
from seedtrain.results.indicator import Draws


def trial_mass(terms: StageTerms, product: Product, inputs: Inputs) -> Draws | None:
    r"""Drug substance one molecule's trials of a stage take, shape (1 + n,), ``None`` where it has none. [g]

    .. math:: m = \frac{N \, f \, t \, d \, (1 + o)}{1 - l}

    N patients, f doses a time, t time of treatment, d dose, o overage, l loss in fill-finish.
    """
    if (
        terms.patients is None
        or terms.treatment is None
        or product.dose is None
        or product.doses_per_year is None
    ):
        return None
    draw = inputs.draw
    dosed = draw(terms.patients) * draw(product.doses_per_year) * draw(terms.treatment) * draw(product.dose)
    overage = draw(table("stages")["any.trial.overage"].value)
    return dosed * (1.0 + overage) / (1.0 - _loss(product, inputs))


def market_mass(programme: Programme, product: Product, inputs: Inputs) -> Draws | None:
    """Drug substance the patients on the market take in a year at full uptake, shape (1 + n,). [g]"""
    if programme.patients is None or product.dose is None or product.doses_per_year is None:
        return None
    draw = inputs.draw
    doses = draw(programme.patients) * draw(product.doses_per_year) * 24.0 * 365.25
    return doses * draw(product.dose) / (1.0 - _loss(product, inputs))


def _loss(product: Product, inputs: Inputs) -> Draws | float:
    return 0.0 if product.fill_loss is None else inputs.draw(product.fill_loss)
