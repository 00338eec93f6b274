"""When each step of the base batch starts and ends; what a running line asks of utilities and people."""

from dataclasses import replace

from seedtrain.messages import Message
from seedtrain.process import demand, spans
from seedtrain.process.demand import Span
from seedtrain.report.batch.columns import column
from seedtrain.report.batch.study import BatchStudy
from seedtrain.report.show import number
from seedtrain.report.table import Cell, Table, rows

DEMANDS = (
    ("wfi", "wfi_L", "L/h"),
    ("buffer", "buffer_L", "L/h"),
    ("cleaning", "cleaning_L", "L/h"),
    ("labour", "labour_h", "people"),
)
"""What is followed over a cycle: its name, its key of use and the unit of its rate."""


def held_spans(study: BatchStudy, first_h: float = 0.0) -> tuple[Span, ...]:
    """Return the steps of a batch that starts at ``first_h``; a unit is free again when the cycle says so.

    What the cycle holds a unit for beyond its steps (a vessel through the harvest that empties it) follows
    its last step.
    """
    line, found = study.line, spans(study.line, first_h)
    last = {each.unit_class: place for place, each in enumerate(found) if each.unit_class}
    own = dict.fromkeys(last, 0.0)
    for each in found:
        if each.unit_class:
            own[each.unit_class] += each.free_h - each.start_h
    longer = {key: float(line.pace.held_h[key][0]) * line.counts[key] - hours for key, hours in own.items()}
    return tuple(
        replace(each, free_h=each.free_h + longer[each.unit_class])
        if last.get(each.unit_class) == place
        else each
        for place, each in enumerate(found)
    )


def timing(study: BatchStudy) -> Table:
    """One row for each step: hours from the start of the batch."""
    steps = study.line.recipe.recipe.steps
    return Table(
        id="batch-timing",
        title=Message("batch.table.timing"),
        columns=(
            column("step"),
            column("start", "h", dimension="time"),
            column("end", "h", dimension="time"),
            column("free", "h", dimension="time"),
        ),
        rows=rows(
            [steps[each.step].name, each.start_h, each.end_h, each.free_h if each.unit_class else None]
            for each in held_spans(study)
        ),
    )


def operations(study: BatchStudy) -> Table:
    """One row for each operation of each step: its start and its hours; the model its equation is in."""
    lines: list[list[Cell]] = []
    for each, span in zip(study.line.batch.steps, held_spans(study), strict=True):
        now, first = span.start_h, True
        for name, hours in each.operations.items():
            taken = float(hours[0])
            shown = (each.step.name, each.step.family) if first else (None, None)
            lines.append([shown[0], Message(f"process.operation.{name}"), now, taken, shown[1]])
            now, first = now + taken, False
        if each.step.unit_class and span.free_h > span.end_h:
            lines.append(
                [None, Message("process.operation.turnaround"), span.end_h, span.free_h - span.end_h, None]
            )
    return Table(
        id="batch-operations",
        title=Message("batch.table.operations"),
        columns=(
            column("step"),
            column("operation"),
            column("start", "h", dimension="time"),
            column("duration", "h", dimension="time"),
            column("model", priority=2),
        ),
        rows=rows(lines),
        note=Message("batch.note.operations"),
    )


def demands(study: BatchStudy) -> Table:
    """What the running line asks for over a cycle: mean and peak, where it asks for any."""
    lines = []
    for name, key, unit in DEMANDS:
        rate = demand(study.line, key)
        if rate.max() > 0.0:
            symbol = Message(f"batch.rate.{unit}")
            lines.append(
                [
                    Message(f"batch.column.{name}"),
                    Message("batch.rated", {"value": number(float(rate.mean())), "unit": symbol}),
                    Message("batch.rated", {"value": number(float(rate.max())), "unit": symbol}),
                ]
            )
    return Table(
        id="batch-demands",
        title=Message("batch.table.demands"),
        columns=(column("asked"), column("rate", right=True), column("peak", right=True)),
        rows=rows(lines),
    )
