"""Taking a claim out of its own evidence: a scenario without the inputs that rest on one fact."""

from typing import Any, get_args, get_type_hints

import msgspec

from seedtrain.model.block import Block
from seedtrain.model.referable import referable
from seedtrain.model.scenario import Scenario
from seedtrain.model.value import Origin, RawValue, Value
from seedtrain.model.walk import reference_fields, values

_KEPT = ("claims", "context", "observations", "provenance", "horizon", "money")


class _GoneError(Exception):
    """A noun can't stand without what was taken out of it."""


def without_fact(scenario: Scenario, fact: str) -> Scenario:
    """Return ``scenario`` without every input whose origin is ``fact``.

    An optional input is left out; a block that can't do without it goes too, with what refers to it.
    """
    changes: dict[str, Any] = {}
    for name in scenario.__struct_fields__:
        if name not in _KEPT:
            try:
                changes[name] = _without(getattr(scenario, name), fact)
            except _GoneError:
                changes[name] = None
    redacted = msgspec.structs.replace(scenario, **changes)
    return _unreferenced(redacted)


def _without(noun: Any, fact: str) -> Any:
    if isinstance(noun, Value | RawValue):
        if noun.origin.is_fact(fact):
            raise _GoneError
        return noun
    if isinstance(noun, dict):
        return {key: kept for key, child in noun.items() if (kept := _kept(child, fact)) is not _GONE}
    if isinstance(noun, list):
        return [kept for child in noun if (kept := _kept(child, fact)) is not _GONE]
    if isinstance(noun, msgspec.Struct):
        return _struct_without(noun, fact)
    return noun


_GONE = object()


def _kept(noun: Any, fact: str) -> Any:
    try:
        return _without(noun, fact)
    except _GoneError:
        return _GONE


def _struct_without(noun: msgspec.Struct, fact: str) -> msgspec.Struct:
    if isinstance(noun, Origin):
        return noun
    own = isinstance(noun, Block) and noun.origin.is_fact(fact)
    if own and all(value.origin.is_fact(fact) for value in values(noun)):
        raise _GoneError
    hints = get_type_hints(type(noun))
    changes: dict[str, Any] = {}
    for name in noun.__struct_fields__:
        before = getattr(noun, name)
        after = _kept(before, fact)
        if after is _GONE:
            if type(None) not in get_args(hints[name]):
                raise _GoneError
            after = None
        if after is not before:
            changes[name] = after
    return msgspec.structs.replace(noun, **changes) if changes else noun


def _unreferenced(scenario: Scenario) -> Scenario:
    """Drop, until nothing changes, what refers to an entry that is gone."""
    while True:
        there = {name: set(entries) for name, entries in referable(scenario).items()}
        changes = {
            name: {key: kept for key, entry in held.items() if (kept := _pruned(entry, there)) is not None}
            for name in scenario.__struct_fields__
            if name not in _KEPT and isinstance(held := getattr(scenario, name), dict)
        }
        pruned = msgspec.structs.replace(scenario, **changes)
        if pruned == scenario:
            return scenario
        scenario = pruned


def _pruned(entry: Any, there: dict[str, set[str]]) -> Any:
    if not isinstance(entry, Block):
        return entry
    hints = get_type_hints(type(entry))
    changes: dict[str, Any] = {}
    for name, to in reference_fields(type(entry)).items():
        written = getattr(entry, name)
        if to not in there or written is None:
            continue
        if isinstance(written, list):
            changes[name] = [target for target in written if target in there[to]]
        elif written not in there[to]:
            if type(None) not in get_args(hints[name]):
                return None
            changes[name] = None
    return msgspec.structs.replace(entry, **changes) if changes else entry
