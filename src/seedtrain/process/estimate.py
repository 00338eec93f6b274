"""An estimate of the capital and floor area of a plant of some class, with its uncertainty."""

import math
from dataclasses import dataclass

import numpy as np

from seedtrain.catalog import Row, table
from seedtrain.model.inputs import Inputs
from seedtrain.model.value import Origin, Value
from seedtrain.process.capital import REFERENCE_YEAR, area_curve, cost_curve, material_factor
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


def estimate(plant: Plant, inputs: Inputs) -> Estimate:
    """Return capital and floor area of a plant.

    The class picks the model: ``curve`` needs litres, ``benchmark`` counts suites, ``area`` needs a floor
    area; without it nothing is told.
    """
    row = table("capital_classes")[plant.capital_class]
    factor, used = _factor(plant.region, plant.year)
    model = row.words["model"]
    if model == "area":
        if plant.floor_area is None:
            return Estimate(None, None, ())
        per_area = inputs.draw(row.values["cost_per_area"])
        own = _factor(row.words["location"], int(row.words["year"]))[0]
        return Estimate(
            per_area * plant.floor_area * factor / own,
            plant.floor_area,
            (row.values["cost_per_area"].path, *used),
        )
    if model == "benchmark":
        return _benchmark(row, plant, factor, used, inputs)
    if plant.litres <= 0.0:
        return Estimate(None, None, ())
    extra = row.values["spread"].base
    ratio = table("plant_economics")["single-use-capital"].value
    material = material_factor(plant.single_use_share)
    cost = _scatter(inputs, plant, "cost", cost_curve().spread(plant.litres), extra)
    area = _scatter(inputs, plant, "area", area_curve().spread(plant.litres), extra)
    plants = tuple(f"catalog:capital_plants.{key}" for key in cost_curve().left_out)
    return Estimate(
        math.exp(cost_curve().log_median(plant.litres)) * material * factor * cost,
        math.exp(area_curve().log_median(plant.litres)) * area,
        (*plants, row.values["spread"].path, ratio.path, *used),
    )


def _benchmark(row: Row, plant: Plant, factor: float, used: tuple[str, ...], inputs: Inputs) -> Estimate:
    if plant.suites < 1:
        return Estimate(None, None, ())
    spread = row.values["spread"].base
    index = in_year("cost_index", REFERENCE_YEAR).value / in_year("cost_index", int(row.words["year"])).value
    at_reference = row.values["cost_usd"].base * index / table("locations")[row.words["location"]].value.base
    cost = at_reference * plant.suites * factor * _scatter(inputs, plant, "cost", spread)
    area = row.values["floor_area"].base * plant.suites * _scatter(inputs, plant, "area", spread)
    return Estimate(cost, area, (row.values["cost_usd"].path, row.values["spread"].path, *used))


def _factor(region: str, year: int) -> tuple[float, tuple[str, ...]]:
    """From US dollars of the reference year in the United States to yuan of ``year`` in ``region``."""
    then, now = in_year("cost_index", REFERENCE_YEAR), in_year("cost_index", year)
    rate = in_year("exchange_rates", year)
    place = table("locations")[region].value
    return now.value / then.value * place.base * rate.value, (now.path, rate.path, place.path)


def _scatter(inputs: Inputs, plant: Plant, what: str, *spreads: float) -> Draws:
    """Lognormal scatter of median one whose logarithm has the standard deviations given, added in squares.

    It is drawn as an input of its own, so that a verdict can say how much of its doubt is the estimate's.
    """
    total = math.sqrt(sum(each**2 for each in spreads))
    if total <= 0.0:
        return np.ones(1 + inputs.world.replications)
    row = f"capital_classes.{plant.capital_class}.spread"
    shape = Lognormal(1.0, math.sqrt(math.expm1(total**2)))
    text = f"lognormal(median 1, standard deviation of the logarithm {total:.2f})"
    path = f"catalog:{row}@{plant.name}.{what}"
    return inputs.draw(Value(shape.mean, "fraction", text, Origin("catalog", row), path, shape))
