"""Stages of each programme on the calendar, with the spread of their ends."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from seedtrain.messages import Message, say
from seedtrain.report.figure import DATES, Data, Figure, axes, hue, safe
from seedtrain.report.names import named
from seedtrain.report.opening.scope import stage_ends
from seedtrain.report.show import day, share
from seedtrain.report.table import Quantity, Table, column, rows
from seedtrain.results.assessment import Assessment
from seedtrain.results.indicator import by_id

_DAY_MS = 86_400_000


@dataclass(frozen=True, slots=True)
class _Bar:
    """A stage: name, share of futures in which one gets through it, place of its programme.

    ``begin`` median start; ``end`` P10, P50 and P90 of its end (days).
    """

    name: str
    share: float
    begin: float
    end: tuple[float, float, float]
    place: int


def timeline(assessment: Assessment, lang: str) -> Figure | None:
    """A bar from the median start to the median end of each stage, P10 to P90 of the end as a line.

    Over the replications in which a molecule gets there. ``None`` where none ever does.
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
        "marker": {
            "color": [hue(bar.place) for bar in bars],
            "opacity": [round(0.25 + 0.75 * bar.share, 3) for bar in bars],
        },
        "hovertext": [
            f"{day(bar.begin)} → {day(bar.end[1])} · {share(bar.share).render(lang)}" for bar in bars
        ],
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
            y={"range": [len(bars) - 0.5, -0.5], "showgrid": False, "fixedrange": True},
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
            begins, ends = None if start is None else start.where_reached, ending.where_reached
            if begins is not None and ends is not None:
                yield _Bar(f"{name} · {say(f'stage.{stage}', lang)}", ends[0], begins[1][1], ends[1], place)


def _whiskers(bars: Sequence[_Bar], lang: str) -> Data:
    """One broken line: for each stage from P10 to P90 of its end."""
    x: list[str | None] = []
    y: list[str | None] = []
    for bar in bars:
        low, _, high = bar.end
        x += [day(low).isoformat(), day(high).isoformat(), None]
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
            column("probability", right=True),
            column("start", right=True),
            column("end_p10", right=True),
            column("end_p50", right=True),
            column("end_p90", right=True),
        ),
        rows=rows(
            [bar.name, share(bar.share), *(Quantity(value, "date") for value in (bar.begin, *bar.end))]
            for bar in bars
        ),
    )
