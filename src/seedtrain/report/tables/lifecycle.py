"""The life cycle as tables: stages and molecules, value, what trials and the market ask for."""

from collections.abc import Iterator
from datetime import date

import numpy as np

from seedtrain.messages import Message, Wording
from seedtrain.quantities import quantiles
from seedtrain.report.names import named
from seedtrain.report.show import worded
from seedtrain.report.table import Cell, Column, Quantity, Table, column, rows
from seedtrain.report.tables.measures import days, measures, quantities
from seedtrain.results.assessment import Assessment
from seedtrain.results.indicator import Indicator
from seedtrain.results.series import Series

_VALUE = ("approved", "withdrawn", "withdrawal", "cost", "sales", "npv", "rnpv", "peak_funding")
_CASH_YEARS = 12
_CENTS = 2
"""Digits of a yuan that differences of sums keep: what is left of rounding is nothing."""
_ASKED = ("trial_mass", "trial_items", "reserve_items", "comparator_items", "market_mass", "supply")


def lifecycle_tables(assessment: Assessment) -> tuple[Table, ...]:
    """Return stages, value, what is asked of the plant and when it may be supplied; none that is empty."""
    made = (
        stages(assessment),
        parts(assessment),
        value(assessment),
        cash(assessment),
        lines(assessment),
        measures(assessment, "asked", lambda id_: id_.rpartition(".")[2] in _ASKED),
    )
    return tuple(one for one in made if one.rows or one.note)


def stages(assessment: Assessment) -> Table:
    """Return each stage of each programme: first start and end, molecules that entered and passed.

    Days are those of the futures in which a molecule gets there.
    """
    known = {one.id: one for one in assessment.indicators}
    counts = {one.id: one for one in assessment.series}
    last = next((one.days[-1] for one in counts.values() if ".entered." in one.id), None)
    return Table(
        id="stages",
        title=Message("sections.stages.title"),
        columns=(
            column("programme"),
            column("stage"),
            *_spread("start_", p10=4, p90=3),
            *_spread("end_", p10=4, p90=2),
            column("entered", right=True),
            column("passed", right=True),
        ),
        rows=rows(
            [
                named(assessment.names, "programmes", programme),
                Message(f"stage.{stage}"),
                *days(known.get(f"lifecycle.{programme}.{stage}.start")),
                *days(known.get(f"lifecycle.{programme}.{stage}.end")),
                _mean(counts.get(f"lifecycle.{programme}.entered.{stage}")),
                _mean(counts.get(f"lifecycle.{programme}.passed.{stage}")),
            ]
            for programme, stage in _passages(assessment)
        ),
        note=None if last is None else Message("sections.stages.note", {"day": worded(float(last), "date")}),
    )


def parts(assessment: Assessment) -> Table:
    """Return when each part of a stage begins and ends: cell line, toxicology batch, inspection."""
    known = {one.id: one for one in assessment.indicators}
    found = [
        (programme, stage, known[id_])
        for programme, stage in _passages(assessment)
        for id_ in known
        if id_.startswith(f"lifecycle.{programme}.{stage}.")
        and id_.count(".") == 4
        and id_.endswith(".start")
    ]
    return Table(
        id="parts",
        title=Message("sections.parts.title"),
        columns=(
            column("programme", priority=2),
            column("stage", priority=3),
            column("part"),
            column("from_p50", right=True),
            column("to_p50", right=True),
        ),
        rows=rows(
            [
                named(assessment.names, "programmes", programme),
                Message(f"stage.{stage}"),
                _param(one, "part"),
                days(one)[1],
                days(known.get(one.id.removesuffix("start") + "end"))[1],
            ]
            for programme, stage, one in found
        ),
        note=Message("sections.parts.note") if found else None,
    )


def cash(assessment: Assessment) -> Table:
    """Return the net cash of each programme by year, P10, P50 and P90, over the first twelve years."""
    return Table(
        id="cash",
        title=Message("sections.cash.title"),
        columns=(
            column("programme"),
            column("cash_year"),
            *_spread(),
        ),
        rows=rows(
            [_once(assessment, programme, is_first), str(year), *(Quantity(one, "money") for one in spread)]
            for programme, year, spread, is_first in _cash(assessment)
        ),
    )


