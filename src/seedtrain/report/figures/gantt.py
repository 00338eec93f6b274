"""The timetable by unit: which batch holds which unit, from when to when."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from seedtrain.messages import Message, say
from seedtrain.report.figure import DATES, Data, Figure, axes, hue, instant, safe
from seedtrain.report.names import named, step_name, unit_name
from seedtrain.report.show import stamp
from seedtrain.report.table import Table, column, rows
from seedtrain.report.tables.schedule import release_by_job
from seedtrain.results.assessment import Assessment
from seedtrain.results.timetable import Slot, Timetable

_ROW_PX, _LOW_ROW_PX = 22, 17
_MANY = 30
_BARS_AT_MOST = 2500
"""More bars make a page slow: then a batch is one bar on each unit, without the cleaning after it."""
_BATCHES_LISTED = 300
_SUITE = "suite:"
_HOUR_MS = 3_600_000


def gantt(assessment: Assessment, lang: str) -> Figure | None:
    """Bars by unit, coloured by product, cleaning and waiting paler; ``None`` without a timetable."""
    timetable = assessment.timetable
    if timetable is None or not timetable.slots:
        return None
    slots = [slot for slot in timetable.slots if slot.unit]
    crowded = 2 * len(slots) > _BARS_AT_MOST
    bars = _whole(slots) if crowded else slots
    products = list(dict.fromkeys(slot.product for slot in slots))
    traces = [] if crowded else [_cleaning(assessment, bars, lang)]
    traces += [
        _trace(assessment, [slot for slot in bars if slot.product == product], place, lang)
        for place, product in enumerate(products)
    ]
    classes = _classes(assessment, slots)
    lines = _lines(slots, classes)
    layout = axes(
        height=90 + (_ROW_PX if len(lines) <= _MANY else _LOW_ROW_PX) * len(lines),
        x={**DATES, "side": "top", "showgrid": True},
        y={
            "type": "category",
            "categoryorder": "array",
            "categoryarray": lines[::-1],
            "range": [-0.7, len(lines) - 0.3],
            "tickmode": "array",
            "tickvals": list(classes),
            "ticktext": [safe(unit_name(assessment, *each).render(lang)) for each in classes.items()],
            "showgrid": False,
            "tickfont": {"size": 11},
            "fixedrange": True,
        },
        annotations=[_suite_name(assessment, suite, lang) for suite in _suites(lines)],
        barmode="overlay",
        bargap=0.25,
        hovermode="closest",
        dragmode="zoom",
        legend={"y": -0.02, "yanchor": "top"},
        margin={"t": 52, "b": 40},
    )
    first = min(slot.start_h for slot in slots)
    last = max(slot.free_h for slot in slots)
    start = assessment.horizon[0]
    alt = say(
        "report.alt.gantt",
        lang,
        batches=len(timetable.batches),
        units=len(classes),
        first=instant(start, first)[:10],
        last=instant(start, last)[:10],
    )
    return Figure(
        id="fig-gantt",
        title=say("report.figure.gantt", lang),
        alt=alt,
        traces=tuple(traces),
        layout=layout,
        table=_table(assessment, timetable),
    )


def _lines(slots: Sequence[Slot], classes: Mapping[str, str]) -> list[str]:
    """The lines of the chart from the top: each suite, then its units, classes in the order of first use."""
    begun: dict[tuple[str, ...], float] = {}
    for slot in slots:
        for key in ((slot.suite,), (slot.suite, classes[slot.unit])):
            begun[key] = min(begun.get(key, slot.start_h), slot.start_h)

    def place(slot: Slot) -> tuple[float, str, float, str, str]:
        unit_class = classes[slot.unit]
        return begun[slot.suite,], slot.suite, begun[slot.suite, unit_class], unit_class, slot.unit

    lines: dict[str, None] = {}
    for slot in sorted(slots, key=place):
        lines[f"{_SUITE}{slot.suite}"] = None
        lines[slot.unit] = None
    return list(lines)


def _classes(assessment: Assessment, slots: Sequence[Slot]) -> dict[str, str]:
    """The class of each unit: that of the first step it runs."""
    classes: dict[str, str] = {}
    for slot in slots:
        profile = assessment.profiles.get((slot.product, slot.suite))
        steps = {step.step: step.unit_class for step in profile.operations} if profile is not None else {}
        classes.setdefault(slot.unit, steps.get(slot.operation, slot.operation))
    return classes


def _suites(lines: Sequence[str]) -> list[str]:
    return [line for line in lines if line.startswith(_SUITE)]


def _suite_name(assessment: Assessment, line: str, lang: str) -> Data:
    """The name of a suite over its units, at the left edge of the chart."""
    name = named(assessment.names, "suites", line.removeprefix(_SUITE)).render(lang)
    return {
        "text": f"<b>{safe(name)}</b>",
        "xref": "paper",
        "x": 0,
        "xanchor": "left",
        "y": line,
        "yref": "y",
        "showarrow": False,
        "font": {"size": 11.5, "color": "var(--muted)"},
    }


def _whole(slots: Sequence[Slot]) -> list[Slot]:
    """One slot for each batch and unit, from its first start to its last end."""
    spans: dict[tuple[str, str, str], Slot] = {}
    for slot in slots:
        key = (slot.suite, slot.unit, slot.job)
        known = spans.get(key)
        spans[key] = (
            slot
            if known is None
            else Slot(
                job=slot.job,
                product=slot.product,
                suite=slot.suite,
                operation=known.operation,
                unit=slot.unit,
                start_h=min(known.start_h, slot.start_h),
                end_h=max(known.end_h, slot.end_h),
                free_h=max(known.free_h, slot.free_h),
            )
        )
    return list(spans.values())


def _trace(assessment: Assessment, slots: Sequence[Slot], place: int, lang: str) -> Data:
    start = assessment.horizon[0]
    name = named(assessment.names, "products", slots[0].product).render(lang)
    return {
        "type": "bar",
        "orientation": "h",
        "name": safe(name),
        "y": [slot.unit for slot in slots],
        "base": [instant(start, slot.start_h) for slot in slots],
        "x": [round((slot.end_h - slot.start_h) * _HOUR_MS) for slot in slots],
        "hovertext": [_hover(assessment, slot, lang) for slot in slots],
        "hovertemplate": "<b>%{fullData.name}</b><br>%{hovertext}<extra></extra>",
        "marker": {"color": hue(place)},
    }


def _hover(assessment: Assessment, slot: Slot, lang: str) -> str:
    profile = assessment.profiles.get((slot.product, slot.suite))
    step = step_name(profile, slot.operation).render(lang)
    return safe(f"{slot.job} · {step} · {stamp(assessment.horizon[0], slot.start_h)} → ") + stamp(
        assessment.horizon[0], slot.end_h
    )


def _cleaning(assessment: Assessment, slots: Sequence[Slot], lang: str) -> Data:
    start = assessment.horizon[0]
    held = [slot for slot in slots if slot.free_h > slot.end_h]
    return {
        "type": "bar",
        "orientation": "h",
        "name": say("report.figure.cleaning", lang),
        "y": [slot.unit for slot in held],
        "base": [instant(start, slot.end_h) for slot in held],
        "x": [round((slot.free_h - slot.end_h) * _HOUR_MS) for slot in held],
        "hoverinfo": "skip",
        "marker": {"color": "var(--idle)"},
    }


def _table(assessment: Assessment, timetable: Timetable) -> Table:
    starts: dict[str, float] = {}
    for slot in timetable.slots:
        starts[slot.job] = min(starts.get(slot.job, slot.start_h), slot.start_h)
    ends = release_by_job(timetable)
    start = assessment.horizon[0]
    batches = [batch for batch in timetable.batches if batch.job in starts]
    note = None
    if len(batches) > _BATCHES_LISTED:
        note = Message("report.figure.cut", {"shown": _BATCHES_LISTED, "all": len(batches)})
    return Table(
        id="gantt-batches",
        title=Message("report.table.gantt"),
        columns=(
            column("batch"),
            column("product", priority=2),
            column("suite", priority=2),
            column("start", right=True),
            column("completed", right=True),
        ),
        rows=rows(
            [
                batch.job,
                named(assessment.names, "products", batch.product),
                named(assessment.names, "suites", batch.suite),
                (start + timedelta(hours=starts[batch.job])).isoformat(),
                (start + timedelta(hours=ends[batch.job])).isoformat(),
            ]
            for batch in batches[:_BATCHES_LISTED]
        ),
        note=note,
    )
