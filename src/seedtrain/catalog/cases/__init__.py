"""Published planning cases that ship: one JSON file each, with its source."""

import json
from collections.abc import Mapping
from importlib.resources import files
from typing import Any


def case_names() -> tuple[str, ...]:
    """Names of the cases that ship, in order."""
    return tuple(sorted(f.name[:-5] for f in files(__name__).iterdir() if f.name.endswith(".json")))


def case(name: str) -> Mapping[str, Any]:
    """Content of the case ``name``.

    Raises ``KeyError`` when no case has that name.
    """
    if name not in case_names():
        raise KeyError(name)
    content: Mapping[str, Any] = json.loads((files(__name__) / f"{name}.json").read_text(encoding="utf-8"))
    return content
