"""What the result hangs on: one bar for each uncertain input."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite

from seedtrain.messages import say
from seedtrain.report.figure import Data, Figure, axes, hue, rounded, safe
from seedtrain.report.names import label
from seedtrain.report.show import show
from seedtrain.results.assessment import Assessment
from seedtrain.results.driver import Driver
from seedtrain.results.indicator import Indicator, by_id

_BARS = 10
_LABEL = {"en": 38, "zh": 20}
"""Signs of an input's name that fit beside the chart."""


@dataclass(frozen=True, slots=True)
class _Bar:
    """An input and its target; ``ends``: change of the target where the input is low and where it is high."""

    driver: Driver
    target: Indicator
    ends: tuple[float, float]

    @property
    def width(self) -> float:
        return abs(self.ends[1] - self.ends[0])


def tornados(assessment: Assessment, lang: str) -> tuple[Figure, ...]:
    """Up to two charts, the widest bar on top: amounts change in percent of their median, dates in days."""
    known = by_id(assessment.indicators)
    groups: dict[str, list[_Bar]] = {"amounts": [], "dates": []}
    for driver in assessment.drivers:
        target = known[driver.target]
        spread = target.quantiles
        if spread is None or not all(isfinite(value) for value in (spread[1], *driver.swing)):
            continue
        low, high = (edge - spread[1] for edge in driver.swing)
        if target.dimension == "date":
            groups["dates"].append(_Bar(driver, target, (low, high)))
        elif spread[1] != 0.0:
            size = 100.0 / abs(spread[1])
            groups["amounts"].append(_Bar(driver, target, (low * size, high * size)))
    return tuple(_tornado(assessment, name, bars, lang) for name, bars in groups.items() if bars)


def _tornado(assessment: Assessment, name: str, bars: Sequence[_Bar], lang: str) -> Figure:
    widest = sorted(bars, key=lambda bar: -bar.width)[:_BARS]
    names = axis_names([bar.driver.label.render(lang) for bar in widest], lang)
    traces: list[Data] = []
    for place, side in enumerate(("low", "high")):
        traces.append(
            {
                "type": "bar",
                "orientation": "h",
                "name": say(f"report.figure.input_{side}", lang),
                "y": names,
                "x": [rounded(bar.ends[place]) for bar in widest],
                "hovertext": [_hover(assessment, bar, place, lang) for bar in widest],
                "hovertemplate": "<b>%{hovertext}</b><extra>%{fullData.name}</extra>",
                "marker": {"color": hue(1 - place)},
            }
        )
    title = say(f"report.figure.drivers_{name}", lang)
    return Figure(
        id=f"fig-drivers-{name}",
        title=title,
        alt=say("report.alt.tornado", lang, title=title, first=widest[0].driver.label.render(lang)),
        traces=tuple(traces),
        layout=axes(
            height=110 + 30 * len(widest),
            x={"title": {"text": say(f"report.figure.axis_{name}", lang)}, "zeroline": True},
            y={"autorange": "reversed", "showgrid": False},
            barmode="overlay",
            bargap=0.35,
            hovermode="closest",
            showlegend=True,
        ),
    )


def _hover(assessment: Assessment, bar: _Bar, place: int, lang: str) -> str:
    value = show(bar.driver.swing[place], bar.target.dimension, lang)
    return safe(f"{label(assessment, bar.target).render(lang)}: {value}")


def axis_names(names: Sequence[str], lang: str) -> list[str]:
    """Return names that can stand on one axis: cut to its width, those cut to the same text with a number."""
    most = _LABEL[lang]
    seen: dict[str, int] = {}
    made = []
    for name in names:
        short = name if len(name) <= most else name[: most - 1] + "…"
        seen[short] = seen.get(short, 0) + 1
        made.append(safe(short if seen[short] == 1 else f"{short} ({seen[short]})"))
    return made
