"""The capital curve against announced plants: each predicted with itself left out of the fit."""

import math
from collections.abc import Mapping

import numpy as np

from seedtrain.catalog import table
from seedtrain.process.capital import REFERENCE_YEAR, cost_curve, material_factor
from seedtrain.process.index import in_year
from seedtrain.process.published.given import given


def plants() -> Mapping[str, float]:
    """Return our figures by the id of the row: USD a litre in each plant's own year and place, CNY for
    Zencore's.

    The median error is over the plants left out in turn and Zencore's, which is never in.
    """
    found: dict[str, float] = {}
    errors = []
    for key in cost_curve().left_out:
        row = table("capital_plants")[key]
        litres = row.values["litres"].base
        share = 1.0 if row.words["material"] == "single_use" else 0.0
        cost = math.exp(cost_curve(without=key).log_median(litres))
        cost *= material_factor(share) * _to(int(row.words["year"]), row.words["location"])
        found[f"V9.{key}"] = cost / litres
        errors.append(abs(cost / row.values["cost_usd"].base - 1.0))
    litres, year = given("zencore", "litres"), int(given("zencore", "year"))
    share = given("zencore", "single-use-litres") / litres
    cost = math.exp(cost_curve().log_median(litres)) * material_factor(share) * _to(year, "CN")
    found["V9.zencore"] = cost * in_year("exchange_rates", year).value / litres
    announced = table("validation")["V9.zencore"].values["expected"].base
    errors.append(abs(found["V9.zencore"] / announced - 1.0))
    found["V9.median"] = float(np.median(errors))
    return found


def _to(year: int, location: str) -> float:
    """From US dollars of the reference year in the United States to those of another year and place."""
    index = in_year("cost_index", year).value / in_year("cost_index", REFERENCE_YEAR).value
    return index * table("locations")[location].value.base
