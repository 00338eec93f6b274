"""Indicators of a section as a table, and their quantiles as cells."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from seedtrain.messages import Message
from seedtrain.report.names import label
from seedtrain.report.table import Quantity, Table
from seedtrain.report.tables.kpis import kpis
from seedtrain.report.words import tally
from seedtrain.results.assessment import Assessment
from seedtrain.results.indicator import Indicator
from seedtrain.results.series import Series

_GOES = {"base": 3, "p10": 2, "p90": 2}
"""Columns that a narrow screen may do without; areas in two units are wide."""


def measures(assessment: Assessment, name: str, holds: Callable[[str], bool]) -> Table:
    """Return the indicators whose id ``holds``, under the title ``sections.<name>.title``.

    What can't be told stands below with what is missing.
    """
    chosen = [one for one in assessment.indicators if holds(one.id)]
    told = tuple(one for one in chosen if one.draws is not None)
    listed = kpis(replace(assessment, indicators=told))
    kept = [place for place, each in enumerate(listed.columns) if each.key != "id"]
    return replace(
        listed,
        id=name,
        title=Message(f"sections.{name}.title"),
        columns=tuple(
            replace(listed.columns[place], priority=_GOES.get(listed.columns[place].key, 1)) for place in kept
        ),
        rows=tuple(tuple(row[place] for place in kept) for row in listed.rows),
        note=not_told(assessment, chosen),
    )


def not_told(assessment: Assessment, all_: Sequence[Indicator | Series]) -> Message | None:
    """Say which indicators or series can't be told without what; None where all can be."""
    lacking = [
        Message("sections.lacking", {"label": label(assessment, one), "paths": ", ".join(one.missing)})
        for one in all_
        if one.draws is None
    ]
    return Message("sections.not_told", {"lacking": tally(lacking)}) if lacking else None


def quantities(indicator: Indicator | None) -> list[Quantity]:
    """Return P10, P50 and P90 as cells, empty where there is no indicator or it can't be told."""
    if indicator is None or indicator.quantiles is None:
        return [Quantity(None, "count")] * 3
    return [Quantity(value, indicator.dimension) for value in indicator.quantiles]


def days(indicator: Indicator | None) -> list[Quantity]:
    """Return P10, P50 and P90 of a day over the futures in which it comes, empty where it never does."""
    reached = None if indicator is None else indicator.where_reached
    return [Quantity(value, "date") for value in ((None,) * 3 if reached is None else reached[1])]
