"""Where the companies of a zone sit and who waits for room, as tables."""

from collections.abc import Iterator

import numpy as np

from seedtrain.messages import Message, Wording
from seedtrain.quantities import quantiles
from seedtrain.report.show import share
from seedtrain.report.table import Cell, Quantity, Table, column, rows
from seedtrain.results.assessment import Assessment
from seedtrain.results.indicator import Indicator
from seedtrain.results.series import Series

_FULL, _LET, _SITE = "park.full.", "park.let.", "park.site."
_WAITS = ("park.waiting.", "park.moving.", "park.moved.")
LETTING = (_LET, _SITE, "park.storey.", *_WAITS)
"""Series that stand in these tables or in charts of storeys."""


def letting(assessment: Assessment) -> Table:
    """Return each building, floor class and area of land: companies, share let, and when it is full."""
    series = {one.id: one for one in assessment.series if one.draws is not None}
    full = [one for one in assessment.indicators if one.id.startswith(_FULL)]
    return Table(
        id="letting",
        title=Message("sections.letting.title"),
        columns=(
            column("site"),
            column("tenants_p50", right=True, priority=2),
            column("let_p10", right=True, priority=3),
            column("let_p50", right=True),
            column("let_p90", right=True),
            column("full_p50", right=True),
            column("full_odds", right=True),
        ),
        rows=rows(_site(one, one.id.removeprefix(_FULL), series) for one in full),
        note=Message("sections.letting.note", {"day": assessment.horizon[1].isoformat()}) if full else None,
    )


def _site(full: Indicator, name: str, series: dict[str, Series]) -> list[Cell]:
    let, there = series.get(f"{_LET}{name}"), series.get(f"{_SITE}{name}")
    shares: list[Cell] = [None, None, None]
    if let is not None:
        shares = [share(value) for value in _ends(let)]
    assert full.draws is not None
    odds = float(np.isfinite(full.draws[1:]).mean()) if len(full.draws) > 1 else None
    day = full.quantiles[1] if full.quantiles is not None else None
    return [
        _place(full),
        Quantity(None if there is None else _ends(there)[1], "count"),
        *shares,
        Quantity(day, "date"),
        None if odds is None else share(odds),
    ]


def _place(full: Indicator) -> Wording:
    """Name of the building or land, or of its storeys."""
    params = full.label.params
    words = [params["site"], params["storeys"]] if "storeys" in params else [params["site"]]
    made = [
        [each.render(lang) if isinstance(each, Message | Wording) else str(each) for each in words]
        for lang in ("en", "zh")
    ]
    return Wording(", ".join(made[0]), "".join(made[1]))


def waiting(assessment: Assessment) -> Table:
    """Return by place how many companies wait to come in or to move there at most, and those that moved."""
    series = {one.id: one for one in assessment.series if one.draws is not None}
    places = [name.removeprefix(_WAITS[0]) for name in series if name.startswith(_WAITS[0])]
    return Table(
        id="waiting",
        title=Message("sections.waiting.title"),
        columns=(
            column("site"),
            column("waiting_p50", right=True),
            column("waiting_p90", right=True),
            column("moving_p50", right=True),
            column("moving_p90", right=True),
            column("moved_p50", right=True),
        ),
        rows=rows(_waiting(place, series) for place in places),
        note=Message("sections.waiting.note", {"day": assessment.horizon[1].isoformat()}) if places else None,
    )


def _waiting(place: str, series: dict[str, Series]) -> Iterator[Cell]:
    yield Message(f"park.place.{place}")
    for stem, chosen in zip(_WAITS, ((1, 2), (1, 2), (1,)), strict=True):
        one = series.get(f"{stem}{place}")
        at_most = None if one is None or one.draws is None else quantiles(one.draws[1:].max(axis=1))
        for at in chosen:
            yield Quantity(None if at_most is None else at_most[at], "count")


def _ends(series: Series) -> tuple[float, float, float]:
    """P10, P50 and P90 on the last day."""
    return quantiles(series.at(float(series.days[-1]))[1:])
