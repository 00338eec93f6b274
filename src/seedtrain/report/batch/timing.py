"""When each step of the base batch starts and ends; what a running line asks of utilities and people."""

from seedtrain.messages import Message
from seedtrain.process import demand, spans
from seedtrain.report.batch.columns import column
from seedtrain.report.batch.study import BatchStudy
from seedtrain.report.show import number
from seedtrain.report.table import Table, rows

DEMANDS = (
    ("wfi", "wfi_L", "L/h"),
    ("buffer", "buffer_L", "L/h"),
    ("cleaning", "cleaning_L", "L/h"),
    ("labour", "labour_h", "people"),
)
"""What is followed over a cycle: its name, its key of use and the unit of its rate."""


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
            for each in spans(study.line)
        ),
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
