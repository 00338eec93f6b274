"""One batch through its steps, and batches that follow at the cycle time over the units they hold."""

from math import ceil

from seedtrain.messages import say
from seedtrain.process.demand import Span
from seedtrain.report.batch.study import BatchStudy
from seedtrain.report.batch.timing import held_spans, timing
from seedtrain.report.figure import Data, Figure, axes, hue, rounded, safe
from seedtrain.report.names import class_name
from seedtrain.report.show import show, term

_ROW_PX = 24
_DAY = 24.0
_MOST_BATCHES = 12


def one_batch(study: BatchStudy, lang: str, prefix: str = "") -> Figure:
    """The steps of the base batch on one axis of days, coloured by section; cleaning after them paler."""
    found = held_spans(study)
    steps = study.line.recipe.recipe.steps
    names = {each.step: safe(steps[each.step].name.render(lang) + _star(study, each)) for each in found}
    sections = list(dict.fromkeys(steps[each.step].section for each in found))
    traces: list[Data] = [_cleaning(found, [names[each.step] for each in found], lang)]
    for place, section in enumerate(sections):
        inside = [each for each in found if steps[each.step].section == section]
        traces.append(
            {
                "type": "bar",
                "orientation": "h",
                "name": safe(term("report.section_of", section).render(lang)),
                "y": [names[each.step] for each in inside],
                "base": [rounded(each.start_h / _DAY) for each in inside],
                "x": [rounded((each.end_h - each.start_h) / _DAY) for each in inside],
                "hovertext": [_hover(names[each.step], each, lang) for each in inside],
                "hovertemplate": "%{hovertext}<extra></extra>",
                "marker": {"color": hue(place)},
            }
        )
    lines = list(names.values())
    return Figure(
        id=f"{prefix}fig-batch",
        title=say("batch.figure.one", lang),
        alt=say("batch.alt.one", lang, n=len(found), time=_time(found[-1].end_h, lang)),
        traces=tuple(traces),
        layout=_layout(lines, lang),
        table=timing(study),
    )


def overlapping(study: BatchStudy, lang: str, prefix: str = "") -> Figure:
    """Batches started at the cycle time, each unit on a line; what sets the pace is marked and never idle."""
    cycle_h = float(study.line.pace.time_h[0])
    held = [each for each in held_spans(study) if each.unit_class]
    last_h = max(each.free_h for each in held)
    shown = min(max(ceil(last_h / cycle_h) + 2, 4), _MOST_BATCHES)
    lines: dict[str, None] = {}
    for each in held:
        for number in range(_count(study, each.unit_class)):
            lines[_line(study, each, number, lang)] = None
    traces: list[Data] = [
        {
            "type": "bar",
            "orientation": "h",
            "name": safe(say("batch.figure.batch", lang, n=batch + 1)),
            "y": [_line(study, each, batch % _count(study, each.unit_class), lang) for each in moved],
            "base": [rounded(each.start_h / _DAY) for each in moved],
            "x": [rounded((each.end_h - each.start_h) / _DAY) for each in moved],
            "hovertext": [_hover(say("batch.figure.batch", lang, n=batch + 1), each, lang) for each in moved],
            "hovertemplate": "%{hovertext}<extra></extra>",
            "marker": {"color": hue(batch)},
            "showlegend": False,
        }
        for batch in range(shown)
        for moved in [[each for each in held_spans(study, batch * cycle_h) if each.unit_class]]
    ]
    after = [
        (each, _line(study, each, batch % _count(study, each.unit_class), lang))
        for batch in range(shown)
        for each in held_spans(study, batch * cycle_h)
        if each.unit_class
    ]
    traces.insert(0, _cleaning([each for each, _ in after], [line for _, line in after], lang))
    return Figure(
        id=f"{prefix}fig-overlap",
        title=say("batch.figure.overlap", lang, cycle=_time(cycle_h, lang)),
        alt=say(
            "batch.alt.overlap",
            lang,
            n=shown,
            cycle=_time(cycle_h, lang),
            bottleneck=class_name(study.line.pace.bottleneck).render(lang),
        ),
        traces=tuple(traces),
        layout=_layout(list(lines), lang),
    )


def _layout(lines: list[str], lang: str) -> Data:
    return axes(
        height=100 + _ROW_PX * len(lines),
        x={"title": {"text": say("batch.axis.days", lang)}},
        y={
            "type": "category",
            "categoryorder": "array",
            "categoryarray": lines[::-1],
            "range": [-0.7, len(lines) - 0.3],
            "showgrid": False,
            "tickfont": {"size": 11.5},
            "fixedrange": True,
        },
        barmode="overlay",
        bargap=0.25,
        hovermode="closest",
        showlegend=True,
    )


def _cleaning(found: list[Span] | tuple[Span, ...], lines: list[str], lang: str) -> Data:
    kept = [
        (each, line)
        for each, line in zip(found, lines, strict=True)
        if each.unit_class and each.free_h > each.end_h
    ]
    return {
        "type": "bar",
        "orientation": "h",
        "name": say("batch.figure.turnaround", lang),
        "y": [line for _, line in kept],
        "base": [rounded(each.end_h / _DAY) for each, _ in kept],
        "x": [rounded((each.free_h - each.end_h) / _DAY) for each, _ in kept],
        "hoverinfo": "skip",
        "marker": {"color": "var(--idle)"},
    }


def _count(study: BatchStudy, unit_class: str) -> int:
    return max(1, round(study.line.counts.get(unit_class, 1.0)))


def _line(study: BatchStudy, each: Span, number: int, lang: str) -> str:
    name = class_name(each.unit_class).render(lang)
    place = f" {number + 1}" if _count(study, each.unit_class) > 1 else ""
    return safe(f"{name}{place}{_star(study, each)}")


def _star(study: BatchStudy, each: Span) -> str:
    return " ★" if each.unit_class and each.unit_class == study.line.pace.bottleneck else ""


def _hover(name: str, each: Span, lang: str) -> str:
    start, end = (_time(hours, lang) for hours in (each.start_h, each.end_h))
    return f"<b>{name}</b><br>{start} → {end} · {_time(each.end_h - each.start_h, lang)}"


def _time(hours: float, lang: str) -> str:
    return show(hours, "time", lang)
