"""Figures as plain data: traces and a layout whose colours are names of the page's style."""

import html
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from seedtrain.report.table import Table

Data = dict[str, Any]
HUES = 8
_DIGITS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One chart. ``alt`` says in a sentence what it shows; ``table`` holds its numbers.

    ``traces`` and ``layout`` are in the form of Plotly's JSON schema; a colour ``var(--c1)`` is looked up in
    the page's style when the chart is drawn, so that it follows light and dark.
    """

    id: str
    title: str
    alt: str
    traces: tuple[Data, ...]
    layout: Data
    table: Table | None = None


def hue(place: int, *, soft: bool = False) -> str:
    """Name the colour of the ``place``-th category; they come round after eight."""
    return f"var(--c{place % HUES + 1}{'-soft' if soft else ''})"


def safe(text: str) -> str:
    """Keep a user's text from being read as the markup of a chart label."""
    return html.escape(text, quote=False)


def rounded(value: float) -> float | None:
    """Six significant digits, enough for a chart; ``None`` for what has no place on an axis."""
    if value != value or value in (float("inf"), float("-inf")):
        return None
    return float(f"{value:.{_DIGITS}g}") + 0.0


def instant(start: date, hours: float) -> str:
    """Hours after ``start`` 00:00 as an ISO minute."""
    return (datetime(start.year, start.month, start.day) + timedelta(minutes=round(hours * 60))).isoformat(
        sep=" ", timespec="minutes"
    )


def axes(*, height: int, x: Data | None = None, y: Data | None = None, **more: Any) -> Data:
    """Make a quiet layout of the given height [px]: thin grid, no frame, legend above."""
    quiet: Data = {
        "gridcolor": "var(--grid)",
        "linecolor": "var(--line)",
        "zerolinecolor": "var(--line)",
        "zeroline": False,
        "automargin": True,
        "ticks": "",
        "title": {"font": {"size": 12, "color": "var(--muted)"}, "standoff": 10},
    }
    layout: Data = {
        "height": height,
        "autosize": True,
        "margin": {"l": 12, "r": 16, "t": 34, "b": 34},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"family": "var(--font)", "size": 12, "color": "var(--ink)"},
        "hoverlabel": {
            "bgcolor": "var(--panel)",
            "bordercolor": "var(--line)",
            "font": {"family": "var(--font)", "color": "var(--ink)"},
            "align": "left",
        },
        "modebar": {"bgcolor": "rgba(0,0,0,0)", "color": "var(--muted)", "activecolor": "var(--accent)"},
        "legend": {
            "traceorder": "normal",
            "orientation": "h",
            "x": 0,
            "xanchor": "left",
            "y": 1.0,
            "yanchor": "bottom",
        },
        "xaxis": merged(quiet, x or {}),
        "yaxis": merged(quiet, y or {}),
    }
    return merged(layout, more)


def merged(first: Data, second: Data) -> Data:
    """Return ``first`` with the entries of ``second`` put over it, mapping by mapping."""
    whole = dict(first)
    for key, value in second.items():
        known = whole.get(key)
        whole[key] = merged(known, value) if isinstance(known, dict) and isinstance(value, dict) else value
    return whole


DATES: Data = {
    "type": "date",
    "hoverformat": "%Y-%m-%d",
    "tickformatstops": [
        {"dtickrange": [None, 86_400_000 - 1], "value": "%m-%d %H:%M"},
        {"dtickrange": [86_400_000, "M1"], "value": "%Y-%m-%d"},
        {"dtickrange": ["M1", "M12"], "value": "%Y-%m"},
        {"dtickrange": ["M12", None], "value": "%Y"},
    ],
}
"""An axis of days, without words so that it reads the same in every language."""
