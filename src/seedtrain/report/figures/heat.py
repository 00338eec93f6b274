"""Load of the service platforms through time, as a heat map."""

from datetime import date

import numpy as np

from seedtrain.messages import Message, say
from seedtrain.report.figure import Figure, axes, rounded, safe
from seedtrain.report.show import share
from seedtrain.report.table import Column, Table, column, rows
from seedtrain.results.assessment import Assessment
from seedtrain.results.series import Series

_STEM = "park.load."
SCALE = ((0.0, "#e8f1ec"), (0.66, "#e3b04b"), (1.0, "#b23a2e"))
"""Colours from nothing to full: pale, amber, red."""
_MOST = 1.5
"""Load over capacity at which the colour ends."""


def platform_heat(assessment: Assessment, lang: str) -> Figure | None:
    """A row a platform, a column a year, the median load over capacity as colour; ``None`` without any."""
    found = [one for one in assessment.series if one.id.startswith(_STEM) and one.draws is not None]
    if not found:
        return None
    years = sorted({date.fromordinal(int(day)).year for one in found for day in one.days})
    loads = [[_load(one, year) for year in years] for one in found]
    names = [_name(one, lang) for one in found]
    return Figure(
        id="fig-platform-heat",
        title=say("report.figure.heat", lang),
        alt=say("report.alt.heat", lang, n=len(found), first=years[0], last=years[-1]),
        traces=(
            {
                "type": "heatmap",
                "x": [str(year) for year in years],
                "y": [safe(name) for name in names],
                "z": [[None if load is None else rounded(load) for load in row] for row in loads],
                "zmin": 0.0,
                "zmax": _MOST,
                "xgap": 2,
                "ygap": 2,
                "colorscale": SCALE,
                "text": [["" if load is None else share(load).render(lang) for load in row] for row in loads],
                "texttemplate": "%{text}",
                "hovertemplate": "<b>%{y}</b><br>%{x}: %{text}<extra></extra>",
                "showscale": False,
            },
        ),
        layout=axes(
            height=90 + 34 * len(found),
            x={"type": "category", "side": "top", "showgrid": False},
            y={"autorange": "reversed", "showgrid": False},
            margin={"t": 40},
        ),
        table=Table(
            id="platform-heat",
            title=Message("report.table.heat"),
            columns=(column("platform"), *(year_column(year) for year in years)),
            rows=rows(
                [name, *(None if load is None else share(load) for load in row)]
                for name, row in zip(names, loads, strict=True)
            ),
        ),
    )


def year_column(year: int) -> Column:
    """A column of one year."""
    header = Message("report.column.given_year", {"year": year})
    return Column(key=f"year_{year}", header=header, align="right")


def _load(series: Series, year: int) -> float | None:
    """Median over the sampled worlds of the mean of a year; ``None`` outside the days followed."""
    assert series.draws is not None
    inside = np.array([date.fromordinal(int(day)).year == year for day in series.days])
    if not inside.any():
        return None
    sampled = series.draws[1:] if len(series.draws) > 1 else series.draws
    return float(np.median(sampled[:, inside].mean(axis=1)))


def _name(series: Series, lang: str) -> str:
    name = series.label.params["platform"]
    return name.render(lang) if hasattr(name, "render") else str(name)
