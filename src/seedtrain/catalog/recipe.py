"""Recipes that ship: master recipes in the sense of ISA-88, as text, every value with its source."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from seedtrain.catalog.parameter import parameters
from seedtrain.catalog.row import Row, value_of
from seedtrain.catalog.text import content, names, wording
from seedtrain.catalog.variant import Size, Variant, named, sizes_of
from seedtrain.messages import Wording
from seedtrain.model.site import Modality

SuiteKind = Literal["drug_substance", "conjugation", "fill_finish"]


@dataclass(frozen=True, slots=True)
class Step:
    """One unit procedure of a recipe.

    ``section``: usp, dsp, conjugation, fill_finish or quality; ``family``: the process model that computes
    it; ``unit_class``: equipment it holds (empty: none); ``medium``: resin, filter or component it consumes;
    ``parameters``: a row each, the recipe's defaults for any step included.
    """

    id: str
    section: str
    family: str
    unit_class: str
    medium: str
    name: Wording
    parameters: Mapping[str, Row]

    @property
    def known(self) -> tuple[str, ...]:
        """Parameters that may be set: those the recipe gives and those its family takes besides."""
        besides = [key for key, each in parameters().items() if self.family in each.optional_for]
        return (*self.parameters, *(key for key in besides if key not in self.parameters))


@dataclass(frozen=True, slots=True)
class Recipe:
    """How to make a kind of product, from first material to released lot.

    ``scale`` is the step whose unit sets the size of a batch (empty: the batch size is a parameter);
    ``low_L`` to ``high_L`` the working volumes of it for which the recipe holds, single-use to ``bags_L``;
    ``sizes`` those often built; ``variants`` by id; ``kind`` the kind of suite.
    """

    id: str
    name: Wording
    meaning: Wording
    modalities: tuple[Modality, ...]
    kind: SuiteKind
    scale: str
    low_L: float
    high_L: float
    bags_L: float
    sizes: tuple[Size, ...]
    variants: Mapping[str, Variant]
    steps: Mapping[str, Step]

    def most_litres(self, material: str | None) -> float:
        """Largest working volume for which the recipe holds in vessels of ``material``."""
        return self.bags_L if material == "single_use" else self.high_L

    @property
    def scale_class(self) -> str:
        """Unit class whose vessels set the batch size; empty where none does."""
        return self.steps[self.scale].unit_class if self.scale else ""


@cache
def recipes() -> tuple[str, ...]:
    """Return the ids of the recipes that ship."""
    return tuple(names("recipes"))


@cache
def recipe(id_: str) -> Recipe:
    """Return the recipe ``id_``. Raises ``KeyError`` when none has that id."""
    if id_ not in recipes():
        raise KeyError(id_)
    tree = content(f"recipes/{id_}.yaml")
    shared = _rows(f"{id_}.defaults", tree.get("defaults") or {})
    steps = {key: _step(id_, key, step, shared) for key, step in tree["steps"].items()}
    name, meaning = wording(tree["name"]), wording(tree["meaning"])
    assert name is not None
    assert meaning is not None
    scale = tree.get("scale") or {}
    return Recipe(
        id=id_,
        name=name,
        meaning=meaning,
        modalities=tuple(tree["modalities"]),
        kind=tree["kind"],
        scale=scale.get("step") or "",
        low_L=float(scale.get("low_L") or 0.0),
        high_L=float(scale.get("high_L") or 0.0),
        bags_L=float(scale.get("bags_L") or scale.get("high_L") or 0.0),
        sizes=sizes_of(scale),
        variants={key: _variant(id_, key, each) for key, each in (tree.get("variants") or {}).items()},
        steps=steps,
    )


def _step(recipe_id: str, key: str, step: dict[str, Any], shared: Mapping[str, Row]) -> Step:
    name = wording(step["name"])
    assert name is not None, key
    return Step(
        id=key,
        section=step["section"],
        family=step["family"],
        unit_class=step.get("unit_class") or "",
        medium=step.get("medium") or "",
        name=name,
        parameters={**shared, **_rows(f"{recipe_id}.{key}", step["parameters"])},
    )


def _variant(recipe_id: str, key: str, tree: dict[str, Any]) -> Variant:
    place = f"{recipe_id}.variants.{key}"
    return Variant(
        key,
        named(tree),
        {step: _rows(f"{place}.{step}", rows) for step, rows in tree["steps"].items()},
    )


def _rows(place: str, found: Mapping[str, Any]) -> dict[str, Row]:
    known = parameters()
    rows = {}
    for key, row in found.items():
        value = value_of(row["value"], known[key].dimension, f"catalog:{place}.{key}")
        rows[key] = Row(
            table=place,
            id=key,
            values={"value": value},
            words={},
            source=row["source"],
            date=row["date"],
            mark=row["mark"],
            note=row.get("note") or "",
            name=known[key].meaning,
        )
    return rows
