"""The screen: tables, sentences and headings on standard output, as wide as it is."""

import shutil
import sys
from typing import TYPE_CHECKING, Any

from rich import box
from rich.console import Console, RenderableType
from rich.containers import Lines
from rich.table import Table as Grid
from rich.text import Text

from seedtrain.cli.wrapping import wrapped

if TYPE_CHECKING:
    from seedtrain.report.table import Cell
    from seedtrain.service import Table

_STYLES = {
    "supported": "green",
    "likely": "cyan",
    "unlikely": "yellow",
    "contradicted": "red",
    "not_assessable": "dim",
    "self-reported": "dim",
}
_UNKNOWN_WIDTH = 100
_NARROWEST = 8
_WIDEST_HEADER = 10
"""Places of a header over numbers before it is broken; numbers themselves are not."""


def width() -> int:
    """Return the places a line has: ``COLUMNS``, else the terminal's, else 100."""
    return max(shutil.get_terminal_size((_UNKNOWN_WIDTH, 24)).columns, 40)


class _Words(Text):
    """A text that is broken into lines as either script wants it."""

    def wrap(self, console: Console, width: int, **settings: Any) -> Lines:
        """Return its lines, none wider than ``width``; a piece that is wider is folded."""
        return Text(wrapped(self.plain, width), style=self.style).wrap(console, width, **settings)


class _Console(Console):
    """A console that leaves it to the caller when nobody reads on."""

    def on_broken_pipe(self) -> None:
        """Raise the ``BrokenPipeError`` being handled again, instead of leaving with exit code 1."""
        raise


class Screen:
    """Standard output in one language; colours only on a terminal, and none where NO_COLOR is set."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._console = _Console(width=width(), highlight=False)

    @property
    def width(self) -> int:
        """Places in a line."""
        return self._console.width

    def say(self, text: str, style: str = "") -> None:
        """Write a paragraph; long lines are wrapped, a path or word never."""
        self._print(Text(wrapped(text, self.width), style=style))

    def raw(self, content: bytes) -> None:
        """Write bytes as they are."""
        self._console.file.flush()
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()

    def line(self) -> None:
        """Leave a line free."""
        self._console.print()

    def heading(self, text: str) -> None:
        """Write a heading with a free line above."""
        self._console.print()
        self._print(Text(wrapped(text, self.width), style="bold"))

    def entry(self, mark: str, text: str, *, indent: int = 0) -> None:
        """Write a paragraph beside its mark, a question or a number of at least ``indent`` places."""
        grid = Grid.grid(padding=(0, 2, 0, 0))
        grid.add_column(style="bold", min_width=indent, no_wrap=True)
        grid.add_column(ratio=1, overflow="fold")
        grid.add_row(Text(mark), _Words(text))
        self._print(grid)

    def table(self, table: "Table") -> None:
        """Write a table; on a narrow screen the columns that matter least are left out."""
        from seedtrain.service import fit

        self.heading(table.title.render(self.language))
        columns = fit(table, self.language, self.width)
        grid = Grid(box=box.SIMPLE_HEAD, padding=(0, 1), pad_edge=False, show_edge=False)
        for column in columns:
            header = table.heading(column, self.language)
            grid.add_column(
                Text(wrapped(header, _WIDEST_HEADER) if column.align == "right" else header),
                justify=column.align,
                no_wrap=column.align == "right",
                min_width=_NARROWEST if column.align == "left" else None,
                overflow="fold",
                vertical="top",
            )
        places = [table.columns.index(column) for column in columns]
        for row in table.rows:
            grid.add_row(*(self._cell(table, row[place]) for place in places))
        if table.rows:
            self._print(grid)
        if table.note is not None:
            self.say(table.note.render(self.language), "dim")

    def _print(self, content: RenderableType) -> None:
        """Print; into a file or a pipe without the blanks that fill up a line."""
        if self._console.is_terminal:
            self._console.print(content, soft_wrap=isinstance(content, Text))
            return
        with self._console.capture() as captured:
            self._console.print(content, soft_wrap=isinstance(content, Text))
        for line in captured.get().splitlines():
            self._console.out(line.rstrip(), highlight=False)

    def _cell(self, table: "Table", cell: "Cell") -> Text:
        from seedtrain.service import Mark

        style = _STYLES[cell.name] if isinstance(cell, Mark) else ""
        return _Words(table.words(cell, self.language), style=style)
