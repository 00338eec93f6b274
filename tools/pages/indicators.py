"""The page of indicators and series: their ids as the packaged scenarios give them, and their names."""

from collections.abc import Collection, Iterable, Mapping
from typing import get_args

from tools.pages.markdown import code
from tools.pages.markdown import page as made
from tools.pages.markdown import table as grid

from seedtrain import assess
from seedtrain.catalog import table
from seedtrain.messages import Message
from seedtrain.messages import table as messages
from seedtrain.model.scenario import Scenario
from seedtrain.model.site import ClinicalStage
from seedtrain.quantities.dimensions import DIMENSIONS
from seedtrain.results.indicator import Indicator
from seedtrain.results.series import Series
from seedtrain.service import open_document, packaged

_LEAD = """What a run answers, by id: `kpi("...")` and `at("...", "day")` in a claim's
[expression](expressions.md) refer to these, and so do `results.json` and the tables of a run. A word in ‹›
stands for an id of the scenario. *Unit* is the canonical one. The ids are those that running the packaged
scenarios gives; a scenario that lacks the section behind an indicator does not have it."""
_SERIES = """Followed through the horizon; before its first day and after its last a series is not
defined. Each also gives an indicator, `ID.end`: its value on its last day."""
_ENGINES = {
    "batch": "process",
    "capital": "process",
    "capacity": "schedule",
    "schedule": "schedule",
    "output": "simulate",
    "orders": "simulate",
    "queue": "simulate",
    "stock": "simulate",
    "utilisation": "simulate",
    "lifecycle": "lifecycle",
    "lines": "lifecycle",
    "park": "park",
    "investments": "park",
}

Pattern = tuple[str, str, str, str]


def page() -> str:
    """Return the page."""
    indicators: dict[Pattern, None] = {}
    series: dict[Pattern, None] = {}
    for name in packaged():
        document = open_document(name)
        found = assess.run(document, assess.RunSettings(replications=1, seed=1))
        ids = _ids(document.scenario)
        indicators |= dict.fromkeys(_patterns(found.indicators, ids))
        series |= dict.fromkeys(_patterns(found.series, ids))
    return made(
        "Indicators and series",
        _LEAD,
        "## Indicators",
        _table(indicators),
        "## Series",
        _SERIES,
        _table(series),
    )


def _ids(scenario: Scenario) -> Mapping[str, Collection[str]]:
    """Return the ids that may stand in the id of an indicator, by the parameter of its name they fill."""
    park = scenario.park
    return {
        "product": scenario.products,
        "suite": [suite for site in scenario.sites.values() for suite in site.suites],
        "investment": scenario.investments,
        "line": scenario.investments,
        "site": _sites(scenario),
        "storey": [f"{storey:03}" for storey in range(1, 200)],
        "storeys": [f"{low}-{high}" for low in range(1, 200) for high in range(low, 200)],
        "place": ("tower", "sme_zone", "large_zone"),
        "programme": scenario.programmes,
        "platform": park.platforms if park else (),
        "fund": park.funds if park else (),
        "order": scenario.orders,
        "stage": get_args(ClinicalStage),
        "unit_class": table("unit_classes"),
        "part": {key.partition(".")[2] for key in table("stage_parts")},
        "step": {*table("line_steps"), "commercial"},
    }


def _sites(scenario: Scenario) -> set[str]:
    """Buildings, land and the zones of the land."""
    park = scenario.park
    if park is None:
        return set()
    zones = {zone for land in park.land.values() for zone in (*land.zones, *land.sub_zones, *land.demands)}
    return {*park.buildings, *park.land, *zones}


def _patterns(found: Iterable[Indicator | Series], ids: Mapping[str, Collection[str]]) -> Iterable[Pattern]:
    """Yield each id with the ids of the scenario in it replaced by what they are."""
    for each in found:
        if isinstance(each, Indicator) and isinstance(each.label.params.get("what"), Message):
            continue  # a series on its last day, told once for all series
        kinds = [kind for kind in ids if kind in each.label.params]
        first, *rest = each.id.split(".")
        parts = [next((f"‹{kind}›" for kind in kinds if part in ids[kind]), part) for part in rest]
        yield first, ".".join([first, *parts]), each.label.key, each.dimension


def _table(patterns: Iterable[Pattern]) -> str:
    rows = [
        (code(pattern), _words(key, "en"), _words(key, "zh"), _unit(dimension), code(_ENGINES[first]))
        for first, pattern, key, dimension in sorted(patterns)
    ]
    return grid(("id", "name", "中文", "unit", "from"), rows)


def _unit(dimension: str) -> str:
    return "day" if dimension == "date" else DIMENSIONS[dimension].symbol


def _words(key: str, lang: str) -> str:
    return messages()[key][lang].replace("{", "‹").replace("}", "›")
