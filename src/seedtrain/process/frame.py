"""The frame of a step: its parameters as drawn, the vessel it runs in, the recipe around it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from seedtrain.catalog import ResolvedRecipe, Step, table
from seedtrain.model.inputs import Inputs
from seedtrain.results.indicator import Draws


@dataclass(frozen=True, slots=True)
class Setting:
    """One batch of a recipe in one suite.

    ``volume_L`` working volume of the vessel that sets the scale (0 where none does), shape (1 + n,);
    ``material`` single_use or stainless; ``given`` draws that the suite or the product sets in place of the
    recipe's: by step and parameter.
    """

    recipe: ResolvedRecipe
    inputs: Inputs
    volume_L: Draws
    material: str
    given: Mapping[tuple[str, str], Draws] = field(default_factory=dict)

    @property
    def ones(self) -> Draws:
        """Ones, shape (1 + n,)."""
        return np.ones(1 + self.inputs.world.replications)

    def has(self, step: str, name: str) -> bool:
        """Whether a step has a parameter."""
        return (step, name) in self.given or name in self.recipe.steps[step].values

    def draw(self, step: str, name: str) -> Draws:
        """Draws of a parameter of a step, shape (1 + n,). Raises ``KeyError`` where it has none."""
        if (step, name) in self.given:
            return self.given[step, name]
        return self.inputs.draw(self.recipe.steps[step].values[name])

    def economics(self, row: str) -> Draws:
        """Draws of a row of the catalogue's table of plant economics."""
        return self.inputs.draw(table("plant_economics")[row].value)


@dataclass(frozen=True, slots=True)
class Frame:
    """A step in its setting: ``frame("titer")`` gives the draws of a parameter."""

    setting: Setting
    step: Step
    culture_L: Mapping[str, Draws]

    def __call__(self, name: str) -> Draws:
        """Draws of a parameter of this step, shape (1 + n,), in its canonical unit."""
        return self.setting.draw(self.step.id, name)

    def base(self, name: str) -> float:
        """Base value of a parameter of this step."""
        return float(self(name)[0])

    def has(self, name: str) -> bool:
        """Whether this step has a parameter."""
        return self.setting.has(self.step.id, name)

    def scale(self, name: str) -> Draws:
        """Draws of a parameter of the step that sets the scale."""
        return self.setting.draw(self.setting.recipe.recipe.scale, name)

    @property
    def ones(self) -> Draws:
        """Ones, shape (1 + n,)."""
        return self.setting.ones

    @property
    def zeros(self) -> Draws:
        """Zeros, shape (1 + n,)."""
        return np.zeros_like(self.setting.ones)
