"""A line: one product in one suite that may make it, with its batch, pace, capital and cost."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from seedtrain.catalog import ResolvedRecipe, resolved, table
from seedtrain.catalog.terms import CURVE, DEFAULT_REGION, ITEMISED
from seedtrain.model.inputs import Inputs
from seedtrain.model.product import Product
from seedtrain.model.scenario import Scenario
from seedtrain.model.site import Site, Suite
from seedtrain.process.batch import Batch, StepResult, balance
from seedtrain.process.cost import HOURS_A_YEAR, batch_cost
from seedtrain.process.cycle import Cycle, cycle
from seedtrain.process.estimate import Plant, estimate, scatter
from seedtrain.process.frame import Setting
from seedtrain.process.itemised import itemised
from seedtrain.process.staffing import paid_hours
from seedtrain.process.stream import CELLS
from seedtrain.process.suite import Scale, check_seed_vessels, count_of, litres, scale, single_use_share
from seedtrain.results.batch_profile import OperationProfile
from seedtrain.results.indicator import Draws


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What was worked out for a product in a suite; arrays of shape (1 + n,).

    ``size`` of a batch; ``batch`` its steps; ``operations`` the same as the schedule sees them; ``counts``
    units by class; ``pace`` the cycle; ``batches_a`` batches a year at the usual utilisation; ``capital_cny``
    of the suite, of ``capital_class``, paid over ``life_a`` years at ``interest`` a year; ``cost_cny`` of a
    batch by category; ``failure_odds`` of one batch and ``mass_spread_cv`` from batch to batch;
    ``price_year`` of all money; ``rests_on`` the inputs used.
    """

    product: str
    suite: str
    recipe: ResolvedRecipe
    size: Scale
    batch: Batch
    operations: tuple[OperationProfile, ...]
    counts: dict[str, float]
    pace: Cycle
    batches_a: Draws
    capital_cny: Draws
    capital_class: str
    life_a: Draws
    interest: Draws
    cost_cny: dict[str, Draws]
    failure_odds: Draws
    mass_spread_cv: float
    price_year: int
    rests_on: tuple[str, ...]


def lines(scenario: Scenario, inputs: Inputs, capital: str = CURVE) -> Iterator[Line]:
    """Yield the lines of a scenario, their capital by announced plants or itemised.

    A suite may make a product of a modality it lists, with a recipe of its kind, when it has the vessel
    that sets the scale. Raises :class:`InputError` for a suite whose vessels differ or whose seed vessels
    are too small.
    """
    for product_id, product in scenario.products.items():
        recipe = resolved(product.recipe, scenario.recipes[product.recipe])
        for site in scenario.sites.values():
            for suite_id, suite in site.suites.items():
                if suite.kind == recipe.recipe.kind and product.modality in suite.modalities:
                    place = _Place(scenario, inputs, product_id, product, suite_id, suite, site, capital)
                    line = _line(place, recipe)
                    if line is not None:
                        yield line


@dataclass(frozen=True, slots=True)
class _Place:
    scenario: Scenario
    inputs: Inputs
    product_id: str
    product: Product
    suite_id: str
    suite: Suite
    site: Site
    capital: str


def _line(place: _Place, recipe: ResolvedRecipe) -> Line | None:
    inputs, suite = place.inputs, place.suite
    with inputs.trace() as seen:
        size = scale(suite, recipe, inputs)
        if size is None:
            return None
        given = _given(place.product, suite, recipe, inputs)
        batch = balance(Setting(recipe, inputs, size.volume_L, size.material, given))
        check_seed_vessels(suite, batch)
        operations = _operations(batch)
        units = counts(suite, operations)
        pace = cycle(operations, units)
        capital_class = _capital_class(place, batch)
        if place.capital == ITEMISED:
            capital, rows = _itemised(place, batch, units)
        else:
            capital, rows = _capital(place, capital_class)
        economics = table("plant_economics")
        days, share = economics["operating-days"].value, economics["utilisation"].value
        batches_a = inputs.draw(days) * inputs.draw(share) / pace.time_h
        life_a = inputs.draw(table("capital_classes")[capital_class].values["life"]) / HOURS_A_YEAR
        rate = place.scenario.money.discount_rate
        interest = inputs.draw(economics["interest"].value if rate is None else rate)
        cost = _cost(place, batch, batches_a, capital, (life_a, interest))
        odds, spread = _of_any(batch, "failure_odds"), _of_any(batch, "titer_spread")
    return Line(
        product=place.product_id,
        suite=place.suite_id,
        recipe=recipe,
        size=size,
        batch=batch,
        operations=operations,
        counts=units,
        pace=pace,
        batches_a=batches_a,
        capital_cny=capital,
        capital_class=capital_class,
        life_a=life_a,
        interest=interest,
        cost_cny=cost,
        failure_odds=odds,
        mass_spread_cv=float(spread[0]),
        price_year=place.scenario.money.price_year,
        rests_on=tuple(dict.fromkeys((*seen, *rows))),
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
    following = (*batch.steps[1:], None)
    return tuple(
        _operation(each, each.failure_share / shares if shares else 0.0, _is_emptied(batch, each, then))
        for each, then in zip(batch.steps, following, strict=True)
    )


def _is_emptied(batch: Batch, each: StepResult, then: StepResult | None) -> bool:
    """Whether the vessel that sets the scale is emptied by the step after it: an upstream one on a unit."""
    is_scale = each.step.id == batch.setting.recipe.recipe.scale
    return is_scale and then is not None and then.step.section == "usp" and bool(then.step.unit_class)


def _operation(each: StepResult, failure_share: float, is_emptied: bool) -> OperationProfile:
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
        held_through_next=is_emptied,
        rests_on=each.rests_on,
    )


