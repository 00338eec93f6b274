"""Packaged text as plain content: what the one YAML reader makes of a file of the catalogue."""

from collections.abc import Mapping
from importlib.resources import files
from typing import Any

from seedtrain.messages import Wording
from seedtrain.model.node import plain
from seedtrain.model.text import read_tree


def names(folder: str) -> list[str]:
    """Return the names of the YAML files of a folder of the catalogue, without ``.yaml``, sorted."""
    entries = (files("seedtrain.catalog") / folder).iterdir()
    return sorted(entry.name.removesuffix(".yaml") for entry in entries if entry.name.endswith(".yaml"))


def content(path: str) -> dict[str, Any]:
    """Return the mapping in a YAML file of the catalogue: texts, lists and mappings.

    Raises ``FileNotFoundError`` where there is none.
    """
    tree = plain(read_tree((files("seedtrain.catalog") / path).read_bytes(), path))
    assert isinstance(tree, dict), path
    return tree


def wording(found: object) -> Wording | None:
    """Return a text in one or both languages; None for nothing."""
    if isinstance(found, Mapping):
        return Wording(found["en"], found.get("zh"))
    return None if found is None else Wording(str(found))
