"""The park as tables: how it grows, its service platforms, space and land, funds."""

from seedtrain.messages import Message
from seedtrain.quantities import quantiles
from seedtrain.report.names import label
from seedtrain.report.table import Cell, Column, Quantity, Table, column, rows
from seedtrain.report.tables.letting import LETTING, letting, waiting
from seedtrain.report.tables.measures import measures, not_told
from seedtrain.report.tables.platforms import platform_tables
from seedtrain.results.assessment import Assessment
from seedtrain.results.series import Series

_SPACE = ("park.lettable_area", "park.companies_capacity", "park.land_area", "park.land_output", "park.full")
_MONEY = (
    "park.fund.",
    "park.bonded.",
    "park.investment.",
    "park.industry_growth",
    "park.industry_rise",
    "park.industry_ceiling",
    "park.industry_backtest",
    "park.companies_growth",
    "park.companies_rise",
    "park.companies_ceiling",
    "park.companies_backtest",
)
_LOADS = "park.load."
_COMPANIES = ("park.state.", "park.size.", "park.place.")
_APART = (_LOADS, *_COMPANIES, *LETTING)
_STATES = ("project", "intention", "signed", "moved_in", "producing")


def park_tables(assessment: Assessment) -> tuple[Table, ...]:
    """Return growth, platforms, space and land, money; none that is empty."""
    made = (
        growth(assessment),
        tenants(assessment),
        letting(assessment),
        waiting(assessment),
        *platform_tables(assessment),
        measures(assessment, "space", lambda id_: id_ in _SPACE),
        measures(assessment, "money", lambda id_: id_.startswith(_MONEY)),
    )
    return tuple(one for one in made if one.rows or one.note)


def growth(assessment: Assessment) -> Table:
    """Return where each series of the zone stands on the day of judgement and at the end."""
    followed = [
        one for one in assessment.series if one.id.startswith("park.") and not one.id.startswith(_APART)
    ]
    return Table(
        id="growth",
        title=Message("sections.growth.title"),
        columns=_days(assessment, "indicator"),
        rows=rows(_growth(assessment, one) for one in followed if one.draws is not None),
        note=_note(assessment, followed),
    )


def tenants(assessment: Assessment) -> Table:
    """Return companies by state, size class and place, on the day of judgement and at the end."""
    found = {
        family: [one for one in assessment.series if one.id.startswith(family) and one.draws is not None]
        for family in _COMPANIES
    }
    order = {name: place for place, name in enumerate(_STATES)}
    found[_COMPANIES[0]].sort(key=lambda one: order[one.id.rpartition(".")[2]])
    listed = [one for each in found.values() for one in each]
    return Table(
        id="tenants",
        title=Message("sections.tenants.title"),
        columns=_days(assessment, "company_group"),
        rows=rows(_growth(assessment, one) for one in listed),
        note=Message("sections.tenants.note") if listed else None,
    )


def _days(assessment: Assessment, named: str) -> tuple[Column, ...]:
    """What is ``named``, its median on the day of judgement and its quantiles at the end."""
    today = Message("report.column.median_on", {"day": assessment.as_of.isoformat()})
    return (
        column(named),
        Column(key="today", header=today, align="right", priority=2),
        column("end_zone_p10", right=True),
        column("end_zone_p50", right=True),
        column("end_zone_p90", right=True),
    )


def _note(assessment: Assessment, followed: list[Series]) -> Message | None:
    """Say when the end is, and which series can't be told without what."""
    day = assessment.horizon[1].isoformat()
    lacking = not_told(assessment, followed)
    if not followed:
        return None
    if lacking is None:
        return Message("sections.growth.note", {"day": day})
    return Message("sections.growth.note_lacking", {"day": day, "lacking": lacking})


def _growth(assessment: Assessment, series: Series) -> list[Cell]:
    today = float(assessment.as_of.toordinal())
    now = quantiles(series.at(today)[1:])[1] if series.days[0] <= today <= series.days[-1] else None
    ends = quantiles(series.at(float(series.days[-1]))[1:])
    return [label(assessment, series), *(Quantity(value, series.dimension) for value in (now, *ends))]
