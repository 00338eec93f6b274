"""Sources: the publications and repositories the numbers of the catalogue come from."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from seedtrain.catalog.text import content


@dataclass(frozen=True, slots=True)
class Source:
    """One source: its key, its citation, the year of it and how much of it was read."""

    id: str
    citation: str
    date: str
    scope: str


@cache
def sources() -> Mapping[str, Source]:
    """Return every source of the catalogue by its key."""
    rows = content("sources.yaml")["sources"]
    return {
        key: Source(key, row["citation"], row["date"], row.get("scope") or "") for key, row in rows.items()
    }
