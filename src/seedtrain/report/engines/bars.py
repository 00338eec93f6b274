"""Bars over time: what holds each unit or suite, from when to when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from seedtrain.messages import Message, say
from seedtrain.report.figure import DATES, Data, Figure, axes, hue, instant, rounded, safe

_ROW_PX, _TOP_PX = 22, 110
_HOUR_MS = 3_600_000
MOST_BARS = 6000
"""More make a page slow; the first ones by start are drawn and the number is said."""


@dataclass(frozen=True, slots=True)
class Bar:
    """``line`` the unit or suite; ``group`` what its colour goes by; ``text`` shown with it."""

    line: str
    group: str
    start: float
    end: float
    text: str


def bar_chart(
    bars: Sequence[Bar],
    title: Message,
    unit: Message,
    lang: str,
    origin: date | None = None,
    *,
    figure_id: str = "fig-bars",
    by_start: bool = False,
) -> Figure | None:
    """Draw bars by line, coloured by group; None where there are none.

    Lines are in the order of their names, ``by_start`` in that of their first bars.
    Times are on an axis named ``unit``; where ``origin`` is given they are hours from it, on an axis of days.
    """
    if not bars:
        return None
    shown = sorted(bars, key=lambda bar: (bar.start, bar.line))[:MOST_BARS]
    names = dict.fromkeys(bar.line for bar in shown)
    lines = list(names) if by_start else sorted(names)
    groups = list(dict.fromkeys(bar.group for bar in shown))
    words = title.render(lang)
    if len(shown) < len(bars):
        words = say("engines.figure.cut", lang, title=words, shown=len(shown), all=len(bars))
    axis: Data = {"title": {"text": unit.render(lang)}} if origin is None else dict(DATES)
    return Figure(
        id=figure_id,
        title=words,
        alt=say("engines.figure.bars_alt", lang, title=words, bars=len(shown), lines=len(lines)),
        traces=tuple(
            _trace([bar for bar in shown if bar.group == group], group, place, origin)
            for place, group in enumerate(groups)
        ),
        layout=axes(
            height=_TOP_PX + _ROW_PX * len(lines),
            x={**axis, "showgrid": True},
            y={
                "type": "category",
                "categoryorder": "array",
                "categoryarray": [safe(line) for line in lines[::-1]],
                "showgrid": False,
                "fixedrange": True,
            },
            barmode="overlay",
            bargap=0.25,
            hovermode="closest",
            dragmode="zoom",
        ),
    )


def _trace(bars: Sequence[Bar], group: str, place: int, origin: date | None) -> Data:
    if origin is None:
        times: Data = {
            "base": [rounded(bar.start) for bar in bars],
            "x": [rounded(bar.end - bar.start) for bar in bars],
        }
    else:
        times = {
            "base": [instant(origin, bar.start) for bar in bars],
            "x": [round((bar.end - bar.start) * _HOUR_MS) for bar in bars],
        }
    return {
        **times,
        "type": "bar",
        "orientation": "h",
        "name": safe(group),
        "y": [safe(bar.line) for bar in bars],
        "hovertext": [safe(bar.text) for bar in bars],
        "hovertemplate": "<b>%{fullData.name}</b><br>%{hovertext}<extra></extra>",
        "marker": {"color": hue(place)},
    }
