"""Land and floor of a zone as a treemap."""

from collections.abc import Iterator
from dataclasses import dataclass
from textwrap import wrap

from seedtrain.messages import Message, say
from seedtrain.report.figure import Figure, axes, hue, rounded, safe
from seedtrain.report.show import show
from seedtrain.report.table import Quantity, Table, column, rows
from seedtrain.results.assessment import Assessment
from seedtrain.results.indicator import Indicator

_LEAST_TEXT = 10
"""Smallest letters [px]; what would be smaller is left out and stands in the table."""
_LINE = 18
"""Letters in a line of a name; half as many characters."""


@dataclass(frozen=True, slots=True)
class _Box:
    """A piece of land, a zone of it or a building: its id, name, the box it lies in, area [m2]."""

    id: str
    name: str
    inside: str
    area: float


def land_treemap(assessment: Assessment, lang: str) -> Figure | None:
    """Land with its zones beside the floor of the buildings, by area; ``None`` without either."""
    boxes = list(_boxes(assessment, lang))
    if not boxes:
        return None
    parents = {box.inside for box in boxes}
    return Figure(
        id="fig-land",
        title=say("report.figure.land", lang),
        alt=say("report.alt.land", lang, n=sum(box.id not in parents for box in boxes)),
        traces=(
            {
                "type": "treemap",
                "ids": [box.id for box in boxes],
                "labels": [
                    safe(box.name)
                    if box.id in parents
                    else "<br>".join(safe(line) for line in _lines(box.name))
                    for box in boxes
                ],
                "tiling": {"packing": "binary"},
                "parents": [box.inside for box in boxes],
                "values": [rounded(box.area) for box in boxes],
                "branchvalues": "remainder",
                "text": [show(_whole(box, boxes), "area", lang).replace("(", "<br>(") for box in boxes],
                "textinfo": "label+text",
                "hovertemplate": "<b>%{label}</b><br>%{text}<extra></extra>",
                "marker": {"colors": [hue(place, soft=True) for place in range(len(boxes))]},
                "pathbar": {"visible": False},
            },
        ),
        layout=axes(
            height=420,
            margin={"t": 8, "l": 4, "r": 4, "b": 4},
            uniformtext={"minsize": _LEAST_TEXT, "mode": "hide"},
        ),
        table=Table(
            id="land-map",
            title=Message("report.table.land"),
            columns=(column("place"), column("area", right=True)),
            rows=rows([box.name, Quantity(_whole(box, boxes), "area")] for box in boxes),
        ),
    )


def _lines(name: str) -> list[str]:
    """A name in lines short enough for a narrow box."""
    if name.isascii():
        return wrap(name, _LINE, break_long_words=False) or [name]
    return wrap(name, _LINE // 2) or [name]


def _whole(box: _Box, boxes: list[_Box]) -> float:
    """Area of a box with what lies in it."""
    return box.area + sum(_whole(other, boxes) for other in boxes if other.inside == box.id)


def _boxes(assessment: Assessment, lang: str) -> Iterator[_Box]:
    known = [one for one in assessment.indicators if one.id.startswith(("park.land.", "park.building."))]
    zones = [one for one in known if one.id.endswith(".zone")]
    for one in known:
        parts = one.id.split(".")
        if one.base is None or parts[-1] == "zone":
            continue
        if parts[1] == "building":
            yield _Box(one.id, _name(one, "building", lang), "", one.base)
            continue
        inside = [zone for zone in zones if zone.id.split(".")[2] == parts[2]]
        left = one.base - sum(zone.base or 0.0 for zone in inside)
        yield _Box(one.id, _name(one, "land", lang), "", max(left, 0.0))
        for zone in inside:
            yield _Box(zone.id, _name(zone, "zone", lang), one.id, zone.base or 0.0)


def _name(one: Indicator, param: str, lang: str) -> str:
    name = one.label.params[param]
    return name.render(lang) if hasattr(name, "render") else str(name)
