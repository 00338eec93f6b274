"""What moves the headline: one bar for each uncertain input."""

from collections.abc import Sequence

import numpy as np

from seedtrain.messages import LANGUAGES, say
from seedtrain.report.figure import DATES, Data, Figure, axes, hue, rounded, safe
from seedtrain.report.figures.scale import scale
from seedtrain.report.names import label
from seedtrain.report.show import day, show
from seedtrain.results.assessment import Assessment
from seedtrain.results.driver import Driver
from seedtrain.results.indicator import Indicator, by_id

_TARGETS = 3
_BARS = 10
_DAY_MS = 86_400_000
_LABEL = 34


def tornados(assessment: Assessment, lang: str) -> tuple[Figure, ...]:
    """One chart for each of the first three targets: up to ten inputs, the widest swing on top."""
    known = by_id(assessment.indicators)
    groups: dict[str, list[Driver]] = {}
    for driver in assessment.drivers:
        if np.isfinite(driver.swing).all():
            groups.setdefault(driver.target, []).append(driver)
    return tuple(
        _tornado(assessment, known[name], drivers, lang) for name, drivers in list(groups.items())[:_TARGETS]
    )


def _tornado(assessment: Assessment, target: Indicator, drivers: Sequence[Driver], lang: str) -> Figure:
    widest = sorted(drivers, key=lambda one: -abs(one.swing[1] - one.swing[0]))[:_BARS]
    ends = [(_short(one, lang), *one.swing) for one in widest]
    dated = target.dimension == "date"
    axis = (
        None
        if dated
        else scale(max(abs(edge) for one in widest for edge in one.swing), target.dimension, lang)
    )
    spread = target.quantiles
    middle = spread[1] if spread is not None and np.isfinite(spread[1]) else widest[0].swing[0]

    def at(value: float) -> str | float | None:
        return day(value).isoformat() if axis is None else rounded(value * axis.factor)

    def length(value: float) -> float | None:
        return round((value - middle) * _DAY_MS) if axis is None else rounded((value - middle) * axis.factor)

    traces: list[Data] = []
    for place, name in enumerate(("low", "high")):
        traces.append(
            {
                "type": "bar",
                "orientation": "h",
                "name": say(f"report.figure.input_{name}", lang),
                "y": [label for label, *_ in ends],
                "base": [at(middle)] * len(ends),
                "x": [length(edges[place]) for _, *edges in ends],
                "hovertext": [show(edges[place], target.dimension, lang) for _, *edges in ends],
                "hovertemplate": "<b>%{y}</b><br>%{fullData.name}: %{hovertext}<extra></extra>",
                "marker": {"color": hue(1 - place)},
            }
        )
    title = label(assessment, target).render(lang)
    return Figure(
        id=f"fig-drivers-{target.id.replace('.', '-')}",
        title=title,
        alt=say("report.alt.tornado", lang, title=title, first=widest[0].label.render(lang)),
        traces=tuple(traces),
        layout=axes(
            height=110 + 30 * len(ends),
            x=DATES if axis is None else {"title": {"text": axis.unit}},
            y={"autorange": "reversed", "showgrid": False},
            barmode="overlay",
            bargap=0.4,
            hovermode="closest",
            showlegend=True,
        ),
    )


def _short(driver: Driver, lang: str) -> str:
    words = driver.label.render(lang)
    most = _LABEL if lang == LANGUAGES[0] else _LABEL // 2
    return safe(words if len(words) <= most else words[: most - 1] + "…")
