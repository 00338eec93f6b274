"""The charts of a study beside its Gantt charts, and those of two studies."""

from collections.abc import Sequence

import numpy as np

from seedtrain.messages import say
from seedtrain.process import demand
from seedtrain.report.batch.study import BatchComparison, BatchStudy, Sensitivity
from seedtrain.report.batch.timing import DEMANDS
from seedtrain.report.figure import Data, Figure, axes, hue, rounded, safe
from seedtrain.report.figures.scale import Scale, scale
from seedtrain.report.show import show, term

_BARS = 10
_LABEL = {"en": 44, "zh": 24}
_POINTS = 60


def cost_bars(studies: Sequence[BatchStudy], names: Sequence[str], lang: str, prefix: str = "") -> Figure:
    """A stacked bar of the cost of a batch by category for each study."""
    categories = list(dict.fromkeys(name for study in studies for name in study.cost_cents))
    whole = [study.total_cents / 100.0 for study in studies]
    axis = scale(max(whole), "money", lang)
    traces: list[Data] = []
    for place, category in enumerate(categories):
        parts = [study.cost_cents[category] / 100.0 for study in studies]
        traces.append(
            {
                "type": "bar",
                "orientation": "h",
                "name": safe(term("cost", category).render(lang)),
                "y": [safe(name) for name in names],
                "x": [rounded(part * axis.factor) for part in parts],
                "marker": {"color": hue(place), "line": {"color": "var(--panel)", "width": 1}},
                "hovertext": [
                    f"{show(part, 'money', lang)} · {100.0 * part / total:.0f} %"
                    for part, total in zip(parts, whole, strict=True)
                ],
                "hovertemplate": "<b>%{fullData.name}</b><br>%{hovertext}<extra></extra>",
            }
        )
    first = term("cost", categories[0]).render(lang)
    return Figure(
        id=f"{prefix}fig-cost",
        title=say("batch.figure.cost", lang, year=studies[0].price_year),
        alt=say("batch.alt.cost", lang, first=first, total=show(whole[0], "money", lang)),
        traces=tuple(traces),
        layout=axes(
            height=130 + 44 * len(studies),
            x={"title": {"text": axis.unit}},
            y={"autorange": "reversed", "showgrid": False, "showticklabels": len(studies) > 1},
            barmode="stack",
            bargap=0.4,
            hovermode="closest",
            showlegend=True,
        ),
    )


def demand_profiles(study: BatchStudy, lang: str, prefix: str = "") -> tuple[Figure, ...]:
    """For each thing asked for, the rate through one cycle of the running line, and its mean."""
    cycle_h = float(study.line.pace.time_h[0])
    made = []
    for place, (name, key, unit) in enumerate(DEMANDS):
        rate = demand(study.line, key)
        if rate.max() <= 0.0:
            continue
        days = np.linspace(0.0, cycle_h / 24.0, len(rate) + 1)
        what = say(f"batch.column.{name}", lang)
        symbol = say(f"batch.rate.{unit}", lang)
        steps: Data = {
            "type": "scatter",
            "mode": "lines",
            "x": [rounded(float(day)) for day in days],
            "y": [rounded(float(each)) for each in (*rate, rate[-1])],
            "line": {"shape": "hv", "color": hue(place), "width": 1.5},
            "fill": "tozeroy",
            "fillcolor": hue(place, soft=True),
            "name": safe(what),
            "hovertemplate": "%{x:.2f} · %{y:,.3~r}<extra></extra>",
        }
        mean = float(rate.mean())
        level: Data = {
            "type": "scatter",
            "mode": "lines",
            "x": [0.0, rounded(cycle_h / 24.0)],
            "y": [rounded(mean)] * 2,
            "line": {"color": "var(--muted)", "width": 1, "dash": "dot"},
            "name": say("batch.figure.mean", lang),
            "hoverinfo": "skip",
        }
        made.append(
            Figure(
                id=f"{prefix}fig-demand-{name}",
                title=say("batch.figure.demand", lang, what=what, unit=symbol),
                alt=say("batch.alt.demand", lang, what=what, peak=f"{float(rate.max()):,.0f}", unit=symbol),
                traces=(steps, level),
                layout=axes(
                    height=240,
                    x={
                        "title": {"text": say("batch.axis.cycle", lang)},
                        "range": [0, rounded(cycle_h / 24.0)],
                    },
                    y={"rangemode": "tozero"},
                    hovermode="closest",
                    showlegend=False,
                ),
            )
        )
    return tuple(made)


