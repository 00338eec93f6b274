"""The verdicts: how many of each, then one row a reading with how it was judged."""

from collections import Counter

from seedtrain.messages import Message, say
from seedtrain.report.page.markup import badge, details, esc, solid
from seedtrain.report.show import likelihood, share, show, term
from seedtrain.report.table import MARKS
from seedtrain.report.tables.verdicts import ORDER, mark, reading_name
from seedtrain.results.assessment import Assessment
from seedtrain.results.verdict import Verdict

_HEADERS = ("claim_text", "verdict", "probability", "claimed", "model", "basis")


def tally(assessment: Assessment, lang: str) -> str:
    """A bar of all verdicts, each part labelled with sign, count and word."""
    counts = Counter(mark(verdict) for verdict in assessment.verdicts)
    names = [name for name in ORDER if counts[name]]
    words = [f"{say(f'report.verdict.{name}', lang)} {counts[name]}" for name in names]
    parts = "".join(
        f'<span class="v-{name}" style="flex-grow:{counts[name]}">{MARKS[name]} {counts[name]}</span>'
        for name in names
    )
    legend = "".join(f"<li>{badge(name, lang)} <b>{counts[name]}</b></li>" for name in names)
    return (
        f'<div class="tally" role="img" aria-label="{esc("; ".join(words))}">{parts}</div>'
        f'<ul class="legend">{legend}</ul>'
    )


def verdict_table(assessment: Assessment, lang: str) -> str:
    """The table of verdicts; the judged sentence, sources and remedy open under each claim."""
    if not assessment.verdicts:
        return ""
    headers = [say(f"report.column.{name}", lang) for name in _HEADERS]
    head = "".join(f'<th scope="col">{esc(words)}</th>' for words in headers)
    body = "".join(_row(assessment, verdict, headers, lang) for verdict in assessment.verdicts)
    caption = esc(say("report.table.verdicts", lang))
    return (
        f'<div class="scroll"><table class="stacks verdicts"><caption class="hidden">{caption}</caption>'
        f"<thead><tr>{head}</tr></thead>{body}</table></div>"
    )


def _row(assessment: Assessment, verdict: Verdict, headers: list[str], lang: str) -> str:
    name = esc(reading_name(assessment, verdict))
    kind = esc(term("report.kind", verdict.kind).render(lang))
    claim = (
        f'<span class="ref">{name} · {kind}</span> {esc(verdict.text.render(lang))}'
        f"{_reading(assessment, verdict, lang)}{_observed(verdict, lang)}"
    )
    cells = (
        badge(mark(verdict), lang),
        _probability(verdict, lang),
        esc(verdict.claimed.text.render(lang)),
        _model(verdict, lang),
        esc(term("report.basis", verdict.basis).render(lang)),
    )
    shown = "".join(
        f'<td data-label="{esc(header)}"><span>{cell}</span></td>'
        for header, cell in zip(headers[1:], cells, strict=True)
    )
    return (
        f'<tbody><tr><th scope="row" data-label="{esc(headers[0])}">{claim}</th>{shown}</tr>'
        f'<tr class="how"><td colspan="{len(headers)}">{_how(verdict, lang)}</td></tr></tbody>'
    )


def _reading(assessment: Assessment, verdict: Verdict, lang: str) -> str:
    """The sentence judged, where the claim has more than one reading."""
    several = sum(other.claim == verdict.claim for other in assessment.verdicts) > 1
    return f'<span class="sub">{esc(verdict.test.render(lang))}</span>' if several else ""


def _probability(verdict: Verdict, lang: str) -> str:
    """The probability; for what its publisher says, how plausible the engines find it."""
    if verdict.plausibility is None:
        return esc(likelihood(verdict).render(lang))
    return esc(say("report.verdict.plausible", lang, share=share(verdict.plausibility)))


def _model(verdict: Verdict, lang: str) -> str:
    if verdict.p50 is None:
        return "–"
    dimension = verdict.claimed.dimension
    low, middle, high = (
        esc(show(value, dimension, lang)) for value in (verdict.p10, verdict.p50, verdict.p90)
    )
    if low == high:
        return f"<b>{middle}</b>"
    return f'<b>{middle}</b><span class="range">{solid(low)} – {solid(high)}</span>'


def _observed(verdict: Verdict, lang: str) -> str:
    if verdict.observed is None:
        return ""
    words = esc(say("report.verdict.observed", lang))
    return f'<p class="observed">{words} {badge(verdict.observed.verdict, lang)}</p>'


def _how(verdict: Verdict, lang: str) -> str:
    lines: list[tuple[str, str]] = [("test", esc(verdict.test.render(lang)))]
    if verdict.binds is not None:
        lines.append(("binds", esc(verdict.binds.render(lang))))
    if verdict.remedy is not None:
        lines.append(("remedy", esc(verdict.remedy.render(lang))))
    if verdict.missing:
        lines.append(("missing", _codes(verdict.missing)))
    if verdict.rests_on:
        lines.append(("rests_on", _codes(verdict.rests_on)))
    lines.append(("document", esc(verdict.document)))
    content = "".join(
        f"<dt>{esc(Message(f'report.column.{name}').render(lang))}</dt><dd>{words}</dd>"
        for name, words in lines
    )
    return details(say("report.page.how", lang), f"<dl>{content}</dl>", kind="how")


def _codes(paths: tuple[str, ...]) -> str:
    return " ".join(f"<code>{esc(path)}</code>" for path in paths)
