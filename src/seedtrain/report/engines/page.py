"""The page of one engine's result: what was found, charts, tables."""

from collections.abc import Sequence

from seedtrain.messages import say
from seedtrain.report.figure import Figure
from seedtrain.report.page.document import document, navigation
from seedtrain.report.page.markup import figure, section, table
from seedtrain.report.show import language
from seedtrain.report.table import Table


def engine_page(tables: Sequence[Table], figures: Sequence[Figure | None], facts: str, lang: str) -> str:
    """Return the whole page in ``lang``: the first table opens it and names it, charts and tables follow.

    ``facts``: the line below the title. ``ValueError`` on another language.
    """
    words = language(lang)
    head, *others = tables
    charts = "".join(figure(each, words) for each in figures if each is not None)
    parts = [
        ("opening", say("report.section.opening", words), table(head, words, caption=False)),
        ("charts", say("engines.section.charts", words), charts),
        *(
            (each.id, each.title.render(words), table(each, words, caption=False))
            for each in others
            if each.rows
        ),
    ]
    body = "".join(section(name, title, content) for name, title, content in parts)
    links = navigation((name, title) for name, title, content in parts if content)
    return document(head.title.render(words), facts, links, body, words)