def sensitivity_charts(study: BatchStudy, lang: str, prefix: str = "") -> tuple[Figure, ...]:
    """For each answer asked: a tornado, then Sobol indices of the same inputs."""
    made = []
    for found in study.sensitivities:
        if found.bars:
            made += [_tornado(study, found, lang, prefix), _indices(study, found, lang, prefix)]
    return tuple(made)


def _tornado(study: BatchStudy, found: Sensitivity, lang: str, prefix: str) -> Figure:
    target = study.by_id[found.target]
    bars = found.bars[:_BARS]
    names = _names(study, [bar.name for bar in bars], lang)
    axis = scale(max(abs(bar.high) for bar in bars), target.dimension, lang)
    base = bars[0].base
    traces: list[Data] = [
        {
            "type": "bar",
            "orientation": "h",
            "name": say(f"batch.figure.{side}", lang),
            "y": names,
            "base": rounded(base * axis.factor),
            "x": [rounded((end - base) * axis.factor) for end in ends],
            "hovertext": [safe(show(end, target.dimension, lang)) for end in ends],
            "hovertemplate": "<b>%{hovertext}</b><extra>%{fullData.name}</extra>",
            "marker": {"color": hue(1 - place)},
        }
        for place, (side, ends) in enumerate(
            (("at_p10", [bar.low for bar in bars]), ("at_p90", [bar.high for bar in bars]))
        )
    ]
    title = say("batch.figure.tornado", lang, what=target.label.render(lang))
    return Figure(
        id=f"{prefix}fig-tornado-{found.target.rpartition('.')[2]}",
        title=title,
        alt=say("report.alt.tornado", lang, title=title, first=study.labels[bars[0].name].render(lang)),
        traces=tuple(traces),
        layout=_bars_layout(len(bars), axis.unit, "overlay"),
    )


def _indices(study: BatchStudy, found: Sensitivity, lang: str, prefix: str) -> Figure:
    target = study.by_id[found.target]
    shown = found.indices[:_BARS]
    names = _names(study, [each.name for each in shown], lang)
    traces: list[Data] = [
        {
            "type": "bar",
            "orientation": "h",
            "name": say(f"batch.figure.sobol_{kind}", lang),
            "y": names,
            "x": [rounded(max(value, 0.0)) for value in values],
            "hovertemplate": "%{x:.3f}<extra>%{fullData.name}</extra>",
            "marker": {"color": hue(place)},
        }
        for place, (kind, values) in enumerate(
            (("first", [each.first for each in shown]), ("total", [each.total for each in shown]))
        )
    ]
    title = say("batch.figure.sobol", lang, what=target.label.render(lang))
    first = study.labels[shown[0].name].render(lang) if shown else ""
    return Figure(
        id=f"{prefix}fig-sobol-{found.target.rpartition('.')[2]}",
        title=title,
        alt=say("report.alt.tornado", lang, title=title, first=first),
        traces=tuple(traces),
        layout=_bars_layout(len(shown), say("batch.axis.share", lang), "group"),
    )


def _bars_layout(count: int, unit: str, mode: str) -> Data:
    return axes(
        height=110 + 32 * count,
        x={"title": {"text": unit}, "rangemode": "normal"},
        y={"autorange": "reversed", "showgrid": False},
        barmode=mode,
        bargap=0.3,
        hovermode="closest",
        showlegend=True,
    )


