"""Escaped markup for tables, figures and sections."""

import html
import json
from collections.abc import Iterable
from importlib.resources import files

from seedtrain.messages import say
from seedtrain.report.figure import Figure
from seedtrain.report.table import MARKS, Cell, Column, Mark, Table


def esc(text: str) -> str:
    """Escape text for an element or an attribute in quotes."""
    return html.escape(text, quote=True)


def solid(text: str) -> str:
    """Keep escaped text, such as a number and its unit, on one line."""
    return f'<span class="solid">{text}</span>'


def asset(name: str) -> str:
    """Read one of the page's own files."""
    return (files("seedtrain.report.page") / name).read_text(encoding="utf-8")


def badge(name: str, lang: str) -> str:
    """A verdict by sign, word and colour."""
    words = esc(say(f"report.verdict.{name}", lang))
    return f'<span class="badge v-{esc(name)}"><span aria-hidden="true">{MARKS[name]}</span> {words}</span>'


def section(section_id: str, title: str, content: str, *, lead: str = "") -> str:
    """A section with its heading; nothing where there is no content."""
    if not content:
        return ""
    intro = f'<p class="lead">{esc(lead)}</p>' if lead else ""
    return (
        f'<section id="{esc(section_id)}" aria-labelledby="h-{esc(section_id)}">'
        f'<h2 id="h-{esc(section_id)}">{esc(title)}</h2>{intro}{content}</section>\n'
    )


def subsection(title: str, content: str) -> str:
    """A part of a section with a smaller heading."""
    return f'<div class="part"><h3>{esc(title)}</h3>{content}</div>'


def details(summary: str, content: str, *, kind: str = "data") -> str:
    """Content that a reader may open. Tables of charts stand open where no script draws the chart."""
    is_open = " open" if kind == "data" else ""
    return f'<details class="{esc(kind)}"{is_open}><summary>{esc(summary)}</summary>{content}</details>'


def table(made: Table, lang: str, *, caption: bool = True, stacks: bool = True) -> str:
    """A table with scoped headers; on a narrow screen each row becomes a card."""
    headers = [made.heading(column, lang) for column in made.columns]
    head = "".join(
        f'<th scope="col" class="{column.align}">{esc(words)}</th>'
        for column, words in zip(made.columns, headers, strict=True)
    )
    body = "".join(_row(made, line, headers, lang) for line in made.rows)
    shown = f"<caption>{esc(made.title.render(lang))}</caption>" if caption else ""
    note = f'<p class="note">{esc(made.note.render(lang))}</p>' if made.note is not None else ""
    kind = "stacks" if stacks else "plain"
    return (
        f'<div class="scroll"><table class="{kind}">{shown}<thead><tr>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>{note}"
    )


def _row(made: Table, line: Iterable[Cell], headers: list[str], lang: str) -> str:
    cells = []
    for place, (column, cell) in enumerate(zip(made.columns, line, strict=True)):
        cells.append(_cell(made, column, cell, headers[place], lang, is_first=place == 0))
    return f"<tr>{''.join(cells)}</tr>"


def _cell(made: Table, column: Column, cell: Cell, header: str, lang: str, *, is_first: bool) -> str:
    shown = badge(cell.name, lang) if isinstance(cell, Mark) else esc(made.words(cell, lang))
    name = f'data-label="{esc(header)}" class="{column.align}"'
    return f'<th scope="row" {name}>{shown}</th>' if is_first else f"<td {name}><span>{shown}</span></td>"


def figure(made: Figure, lang: str) -> str:
    """A chart, what it shows in words, and its numbers as a table."""
    spec = embedded({"data": list(made.traces), "layout": made.layout})
    numbers = (
        details(say("report.page.numbers", lang), table(made.table, lang, caption=False))
        if made.table
        else ""
    )
    return (
        f'<figure id="{esc(made.id)}"><figcaption>{esc(made.title)}</figcaption>'
        f'<div class="chart" id="{esc(made.id)}-chart" role="img" aria-label="{esc(made.alt)}"'
        f' style="min-height:{int(made.layout["height"])}px"></div>'
        f'<script type="application/json" data-chart="{esc(made.id)}-chart">{spec}</script>'
        f'<noscript><p class="note">{esc(made.alt)} {esc(say("report.page.noscript", lang))}</p></noscript>'
        f"{numbers}</figure>"
    )


def figures(made: Iterable[Figure | None], lang: str) -> str:
    """Charts one below the other; none where there is nothing to draw."""
    return "".join(figure(one, lang) for one in made if one is not None)


def paired(made: Iterable[Figure | None], lang: str) -> str:
    """Charts side by side where the screen is wide enough."""
    shown = figures(made, lang)
    return f'<div class="pair">{shown}</div>' if shown else ""


def embedded(content: object) -> str:
    """JSON that can stand in a script element: nothing in it can end the element."""
    text = json.dumps(content, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")
