"""Recipes: a catalogue recipe, with the parameters a scenario overrides."""

from typing import Annotated

from seedtrain.model.block import Block
from seedtrain.model.fields import meaning, reference
from seedtrain.model.value import RawValue


class RecipeUse(Block, frozen=True, kw_only=True):
    """A catalogue recipe by reference; every further key is a step with the parameters it overrides.

    ``steps`` holds what was written under the step keys: step id to parameter id to value.
    """

    from_: Annotated[str, reference("catalog.recipes", "catalogue recipe")]
    variants: Annotated[list[str], meaning("named variants of the recipe, the last one first in force")] = []
    steps: dict[str, dict[str, RawValue]] = {}
