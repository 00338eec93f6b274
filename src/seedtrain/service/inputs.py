"""Inputs of a scenario as a flat list: path to text, the form in which two scenarios are compared."""

from collections.abc import Iterator

from seedtrain.model.build import ORIGIN_KEYS
from seedtrain.model.node import plain
from seedtrain.model.text import read_tree

_WORDS = {"name", "note", "title", "text", "test", "publisher", "source", "meaning", "issue", "remedy"}
"""Keys whose content is for readers and moves no result."""


def inputs(text: str, file: str) -> dict[str, str]:
    """Return every input of a scenario's text: its path and how it is written, origin in brackets.

    Names, notes and other wordings are left out. Raises :class:`InputError` where the text can't be read.
    """
    return dict(_flat(plain(read_tree(text.encode(), file)), ""))


def _flat(content: object, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(content, dict):
        if "value" in content or "dist" in content:
            yield path, _value(content)
            return
        for key, child in content.items():
            if key not in _WORDS and key != "assumption":
                yield from _flat(child, f"{path}.{key}" if path else key)
    elif isinstance(content, list):
        if all(isinstance(item, str) for item in content):
            yield path, ", ".join(content)
            return
        for position, item in enumerate(content):
            yield from _flat(item, f"{path}.{position}")
    else:
        yield path, "null" if content is None else str(content)


def _value(content: dict[str, object]) -> str:
    """Write a value with its distribution and its origin on one line."""
    if "dist" in content:
        unit = f" {content['unit']}" if "unit" in content else ""
        parts = [
            f"{key} {_parameter(part)}"
            for key, part in content.items()
            if key not in (*ORIGIN_KEYS, "dist", "unit")
        ]
        words = f"{content['dist']}({', '.join(parts)}){unit}"
    else:
        words = str(content["value"])
    for key in ORIGIN_KEYS:
        if key in content:
            return f"{words} [{key if key == 'assumption' else f'{key} {content[key]}'}]"
    return words


def _parameter(part: object) -> str:
    return f"({', '.join(str(each) for each in part)})" if isinstance(part, list) else str(part)
