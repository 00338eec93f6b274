"""A quantity through time: the median and its P10 to P90 band."""

from collections.abc import Sequence
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from seedtrain.messages import Message
from seedtrain.report.figure import Data, hue, rounded, safe
from seedtrain.report.table import Cell, Quantity, Table, column, rows


def band(
    days: Sequence[str],
    draws: NDArray[np.float64],
    *,
    name: str,
    place: int = 0,
    kind: str = "line",
    scale: float = 1.0,
) -> list[Data]:
    """Make three traces: the lower edge, the band filled up to the upper edge, the median.

    ``draws``: shape (1 + n, days); ``scale`` turns them to the unit of the axis; ``kind`` step
    (counts, of which no value between two is shown) or line.
    """
    method: Literal["inverted_cdf", "linear"] = "inverted_cdf" if kind == "step" else "linear"
    low, middle, high = np.quantile(draws[1:], (0.1, 0.5, 0.9), axis=0, method=method) * scale
    shape = "hv" if kind == "step" else "linear"
    edge: Data = {
        "type": "scatter",
        "mode": "lines",
        "x": list(days),
        "line": {"width": 0, "shape": shape, "color": hue(place)},
        "hoverinfo": "skip",
        "showlegend": False,
        "legendgroup": safe(name),
    }
    ranges = [f"{rounded(float(a)):g}–{rounded(float(b)):g}" for a, b in zip(low, high, strict=True)]
    return [
        {**edge, "y": [rounded(float(value)) for value in low]},
        {
            **edge,
            "y": [rounded(float(value)) for value in high],
            "fill": "tonexty",
            "fillcolor": hue(place, soft=True),
        },
        {
            "type": "scatter",
            "mode": "lines",
            "name": safe(name),
            "legendgroup": safe(name),
            "x": list(days),
            "y": [rounded(float(value)) for value in middle],
            "customdata": ranges,
            "line": {"width": 2, "shape": shape, "color": hue(place)},
            "hovertemplate": "<b>%{y:.4~g}</b> (%{customdata})<extra>%{fullData.name}</extra>",
        },
    ]


def band_table(
    table_id: str,
    title: Message,
    days: Sequence[str],
    lines: Sequence[tuple[str, NDArray[np.float64], str]],
    *,
    at_most: int = 24,
) -> Table:
    """List P10, P50 and P90 of each line (name, draws, dimension) on up to ``at_most`` of the days."""
    places = range(len(days))
    if len(days) > at_most:
        places_kept = sorted({round(i * (len(days) - 1) / (at_most - 1)) for i in range(at_most)})
    else:
        places_kept = list(places)
    listed: list[list[Cell]] = []
    for name, draws, dimension in lines:
        edges = np.quantile(draws[1:], (0.1, 0.5, 0.9), axis=0)
        for place in places_kept:
            listed.append([days[place], name, *(Quantity(float(edge[place]), dimension) for edge in edges)])
    return Table(
        id=table_id,
        title=title,
        columns=(
            column("day"),
            column("quantity"),
            column("p10", right=True),
            column("p50", right=True),
            column("p90", right=True),
        ),
        rows=rows(listed),
    )