def _once(assessment: Assessment, programme: str, is_first: bool) -> Wording:
    """The name of a programme in its first row, nothing in the others."""
    return named(assessment.names, "programmes", programme) if is_first else Wording("")


def _cash(assessment: Assessment) -> Iterator[tuple[str, int, tuple[float, float, float], bool]]:
    """Programme, year, quantiles of its net cash, whether it is the first row; years of nothing left out."""
    for series in assessment.series:
        parts = series.id.split(".")
        if parts[0] != "lifecycle" or parts[-1] != "cash" or series.draws is None:
            continue
        first = date.fromordinal(int(series.days[0])).year
        ends = [float(date(year, 12, 31).toordinal()) for year in range(first, first + _CASH_YEARS)]
        known = [series.at(end) for end in ends if end <= series.days[-1]]
        is_first = True
        flows = np.round(np.diff(np.stack([series.draws[:, 0], *known]), axis=0), _CENTS) + 0.0
        for place, flow in enumerate(flows):
            spread = quantiles(flow[1:] if len(flow) > 1 else flow)
            if any(spread):
                yield parts[1], first + place, spread, is_first
                is_first = False


def lines(assessment: Assessment) -> Table:
    """Return for each new line the day each step to its first commercial batch is done."""
    found = [one for one in assessment.indicators if one.id.startswith("lines.")]
    return Table(
        id="lines",
        title=Message("sections.lines.title"),
        columns=(
            column("line"),
            column("step"),
            *_spread("done_", p10=3),
        ),
        rows=rows([_param(one, "suite"), _param(one, "step"), *quantities(one)] for one in found),
        note=Message("sections.lines.note") if found else None,
    )


def _spread(stem: str = "", *, p10: int = 1, p90: int = 1) -> tuple[Column, Column, Column]:
    """The columns of P10, P50 and P90; a narrow screen leaves out those of a high priority first."""
    return (
        column(f"{stem}p10", right=True, priority=p10),
        column(f"{stem}p50", right=True),
        column(f"{stem}p90", right=True, priority=p90),
    )


def _param(one: Indicator, name: str) -> Wording | Message:
    found = one.label.params[name]
    return found if isinstance(found, (Wording, Message)) else Wording(str(found))


def value(assessment: Assessment) -> Table:
    """Return what each programme comes to: approvals, cost, sales, value before tax and peak funding."""
    known = {one.id: one for one in assessment.indicators}
    programmes = dict.fromkeys(programme for programme, _ in _passages(assessment))
    found = [
        (programme, what, known[id_])
        for programme in programmes
        for what in _VALUE
        if (id_ := f"lifecycle.{programme}.{what}") in known
    ]
    missing = dict.fromkeys(path for _, _, one in found for path in one.missing)
    return Table(
        id="value",
        title=Message("sections.value.title"),
        columns=(
            column("programme"),
            column("quantity"),
            column("base", right=True, priority=2),
            *_spread(),
        ),
        rows=rows(
            [
                named(assessment.names, "programmes", programme),
                Message(f"sections.value.{what}"),
                Quantity(one.base, one.dimension),
                *(days(one) if one.dimension == "date" else quantities(one)),
            ]
            for programme, what, one in found
        ),
        note=Message("sections.value.missing", {"paths": ", ".join(missing)}) if missing else None,
    )


def _passages(assessment: Assessment) -> Iterator[tuple[str, str]]:
    """Programme and stage, in the order of the walk."""
    for one in assessment.indicators:
        parts = one.id.split(".")
        if one.dimension == "date" and len(parts) == 4 and parts[3] == "start":
            yield parts[1], parts[2]


def _mean(series: Series | None) -> Cell:
    """Mean over the sampled futures on the last day."""
    if series is None or series.draws is None:
        return None
    return Quantity(float(series.draws[1:, -1].mean()), "count")
