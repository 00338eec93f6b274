"""Cost of a gram against titer (or what else makes the batch), and the steps at which it rises."""

from itertools import pairwise

from seedtrain.messages import Message, say
from seedtrain.process import Jump
from seedtrain.quantities import DIMENSIONS
from seedtrain.report.batch.columns import column, sized
from seedtrain.report.batch.study import BatchStudy
from seedtrain.report.figure import Data, Figure, axes, hue, rounded, safe
from seedtrain.report.show import worded
from seedtrain.report.table import Cell, Quantity, Table, rows
from seedtrain.report.words import chain


def steps_up(study: BatchStudy) -> Table:
    """One row for each value of the scan at which a gram costs more than just before, with what is added."""
    _, points = study.scanned
    price = "money_per_item" if study.counts_items else "money_per_mass"
    output = "count" if study.counts_items else "mass"
    lines: list[list[Cell]] = []
    for before, after in pairwise(points):
        if after.rises:
            lines.append(
                [
                    Quantity(after.value, study.scanned_dimension),
                    Quantity(before.unit_cost, price),
                    Quantity(after.unit_cost, price),
                    Quantity(after.output_a, output),
                    chain("semicolon", [said(study, jump) for jump in after.jumps]),
                ]
            )
    first, last = (worded(each.value, study.scanned_dimension) for each in (points[0], points[-1]))
    return Table(
        id="batch-scan",
        title=Message("batch.table.scan", {"what": study.scanned_name}),
        columns=(
            column("at", right=True),
            column("cost_before", right=True),
            column("cost_at", right=True),
            column("output_a", right=True, priority=3),
            column("added"),
        ),
        rows=rows(lines),
        note=Message(
            "batch.note.scan" if lines else "batch.note.scan_none",
            {"low": first, "high": last, "n": len(lines)},
        ),
    )


def said(study: BatchStudy, jump: Jump) -> Message:
    """Say what a step takes now and took before."""
    return Message(
        "batch.said.step_up",
        {
            "step": study.line.recipe.recipe.steps[jump.step].name,
            "what": jump.before.label,
            "before": sized(jump.before),
            "after": sized(jump.after),
        },
    )


def scan_figure(study: BatchStudy, lang: str, prefix: str = "") -> Figure:
    """Cost of a gram (or piece) over the values of the scan; diamonds where it rises."""
    _, points = study.scanned
    known = DIMENSIONS[study.scanned_dimension].symbol.removeprefix("1")
    unit = say("batch.axis.items" if study.counts_items else "batch.axis.grams", lang)
    what = study.scanned_name.render(lang)
    line: Data = {
        "type": "scatter",
        "mode": "lines",
        "x": [rounded(each.value) for each in points],
        "y": [rounded(each.unit_cost) for each in points],
        "name": safe(unit),
        "line": {"color": hue(0), "width": 2.5},
        "hovertemplate": "%{x:,.3~r} · %{y:,.4~r}<extra></extra>",
    }
    up = [each for each in points if each.rises]
    marks: Data = {
        "type": "scatter",
        "mode": "markers",
        "x": [rounded(each.value) for each in up],
        "y": [rounded(each.unit_cost) for each in up],
        "name": say("batch.figure.step_up", lang),
        "marker": {"color": "var(--claim)", "size": 10, "symbol": "diamond"},
        "hovertext": [
            safe("<br>".join(said(study, jump).render(lang) for jump in each.jumps)) for each in up
        ],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }
    title = say("batch.figure.scan", lang, unit=unit, what=what)
    return Figure(
        id=f"{prefix}fig-scan",
        title=title,
        alt=say("batch.alt.scan", lang, what=what, n=len(up)),
        traces=(line, marks) if up else (line,),
        layout=axes(
            height=320,
            x={"title": {"text": f"{what} [{known}]" if known else what}},
            y={"rangemode": "tozero"},
            hovermode="closest",
            showlegend=bool(up),
        ),
    )
