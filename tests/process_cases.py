"""Batches of catalogue recipes for the tests of process."""

from collections.abc import Mapping

import numpy as np

from seedtrain.catalog import resolved
from seedtrain.model.inputs import Inputs
from seedtrain.model.recipe import RecipeUse
from seedtrain.process import Batch, Setting, balance
from seedtrain.quantities import World

Given = Mapping[tuple[str, str], float]


def setting(
    recipe: str,
    volume_L: float = 2000.0,
    *,
    material: str = "single_use",
    given: Given | None = None,
    replications: int = 0,
) -> Setting:
    """A batch of a catalogue recipe; ``given`` numbers, in canonical units, in place of the recipe's."""
    inputs = Inputs(World(replications, 1))
    ones = np.ones(1 + replications)
    values = {key: number * ones for key, number in (given or {}).items()}
    use = RecipeUse(from_=recipe, path="recipes.test")
    return Setting(resolved("test", use), inputs, volume_L * ones, material, values)


def batch(recipe: str, volume_L: float = 2000.0, **options: object) -> Batch:
    """The batch of :func:`setting`."""
    return balance(setting(recipe, volume_L, **options))  # type: ignore[arg-type]


def exact_yields(recipe: str, kept: float) -> dict[tuple[str, str], float]:
    """Step yields that multiply to ``kept``: all of it lost in the first step that has one, no samples."""
    base = resolved("test", RecipeUse(from_=recipe, path="recipes.test"))
    steps = [key for key, step in base.steps.items() if "step_yield" in step.values]
    given = {(key, "step_yield"): 1.0 for key in steps}
    given[steps[0], "step_yield"] = kept
    given.update(
        {(key, "sample_volume"): 0.0 for key, step in base.steps.items() if "sample_volume" in step.values}
    )
    return given
