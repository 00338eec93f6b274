"""Tables without a language or a screen: typed cells that the terminal and the page both render."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from seedtrain.messages import Message, Wording, say
from seedtrain.report.show import NOTHING, number, show

MARKS = {
    "supported": "✔",
    "likely": "▲",
    "unlikely": "▽",
    "contradicted": "✘",
    "not_assessable": "?",
    "self-reported": "◇",
}
"""A sign for each verdict, so that it is never told by its colour alone."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A value in the canonical unit of its dimension, written with the unit that reads best."""

    value: float | None
    dimension: str


@dataclass(frozen=True, slots=True)
class Mark:
    """The name of a verdict; shown by sign, word and colour."""

    name: str


Cell = str | int | float | Quantity | Mark | Message | Wording | None
"""Numbers stand in the unit of their column; ``None`` is a dash."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: ``key`` names it with its unit (``mass_kg``), ``unit`` is what its plain numbers stand in.

    ``dimension`` of those numbers, empty for words and mixed rows. ``priority`` 1 is always shown; on a
    narrow screen the highest numbers go first.
    """

    key: str
    header: Message
    unit: str = ""
    dimension: str = ""
    align: Literal["left", "right"] = "left"
    priority: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A titled table. ``id`` is stable and unique in a report; each row has one cell a column."""

    id: str
    title: Message
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: Message | None = None

    def __post_init__(self) -> None:
        for row in self.rows:
            if len(row) != len(self.columns):
                raise ValueError(
                    f"table {self.id!r}: a row of {len(row)} cells for {len(self.columns)} columns"
                )

    def heading(self, column: Column, lang: str) -> str:
        """Write the header of ``column``, with its unit."""
        words = column.header.render(lang)
        return f"{words} [{column.unit}]" if column.unit else words

    def words(self, cell: Cell, lang: str) -> str:
        """Write one cell."""
        if cell is None:
            return NOTHING
        if isinstance(cell, (Message, Wording)):
            return cell.render(lang)
        if isinstance(cell, Quantity):
            return show(cell.value, cell.dimension, lang)
        if isinstance(cell, Mark):
            return f"{MARKS[cell.name]} {say(f'report.verdict.{cell.name}', lang)}"
        return cell if isinstance(cell, str) else number(cell)

    def texts(self, lang: str) -> list[list[str]]:
        """Write all cells, row by row."""
        return [[self.words(cell, lang) for cell in row] for row in self.rows]


def column(
    key: str,
    unit: str = "",
    *,
    priority: int = 1,
    dimension: str = "",
    right: bool = False,
    family: str = "report.column",
) -> Column:
    """Make a column headed by the row ``<family>.<key>`` of the message table; numbers stand on the right."""
    return Column(
        key=f"{key}_{unit}" if unit.isalpha() else key,
        header=Message(f"{family}.{key}"),
        unit=unit,
        dimension=dimension,
        align="right" if right or unit or dimension else "left",
        priority=priority,
    )


def rows(lines: Iterable[Iterable[Cell]]) -> tuple[tuple[Cell, ...], ...]:
    """Gather rows of cells."""
    return tuple(tuple(line) for line in lines)
