"""The packaged scenarios as documents, for tests."""

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

import msgspec

from seedtrain.messages import Wording
from seedtrain.model.document import Document, read_document
from seedtrain.model.value import RawValue, Value

DOCUMENTS = (
    "zencore-lingang",
    "wuxi-hightech",
    "bioworkshops-suzhou",
    "taizhou-medical",
    "jinan-medicine-valley",
)


def source(name: str) -> str:
    """The text of a packaged scenario."""
    return (files("seedtrain.catalog") / "scenarios" / f"{name}.yaml").read_text(encoding="utf-8")


@cache
def packaged(name: str) -> Document:
    """A packaged scenario, read and checked."""
    return read_document(source(name).encode(), f"{name}.yaml")


def changed(name: str, *changes: tuple[str, str]) -> Document:
    """A packaged scenario with each (old, new) replaced; every old text must be there once."""
    text = source(name)
    for old, new in changes:
        assert text.count(old) == 1, (old, text.count(old))
        text = text.replace(old, new)
    return read_document(text.encode(), f"{name}.yaml")


def wordings(noun: Any, path: str = "") -> Iterator[tuple[str, Wording]]:
    """Every text of a noun that is meant for a reader, with its place."""
    if isinstance(noun, Wording):
        yield path, noun
    elif isinstance(noun, Value | RawValue):
        if noun.origin.reason is not None:
            yield noun.path, noun.origin.reason
    elif isinstance(noun, msgspec.Struct):
        for name in noun.__struct_fields__:
            yield from wordings(getattr(noun, name), f"{path}.{name}")
    elif isinstance(noun, dict):
        for key, child in noun.items():
            yield from wordings(child, f"{path}.{key}")
    elif isinstance(noun, list):
        for place, child in enumerate(noun):
            yield from wordings(child, f"{path}.{place}")
