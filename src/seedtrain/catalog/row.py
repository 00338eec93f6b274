"""Tables of the catalogue: rows of values, each row with its source, date and mark.

A file ``data/<name>.yaml`` has ``meaning``, ``columns`` (column to dimension) and ``rows`` (id to row). A row
holds one value or distribution for each column it fills, ``source``, ``date``, ``mark``, perhaps ``name`` and
``note``; every other key is a word or a list of words. Where a column's dimension is ``row``, the row's
``dimension`` says it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final

from seedtrain.catalog.text import content, names, wording
from seedtrain.messages import Wording
from seedtrain.model.parse import parse_value
from seedtrain.model.value import Origin, RawValue, Value

MARKS: Final = ("read", "repo", "derived", "recalled", "assumed")
"""How a number is known: read in its source or in a repository, worked out, recalled, assumed."""

_OWN: Final = {"source", "date", "mark", "note", "name"}


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table.

    ``values`` by column, in canonical units; ``words`` every text or list of texts by key; ``source`` a key
    of
    :func:`seedtrain.catalog.sources`; ``date`` year or day of the source; ``mark`` one of :data:`MARKS`.
    """

    table: str
    id: str
    values: Mapping[str, Value]
    words: Mapping[str, Any] = field(repr=False)
    source: str
    date: str
    mark: str
    note: str
    name: Wording | None

    @property
    def value(self) -> Value:
        """The value in the column ``value``. Raises ``KeyError`` where the row has none."""
        return self.values["value"]

    @property
    def label(self) -> Wording:
        """The name a reader sees; the id where the row has no name."""
        return self.name or Wording(self.id)


@cache
def tables() -> tuple[str, ...]:
    """Return the names of the tables that ship."""
    return tuple(names("data"))


@cache
def table(name: str) -> Mapping[str, Row]:
    """Return the rows of a table by id. Raises ``KeyError`` on a table that does not exist."""
    if name not in tables():
        raise KeyError(name)
    tree = content(f"data/{name}.yaml")
    columns: dict[str, str] = tree["columns"] or {}
    return {key: _row(name, key, columns, row) for key, row in tree["rows"].items()}


def value_of(found: object, dimension: str, path: str) -> Value:
    """Return a value of the catalogue: a text, or a mapping that is a distribution; ``path`` is its id."""
    raw = RawValue(found, Origin("catalog", path.removeprefix("catalog:")), path)
    return parse_value(raw, dimension)


def _row(name: str, key: str, columns: Mapping[str, str], row: dict[str, Any]) -> Row:
    values = {}
    for column, dimension in columns.items():
        if row.get(column) is not None:
            path = f"catalog:{name}.{key}" + ("" if column == "value" else f".{column}")
            kind = row["dimension"] if dimension == "row" else dimension
            values[column] = value_of(row[column], kind, path)
    words = {word: found for word, found in row.items() if word not in _OWN and word not in columns}
    return Row(
        name,
        key,
        values,
        words,
        row["source"],
        row["date"],
        row["mark"],
        row.get("note") or "",
        wording(row.get("name")),
    )
