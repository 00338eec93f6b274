"""Stages of each programme on the calendar, with the spread of their ends."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from seedtrain.messages import Message, say
from seedtrain.report.figure import DATES, Data, Figure, axes, hue, safe
from seedtrain.report.names import named
from seedtrain.report.opening.scope import stage_ends
from seedtrain.report.show import day
from seedtrain.report.table import Quantity, Table, column, rows
from seedtrain.results.assessment import Assessment
from seedtrain.results.indicator import by_id

_DAY_MS = 86_400_000


@dataclass(frozen=True, slots=True)
class _Bar:
    """A stage: its name, median start, P10, P50 and P90 of its end (days), place of its programme."""

    name: str
    begin: float
    end: tuple[float, float, float]
    place: int


def timeline(assessment: Assessment, lang: str) -> Figure | None:
    """A bar from the median start to the median end of each stage, P10 to P90 of the end as a line.

    Stages that fewer than half of the replications reach have no bar. ``None`` where no stage has one.
    """
    bars = list(_bars(assessment, lang))
    if not bars:
        return None
    stages: Data = {
        "type": "bar",
        "orientation": "h",
        "y": [safe(bar.name) for bar in bars],
        "base": [day(bar.begin).isoformat() for bar in bars],
        "x": [max(1, round((bar.end[1] - bar.begin) * _DAY_MS)) for bar in bars],
        "marker": {"color": [hue(bar.place) for bar in bars]},
        "hovertext": [f"{day(bar.begin)} → {day(bar.end[1])}" for bar in bars],
        "hovertemplate": "<b>%{y}</b><br>%{hovertext}<extra></extra>",
        "showlegend": False,
    }
    return Figure(
        id="fig-timeline",
        title=say("report.figure.timeline", lang),
        alt=say("report.alt.timeline", lang, n=len(bars)),
        traces=(stages, _whiskers(bars, lang)),
        layout=axes(
            height=100 + 26 * len(bars),
            x={**DATES, "side": "top"},
            y={"autorange": "reversed", "showgrid": False, "fixedrange": True},
            margin={"t": 52},
            bargap=0.45,
            hovermode="closest",
            legend={"y": -0.02, "yanchor": "top"},
        ),
        table=_table(bars),
    )


def _bars(assessment: Assessment, lang: str) -> Iterator[_Bar]:
    known = by_id(assessment.indicators)
    for place, (programme, stages) in enumerate(stage_ends(assessment).items()):
        name = named(assessment.names, "programmes", programme).render(lang)
        for stage, ending in stages:
            start = known.get(f"lifecycle.{programme}.{stage}.start")
            begins, ends = None if start is None else start.quantiles, ending.quantiles
            if begins is not None and ends is not None and np.isfinite([begins[1], ends[1]]).all():
                yield _Bar(f"{name} · {say(f'stage.{stage}', lang)}", begins[1], ends, place)


def _whiskers(bars: Sequence[_Bar], lang: str) -> Data:
    """One broken line: for each stage from P10 to P90 of its end (to the median where P90 never comes)."""
    x: list[str | None] = []
    y: list[str | None] = []
    for bar in bars:
        low, middle, high = bar.end
        x += [day(low).isoformat(), day(high if np.isfinite(high) else middle).isoformat(), None]
        y += [safe(bar.name), safe(bar.name), None]
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


def _table(bars: Sequence[_Bar]) -> Table:
    return Table(
        id="timeline-stages",
        title=Message("report.table.timeline"),
        columns=(
            column("stage"),
            column("start", right=True),
            column("end_p10", right=True),
            column("end_p50", right=True),
            column("end_p90", right=True),
        ),
        rows=rows([bar.name, *(Quantity(value, "date") for value in (bar.begin, *bar.end))] for bar in bars),
    )
