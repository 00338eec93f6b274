"""Amounts by name: horizontal bars from zero, such as money by category."""

from collections.abc import Mapping

from seedtrain.messages import Message, say
from seedtrain.report.figure import Figure, axes, hue, rounded, safe

_ROW_PX, _TOP_PX = 26, 90


def amount_chart(
    figure_id: str, amounts: Mapping[str, float], title: Message, unit: Message, lang: str
) -> Figure | None:
    """Draw one bar for each name, in their order from the top; None where there are none.

    ``amounts`` in the unit that ``unit`` names.
    """
    if not amounts:
        return None
    words, across = title.render(lang), unit.render(lang)
    names = [safe(name) for name in amounts]
    return Figure(
        id=figure_id,
        title=words,
        alt=say("engines.figure.amounts_alt", lang, title=words, amounts=len(names), across=across),
        traces=(
            {
                "type": "bar",
                "orientation": "h",
                "y": names,
                "x": [rounded(value) for value in amounts.values()],
                "marker": {"color": [hue(0 if value >= 0 else 3) for value in amounts.values()]},
                "hovertemplate": "<b>%{x:,.4~g}</b><extra>%{y}</extra>",
                "showlegend": False,
            },
        ),
        layout=axes(
            height=_TOP_PX + _ROW_PX * len(names),
            x={"title": {"text": across}},
            y={"categoryorder": "array", "categoryarray": names[::-1], "showgrid": False, "fixedrange": True},
        ),
    )
