"""Batch profiles of a scenario: each product in each suite that may make it."""

from collections.abc import Iterable, Iterator, Mapping

import numpy as np

from seedtrain.catalog import ResolvedRecipe, resolved, table
from seedtrain.messages import Message
from seedtrain.model.inputs import Inputs
from seedtrain.model.product import Product
from seedtrain.model.scenario import Scenario
from seedtrain.model.site import Site, Suite
from seedtrain.process.batch import Batch, StepResult, balance
from seedtrain.process.cost import batch_cost, total
from seedtrain.process.cycle import Cycle, cycle
from seedtrain.process.estimate import Plant, estimate
from seedtrain.process.frame import Setting
from seedtrain.process.staffing import paid_hours
from seedtrain.process.stream import CELLS
from seedtrain.process.suite import count_of, litres, scale
from seedtrain.results.batch_profile import BatchProfile, OperationProfile
from seedtrain.results.indicator import Draws, Indicator

DEFAULT_REGION = "CN"
Profiles = dict[tuple[str, str], BatchProfile]


def profiles(scenario: Scenario, inputs: Inputs) -> Profiles:
    """Return the batch of every product in every suite that may make it, by (product id, suite id).

    A suite may make a product of a modality it lists, with a recipe of its kind, when it has the vessel
    that sets the scale. Raises :class:`InputError` for a suite whose vessels differ.
    """
    found: Profiles = {}
    for product_id, suite_id, site, suite, recipe in _pairs(scenario):
        profile = _profile(scenario, inputs, product_id, suite_id, site, suite, recipe)
        if profile is not None:
            found[product_id, suite_id] = profile
    return found


def _pairs(scenario: Scenario) -> Iterator[tuple[str, str, Site, Suite, ResolvedRecipe]]:
    for product_id, product in scenario.products.items():
        recipe = resolved(product.recipe, scenario.recipes[product.recipe])
        for site in scenario.sites.values():
            for suite_id, suite in site.suites.items():
                if suite.kind == recipe.recipe.kind and product.modality in suite.modalities:
                    yield product_id, suite_id, site, suite, recipe


def _profile(
    scenario: Scenario,
    inputs: Inputs,
    product_id: str,
    suite_id: str,
    site: Site,
    suite: Suite,
    recipe: ResolvedRecipe,
) -> BatchProfile | None:
    with inputs.trace() as seen:
        size = scale(suite, recipe, inputs)
        if size is None:
            return None
        given = _given(scenario.products[product_id], suite, recipe, inputs)
        batch = balance(Setting(recipe, inputs, size.volume_L, size.material, given))
        operations = _operations(batch)
        pace = cycle(operations, counts(suite, operations))
        cost = _cost(scenario, inputs, site, suite, batch, pace)
        failure = _of_any(batch, "failure_odds")
        spread = float(_of_any(batch, "titer_spread")[0])
    made = batch.product
    return BatchProfile(
        product=product_id,
        recipe=recipe.id,
        suite=suite_id,
        working_volume_L=float(size.volume_L[0]),
        material=size.material,
        operations=operations,
        overall_yield=batch.overall_yield,
        mass_out_g=made.mass_g,
        mass_spread_cv=spread,
        items_out=made.items,
        failure_odds=failure,
        cost_cny=cost,
        consumption={**batch.uses, "cycle_time_h": pace.time_h},
        rests_on=tuple(seen),
    )


def _given(
    product: Product, suite: Suite, recipe: ResolvedRecipe, inputs: Inputs
) -> dict[tuple[str, str], Draws]:
    """What the suite's lines and the product's dose set in place of the recipe."""
    given: dict[tuple[str, str], Draws] = {}
    for key, each in recipe.steps.items():
        for unit in suite.units.values():
            if unit.unit_class == each.step.unit_class and "speed" in each.values:
                if unit.speed is not None:
                    given[key, "speed"] = inputs.draw(unit.speed)
                if unit.effectiveness is not None:
                    given[key, "effectiveness"] = inputs.draw(unit.effectiveness)
        if "mass_per_item" in each.values and product.dose is not None and product.doses_per_item is not None:
            given[key, "mass_per_item"] = inputs.draw(product.dose) * inputs.draw(product.doses_per_item)
    return given


def _operations(batch: Batch) -> tuple[OperationProfile, ...]:
    """The steps as the schedule sees them; the shares of failures are brought to a sum of one."""
    shares = sum(each.failure_share for each in batch.steps)
    return tuple(_operation(each, each.failure_share / shares if shares else 0.0) for each in batch.steps)


