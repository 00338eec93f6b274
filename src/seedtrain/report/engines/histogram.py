"""Histograms: how often an answer falls where, with its P10, P50 and P90."""

import numpy as np
from numpy.typing import NDArray

from seedtrain.messages import Message, Wording, say
from seedtrain.report.figure import DATES, Data, Figure, axes, hue, rounded
from seedtrain.report.figures.scale import Scale, scale
from seedtrain.report.show import day, show

_HEIGHT_PX = 260
_MOST_BARS = 40
_WHOLE_AT_MOST = 60
"""Counts that spread no wider than this have a bar for each whole number."""


def histogram(
    figure_id: str, name: Message | Wording, dimension: str, draws: NDArray[np.float64], lang: str
) -> Figure | None:
    """Draw ``draws``, shape (n,), in the canonical unit of ``dimension``.

    None where none is finite or all are equal. A count that spreads little has a bar for each whole number,
    all else equal bars by the rule of Freedman and Diaconis, at most 40. Reference: D. Freedman, P. Diaconis,
    Zeitschrift für Wahrscheinlichkeitstheorie 57 (1981) 453-476, doi:10.1007/BF01025868.
    """
    told = draws[np.isfinite(draws)]
    if told.size < 2 or float(np.ptp(told)) <= 0.0:
        return None
    edges = _edges(told, dimension)
    counts, _ = np.histogram(told, edges)
    shares = 100.0 * counts / draws.size
    middles = 0.5 * (edges[:-1] + edges[1:])
    marks = [float(each) for each in np.quantile(told, (0.1, 0.5, 0.9))]
    is_date = dimension == "date"
    axis = Scale(1.0, "") if is_date else scale(float(np.max(np.abs(edges))), dimension, lang)
    x = [_at(float(value), is_date, axis.factor) for value in middles]
    title = name.render(lang)
    words = [show(mark, dimension, lang) for mark in marks]
    return Figure(
        id=figure_id,
        title=title,
        alt=say(
            "engines.figure.histogram_alt", lang, title=title, p10=words[0], p50=words[1], p90=words[2]
        ),
        traces=(
            {
                "type": "bar",
                "x": x,
                "y": [rounded(float(share)) for share in shares],
                "marker": {"color": hue(0)},
                "hovertemplate": "%{x}: <b>%{y:.3~g} %</b><extra></extra>",
            },
            *(_mark(mark, f"P{level}", is_date, axis.factor, float(shares.max()))
              for mark, level in zip(marks, (10, 50, 90), strict=True)),
        ),
        layout=axes(
            height=_HEIGHT_PX,
            x=dict(DATES) if is_date else {"title": {"text": axis.unit}},
            y={
                "title": {"text": say("engines.axis.share", lang)},
                "range": [0.0, rounded(1.25 * float(shares.max()))],
            },
            bargap=0.05,
            showlegend=False,
        ),
    )  # fmt: skip


def _edges(told: NDArray[np.float64], dimension: str) -> NDArray[np.float64]:
    low, high = float(told.min()), float(told.max())
    if dimension == "count" and bool(np.all(told == np.round(told))):
        width = 1.0 if high - low <= _WHOLE_AT_MOST else float(np.ceil((high - low) / _MOST_BARS))
        return np.arange(low - 0.5, high + width, width)
    first, third = np.quantile(told, (0.25, 0.75))
    width = 2.0 * float(third - first) / told.size ** (1.0 / 3.0)
    bars = _MOST_BARS if width <= 0.0 else int(np.ceil((high - low) / width))
    return np.linspace(low, high, min(_MOST_BARS, max(1, bars)) + 1)


def _at(value: float, is_date: bool, factor: float) -> float | str | None:
    return day(value).isoformat() if is_date else rounded(value * factor)


def _mark(value: float, name: str, is_date: bool, factor: float, top: float) -> Data:
    """A line across the chart, with its name above."""
    at = _at(value, is_date, factor)
    return {
        "type": "scatter",
        "mode": "lines+text",
        "x": [at, at],
        "y": [0.0, rounded(1.08 * top)],
        "text": ["", name],
        "textposition": "top center",
        "line": {"color": "var(--accent)", "width": 1.5, "dash": "dot"},
        "hoverinfo": "skip",
    }
