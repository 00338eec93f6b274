"""Tornados: the answer where each factor is low, and where it is high."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite

from seedtrain.messages import Message, Wording, say
from seedtrain.report.figure import Figure, axes, hue, rounded, safe
from seedtrain.report.figures.scale import Scale, scale
from seedtrain.report.figures.tornado import axis_names
from seedtrain.report.show import day, show

_ROW_PX, _TOP_PX = 30, 110


@dataclass(frozen=True, slots=True)
class Swing:
    """A factor by name, and the answer in canonical units where it is low and where it is high."""

    name: str
    low: float
    high: float


def tornado_chart(
    figure_id: str,
    name: Message | Wording,
    dimension: str,
    middle: float,
    swings: Sequence[Swing],
    lang: str,
) -> Figure | None:
    """Draw a bar from ``middle`` to either end of each swing, the widest on top; None without any."""
    told = [each for each in swings if isfinite(each.low) and isfinite(each.high)]
    if not told or not isfinite(middle):
        return None
    widest = sorted(told, key=lambda each: -abs(each.high - each.low))
    is_date = dimension == "date"
    largest = max(abs(end) for each in widest for end in (each.low, each.high))
    axis = Scale(1.0, "") if is_date else scale(largest, dimension, lang)
    title = say("engines.figure.tornado", lang, name=name.render(lang))
    traces = []
    for side, ends in (("low", [each.low for each in widest]), ("high", [each.high for each in widest])):
        spans = [rounded((end - middle) * axis.factor) for end in ends]
        traces.append(
            {
                "type": "bar",
                "orientation": "h",
                "name": say(f"report.figure.input_{side}", lang),
                "y": axis_names([each.name for each in widest], lang),
                "x": spans,
                "hovertext": [safe(f"{name.render(lang)}: {show(end, dimension, lang)}") for end in ends],
                "hovertemplate": "<b>%{hovertext}</b><extra>%{fullData.name}</extra>",
                "marker": {"color": hue(0 if side == "high" else 1)},
            }
        )
    median = show(middle, dimension, lang)
    if is_date:
        unit = say("engines.axis.days_from", lang, day=day(middle).isoformat())
    else:
        unit = say("engines.axis.from_median", lang, median=median) + (f" [{axis.unit}]" if axis.unit else "")
    return Figure(
        id=figure_id,
        title=title,
        alt=say("report.alt.tornado", lang, title=title, first=widest[0].name),
        traces=tuple(traces),
        layout=axes(
            height=_TOP_PX + _ROW_PX * len(widest),
            x={"title": {"text": unit}, "zeroline": True},
            y={"autorange": "reversed", "showgrid": False},
            barmode="overlay",
            bargap=0.35,
            hovermode="closest",
            showlegend=True,
        ),
    )
