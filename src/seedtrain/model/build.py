"""From the node tree to the nouns: one pass that follows the declarations and gathers every finding."""

import difflib
import types
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

import msgspec

from seedtrain.errors import Finding, finding
from seedtrain.messages import Wording
from seedtrain.model.block import Block
from seedtrain.model.node import Listing, Mapped, Node, Scalar, plain
from seedtrain.model.parse import Bounds, parse_date, parse_value
from seedtrain.model.recipe import RecipeUse
from seedtrain.model.value import Origin, OriginKind, RawValue, Value
from seedtrain.quantities.errors import QuantityError

ORIGIN_KEYS: tuple[OriginKind, ...] = ("fact", "catalog", "assumption")
NO_ORIGIN = Origin()
_MADE_HERE = ("origin", "path")


@dataclass(slots=True)
class Builder:
    """Builds nouns from one file; what can't be used is left out, so that the rest can still be checked.

    ``places`` holds the line of every path; ``findings`` what was wrong; ``broken`` the paths of the entries
    left out.
    """

    file: str
    findings: list[Finding] = field(default_factory=list)
    places: dict[str, int] = field(default_factory=dict)
    broken: set[str] = field(default_factory=set)

    def build(self, cls: type[msgspec.Struct], node: Node, path: str = "", origin: Origin = NO_ORIGIN) -> Any:
        """Return an instance of the struct ``cls``, or None when something in it can't be used."""
        self.places[path] = node.line
        if not isinstance(node, Mapped):
            return self._refuse("SCN-011", node, path, expected="expect.mapping")
        is_block = issubclass(cls, Block)
        inside = self._origin(node, path, origin) if is_block else origin
        declared = fields_of(cls)
        known = {declared_field.key: declared_field for declared_field in declared}
        values: dict[str, Any] = {"origin": inside, "path": path} if is_block else {}
        rest: dict[str, Node] = {}
        for key, child in node.entries.items():
            if key in known and not (isinstance(child, Scalar) and child.is_null):
                place = f"{path}.{key}" if path else key
                self.places[place] = node.key_lines[key]
                built = self._value(known[key].hint, child, place, inside)
                if built is not None:
                    values[known[key].name] = built
            elif key in known or (is_block and key in ORIGIN_KEYS):
                continue
            elif cls is RecipeUse:
                rest[key] = child
            else:
                self._unknown(key, node, path, list(known) + (list(ORIGIN_KEYS) if is_block else []))
        if rest:
            tree = Mapped(rest, node.line, node.key_lines)
            values["steps"] = self._dict(dict[str, RawValue], tree, path, inside)
        return self._made(cls, values, node, path)

    def _made(self, cls: type[msgspec.Struct], values: dict[str, Any], node: Mapped, path: str) -> Any:
        """Return the noun, or None where a required field is missing or could not be used."""
        is_whole = True
        for each in fields_of(cls):
            if each.is_required and each.name not in values:
                is_whole = False
                written = node.entries.get(each.key)
                if written is None or (isinstance(written, Scalar) and written.is_null):
                    self._found("SCN-010", node.line, path, each.key, key=each.key)
        return cls(**values) if is_whole else None

    def place(self, path: str) -> tuple[str, int | None]:
        """Return file and line of ``path``, or of the nearest path above it that has one."""
        while path and path not in self.places:
            path = path.rpartition(".")[0]
        return self.file, self.places.get(path)

    def _found(self, code: str, line: int, path: str, value: object, **params: object) -> None:
        self.findings.append(finding(code, file=self.file, line=line, path=path, value=value, **params))

    def _refuse(self, code: str, node: Node, path: str, **params: str) -> Any:
        """Note that ``node`` can't be used; return None, to be handed on."""
        shown = plain(node) if isinstance(node, Scalar) else type(node).__name__.lower()
        self._found(code, self.places.get(path, node.line), path, shown, **params)

    def _unknown(self, key: str, node: Mapped, path: str, known: list[str]) -> None:
        near = difflib.get_close_matches(key, known, n=3)
        self._found("SCN-009", node.key_lines[key], path, key, near=", ".join(near or sorted(known)))

    def _origin(self, node: Mapped, path: str, inherited: Origin) -> Origin:
        """Return the origin a mapping states, or the one it inherits."""
        stated = [key for key in ORIGIN_KEYS if key in node.entries]
        if not stated:
            return inherited
        key = stated[0]
        child = node.entries[key]
        place = f"{path}.{key}" if path else key
        self.places[place] = node.key_lines[key]
        if len(stated) > 1:
            self._refuse("SCN-011", child, place, expected="expect.one_origin")
        if key == "assumption":
            empty = isinstance(child, Scalar) and not child.text.strip()
            reason = None if empty else self._wording(child, place)
            if empty or (reason is not None and not reason.en.strip()):
                self._refuse("SCN-026", child, place)
            return Origin("assumption", "", reason)
        if not isinstance(child, Scalar) or child.is_null:
            self._refuse("SCN-011", child, place, expected="expect.id")
            return inherited
        return Origin(key, child.text)

    def _value(self, hint: Any, node: Node, path: str, origin: Origin) -> Any:
        hint, bounds, dimension = unwrapped(hint)
        kind = get_origin(hint)
        if hint is Value:
            return self._quantity(node, path, origin, dimension, bounds)
        if hint is RawValue:
            return self._raw(node, path, origin)
        if hint is Wording:
            return self._wording(node, path)
        if kind is dict:
            return self._dict(get_args(hint)[1], node, path, origin)
        if kind is list:
            return self._list(get_args(hint)[0], node, path, origin)
        if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
            return self.build(hint, node, path, origin)
        return self._scalar(hint, node, path)

    def _dict(self, hint: Any, node: Node, path: str, origin: Origin) -> dict[str, Any]:
        if not isinstance(node, Mapped):
            self._refuse("SCN-011", node, path, expected="expect.mapping")
            return {}
        built: dict[str, Any] = {}
        for key, child in node.entries.items():
            place = f"{path}.{key}" if path else key
            if not key or "." in key or key.strip() != key:
                self._found("SCN-011", node.key_lines[key], path, key, expected="expect.plain_id")
                continue
            self.places[place] = node.key_lines[key]
            value = self._value(hint, child, place, origin)
            if value is None:
                self.broken.add(place)
            else:
                built[key] = value
        return built

    def _list(self, hint: Any, node: Node, path: str, origin: Origin) -> list[Any]:
        if not isinstance(node, Listing):
            self._refuse("SCN-011", node, path, expected="expect.list")
            return []
        items = (
            self._value(hint, item, f"{path}.{position}", origin) for position, item in enumerate(node.items)
        )
        return [item for item in items if item is not None]

    def _wording(self, node: Node, path: str) -> Any:
        if isinstance(node, Scalar):
            return Wording(" ".join(node.text.split()))
        languages = plain(node)
        if (
            isinstance(languages, dict)
            and set(languages) <= {"en", "zh"}
            and isinstance(languages.get("en"), str)
            and isinstance(languages.get("zh", ""), str)
        ):
            return Wording(*(" ".join(str(words).split()) for words in _in_order(languages)))
        return self._refuse("SCN-011", node, path, expected="expect.wording")

    def _raw(self, node: Node, path: str, origin: Origin) -> Any:
        """Return what is written with its origin; a mapping's origin keys are taken off."""
        if isinstance(node, Scalar):
            if not node.text.strip() or node.is_null:
                return self._refuse("SCN-011", node, path, expected="expect.value")
            return RawValue(node.text, origin, path)
        if isinstance(node, Listing):
            return self._refuse("SCN-011", node, path, expected="expect.value")
        stated = self._origin(node, path, origin)
        content = {
            key: plain(child) for key, child in node.entries.items() if key not in (*ORIGIN_KEYS, "note")
        }
        return RawValue(content, stated, path)

    def _quantity(
        self, node: Node, path: str, origin: Origin, dimension: str, bounds: Bounds
    ) -> Value | None:
        raw = self._raw(node, path, origin)
        return None if raw is None else self.parsed(raw, dimension, bounds)

    def parsed(self, raw: RawValue, dimension: str, bounds: Bounds) -> Value | None:
        """Parse ``raw``; a text that is no such quantity becomes a finding and None."""
        try:
            return parse_value(raw, dimension, bounds)
        except QuantityError as error:
            line = self.places.get(raw.path, 0)
            shown = raw.content if isinstance(raw.content, str) else error.found
            self._found(error.code, line, raw.path, shown, expected=error.expected)
            return None

    def _scalar(self, hint: Any, node: Node, path: str) -> Any:
        if not isinstance(node, Scalar):
            return self._refuse("SCN-011", node, path, expected=_described(hint))
        text = node.text.strip()
        if get_origin(hint) is Literal:
            choices = get_args(hint)
            if text in choices:
                return text
            near = difflib.get_close_matches(text, choices, n=3) or choices
            return self._refuse("SCN-016", node, path, near=", ".join(word or '""' for word in near))
        if hint is date:
            try:
                return parse_date(text)
            except QuantityError as error:
                return self._refuse(error.code, node, path, expected=error.expected)
        if hint is bool and text in ("true", "false"):
            return text == "true"
        if hint is int and text.lstrip("-").isdigit() and text.isascii():
            return int(text)
        if hint is str and text:
            return text
        return self._refuse("SCN-011", node, path, expected=_described(hint))