def _operation(each: StepResult, failure_share: float) -> OperationProfile:
    out = each.outcome.out
    return OperationProfile(
        step=each.step.id,
        section=each.step.section,
        unit_class=each.step.unit_class,
        duration_h=each.duration_h,
        spread_cv=each.duration_spread,
        hold_limit_h=each.hold_limit_h,
        turnaround_h=each.turnaround_h,
        changeover_h=each.changeover_h,
        failure_share=failure_share,
        volume_out_L=out.volume_L,
        mass_out_g=np.zeros_like(out.volume_L) if out.target == CELLS else out.mass_g,
        rests_on=each.rests_on,
    )


def counts(suite: Suite, operations: Iterable[OperationProfile]) -> dict[str, float]:
    """Units of each class that the operations hold, as the suite has them."""
    return {
        each.unit_class: count_of(suite, each.unit_class, each.section)
        for each in operations
        if each.unit_class
    }


def _cost(
    scenario: Scenario, inputs: Inputs, site: Site, suite: Suite, batch: Batch, pace: Cycle
) -> dict[str, Draws]:
    economics = table("plant_economics")
    capital_class = _capital_class(suite, batch)
    capital = _capital(scenario, inputs, site, suite, capital_class)
    hours = inputs.draw(economics["operating-days"].value) * inputs.draw(economics["utilisation"].value)
    batches_a = hours / pace.time_h
    uses = batch.uses
    operators, quality = paid_hours(suite.kind, uses["labour_h"], uses["quality_labour_h"], batches_a, inputs)
    rate = scenario.money.discount_rate
    return batch_cost(
        {**uses, "labour_h": operators, "quality_labour_h": quality},
        capital_cny=capital,
        life_h=inputs.draw(table("capital_classes")[capital_class].values["life"]),
        batches_a=batches_a,
        interest=inputs.draw(economics["interest"].value if rate is None else rate),
        inputs=inputs,
    )


def _capital_class(suite: Suite, batch: Batch) -> str:
    if suite.kind != "drug_substance":
        return "adc" if suite.kind == "conjugation" else "fill_finish"
    if batch.setting.recipe.recipe.scale_class == "production-fermenter":
        return "microbial"
    return f"drug_substance_{batch.setting.material}"


def _capital(scenario: Scenario, inputs: Inputs, site: Site, suite: Suite, capital_class: str) -> Draws:
    """Capital of a suite: its share by litres of a plant with all the drug substance suites of its site."""
    here = [each for each in site.suites.values() if each.kind == suite.kind]
    total_L = sum(litres(each, inputs) for each in here)
    plant = estimate(
        Plant(
            name=site.path,
            capital_class=capital_class,
            litres=total_L,
            suites=len(here),
            floor_area=None,
            region=site.capital_region or DEFAULT_REGION,
            year=scenario.money.price_year,
        ),
        inputs,
    )
    share = litres(suite, inputs) / total_L if suite.kind == "drug_substance" else 1.0 / len(here)
    assert plant.cost is not None
    return plant.cost * share


def _of_any(batch: Batch, name: str) -> Draws:
    """Draws of a parameter that one step of the recipe holds."""
    setting = batch.setting
    return next(setting.draw(each.step.id, name) for each in batch.steps if setting.has(each.step.id, name))


def batch_indicators(found: Mapping[tuple[str, str], BatchProfile]) -> list[Indicator]:
    """Return mass, cost, cost a gram or an item, overall yield and cycle time of each profile."""
    return [indicator for profile in found.values() for indicator in _indicators(profile)]


def _indicators(profile: BatchProfile) -> Iterator[Indicator]:
    words = {"product": profile.product, "suite": profile.suite}
    place = f"batch.{profile.product}.{profile.suite}"
    cost = total(profile.cost_cny)

    def made(name: str, dimension: str, draws: Draws, headline: bool = False) -> Indicator:
        return Indicator(
            id=f"{place}.{name}",
            label=Message(f"indicator.batch.{name}", words),
            dimension=dimension,
            draws=draws,
            rests_on=profile.rests_on,
            headline=headline,
        )

    yield made("mass", "mass", profile.mass_out_g, headline=True)
    yield made("cost", "money", cost)
    if profile.items_out[0] > 0.0:
        yield made("items", "count", profile.items_out)
        yield made("cost_per_item", "money_per_item", cost / profile.items_out)
    else:
        yield made("cost_per_gram", "money_per_mass", cost / profile.mass_out_g, headline=True)
    yield made("overall_yield", "fraction", profile.overall_yield)
    yield made("cycle_time", "time", profile.consumption["cycle_time_h"])
