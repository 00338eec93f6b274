"""The JSON Schema of the scenario format, made from the declarations, for editors."""

import types
from datetime import date
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import msgspec

from seedtrain.messages import Wording
from seedtrain.model.block import Block
from seedtrain.model.build import ORIGIN_KEYS, fields_of, unwrapped
from seedtrain.model.recipe import RecipeUse
from seedtrain.model.scenario import Scenario
from seedtrain.model.value import RawValue, Value
from seedtrain.quantities.dimensions import DIMENSIONS
from seedtrain.quantities.distributions import DISTRIBUTIONS

_WORDING = {
    "oneOf": [
        {"type": "string"},
        {
            "type": "object",
            "properties": {"en": {"type": "string"}, "zh": {"type": "string"}},
            "required": ["en"],
            "additionalProperties": False,
        },
    ]
}


def scenario_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a scenario file."""
    definitions: dict[str, Any] = {"Wording": _WORDING, "Value": _value_schema()}
    root = _struct(Scenario, definitions)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "seedtrain scenario",
        **root,
        "$defs": dict(sorted(definitions.items())),
    }


def _value_schema() -> dict[str, Any]:
    origins = {key: {"$ref": "#/$defs/Wording"} for key in ORIGIN_KEYS}
    shape = {"dist": {"enum": list(DISTRIBUTIONS)}, "unit": {"type": "string"}}
    return {
        "description": "a number with its unit, or a distribution, and where it comes from",
        "oneOf": [
            {"type": ["string", "number"]},
            {"type": "object", "properties": {"value": {"type": ["string", "number"]}, **origins},
             "required": ["value"], "additionalProperties": False},
            {"type": "object", "properties": {**shape, **origins}, "required": ["dist"]},
        ],
    }  # fmt: skip


def _struct(cls: type[msgspec.Struct], definitions: dict[str, Any]) -> dict[str, Any]:
    declared = fields_of(cls)
    properties = {each.key: _field(each.hint, definitions) for each in declared}
    if issubclass(cls, Block):
        properties |= {key: {"$ref": "#/$defs/Wording"} for key in ORIGIN_KEYS}
    schema: dict[str, Any] = {
        "type": "object",
        "description": " ".join((cls.__doc__ or "").split("\n\n")[0].split()),
        "properties": properties,
        "required": [each.key for each in declared if each.is_required],
        "additionalProperties": False,
    }
    if cls is RecipeUse:
        steps = {"type": "object", "additionalProperties": {"$ref": "#/$defs/Value"}}
        schema["additionalProperties"] = steps
    return schema


def _field(hint: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    schema = _type(unwrapped(hint)[0], definitions)
    meaning, extra = _noted(hint)
    if "dimension" in extra and extra["dimension"] in DIMENSIONS:
        meaning += f" [{DIMENSIONS[extra['dimension']].symbol}]"
    return {**schema, "description": meaning} if meaning else schema


def _type(hint: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    kind = get_origin(hint)
    if hint in (Value, RawValue):
        return {"$ref": "#/$defs/Value"}
    if hint is Wording:
        return {"$ref": "#/$defs/Wording"}
    if kind is dict:
        return {"type": "object", "additionalProperties": _field(get_args(hint)[1], definitions)}
    if kind is list:
        return {"type": "array", "items": _field(get_args(hint)[0], definitions)}
    if kind is Literal:
        return {"enum": list(get_args(hint))}
    if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
        if hint.__name__ not in definitions:
            definitions[hint.__name__] = {}
            definitions[hint.__name__] = _struct(hint, definitions)
        return {"$ref": f"#/$defs/{hint.__name__}"}
    plain: dict[Any, dict[str, Any]] = {
        bool: {"type": "boolean"},
        int: {"type": "integer"},
        date: {"type": "string", "format": "date"},
        str: {"type": "string"},
    }
    return dict(plain[hint])


def _noted(hint: Any) -> tuple[str, dict[str, Any]]:
    """Return the meaning and the extras that a declaration carries."""
    meaning = ""
    extra: dict[str, Any] = {}
    while get_origin(hint) in (Annotated, Union, types.UnionType):
        if get_origin(hint) is Annotated:
            hint, *notes = get_args(hint)
            for note in notes:
                if isinstance(note, msgspec.Meta):
                    meaning, extra = note.description or meaning, {**extra, **(note.extra or {})}
        else:
            hint = get_args(hint)[0]
    return meaning, extra
