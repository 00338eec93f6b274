"""Walking the nouns: every block, value and reference of a scenario with its path."""

from collections.abc import Iterator
from typing import Any, get_type_hints

import msgspec

from seedtrain.model.block import Block
from seedtrain.model.recipe import RecipeUse
from seedtrain.model.value import RawValue, Value


def values(noun: Any) -> Iterator[Value | RawValue]:
    """Yield every value in ``noun`` (a struct, dict or list), in the order of declaration."""
    if isinstance(noun, Value | RawValue):
        yield noun
    else:
        for child in children(noun):
            yield from values(child)


def blocks(noun: Any) -> Iterator[Block]:
    """Yield ``noun`` and every block in it, outer before inner."""
    if isinstance(noun, Block):
        yield noun
    for child in children(noun):
        yield from blocks(child)


def children(noun: Any) -> Iterator[Any]:
    """Yield what a struct, dict or list directly holds."""
    if isinstance(noun, Value | RawValue):
        return
    if isinstance(noun, msgspec.Struct):
        yield from (getattr(noun, name) for name in noun.__struct_fields__)
    elif isinstance(noun, dict):
        yield from noun.values()
    elif isinstance(noun, list):
        yield from noun


def references(noun: Block) -> Iterator[tuple[str, str, str]]:
    """Yield the references a block makes: (field, what it refers to, the id written)."""
    for name, to in reference_fields(type(noun)).items():
        written = getattr(noun, name)
        for target in written if isinstance(written, list) else [written]:
            if target is not None:
                yield name, to, target


def reference_fields(cls: type[msgspec.Struct]) -> dict[str, str]:
    """Return the fields of a noun that refer to something, with what they refer to."""
    found: dict[str, str] = {}
    for name, hint in get_type_hints(cls, include_extras=True).items():
        for note in getattr(hint, "__metadata__", ()):
            if isinstance(note, msgspec.Meta) and note.extra and "reference" in note.extra:
                found[name] = note.extra["reference"]
    return found


def held(noun: Any, path: str) -> Any:
    """Return what stands at ``path`` of a scenario or another noun, or None.

    The steps of a recipe stand at the recipe itself, as they are written.
    """
    found: Any = noun
    for step in path.split("."):
        if isinstance(found, RecipeUse) and step in found.steps:
            found = found.steps[step]
        elif isinstance(found, dict):
            found = found.get(step)
        elif isinstance(found, list):
            found = found[int(step)] if step.isdigit() and int(step) < len(found) else None
        elif isinstance(found, msgspec.Struct):
            found = getattr(found, step, None)
        else:
            return None
    return found