def _names(study: BatchStudy, inputs: Sequence[str], lang: str) -> list[str]:
    """Names of inputs cut to fit beside the chart; equal ones get a number."""
    most, seen, made = _LABEL[lang], dict[str, int](), []
    for each in inputs:
        words = study.labels[each].render(lang)
        short = words if len(words) <= most else words[: most - 1] + "…"
        seen[short] = seen.get(short, 0) + 1
        made.append(safe(short if seen[short] == 1 else f"{short} ({seen[short]})"))
    return made


def crossing_curves(found: BatchComparison, lang: str) -> tuple[Figure, ...]:
    """Unit cost of both against what is made in a year, and B over A; none where they make unlike things."""
    if not found.is_like:
        return ()
    most = max(each.most_a for each in found.lines)
    axis = scale(most, "count" if found.first.counts_items else "mass", lang)
    return _unit_costs(found, axis, lang), _over(found, axis, lang)


def _unit_costs(found: BatchComparison, axis: Scale, lang: str) -> Figure:
    traces: list[Data] = []
    for place, (line, study) in enumerate(zip(found.lines, (found.first, found.second), strict=True)):
        amounts = [float(each) for each in np.linspace(study.made, line.most_a, _POINTS)]
        name = f"{'AB'[place]} · {found.titles[place].render(lang)}"
        traces.append(_curve(axis, amounts, [line.each_cny(each) for each in amounts], name, hue(place)))
    unit = say("batch.axis.items" if found.first.counts_items else "batch.axis.grams", lang)
    title = say("batch.figure.crossing", lang, unit=unit)
    alt = say("batch.alt.crossing", lang)
    return _against_output("unit-cost", title, alt, traces, axis, lang, {"type": "log"})


def _over(found: BatchComparison, axis: Scale, lang: str) -> Figure:
    """How much more or less B costs than A at the same output, as far as both lines go."""
    first, second = found.lines
    least, most = max(found.first.made, found.second.made), min(first.most_a, second.most_a)
    amounts = [float(each) for each in np.linspace(min(least, most), most, _POINTS)]
    over = [100.0 * (second.each_cny(each) / first.each_cny(each) - 1.0) for each in amounts]
    title = say("batch.figure.over", lang)
    traces = [_curve(axis, amounts, over, title, hue(1))]
    if found.crossover is not None and least <= found.crossover <= most:
        traces.append(
            {
                "type": "scatter",
                "mode": "markers",
                "name": say("batch.figure.crossover", lang),
                "x": [rounded(found.crossover * axis.factor)],
                "y": [0.0],
                "marker": {"color": "var(--claim)", "size": 11, "symbol": "diamond"},
                "hovertemplate": "%{x:,.4~r}<extra>%{fullData.name}</extra>",
            }
        )
    alt = say("batch.alt.over", lang, low=f"{min(over):+.0f}", high=f"{max(over):+.0f}")
    return _against_output("crossover", title, alt, traces, axis, lang, {"zeroline": True})


def _curve(axis: Scale, amounts: Sequence[float], values: Sequence[float], name: str, colour: str) -> Data:
    return {
        "type": "scatter",
        "mode": "lines",
        "name": safe(name),
        "x": [rounded(each * axis.factor) for each in amounts],
        "y": [rounded(each) for each in values],
        "line": {"color": colour, "width": 2.5},
        "hovertemplate": "%{x:,.4~r} · %{y:,.4~r}<extra>%{fullData.name}</extra>",
    }


def _against_output(
    name: str, title: str, alt: str, traces: list[Data], axis: Scale, lang: str, y: Data
) -> Figure:
    return Figure(
        id=f"fig-{name}",
        title=title,
        alt=alt,
        traces=tuple(traces),
        layout=axes(
            height=320,
            x={"title": {"text": say("batch.axis.output", lang, unit=axis.unit)}, "rangemode": "tozero"},
            y=y,
            hovermode="closest",
            showlegend=len(traces) > 1,
        ),
    )
