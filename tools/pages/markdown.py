"""The little Markdown that the generated pages need."""

from collections.abc import Iterable, Sequence

MADE = "Made by `make docs` from the code; change the code, not this page."


def page(title: str, *parts: str) -> str:
    """Return a page: title, the note that it is made, and its parts with a free line between."""
    return "\n\n".join([f"# {title}", MADE, *(part for part in parts if part)]) + "\n"


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table; bars and line ends inside cells are made harmless."""
    lines = [_line(header), "|" + "---|" * len(header)]
    return "\n".join([*lines, *(_line(row) for row in rows)])


def code(text: str) -> str:
    """Return text set as code; nothing for nothing."""
    return f"`{text}`" if text else ""


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(" ".join(cell.replace("|", "\\|").split()) for cell in cells) + " |"
