"""Curves: stock by period, and the front of two objectives."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from seedtrain.messages import Message, say
from seedtrain.report.figure import Figure, axes, hue, rounded, safe

_HEIGHT_PX = 320


@dataclass(frozen=True, slots=True)
class Curve:
    """A named line through points."""

    name: str
    x: tuple[float, ...]
    y: tuple[float, ...]


def curve_chart(
    figure_id: str,
    curves: Sequence[Curve],
    title: Message,
    named_axes: tuple[Message, Message],
    lang: str,
    *,
    shape: Literal["linear", "hv"] = "linear",
) -> Figure | None:
    """Draw curves over two named axes (across, up), in steps with "hv"; None where there are none."""
    if not curves:
        return None
    across, up = (axis.render(lang) for axis in named_axes)
    words = title.render(lang)
    return Figure(
        id=figure_id,
        title=words,
        alt=say("engines.figure.curves_alt", lang, title=words, curves=len(curves), across=across, up=up),
        traces=tuple(
            {
                "type": "scatter",
                "mode": "lines+markers",
                "name": safe(curve.name),
                "showlegend": True,
                "x": [rounded(value) for value in curve.x],
                "y": [rounded(value) for value in curve.y],
                "line": {"color": hue(place), "shape": shape},
                "marker": {"size": 5},
            }
            for place, curve in enumerate(curves)
        ),
        layout=axes(height=_HEIGHT_PX, x={"title": {"text": across}}, y={"title": {"text": up}}),
    )