def _of_any(batch: Batch, name: str) -> Draws:
    """Draws of a parameter that one step of the recipe holds."""
    setting = batch.setting
    return next(setting.draw(each.step.id, name) for each in batch.steps if setting.has(each.step.id, name))


def counts(suite: Suite, operations: Iterable[OperationProfile]) -> dict[str, float]:
    """Units of each class that the operations hold, as the suite has them."""
    return {
        each.unit_class: count_of(suite, each.unit_class, each.section)
        for each in operations
        if each.unit_class
    }


def _cost(
    place: _Place, batch: Batch, batches_a: Draws, capital_cny: Draws, terms: tuple[Draws, Draws]
) -> dict[str, Draws]:
    inputs, uses = place.inputs, batch.uses
    attended, review = uses["labour_h"], uses["quality_labour_h"]
    operators, quality = paid_hours(place.suite.kind, attended, review, batches_a, inputs)
    life_a, interest = terms
    return batch_cost(
        {**uses, "labour_h": operators, "quality_labour_h": quality},
        capital_cny=capital_cny,
        life_a=life_a,
        batches_a=batches_a,
        interest=interest,
        inputs=inputs,
        price_year=place.scenario.money.price_year,
    )


def _capital_class(place: _Place, batch: Batch) -> str:
    """Class of the plant that the suite is a part of: mixed where its site has bags and steel."""
    suite = place.suite
    if suite.kind != "drug_substance":
        return "adc" if suite.kind == "conjugation" else "fill_finish"
    if batch.setting.recipe.recipe.scale_class == "production-fermenter":
        return "microbial"
    bags = single_use_share(each for each in place.site.suites.values() if each.kind == suite.kind)
    if bags in (0.0, 1.0):
        return f"drug_substance_{'single_use' if bags else 'stainless'}"
    return "drug_substance_mixed"


def _capital(place: _Place, capital_class: str) -> tuple[Draws, tuple[str, ...]]:
    """Capital of a suite and the rows it rests on: its share by litres of a plant with all suites alike."""
    suite, site, inputs = place.suite, place.site, place.inputs
    here = [each for each in site.suites.values() if each.kind == suite.kind]
    total_L = sum(litres(each, inputs) for each in here)
    plant = estimate(
        Plant(
            name=site.path,
            capital_class=capital_class,
            litres=total_L,
            suites=len(here),
            floor_area=None,
            single_use_share=single_use_share(here),
            region=site.capital_region or DEFAULT_REGION,
            year=place.scenario.money.price_year,
        ),
        inputs,
    )
    share = litres(suite, inputs) / total_L if suite.kind == "drug_substance" else 1.0 / len(here)
    assert plant.cost is not None
    return plant.cost * share, plant.rests_on


def _itemised(place: _Place, batch: Batch, units: dict[str, float]) -> tuple[Draws, tuple[str, ...]]:
    """Capital of a suite from its equipment, with the scatter of such estimates, and the rows it rests on."""
    found = itemised(
        batch.steps,
        units,
        batch.setting.material,
        place.site.capital_region or DEFAULT_REGION,
        place.scenario.money.price_year,
    )
    spread = table("plant_economics")["itemised-spread"].value
    scattered = scatter(place.inputs, "plant_economics.itemised-spread", place.suite.path, spread.base)
    return found.cny * scattered, (*found.paths, spread.path)