@dataclass(frozen=True, slots=True)
class DeclaredField:
    """A declared field: ``key`` is what the user writes."""

    name: str
    key: str
    hint: Any
    is_required: bool


@cache
def fields_of(cls: type[msgspec.Struct]) -> tuple[DeclaredField, ...]:
    """Return the fields of a noun that a user may write."""
    hints = get_type_hints(cls, include_extras=True)
    hidden = (*_MADE_HERE, "steps") if cls is RecipeUse else _MADE_HERE
    return tuple(
        DeclaredField(declared.name, declared.name.rstrip("_"), hints[declared.name], declared.required)
        for declared in msgspec.structs.fields(cls)
        if not (issubclass(cls, Block) and declared.name in hidden)
    )


@cache
def unwrapped(hint: Any) -> tuple[Any, Bounds, str]:
    """Return the bare type of a declaration, its bounds and its dimension."""
    extra: Mapping[str, Any] = {}
    while True:
        if get_origin(hint) is Annotated:
            hint, *notes = get_args(hint)
            for note in notes:
                if isinstance(note, msgspec.Meta) and note.extra:
                    extra = {**extra, **note.extra}
        elif get_origin(hint) in (Union, types.UnionType):
            hint = next(part for part in get_args(hint) if part is not type(None))
        else:
            break
    limits = {name: extra[name] for name in ("least", "above", "most", "reach", "whole") if name in extra}
    return hint, Bounds(**limits), extra.get("dimension", "")


def _described(hint: Any) -> str:
    names = {str: "expect.text", int: "expect.whole", bool: "expect.truth", date: "expect.date"}
    return names.get(hint, ", ".join(get_args(hint)) or "expect.value")


def _in_order(languages: Mapping[str, Any]) -> list[str]:
    return [languages["en"], languages["zh"]] if "zh" in languages else [languages["en"]]
