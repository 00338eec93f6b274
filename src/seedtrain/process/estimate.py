"""An estimate of the capital and floor area of a plant of some class, with its uncertainty."""

import math
from dataclasses import dataclass

import numpy as np

from seedtrain.catalog import table
from seedtrain.messages import Message
from seedtrain.model.inputs import Inputs
from seedtrain.model.value import Origin, Value
from seedtrain.process.capital import REFERENCE_YEAR, area_curve, benchmark, cost_curve, material_factor
from seedtrain.process.index import in_year
from seedtrain.quantities import Lognormal
from seedtrain.results.indicator import Draws


@dataclass(frozen=True, slots=True)
class Estimate:
    """Capital [CNY of the price year] and floor area [m2], each of shape (1 + n,); ``None`` where not told.

    ``rests_on`` rows of the catalogue used.
    """

    cost: Draws | None
    floor_area: Draws | None
    rests_on: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plant:
    """What a plant is.

    ``capital_class`` a row of the table; ``litres`` of production vessels, ``single_use_share`` of them;
    ``suites`` counted; ``floor_area`` announced [m2]; ``region`` a row of the location factors;
    ``year`` the price year. ``name`` makes its scatter its own.
    """

    name: str
    capital_class: str
    litres: float
    suites: int
    floor_area: Draws | None
    single_use_share: float = 0.0
    region: str
    year: int


@dataclass(frozen=True, slots=True)
class Factor:
    """A factor of an estimate: the cost at the reference or what multiplies it; ``path`` of its row."""

    label: Message
    value: float
    path: str


def factors(plant: Plant) -> tuple[Factor, ...]:
    """Return the factors whose product is the median capital of a plant [CNY], the cost at the reference
    first.

    Empty where the class needs litres, suites or a floor area that the plant lacks. The cost at the
    reference is in US dollars of the reference year in the United States (class ``area``: yuan of the year
    of its row).
    """
    row = table("capital_classes")[plant.capital_class]
    model, place = row.words["model"], table("locations")[plant.region].value
    index = in_year("cost_index", plant.year)
    if model == "area":
        if plant.floor_area is None:
            return ()
        from_index = in_year("cost_index", int(row.words["year"]))
        own = table("locations")[row.words["location"]].value.base
        per_area = row.values["cost_per_area"]
        return (
            _named("by_area", per_area.base * float(plant.floor_area[0]), per_area.path),
            _named("location", place.base / own, place.path),
            _named("index", index.value / from_index.value, index.path, year=index.year),
        )
    rate, then = in_year("exchange_rates", plant.year), in_year("cost_index", REFERENCE_YEAR)
    there = (
        _named("location", place.base, place.path),
        _named("index", index.value / then.value, index.path, year=index.year),
        _named("exchange", rate.value, rate.path, year=rate.year),
    )
    if model == "benchmark":
        if plant.suites < 1:
            return ()
        by_suite = _named("benchmark", benchmark(plant.capital_class).cost, "catalog:capital_plants")
        return (by_suite, _named("suites", float(plant.suites), "catalog:capital_plants"), *there)
    if plant.litres <= 0.0:
        return ()
    ratio = table("plant_economics")["single-use-capital"].value
    at_reference = math.exp(cost_curve().log_median(plant.litres))
    return (
        _named("curve", at_reference, "catalog:capital_plants"),
        _named("material", material_factor(plant.single_use_share), ratio.path),
        *there,
    )


def estimate(plant: Plant, inputs: Inputs) -> Estimate:
    """Return capital and floor area of a plant: the product of its :func:`factors`, with the scatter of its
    class.

    The class picks the model: ``curve`` needs litres, ``benchmark`` counts suites, ``area`` needs a floor
    area; without it nothing is told.
    """
    found = factors(plant)
    if not found:
        return Estimate(None, None, ())
    row = table("capital_classes")[plant.capital_class]
    median = math.prod(each.value for each in found)
    used = tuple(each.path for each in found)
    model, spread = row.words["model"], row.values["spread"]
    if model == "area":
        per_area = inputs.draw(row.values["cost_per_area"])
        assert plant.floor_area is not None
        cost = median * per_area / row.values["cost_per_area"].base * plant.floor_area / plant.floor_area[0]
        return Estimate(cost, plant.floor_area, used)
    if model == "benchmark":
        alike = benchmark(plant.capital_class)
        cost = median * _scatter(inputs, plant, "cost", alike.cost_spread, spread.base)
        area = alike.area * plant.suites * _scatter(inputs, plant, "area", alike.area_spread, spread.base)
        rows = tuple(f"catalog:capital_plants.{key}" for key in alike.plants)
        return Estimate(cost, area, (*rows, *used[2:], spread.path))
    cost = median * _scatter(inputs, plant, "cost", cost_curve().spread(plant.litres), spread.base)
    area = _scatter(inputs, plant, "area", area_curve().spread(plant.litres), spread.base)
    plants = tuple(f"catalog:capital_plants.{key}" for key in cost_curve().left_out)
    rests_on = (*plants, *used[1:], spread.path)
    return Estimate(cost, math.exp(area_curve().log_median(plant.litres)) * area, rests_on)


def _named(key: str, value: float, path: str, **params: object) -> Factor:
    return Factor(Message(f"process.capital.{key}", params), value, path)


def _scatter(inputs: Inputs, plant: Plant, what: str, *spreads: float) -> Draws:
    """Lognormal scatter of median one whose logarithm has the standard deviations given, added in squares."""
    total = math.sqrt(sum(each**2 for each in spreads))
    return scatter(inputs, f"capital_classes.{plant.capital_class}.spread", f"{plant.name}.{what}", total)


def scatter(inputs: Inputs, row: str, name: str, spread: float) -> Draws:
    """Lognormal scatter of median one whose logarithm has the standard deviation ``spread``.

    It is drawn as an input of its own (``name`` sets apart those of one ``row``), so that a verdict can say
    how much of its doubt is the estimate's.
    """
    if spread <= 0.0:
        return np.ones(1 + inputs.world.replications)
    shape = Lognormal(1.0, math.sqrt(math.expm1(spread**2)))
    text = f"lognormal(median 1, standard deviation of the logarithm {spread:.2f})"
    path = f"catalog:{row}@{name}"
    return inputs.draw(Value(shape.mean, "fraction", text, Origin("catalog", row), path, shape))
