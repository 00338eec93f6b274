"""A recipe as a scenario uses it: the catalogue's values with the scenario's own in their place."""

from collections.abc import Mapping
from dataclasses import dataclass

from seedtrain.catalog.parameter import parameters
from seedtrain.catalog.recipe import Recipe, Step, recipe
from seedtrain.model.parse import parse_value
from seedtrain.model.recipe import RecipeUse
from seedtrain.model.value import Value


@dataclass(frozen=True, slots=True)
class ResolvedStep:
    """A step with the values that hold: parameter id to value, in canonical units."""

    step: Step
    values: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class ResolvedRecipe:
    """A recipe of a scenario: ``id`` as the scenario calls it, ``recipe`` the catalogue's, steps by id."""

    id: str
    recipe: Recipe
    steps: Mapping[str, ResolvedStep]


def resolved(id_: str, use: RecipeUse) -> ResolvedRecipe:
    """Return recipe ``use`` with its variants and the scenario's values in place of the catalogue's.

    Raises ``KeyError`` for a recipe, variant, step or parameter that does not exist (:func:`resolve` finds
    those first) and :class:`InputError` for a value that is not one.
    """
    base = recipe(use.from_)
    for step_id in use.steps:
        base.steps[step_id]
    return ResolvedRecipe(id_, base, {key: _step(step, use) for key, step in base.steps.items()})


def _step(step: Step, use: RecipeUse) -> ResolvedStep:
    values = {key: row.value for key, row in step.parameters.items()}
    for name in use.variants:
        rows = recipe(use.from_).variants[name].rows.get(step.id, {})
        values |= {key: row.value for key, row in rows.items()}
    for key, raw in use.steps.get(step.id, {}).items():
        if key not in step.known:
            raise KeyError(key)
        known = parameters()[key]
        values[key] = parse_value(raw, known.dimension, known.bounds)
    return ResolvedStep(step, values)
