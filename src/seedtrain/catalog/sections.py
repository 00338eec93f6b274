"""Sections of the process that the products of a scenario come from, and what follows for a plan of them."""

from collections.abc import Iterator

from seedtrain.catalog.recipe import recipe, recipes
from seedtrain.errors import Finding, finding
from seedtrain.model.scenario import Scenario

SECTIONS = ("drug_substance", "conjugation", "fill_finish")
"""Kinds of recipe and suite in the order of the process."""


def section_of(scenario: Scenario, product: str) -> str:
    """Section that makes ``product``; empty where product or recipe are not known."""
    noun = scenario.products.get(product)
    use = None if noun is None else scenario.recipes.get(noun.recipe)
    return recipe(use.from_).kind if use is not None and use.from_ in recipes() else ""


def section_findings(scenario: Scenario) -> Iterator[Finding]:
    """Yield what does not fit: a substance that no earlier section makes (PLN-063), a forecast by the item of
    what is not filled, or by mass of what is (PLN-065)."""
    for name, product in scenario.products.items():
        made, source = section_of(scenario, name), product.substance
        if source is None or not made or source not in scenario.products:
            continue
        before = section_of(scenario, source)
        if before and SECTIONS.index(before) >= SECTIONS.index(made):
            yield finding("PLN-063", path=f"{product.path}.substance", value=source, product=name)
    demand = {} if scenario.planning is None else scenario.planning.demand
    for forecast in demand.values():
        made = section_of(scenario, forecast.product)
        if made and (made == "fill_finish") != (forecast.item_demand is not None):
            field = "item_demand" if made == "fill_finish" else "demand"
            path = f"{forecast.path}.product"
            yield finding("PLN-065", path=path, value=forecast.product, field=field)
