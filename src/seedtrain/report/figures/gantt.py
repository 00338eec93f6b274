"""The timetable by unit: which batch holds which unit, from when to when."""

from collections.abc import Sequence
from datetime import timedelta

from seedtrain.messages import Message, say
from seedtrain.report.figure import DATES, Data, Figure, axes, hue, instant, safe
from seedtrain.report.names import named
from seedtrain.report.show import stamp, term
from seedtrain.report.table import Table, column, rows
from seedtrain.report.tables.schedule import release_by_job
from seedtrain.results.assessment import Assessment
from seedtrain.results.timetable import Slot, Timetable

_ROW_PX = 22
_BARS_AT_MOST = 2500
"""More bars make a page slow: then a batch is one bar on each unit, without the cleaning after it."""
_BATCHES_LISTED = 300
_HOUR_MS = 3_600_000


def gantt(assessment: Assessment, lang: str) -> Figure | None:
    """Bars by unit, coloured by product, cleaning and waiting paler; ``None`` without a timetable."""
    timetable = assessment.timetable
    if timetable is None or not timetable.slots:
        return None
    slots = [slot for slot in timetable.slots if slot.unit]
    crowded = 2 * len(slots) > _BARS_AT_MOST
    bars = _whole(slots) if crowded else slots
    products = list(dict.fromkeys(slot.product for slot in timetable.slots))
    traces = [] if crowded else [_cleaning(assessment, bars, lang)]
    traces += [
        _trace(assessment, [slot for slot in bars if slot.product == product], place, lang)
        for place, product in enumerate(products)
    ]
    lines = _lines(assessment, bars, lang)
    layout = axes(
        height=90 + _ROW_PX * len(lines),
        x={**DATES, "side": "top", "showgrid": True},
        y={
            "categoryorder": "array",
            "categoryarray": lines[::-1],
            "showgrid": False,
            "tickfont": {"size": 11},
            "fixedrange": True,
        },
        barmode="overlay",
        bargap=0.25,
        hovermode="closest",
        dragmode="zoom",
        legend={"y": -0.02, "yanchor": "top"},
        margin={"t": 30, "b": 40},
    )
    first = min(slot.start_h for slot in slots)
    last = max(slot.free_h for slot in slots)
    start = assessment.horizon[0]
    alt = say(
        "report.alt.gantt",
        lang,
        batches=len(timetable.batches),
        units=len(lines),
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


def _lines(assessment: Assessment, slots: Sequence[Slot], lang: str) -> list[str]:
    """The units in the order their suites first start and, in a suite, the order of first use."""
    begun: dict[str, float] = {}
    for slot in slots:
        begun[slot.suite] = min(begun.get(slot.suite, slot.start_h), slot.start_h)
    ordered = sorted(slots, key=lambda slot: (begun[slot.suite], slot.suite, slot.start_h, slot.unit))
    return list(dict.fromkeys(_line(assessment, slot, lang) for slot in ordered))


def _line(assessment: Assessment, slot: Slot, lang: str) -> str:
    unit = named(assessment.names, "units", slot.unit).render(lang)
    suite = named(assessment.names, "suites", slot.suite).render(lang)
    return safe(unit if unit.startswith(suite) else f"{suite} · {unit}")


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
    name = named(assessment.names, "products", slots[0].product).render(lang) if slots else ""
    return {
        "type": "bar",
        "orientation": "h",
        "name": safe(name),
        "y": [_line(assessment, slot, lang) for slot in slots],
        "base": [instant(start, slot.start_h) for slot in slots],
        "x": [round((slot.end_h - slot.start_h) * _HOUR_MS) for slot in slots],
        "hovertext": [
            safe(
                f"{slot.job} · {term('step', slot.operation).render(lang)}"
                f" · {stamp(start, slot.start_h)} → {stamp(start, slot.end_h)}"
            )
            for slot in slots
        ],
        "hovertemplate": "<b>%{fullData.name}</b><br>%{hovertext}<extra></extra>",
        "marker": {"color": hue(place), "line": {"color": "var(--panel)", "width": 0.5}},
    }


def _cleaning(assessment: Assessment, slots: Sequence[Slot], lang: str) -> Data:
    start = assessment.horizon[0]
    held = [slot for slot in slots if slot.free_h > slot.end_h]
    return {
        "type": "bar",
        "orientation": "h",
        "name": say("report.figure.cleaning", lang),
        "y": [_line(assessment, slot, lang) for slot in held],
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
