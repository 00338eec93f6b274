"""Variants of a recipe: named bundles of values in place of the recipe's own, and the sizes it is run at."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from seedtrain.catalog.row import Row
from seedtrain.catalog.text import wording
from seedtrain.messages import Wording
from seedtrain.quantities import canonical


@dataclass(frozen=True, slots=True)
class Variant:
    """One way to run a recipe: ``rows`` by step and parameter stand in place of the recipe's."""

    id: str
    name: Wording
    rows: Mapping[str, Mapping[str, Row]]


@dataclass(frozen=True, slots=True)
class Size:
    """A working volume of the vessel that sets the scale, as it is often built, and its material."""

    text: str
    volume_L: float
    material: str


def sizes_of(scale: Mapping[str, Any]) -> tuple[Size, ...]:
    """Return the sizes that the scale of a recipe lists, in its order."""
    return tuple(
        Size(text, canonical(text, "volume"), material)
        for material in ("single_use", "stainless")
        for text in scale.get(material) or ()
    )


def named(tree: Mapping[str, Any]) -> Wording:
    """Return the name of a variant."""
    name = wording(tree["name"])
    assert name is not None
    return name
