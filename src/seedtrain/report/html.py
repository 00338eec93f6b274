"""The report as one HTML file that loads nothing; the same assessment gives the same bytes."""

import re
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from seedtrain.messages import Message, say
from seedtrain.report.figures import (
    capacity_bars,
    cost_split,
    fans,
    funnel,
    gantt,
    land_treemap,
    platform_heat,
    stock,
    storey_heats,
    timeline,
    tornados,
)
from seedtrain.report.opening import opening
from seedtrain.report.page.appendix import appendix
from seedtrain.report.page.document import document, navigation
from seedtrain.report.page.kpis import kpi_table, tiles
from seedtrain.report.page.ladders import ladders
from seedtrain.report.page.markup import details, esc, figures, paired, section, solid, subsection, table
from seedtrain.report.page.verdicts import tally, verdict_table
from seedtrain.report.show import language
from seedtrain.report.table import Table
from seedtrain.report.tables import (
    batch_steps,
    batch_summary,
    capacity_summary,
    drivers,
    orders,
    schedule_summary,
)
from seedtrain.report.tables.lifecycle import lifecycle_tables
from seedtrain.report.tables.park import park_tables
from seedtrain.results.assessment import Assessment

_SECTIONS = (
    "opening",
    "verdicts",
    "kpis",
    "schedule",
    "capacity",
    "batches",
    "lifecycle",
    "park",
    "drivers",
    "appendix",
)
NO_TABLES: Final[Mapping[str, Sequence[Table]]] = MappingProxyType({})


def render(assessment: Assessment, lang: str, more: Mapping[str, Sequence[Table]] = NO_TABLES) -> str:
    """Return the whole page in ``lang`` (en or zh); ``ValueError`` on another language.

    ``more``: tables by section, to stand below its own.
    Style, script and the chart library stand in the page; it needs no network. All text is escaped.
    """
    words = language(lang)
    made = {
        "opening": _opening(assessment, words),
        "verdicts": tally(assessment, words) + verdict_table(assessment, words)
        if assessment.verdicts
        else "",
        "kpis": kpi_table(assessment, words) + paired(fans(assessment, "investments", words), words),
        "schedule": _schedule(assessment, words),
        "capacity": _capacity(assessment, words),
        "batches": _batches(assessment, words),
        "lifecycle": figures([funnel(assessment, words), timeline(assessment, words)], words)
        + _tables((*lifecycle_tables(assessment), *more.get("lifecycle", ())), words)
        + figures(fans(assessment, "lifecycle", words), words),
        "park": _tables(park_tables(assessment), words)
        + figures(
            [
                platform_heat(assessment, words),
                land_treemap(assessment, words),
                *storey_heats(assessment, words),
            ],
            words,
        )
        + paired(fans(assessment, "park", words), words),
        "drivers": _drivers(assessment, words),
        "appendix": appendix(assessment, words),
    }
    body = "".join(
        section(
            name, say(f"report.section.{name}", words), made[name], lead=say(f"report.lead.{name}", words)
        )
        for name in _SECTIONS
    )
    links = navigation((name, say(f"report.section.{name}", words)) for name in _SECTIONS if made[name])
    return _document(assessment, words, links, body)


def _document(assessment: Assessment, lang: str, links: str, body: str) -> str:
    start, end = assessment.horizon
    facts = say(
        "report.page.subtitle",
        lang,
        id=assessment.scenario_id,
        as_of=assessment.as_of.isoformat(),
        start=start.isoformat(),
        end=end.isoformat(),
        n=assessment.replications,
        seed=assessment.seed,
    )
    return document(assessment.title.render(lang), facts, links, body, lang)


def _opening(assessment: Assessment, lang: str) -> str:
    said = opening(assessment)
    lines = "".join(
        f"<div><dt>{esc(question.render(lang))}</dt><dd>{_prose(sentence, lang)}</dd></div>"
        for question, sentence in said.sentences()
    )
    assumed = "".join(f"<li>{_prose(sentence, lang)}</li>" for sentence in said.assumptions)
    three = subsection(
        say("report.page.assumptions", lang),
        f'<ol class="assumptions">{assumed}</ol>'
        if assumed
        else f"<p>{esc(say('report.page.no_assumptions', lang))}</p>",
    )
    return f'<dl class="opening">{lines}</dl>{three}{tiles(assessment, lang)}'


def _prose(sentence: Message, lang: str) -> str:
    """A sentence, its days never broken over two lines."""
    return re.sub(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", lambda day: solid(day[0]), esc(sentence.render(lang)))


def _tables(made: Iterable[Table], lang: str) -> str:
    """Tables one below the other, each with its heading."""
    return "".join(subsection(one.title.render(lang), table(one, lang, caption=False)) for one in made)


def _schedule(assessment: Assessment, lang: str) -> str:
    summary = schedule_summary(assessment)
    shown = table(summary, lang, caption=False, stacks=False) if summary.rows else ""
    listed = orders(assessment)
    wanted = subsection(listed.title.render(lang), table(listed, lang, caption=False)) if listed.rows else ""
    output = paired([stock(assessment, lang), *fans(assessment, "output", lang)], lang)
    return shown + figures([gantt(assessment, lang)], lang) + wanted + output


def _capacity(assessment: Assessment, lang: str) -> str:
    summary = capacity_summary(assessment)
    if not summary.rows:
        return ""
    chart = figures([capacity_bars(assessment, lang)], lang)
    return table(summary, lang, caption=False) + chart + ladders(assessment, lang)


def _batches(assessment: Assessment, lang: str) -> str:
    summary = batch_summary(assessment)
    if not summary.rows:
        return ""
    steps = "".join(
        details(one.title.render(lang), table(one, lang, caption=False), kind="more")
        for one in batch_steps(assessment)
    )
    return table(summary, lang, caption=False) + figures([cost_split(assessment, lang)], lang) + steps


def _drivers(assessment: Assessment, lang: str) -> str:
    made = drivers(assessment)
    if not made.rows:
        return ""
    return paired(tornados(assessment, lang), lang) + table(made, lang, caption=False)
