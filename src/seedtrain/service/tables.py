"""The tables of a run that are read first, short enough for a screen."""

from seedtrain.messages import Message, Wording
from seedtrain.report.names import named
from seedtrain.report.table import Cell, Column, Table, rows
from seedtrain.report.tables import batch_summary, capacity_summary, kpis, schedule_summary, verdicts
from seedtrain.report.tables.verdicts import hinges
from seedtrain.results.assessment import Assessment
from seedtrain.results.suite_capacity import Rung, SuiteCapacity
from seedtrain.service.columns import column

_UNITS = {"day": ("d", "time"), "batch": ("", "count")}


def main_tables(assessment: Assessment) -> tuple[Table, ...]:
    """Return batches, capacity with its ladder, schedule, main indicators and verdicts; none without rows.

    With what each verdict hinges on, but for those that can't be assessed.
    """
    judged = [each for each in assessment.verdicts if each.verdict != "not_assessable"]
    made = (
        batch_summary(assessment),
        capacity_summary(assessment),
        ladders(assessment),
        schedule_summary(assessment),
        kpis(assessment, headline_only=True),
        verdicts(assessment),
        hinges(assessment, judged),
    )
    return tuple(table for table in made if table.rows)


def ladders(assessment: Assessment) -> Table:
    """Return every ladder from 365 days to released batches as a row; products of one suite may share it."""
    rungs: dict[str, Rung] = {}
    shared: list[list[SuiteCapacity]] = []
    for capacity in assessment.capacities:
        rungs.update((rung.label.key, rung) for rung in capacity.rungs if rung.label.key not in rungs)
        for group in shared:
            if (group[0].suite, group[0].rungs) == (capacity.suite, capacity.rungs):
                group.append(capacity)
                break
        else:
            shared.append([capacity])
    return Table(
        id="ladders",
        title=Message("service.ladder.title"),
        columns=(column("suite"), column("product", priority=2), *(_rung(rung) for rung in rungs.values())),
        rows=rows(_row(assessment, group, tuple(rungs)) for group in shared),
    )


def _rung(rung: Rung) -> Column:
    unit, dimension = _UNITS[rung.unit]
    return Column(key=rung.label.key, header=rung.label, unit=unit, dimension=dimension, align="right")


def _row(assessment: Assessment, group: list[SuiteCapacity], keys: tuple[str, ...]) -> list[Cell]:
    values = {rung.label.key: rung.value for rung in group[0].rungs}
    products: Wording | Message = named(assessment.names, "products", group[0].product)
    if len(group) > 1:
        products = Message("service.ladder.products", {"n": len(group)})
    suite = named(assessment.names, "suites", group[0].suite)
    return [suite, products, *(values.get(key) for key in keys)]
