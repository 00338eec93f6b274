"""The page of scenario fields, and the JSON Schema: both from the declarations of the model."""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any, Literal, get_args, get_origin

import msgspec
from tools.pages.markdown import code, table
from tools.pages.markdown import page as made

from seedtrain.messages import Wording
from seedtrain.model.block import Block
from seedtrain.model.build import DeclaredField, fields_of, unwrapped
from seedtrain.model.recipe import RecipeUse
from seedtrain.model.scenario import Scenario
from seedtrain.model.schema import scenario_schema
from seedtrain.model.value import RawValue, Value
from seedtrain.quantities.dimensions import DIMENSIONS

_LEAD = """Every noun of a scenario file with the keys it takes. How values, origins and claims are written
is told in [the scenario format](../scenario-format.md); editors can use
[scenario.schema.json](scenario.schema.json).

*Unit* is the canonical unit, which bounds refer to; any unit that converts to it may be written (see
[units](units.md)). *of ...* means a mapping from ids you choose to that noun. A key in bold is required.

Every noun marked *block* also takes `name` and `note` (texts), and one of `fact`, `catalog`, `assumption`:
where the values in it come from that do not say so themselves."""
_SHARED = ("name", "note")


def page() -> str:
    """Return the page of fields."""
    parts = [_LEAD]
    for noun in nouns():
        kind = " *(block)*" if issubclass(noun, Block) else ""
        head = f"## {noun.__name__}{kind}\n\n{_about(noun)}"
        own = [each for each in fields_of(noun) if not (issubclass(noun, Block) and each.key in _SHARED)]
        rows = [_row(noun, each) for each in own]
        parts += [head, table(("key", "what", "unit", "bounds", "default", "meaning"), rows)]
    return made("Scenario fields", *parts)


def schema() -> str:
    """Return the JSON Schema of a scenario file."""
    return json.dumps(scenario_schema(), ensure_ascii=False, indent=1) + "\n"


def nouns() -> list[type[msgspec.Struct]]:
    """Return every noun a user writes, the scenario first, in the order of its fields."""
    found: dict[type[msgspec.Struct], None] = {}

    def visit(noun: type[msgspec.Struct]) -> None:
        if noun not in found:
            found[noun] = None
            for each in fields_of(noun):
                for inner in _inside(each.hint):
                    visit(inner)

    visit(Scenario)
    return list(found)


def _inside(hint: Any) -> Iterator[type[msgspec.Struct]]:
    bare = unwrapped(hint)[0]
    if get_origin(bare) in (dict, list):
        yield from _inside(get_args(bare)[-1])
    elif isinstance(bare, type) and issubclass(bare, msgspec.Struct) and bare not in (Value, RawValue):
        yield bare


def _about(noun: type[msgspec.Struct]) -> str:
    words = " ".join((noun.__doc__ or "").split()).replace("``", "`")
    if noun is RecipeUse:
        words += " Steps and parameters of each recipe: [recipes](recipes.md)."
    return words


def _row(noun: type[msgspec.Struct], each: DeclaredField) -> tuple[str, ...]:
    _, bounds, dimension = unwrapped(each.hint)
    limits = bounds.words()
    return (
        f"**`{each.key}`**" if each.is_required else code(each.key),
        _what(each.hint),
        DIMENSIONS[dimension].symbol if dimension in DIMENSIONS else "",
        "" if limits == "x" else code(limits.replace("x", "value")),
        _default(noun, each),
        _meaning(each.hint),
    )


def _what(hint: Any) -> str:
    bare, _, dimension = unwrapped(hint)
    if bare is Value:
        return f"value: {dimension}"
    if bare is RawValue:
        return "value"
    if bare is Wording:
        return "text"
    if get_origin(bare) is Literal:
        return ", ".join(code(choice) if choice else "(empty)" for choice in get_args(bare))
    if get_origin(bare) is list:
        return f"list of {_what(get_args(bare)[0])}"
    if get_origin(bare) is dict:
        return f"mapping of {_what(get_args(bare)[1])}"
    if issubclass(bare, msgspec.Struct):
        return f"[{bare.__name__}](#{bare.__name__.lower()}{'-block' if issubclass(bare, Block) else ''})"
    return {str: "text", int: "whole number", bool: "true or false", date: "date"}[bare]


def _default(noun: type[msgspec.Struct], each: DeclaredField) -> str:
    default = next(field.default for field in msgspec.structs.fields(noun) if field.name == each.name)
    if each.is_required or default in (None, msgspec.NODEFAULT, ""):
        return ""
    return code(str(default).lower() if isinstance(default, bool) else str(default))


def _meaning(hint: Any) -> str:
    described, references = "", ""
    while hasattr(hint, "__metadata__") or type(None) in get_args(hint):
        for note in getattr(hint, "__metadata__", ()):
            if isinstance(note, msgspec.Meta):
                described = note.description or described
                references = (note.extra or {}).get("reference", references)
        hint = hint.__origin__ if hasattr(hint, "__metadata__") else get_args(hint)[0]
    words = described.replace("``", "`")
    return f"{words} (one of {code(references)})" if references else words
