"""The page of a study and of two side by side: the frame and the parts of every other report."""

from collections.abc import Iterable

from seedtrain.messages import describe, say
from seedtrain.report.batch.figures import cost_bars, crossing_curves, demand_profiles, sensitivity_charts
from seedtrain.report.batch.gantt import one_batch, overlapping
from seedtrain.report.batch.money import bill, capital, charge, costs, itemised
from seedtrain.report.batch.scan import scan_figure, steps_up
from seedtrain.report.batch.study import BatchComparison, BatchStudy
from seedtrain.report.batch.summary import OPTIONS, Sentence, comparison_summary, summary
from seedtrain.report.batch.tables import (
    additions,
    compared,
    drivers,
    indicators,
    steps,
    takes,
)
from seedtrain.report.batch.timing import demands, operations
from seedtrain.report.page.document import document, navigation
from seedtrain.report.page.ladders import rung_bars
from seedtrain.report.page.markup import details, esc, figures, paired, section, solid, subsection, table
from seedtrain.report.show import language, number, show
from seedtrain.report.table import Table
from seedtrain.results.indicator import Indicator

_TILES = 5
_OPTIONS = (*OPTIONS, "material", "variant", "region", "capital")

Part = tuple[str, str, str]
"""A section: its id, its title and its content."""


def study_page(study: BatchStudy, lang: str) -> str:
    """Return the whole page in ``lang`` (en or zh); ``ValueError`` on another language."""
    words = language(lang)
    told = _sentences(summary(study), words) + _tiles(study, words)
    parts = [("opening", say("report.section.opening", words), told), *_parts(study, words)]
    return _page(study, parts, words)


def comparison_page(found: BatchComparison, lang: str) -> str:
    """Return the page of two studies: side by side first, then each by itself."""
    words = language(lang)
    names = [f"{'AB'[place]} · {title.render(words)}" for place, title in enumerate(found.titles)]
    indicated, paid = (_table(each, words, titled=True) for each in compared(found))
    bars = figures([cost_bars((found.first, found.second), names, words)], words)
    beside = paired(crossing_curves(found, words), words) + indicated + paid + bars
    parts = [
        ("opening", say("report.section.opening", words), _sentences(comparison_summary(found), words)),
        ("beside", say("batch.section.beside", words), beside),
    ]
    for mark, study, name in zip("ab", (found.first, found.second), names, strict=True):
        inside = "".join(subsection(title, content) for _, title, content in _parts(study, words, f"{mark}-"))
        told = _sentences(summary(study), words)
        parts.append(
            (f"study-{mark}", name, told + details(say("batch.page.all", words), inside, kind="more"))
        )
    return _page(found.first, parts, words)


def _page(study: BatchStudy, parts: list[Part], lang: str) -> str:
    body = "".join(section(name, title, content) for name, title, content in parts)
    links = navigation((name, title) for name, title, content in parts if content)
    facts = say(
        "cli.said.study",
        lang,
        replications=study.replications,
        seed=study.seed,
        year=study.price_year,
        version=study.version,
    )
    return document(study.name.render(lang), facts, links, body, lang)


def _sentences(sentences: Iterable[Sentence], lang: str) -> str:
    lines = "".join(
        f"<div><dt>{esc(question.render(lang))}</dt><dd>{esc(answer.render(lang))}</dd></div>"
        for question, answer in sentences
    )
    return f'<dl class="opening">{lines}</dl>'


def _tiles(study: BatchStudy, lang: str) -> str:
    parts = []
    for each in study.indicators[:_TILES]:
        spread = each.quantiles
        assert spread is not None
        low, high = (esc(_told(each, value, lang)) for value in (spread[0], spread[2]))
        between = "" if low == high else f'<span class="range">{solid(low)} – {solid(high)}</span>'
        parts.append(
            f'<div class="tile"><span class="name">{esc(each.label.render(lang))}</span>'
            f'<span class="figure">{esc(_told(each, each.base, lang))}</span>{between}</div>'
        )
    return f'<div class="tiles">{"".join(parts)}</div>'


def _told(each: Indicator, value: float | None, lang: str) -> str:
    """An indicator as it is read: batches a year with their fraction."""
    if each.id == "study.batches" and value is not None:
        return number(value)
    return show(value, each.dimension, lang)


def _parts(study: BatchStudy, lang: str, prefix: str = "") -> list[Part]:
    """The sections of one study; ``prefix`` keeps the ids of two apart."""
    name = study.name.render(lang)
    made = {
        "indicators": _table(indicators(study), lang),
        "steps": _table(steps(study), lang) + _table(takes(study), lang, titled=True),
        "time": figures([one_batch(study, lang, prefix), overlapping(study, lang, prefix)], lang)
        + details(operations(study).title.render(lang), _table(operations(study), lang), kind="more"),
        "year": _year(study, lang),
        "cost": _table(costs(study), lang)
        + figures([cost_bars([study], [name], lang, prefix)], lang)
        + details(bill(study).title.render(lang), _table(bill(study), lang), kind="more"),
        "capital": _table(capital(study), lang)
        + _table(charge(study), lang, titled=True)
        + details(itemised(study).title.render(lang), _table(itemised(study), lang), kind="more"),
        "demand": _table(demands(study), lang) + paired(demand_profiles(study, lang, prefix), lang),
        "drivers": paired(sensitivity_charts(study, lang, prefix), lang)
        + "".join(
            details(each.title.render(lang), _table(each, lang), kind="more") for each in drivers(study)
        ),
        "next": _table(additions(study), lang),
        "scan": figures([scan_figure(study, lang, prefix)], lang) + _scan(study, lang),
        "asked": _asked(study, lang),
    }
    return [
        (f"{prefix}{key}", say(f"batch.section.{key}", lang), content)
        for key, content in made.items()
        if content
    ]


def _scan(study: BatchStudy, lang: str) -> str:
    """The steps at which the cost rises, or the sentence that there are none."""
    made = steps_up(study)
    if made.rows or made.note is None:
        return _table(made, lang)
    return f'<p class="note">{esc(made.note.render(lang))}</p>'


def _year(study: BatchStudy, lang: str) -> str:
    return f'<div class="card ladder"><ol>{rung_bars(study.rungs, lang)}</ol></div>'


def _asked(study: BatchStudy, lang: str) -> str:
    """What was asked for, and what to read the result with."""
    rows = "".join(
        f"<div><dt>{esc(_option(name))}</dt><dd>{esc(value)}</dd></div>"
        for name, value in study.options.items()
    )
    told = "".join(f"<li>{esc(describe(each, lang).line)}</li>" for each in study.warnings)
    warned = subsection(say("report.page.notes", lang), f"<ul>{told}</ul>") if told else ""
    return f'<dl class="run">{rows}</dl>{warned}'


def _option(name: str) -> str:
    """An option as it is written on the command line."""
    if name == "recipe":
        return "RECIPE"
    return f"--{name.replace('_', '-')}" if name in _OPTIONS else f"--set {name}"


def _table(made: Table, lang: str, *, titled: bool = False) -> str:
    shown = table(made, lang, caption=False)
    return subsection(made.title.render(lang), shown) if titled else shown
