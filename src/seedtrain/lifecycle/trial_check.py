"""What is wrong with the trials of a programme, told without sampling a world."""

from collections.abc import Iterator

from seedtrain.errors import Finding, finding
from seedtrain.lifecycle.route import StageTerms, route_of
from seedtrain.model.product import Product
from seedtrain.model.programme import Programme
from seedtrain.model.referable import suites
from seedtrain.model.scenario import Scenario
from seedtrain.model.trial import Trial

CLINICAL = ("phase_1", "phase_2", "phase_3", "confirmatory")
"""Stages that have trials."""


def trial_findings(scenario: Scenario, programme: Programme) -> Iterator[Finding]:
    """Give the findings of every trial of ``programme``, whose route holds.

    LIF-011 a stage without trials on the route; LIF-012 trials of more than one molecule; LIF-013 an item
    whose dose, doses in an item or doses a patient can't be told; LIF-014 a product no suite can make.
    """
    if programme.trials and (programme.molecules.distribution is not None or programme.molecules.base != 1.0):
        yield finding("LIF-012", path=f"{programme.path}.trials", value=programme.molecules.text)
    terms = {each.stage: each for each in route_of(programme)}
    for stage, trial in programme.trials.items():
        if stage not in terms or stage not in CLINICAL:
            known = ", ".join(each for each in terms if each in CLINICAL)
            yield finding("LIF-011", path=f"{programme.path}.trials.{stage}", value=stage, known=known or "–")
            continue
        item = scenario.products.get(trial.item)
        for lacking in [] if item is None else _lacking(trial, item, terms[stage]):
            yield finding("LIF-013", path=trial.path, value=trial.item, lacking=lacking)
        for product, kinds in (
            (trial.item, ("fill_finish",)),
            (trial.substance, ("drug_substance", "conjugation")),
        ):
            if product in scenario.products and not _can_make(scenario, str(product), kinds):
                yield finding("LIF-014", path=trial.path, value=product)


def _lacking(trial: Trial, item: Product, terms: StageTerms) -> Iterator[str]:
    """Paths of what the item must say."""
    if item.dose is None:
        yield f"{item.path}.dose"
    if item.doses_per_item is None:
        yield f"{item.path}.doses_per_item"
    for arm in trial.arms.values():
        if arm.doses is None and (item.doses_per_year is None or terms.treatment is None):
            yield f"{arm.path}.doses"


def _can_make(scenario: Scenario, product: str, kinds: tuple[str, ...]) -> bool:
    """Whether some suite of these kinds makes clinical batches of the product's modality."""
    modality = scenario.products[product].modality
    return any(
        suite.kind in kinds
        and modality in suite.modalities
        and (not suite.purposes or "clinical" in suite.purposes)
        for suite in suites(scenario).values()
    )
