r"""Capital and floor area of a plant, from announced plants by their litres.

.. math:: \ln C = a + b \ln V + \varepsilon

:math:`C` cost in US dollars of 2020 at the United States' location, :math:`V` litres of production vessels.
A plant's cost is brought there by the plant cost index and its location factor and, for a plant to be
estimated, back again, then to yuan at the year's average rate. The spread of :math:`\varepsilon` is the
root mean square error of each plant predicted with itself left out of the fit, widened with the distance
from the middle of the fit:
:math:`s \sqrt{(1 + 1/n + (x - \bar x)^2 / S_{xx}) / (1 + 1/n)}`. The base is the median times
:math:`\sqrt{1 + cv^2}`, the mean of the lognormal. Valid for 4,500 to 256,000 L; below, an extrapolation.
Reference: ordinary least squares prediction interval, N.R. Draper, H. Smith, Applied Regression Analysis,
3rd ed. 1998, ch. 3.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from seedtrain.catalog import Row, table
from seedtrain.process.index import in_year

REFERENCE_YEAR = 2020
CURVE = "drug_substance"


@dataclass(frozen=True, slots=True)
class Curve:
    """A straight line through logarithms, with the spread of plants left out of it."""

    intercept: float
    slope: float
    middle: float
    sum_of_squares: float
    count: int
    left_out: Mapping[str, float]

    def log_median(self, litres: float) -> float:
        """Logarithm of the median at ``litres``."""
        return self.intercept + self.slope * math.log(litres)

    def spread(self, litres: float) -> float:
        """Standard deviation of the logarithm of a new plant at ``litres``."""
        errors = np.array(list(self.left_out.values()))
        near = 1.0 + 1.0 / self.count
        far = near + (math.log(litres) - self.middle) ** 2 / self.sum_of_squares
        return float(np.sqrt(np.mean(errors**2)) * math.sqrt(far / near))


def cost_at_reference(row: Row) -> float:
    """Cost of a plant, were it of steel, in US dollars of the reference year in the United States."""
    return _cost(row) / material_factor(1.0 if row.words["material"] == "single_use" else 0.0)


def _cost(row: Row) -> float:
    """Cost of a plant in US dollars of the reference year in the United States."""
    index = in_year("cost_index", REFERENCE_YEAR).value / in_year("cost_index", int(row.words["year"])).value
    return row.values["cost_usd"].base * index / table("locations")[row.words["location"]].value.base


def material_factor(single_use_share: float) -> float:
    """Capital over that of a plant all of stainless steel; ``single_use_share`` by litres."""
    return float(table("plant_economics")["single-use-capital"].value.base ** single_use_share)


@cache
def cost_curve(without: str = "") -> Curve:
    """Return the fit of cost on litres, perhaps without one plant."""
    rows = [row for row in _fitted(CURVE) if row.id != without]
    return _fit({row.id: (row.values["litres"].base, cost_at_reference(row)) for row in rows})


@cache
def area_curve(without: str = "") -> Curve:
    """Return the fit of floor area [m2] on litres, perhaps without one plant."""
    rows = [row for row in _fitted(CURVE) if "floor_area" in row.values and row.id != without]
    return _fit({row.id: (row.values["litres"].base, row.values["floor_area"].base) for row in rows})


@dataclass(frozen=True, slots=True)
class Benchmark:
    """Capital and floor area of a suite, from announced plants of one group.

    Medians (cost in US dollars of the reference year in the United States, area in m2) and standard
    deviations of the logarithm of a new plant: those of the plants times the root of 1 + 1/n. ``plants``
    the rows used.
    """

    cost: float
    cost_spread: float
    area: float
    area_spread: float
    plants: tuple[str, ...]


@cache
def benchmark(group: str) -> Benchmark:
    """Return cost and floor area by suite of a group of plants."""
    rows = _fitted(group)
    cost, cost_spread = _by_suite([(_cost(row), row.values["suites"].base) for row in rows])
    floors = [row for row in rows if "floor_area" in row.values]
    area, area_spread = _by_suite(
        [(row.values["floor_area"].base, row.values["suites"].base) for row in floors]
    )
    return Benchmark(cost, cost_spread, area, area_spread, tuple(row.id for row in rows))


def _by_suite(plants: Sequence[tuple[float, float]]) -> tuple[float, float]:
    logs = np.log([size / suites for size, suites in plants])
    spread = float(np.std(logs, ddof=1)) * math.sqrt(1.0 + 1.0 / len(plants))
    return math.exp(float(np.mean(logs))), spread


def _fitted(group: str) -> Sequence[Row]:
    rows = table("capital_plants").values()
    return [row for row in rows if row.words["fit"] == "true" and row.words["group"] == group]


def _line(points: Sequence[tuple[float, float]]) -> tuple[float, float, float, float]:
    x, y = np.log(np.array(points)).T
    middle = float(np.mean(x))
    squares = float(np.sum((x - middle) ** 2))
    slope = float(np.sum((x - middle) * (y - np.mean(y))) / squares)
    return float(np.mean(y)) - slope * middle, slope, middle, squares


def _fit(plants: Mapping[str, tuple[float, float]]) -> Curve:
    left_out = {}
    for key, (litres, size) in plants.items():
        intercept, slope, *_ = _line([point for other, point in plants.items() if other != key])
        left_out[key] = math.log(size) - (intercept + slope * math.log(litres))
    intercept, slope, middle, squares = _line(list(plants.values()))
    return Curve(intercept, slope, middle, squares, len(plants), left_out)
