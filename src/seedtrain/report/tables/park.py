"""The park as tables: how it grows, its service platforms, space and land, funds."""

from seedtrain.messages import Message, Wording
from seedtrain.quantities import quantiles
from seedtrain.report.names import label, named
from seedtrain.report.table import Cell, Column, Quantity, Table, column, rows
from seedtrain.report.tables.letting import LETTING, letting, waiting
from seedtrain.report.tables.measures import measures, not_told, quantities
from seedtrain.results.assessment import Assessment
from seedtrain.results.indicator import Indicator
from seedtrain.results.series import Series

_SPACE = ("park.lettable_area", "park.companies_capacity", "park.land_area", "park.land_output", "park.full")
_MONEY = (
    "park.fund.",
    "park.bonded.",
    "park.industry_growth",
    "park.industry_rise",
    "park.industry_ceiling",
    "park.industry_backtest",
    "park.companies_growth",
    "park.companies_rise",
    "park.companies_ceiling",
    "park.companies_backtest",
)
_PLATFORM = "park.platform."
_LOADS = "park.load."
_COMPANIES = ("park.state.", "park.size.", "park.place.")
_APART = (_LOADS, *_COMPANIES, *LETTING)
_HOURS_A_MONTH = 365.25 * 24.0 / 12.0
_STATES = ("project", "intention", "signed", "moved_in", "producing")
_LOAD = ("opens", "utilisation", "queue", "wait", "gain", "bought", "outside", "revenue")


def park_tables(assessment: Assessment) -> tuple[Table, ...]:
    """Return growth, platforms, space and land, money; none that is empty."""
    made = (
        growth(assessment),
        tenants(assessment),
        letting(assessment),
        waiting(assessment),
        platforms(assessment),
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
        columns=(
            column("indicator"),
            _on("today", assessment.as_of.isoformat(), priority=2),
            column("end_zone_p10", right=True),
            column("end_zone_p50", right=True),
            column("end_zone_p90", right=True),
        ),
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
        columns=(
            column("company_group"),
            _on("today", assessment.as_of.isoformat(), priority=2),
            column("end_zone_p10", right=True),
            column("end_zone_p50", right=True),
            column("end_zone_p90", right=True),
        ),
        rows=rows(_growth(assessment, one) for one in listed),
        note=Message("sections.tenants.note") if listed else None,
    )


def _on(key: str, day: str, *, priority: int) -> Column:
    """A column of medians on ``day``."""
    header = Message("report.column.median_on", {"day": day})
    return Column(key=key, header=header, align="right", priority=priority)


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


def platforms(assessment: Assessment) -> Table:
    """Return each platform: opening, load over capacity, mean wait, and what one more would save."""
    found: dict[str, dict[str, Indicator]] = {}
    for one in assessment.indicators:
        if one.id.startswith(_PLATFORM):
            name, _, what = one.id.removeprefix(_PLATFORM).rpartition(".")
            found.setdefault(name, {})[what] = one
    missing = dict.fromkeys(path for each in found.values() for one in each.values() for path in one.missing)
    return Table(
        id="platforms",
        title=Message("sections.platforms.title"),
        columns=(
            column("platform"),
            column("opens", right=True, priority=2),
            column("load_p10", right=True, priority=4),
            column("load_p50", right=True),
            column("load_p90", right=True, priority=3),
            column("queue_p50", right=True, priority=2),
            column("wait_p50", right=True),
            column("wait_p90", right=True, priority=3),
            column("gain", right=True, priority=2),
            column("bought", right=True),
            column("outside_share", right=True, priority=4),
            column("revenue", right=True, priority=3),
        ),
        rows=rows(
            _platform(named(assessment.names, "platforms", name), each) for name, each in found.items()
        ),
        note=_platform_note(assessment, found, list(missing)),
    )


def _platform_note(
    assessment: Assessment, found: dict[str, dict[str, Indicator]], missing: list[str]
) -> Message | None:
    """Say which platform to build next and what it buys, or what is missing to tell."""
    if missing:
        return Message("sections.platforms.missing", {"paths": ", ".join(missing)})
    bought = {
        name: quantiles(each["bought"].draws[1:])[1]
        for name, each in found.items()
        if "bought" in each and each["bought"].draws is not None
    }
    best = max(bought, key=lambda name: bought[name], default=None)
    if best is None or bought[best] <= 0.0:
        return None
    params = {
        "platform": named(assessment.names, "platforms", best),
        "months": f"{bought[best] / _HOURS_A_MONTH:,.1f}",
    }
    return Message("sections.platforms.next", params)


def _platform(name: Wording, known: dict[str, Indicator]) -> list[Cell]:
    opens, load, queue, wait, gain, bought, outside, revenue = (quantities(known.get(what)) for what in _LOAD)
    told = (bought[1], outside[1], revenue[1])
    return [name, opens[1], *load, queue[1], *wait[1:], gain[1], *told]
