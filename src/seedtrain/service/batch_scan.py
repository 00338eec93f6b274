"""How the cost of a studied recipe goes with what its batch is made of: a scan of one parameter."""

import numpy as np

from seedtrain.catalog import parameters
from seedtrain.model.block import changed
from seedtrain.model.inputs import Inputs
from seedtrain.model.scenario import Scenario
from seedtrain.model.value import Origin, RawValue
from seedtrain.process import line_of
from seedtrain.process.line import Line
from seedtrain.process.scan import Point, scan
from seedtrain.quantities import DIMENSIONS, World

SCANNED = ("titer", "antibody_concentration", "batch_items")
"""What is scanned, the first of them that the recipe has."""
_LOW, _HIGH, _POINTS = 0.5, 2.0, 46
"""From half to twice the base in steps of equal ratio."""


def scanned(scenario: Scenario, line: Line, capital: str) -> tuple[str, tuple[Point, ...]]:
    """Return the place ``step.parameter`` that is scanned and the line at values of it, within its bounds."""
    steps = line.recipe.steps
    place, name = next(
        (f"{key}.{name}", name) for name in SCANNED for key, step in steps.items() if name in step.values
    )
    key = place.partition(".")[0]
    known, base = parameters()[name], steps[key].values[name].base
    most = known.bounds.most or np.inf
    low, high = min(_LOW * base, most), min(_HIGH * base, most)
    values = [float(each) for each in np.geomspace(low, high, _POINTS)]

    use = scenario.recipes["recipe"]
    symbol = DIMENSIONS[known.dimension].symbol.removeprefix("1")

    def at(value: float) -> Line:
        raw = RawValue(f"{value:.9g} {symbol}".strip(), Origin(), f"{use.path}.{key}.{name}")
        written = {**use.steps, key: {**use.steps.get(key, {}), name: raw}}
        other = changed(scenario, recipes={"recipe": changed(use, steps=written)})
        return line_of(other, Inputs(World(0, 1)), capital)

    return place, scan(values, at)
