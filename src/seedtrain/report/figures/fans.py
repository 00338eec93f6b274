"""Series through time, with the values that were claimed."""

import re
from collections.abc import Sequence

import numpy as np

from seedtrain.messages import Message, Wording, say
from seedtrain.report.figure import DATES, Data, Figure, axes, rounded, safe
from seedtrain.report.figures.band import band, band_table
from seedtrain.report.figures.scale import Scale, scale
from seedtrain.report.names import label, named
from seedtrain.report.show import day
from seedtrain.results.assessment import Assessment
from seedtrain.results.indicator import Draws
from seedtrain.results.series import Series
from seedtrain.results.verdict import Verdict

_BANDS = 2
"""Lines in one chart that may each have a band; more would hide one another."""
_BY_STAGE = ("entered", "passed")
"""Series of a programme that come one a stage."""
_SHOWN_APART = ".stock"
"""Series of released mass are one chart of their own (:mod:`stock`)."""
_HEAT = (
    "park.load.",
    "park.state.",
    "park.size.",
    "park.place.",
    "park.site.",
    "park.storey.",
    "park.waiting.",
    "park.moving.",
    "park.moved.",
)
"""Load of platforms and storeys are charts of their own (:mod:`heat`); companies by kind stand in a table."""
_FLOOR_CLASS = re.compile(r"park\.let\..+\.\d+-\d+")


def fans(assessment: Assessment, family: str, lang: str) -> tuple[Figure, ...]:
    """One chart for each series of ``family`` (first part of its id).

    Stages of a programme share one and show their means.
    """
    groups: dict[str, list[Series]] = {}
    for series in assessment.series:
        told = series.draws is not None and len(series.days) > 1 and not series.id.endswith(_SHOWN_APART)
        told = told and not series.id.startswith(_HEAT) and not _FLOOR_CLASS.fullmatch(series.id)
        if series.id.split(".")[0] == family and told:
            groups.setdefault(_group(series.id), []).append(series)
    return tuple(_fan(assessment, name, parts, lang) for name, parts in groups.items())


def _group(series_id: str) -> str:
    parts = series_id.split(".")
    by_stage = len(parts) == 4 and parts[2] in _BY_STAGE
    return ".".join(parts[:3]) if by_stage else series_id


def _fan(assessment: Assessment, name: str, parts: Sequence[Series], lang: str) -> Figure:
    first = parts[0]
    marks = _marks(assessment, parts)
    claimed = [edge for _, _, verdict in marks for edge in _edges(verdict)]
    drawn = [_mean(one.draws) if one.id != name else one.draws for one in parts if one.draws is not None]
    peak = max(float(np.quantile(each[1:], 0.9, axis=0).max()) for each in drawn)
    axis = scale(max([peak, *claimed]), first.dimension, lang)
    traces: list[Data] = []
    lines = []
    days = [day(float(on)).isoformat() for on in first.days]
    for place, series in enumerate(parts):
        assert series.draws is not None
        own = [day(float(on)).isoformat() for on in series.days]
        words = _label(assessment, series, name, lang)
        made = band(own, drawn[place], name=words, place=place, kind=series.kind, scale=axis.factor)
        traces += made if len(parts) <= _BANDS else made[-1:]
        if len(own) == len(days):
            lines.append((words, series.draws, series.dimension))
    traces += [_mark(on, verdict, axis, lang) for _, on, verdict in marks]
    title = label(assessment, first).render(lang) if len(parts) == 1 else _title(assessment, name, lang)
    several = len(parts) > 1 or bool(marks)
    return Figure(
        id=f"fig-{name.replace('.', '-')}",
        title=title,
        alt=say("report.alt.fan", lang, title=title, first=days[0], last=days[-1]),
        traces=tuple(traces),
        layout=axes(
            height=330,
            x=DATES,
            y={"title": {"text": axis.unit}, "rangemode": "tozero"},
            hovermode="x unified",
            showlegend=several,
        ),
        table=band_table(
            f"{name}-values", Message("report.table.fan", {"title": Wording(title)}), days, lines
        ),
    )


def _mean(draws: Draws) -> Draws:
    """The mean over the sampled worlds in place of each: the median of few molecules is often none."""
    return np.stack([draws[0], draws[1:].mean(axis=0)])


def _label(assessment: Assessment, series: Series, group: str, lang: str) -> str:
    if series.id == group:
        return label(assessment, series).render(lang)
    return say(f"stage.{series.id.rsplit('.', 1)[1]}", lang)


def _title(assessment: Assessment, name: str, lang: str) -> str:
    _, programme, what = name.split(".")
    return say(
        f"report.figure.{what}",
        lang,
        programme=named(assessment.names, "programmes", programme).render(lang),
    )


def _marks(assessment: Assessment, parts: Sequence[Series]) -> list[tuple[str, str, Verdict]]:
    """What was claimed of these series and nothing else: series id, ISO day and verdict, each once."""
    dimensions = {one.id: one.dimension for one in parts}
    found: dict[tuple[str, str], tuple[str, str, Verdict]] = {}
    for verdict in assessment.verdicts:
        if len(verdict.refers_to) != 1 or not _edges(verdict):
            continue
        name, _, on = verdict.refers_to[0].partition("@")
        if on and dimensions.get(name) == verdict.claimed.dimension:
            found.setdefault((verdict.claim, on), (name, on, verdict))
    return list(found.values())


def _edges(verdict: Verdict) -> list[float]:
    return [edge for edge in (verdict.claimed.low, verdict.claimed.high) if edge is not None]


def _mark(on: str, verdict: Verdict, axis: Scale, lang: str) -> Data:
    edges = _edges(verdict)
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": safe(say("report.figure.claimed", lang, claim=verdict.claim)),
        "x": [on] * len(edges),
        "y": [rounded(edge * axis.factor) for edge in edges],
        "marker": {
            "symbol": "diamond",
            "size": 11,
            "color": "var(--claim)",
            "line": {"color": "var(--panel)", "width": 1.5},
        },
        "line": {"color": "var(--claim)", "width": 2},
        "hovertext": [safe(verdict.claimed.text.render(lang))] * len(edges),
        "hovertemplate": "<b>%{hovertext}</b><extra>%{fullData.name}</extra>",
    }
