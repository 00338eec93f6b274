"""Share let of each storey of a building through the years, as a heat map."""

from datetime import date

import numpy as np

from seedtrain.messages import Message, Wording, say
from seedtrain.report.figure import Figure, axes, rounded, safe
from seedtrain.report.figures.heat import SCALE, year_column
from seedtrain.report.show import share
from seedtrain.report.table import Table, column, rows
from seedtrain.results.assessment import Assessment
from seedtrain.results.series import Series

_STEM = "park.storey."
_ALL_LABELLED = 12
"""Storeys up to which each has its number beside it."""


def storey_heats(assessment: Assessment, lang: str) -> tuple[Figure, ...]:
    """A chart a building: a row a storey, the highest on top, a column a year end, the median as colour."""
    found: dict[str, dict[int, Series]] = {}
    for one in assessment.series:
        if one.id.startswith(_STEM) and one.draws is not None:
            building, _, storey = one.id.removeprefix(_STEM).rpartition(".")
            found.setdefault(building, {})[int(storey)] = one
    return tuple(_heat(name, dict(sorted(each.items())), lang) for name, each in found.items())


def _heat(building: str, storeys: dict[int, Series], lang: str) -> Figure:
    years = sorted({_year(day) for each in storeys.values() for day in each.days})
    shares = {storey: [_share(each, year) for year in years] for storey, each in storeys.items()}
    site = next(iter(storeys.values())).label.params["site"]
    name = site.render(lang) if isinstance(site, Message | Wording) else str(site)
    step = 1 if len(storeys) <= _ALL_LABELLED else 4
    return Figure(
        id=f"fig-storeys-{building}",
        title=say("report.figure.storeys", lang, site=name),
        alt=say("report.alt.storeys", lang, n=len(storeys), site=name, first=years[0], last=years[-1]),
        traces=(
            {
                "type": "heatmap",
                "x": [str(year) for year in years],
                "y": list(storeys),
                "z": [[None if each is None else rounded(each) for each in row] for row in shares.values()],
                "zmin": 0.0,
                "zmax": 1.0,
                "xgap": 2,
                "ygap": 1,
                "colorscale": SCALE,
                "text": [
                    ["" if each is None else share(each).render(lang) for each in row]
                    for row in shares.values()
                ],
                "hovertemplate": "<b>%{y}</b><br>%{x}: %{text}<extra></extra>",
                "colorbar": {"tickformat": ".0%", "thickness": 12, "outlinewidth": 0},
            },
        ),
        layout=axes(
            height=110 + max(9 * len(storeys), 60),
            x={"type": "category", "side": "top", "showgrid": False},
            y={"showgrid": False, "dtick": step, "title": {"text": safe(say("report.column.storey", lang))}},
            margin={"t": 40},
        ),
        table=Table(
            id=f"storeys-{building}",
            title=Message("report.table.storeys"),
            columns=(column("storey", right=True), *(year_column(year) for year in years)),
            rows=rows(
                [str(storey), *(None if each is None else share(each) for each in row)]
                for storey, row in reversed(shares.items())
            ),
        ),
    )


def _year(day: float) -> int:
    return date.fromordinal(int(day)).year


def _share(series: Series, year: int) -> float | None:
    """Median on the last day told in a year; ``None`` where the storey is not shown then."""
    assert series.draws is not None
    inside = [place for place, day in enumerate(series.days) if _year(day) == year]
    if not inside:
        return None
    sampled = series.draws[1:] if len(series.draws) > 1 else series.draws
    return float(np.median(sampled[:, inside[-1]]))
