"""What ships: tables, recipes and sources of the catalogue, each number with source, date and mark."""

import difflib
from collections.abc import Iterable

from seedtrain.catalog import Row, recipe, recipes, sources, table, tables
from seedtrain.errors import InputError, finding
from seedtrain.messages import Message, Wording
from seedtrain.report.table import Cell, Table, rows
from seedtrain.report.written import written
from seedtrain.service.columns import column

_SOURCES = "sources"


def catalogue(name: str | None = None) -> Table:
    """Return what is in the catalogue, or the rows of one table, recipe or of ``sources``.

    Raises :class:`InputError` on a name that is none of them, with near ones.
    """
    if name is None:
        return _contents()
    if name == _SOURCES:
        return _sources()
    if name in recipes():
        found = [row for step in recipe(name).steps.values() for row in step.parameters.values()]
        return _rows(name, recipe(name).name, found)
    if name in tables():
        return _rows(name, Wording(name), table(name).values())
    known = (*tables(), *recipes(), _SOURCES)
    near = difflib.get_close_matches(name, known, n=3) or known
    raise InputError([finding("CLI-012", value=name, near=", ".join(near))])


def _contents() -> Table:
    lines: list[list[Cell]] = [
        [name, Message("service.catalog.table"), str(len(table(name))), None] for name in tables()
    ]
    for name in recipes():
        made = recipe(name)
        count = sum(len(step.parameters) for step in made.steps.values())
        lines.append([name, Message("service.catalog.recipe"), str(count), made.name])
    lines.append([_SOURCES, Message("service.catalog.sources"), str(len(sources())), None])
    return Table(
        id="catalog",
        title=Message("service.catalog.title"),
        columns=(column("name"), column("what"), column("rows", right=True), column("meaning")),
        rows=rows(lines),
    )


def _rows(name: str, title: Wording, found: Iterable[Row]) -> Table:
    lines = [line for row in found for line in _lines(row)]
    return Table(
        id=name,
        title=Message("service.catalog.one", {"name": title}),
        columns=(
            column("row"),
            column("value"),
            column("mark"),
            column("date", priority=2),
            column("source"),
            column("note", priority=3),
            column("meaning", priority=4),
        ),
        rows=rows(lines),
    )


def _lines(row: Row) -> list[list[Cell]]:
    """One line for each value of a row; a row of words alone has one line with those."""
    place = row.id if row.table in tables() else f"{row.table.partition('.')[2]}.{row.id}"
    tail: list[Cell] = [Message(f"service.mark.{row.mark}"), row.date, row.source, row.note or None, row.name]
    if not row.values:
        return [[place, _words(row), *tail]]
    return [
        [place if column == "value" else f"{place}.{column}", written(value.text), *tail]
        for column, value in row.values.items()
    ]


def _words(row: Row) -> str:
    parts = [
        ", ".join(map(str, found)) if isinstance(found, list) else str(found) for found in row.words.values()
    ]
    return "; ".join(parts)


def _sources() -> Table:
    return Table(
        id=_SOURCES,
        title=Message("service.catalog.sources_title"),
        columns=(column("source"), column("date"), column("citation"), column("scope", priority=2)),
        rows=rows([each.id, each.date, each.citation, each.scope or None] for each in sources().values()),
    )
