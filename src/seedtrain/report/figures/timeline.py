"""Stages of each programme on the calendar, with the spread of their ends."""

import numpy as np

from seedtrain.messages import say
from seedtrain.report.figure import DATES, Data, Figure, axes, hue, safe
from seedtrain.report.names import named
from seedtrain.report.opening.scope import stage_ends
from seedtrain.report.show import day
from seedtrain.results.assessment import Assessment
from seedtrain.results.indicator import Indicator, by_id

_DAY_MS = 86_400_000


def timeline(assessment: Assessment, lang: str) -> Figure | None:
    """A bar from the median start to the median end of each stage, P10 to P90 of the end as a line.

    Stages that fewer than half of the replications reach have no bar. ``None`` where no stage has one.
    """
    known = by_id(assessment.indicators)
    bars: list[tuple[str, str, float, tuple[float, float, float], int]] = []
    for place, (programme, stages) in enumerate(stage_ends(assessment).items()):
        label = named(assessment.names, "programmes", programme).render(lang)
        for stage, end in stages:
            start = known.get(f"lifecycle.{programme}.{stage}.start")
            spans = _span(start, end)
            if spans is not None:
                name = safe(f"{label} · {say(f'stage.{stage}', lang)}")
                bars.append((name, stage, spans[0], spans[1], place))
    if not bars:
        return None
    traces: list[Data] = [
        {
            "type": "bar",
            "orientation": "h",
            "y": [name for name, *_ in bars],
            "base": [day(begin).isoformat() for _, _, begin, _, _ in bars],
            "x": [max(1, round((end[1] - begin) * _DAY_MS)) for _, _, begin, end, _ in bars],
            "marker": {"color": [hue(place) for *_, place in bars]},
            "hovertext": [f"{day(begin)} → {day(end[1])}" for _, _, begin, end, _ in bars],
            "hovertemplate": "<b>%{y}</b><br>%{hovertext}<extra></extra>",
            "showlegend": False,
        },
        _whiskers([(name, end) for name, _, _, end, _ in bars], lang),
    ]
    return Figure(
        id="fig-timeline",
        title=say("report.figure.timeline", lang),
        alt=say("report.alt.timeline", lang, n=len(bars)),
        traces=tuple(traces),
        layout=axes(
            height=100 + 26 * len(bars),
            x={**DATES, "side": "top"},
            y={"autorange": "reversed", "showgrid": False, "fixedrange": True},
            margin={"t": 52},
            bargap=0.45,
            hovermode="closest",
            legend={"y": -0.02, "yanchor": "top"},
        ),
    )


def _span(start: Indicator | None, end: Indicator) -> tuple[float, tuple[float, float, float]] | None:
    if start is None or start.quantiles is None or end.quantiles is None:
        return None
    begin, ends = start.quantiles[1], end.quantiles
    if not np.isfinite([begin, ends[1]]).all():
        return None
    return begin, ends


def _whiskers(ends: list[tuple[str, tuple[float, float, float]]], lang: str) -> Data:
    """One broken line: for each stage from P10 to P90 of its end (to the median where P90 never comes)."""
    x: list[str | None] = []
    y: list[str | None] = []
    for name, (low, middle, high) in ends:
        x += [day(low).isoformat(), day(high if np.isfinite(high) else middle).isoformat(), None]
        y += [name, name, None]
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": say("report.figure.end_range", lang),
        "x": x,
        "y": y,
        "line": {"color": "var(--ink)", "width": 1.5},
        "marker": {"symbol": "line-ns-open", "size": 9, "color": "var(--ink)"},
        "hoverinfo": "skip",
    }
