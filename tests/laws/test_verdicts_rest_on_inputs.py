"""No verdict depends on a scenario's name: change or take out what it rests on, and it changes."""

from functools import cache

import pytest

from seedtrain.assess import RunSettings, run
from seedtrain.model.document import Document
from seedtrain.results.verdict import Verdict
from seedtrain.service import open_document

_SETTINGS = RunSettings(replications=60, seed=3)

# Scenario, claim and reading, and a change to the input that decides it.
CASES = [
    ("zencore-lingang", "Z02", "lines-need-more", {"sites.lingang.suites.ss-5000.units.br.count": "12"}),
    ("zencore-lingang", "Z03", "lines-alone", {"sites.lingang.suites.ss-5000.units.br.count": "40"}),
    ("zencore-lingang", "Z04", "sum-is-enough", {"investments.adc-plant.suites": "[]"}),
    ("zencore-lingang", "Z05", "sum-is-enough", {"sites.lingang.suites.pilot-500.units.br.count": "20"}),
    ("zencore-lingang", "Z15", "projects-and-pilot-capacity", {"programmes.client-projects.molecules": "30"}),
    ("wuxi-hightech", "W01", "adds-up", {"claims.W02.said.value": "1 billion CNY"}),
    ("wuxi-hightech", "W08", "introduced-by-2023-09", {"park.companies.entry_rate": "150 /a"}),
    ("wuxi-hightech", "W08", "stock-300", {"park.companies.entry_rate": "150 /a"}),
    ("wuxi-hightech", "W09", "by-2023-09", {"park.industry.scale": "80 billion CNY"}),
    ("wuxi-hightech", "W10", "by-2023-09", {"park.industry.rank": "12"}),
    ("bioworkshops-suzhou", "B02", "ramp", {"sites.suzhou.suites.hall-3.opens": "2027-01-01"}),
    ("bioworkshops-suzhou", "B04", "line-capacity", {"sites.suzhou.suites.hall-1.opens": "2021-01-01"}),
    (
        "bioworkshops-suzhou",
        "B05",
        "better-than-field",
        {"recipes.mab-2020.production.failure_odds": "0.001"},
    ),
    ("taizhou-medical", "T04", "released-in-july", {"orders.phase-3-samples.earliest_start": "2024-09-01"}),
    (
        "taizhou-medical",
        "T05",
        "approved-by-2026",
        {"programmes.semaglutide.stages.phase_3.duration": "5 months"},
    ),
    ("taizhou-medical", "T06", "pens", {"sites.taizhou.suites.fill.units.assembly.count": "1"}),
    ("taizhou-medical", "T07", "four-dose-pens", {"products.semaglutide-pen.doses_per_item": "1"}),
    ("taizhou-medical", "T08", "output-side", {"products.semaglutide-pen.price": "110 CNY/pen"}),
    ("jinan-medicine-valley", "J01", "in-five-years", {"park.industry.scale": "60 billion CNY"}),
    ("jinan-medicine-valley", "J04", "floor-holds-300", {"park.buildings.towers.storeys": "5"}),
    ("jinan-medicine-valley", "J04", "tenants-come", {"park.companies.entry_rate": "150 /a"}),
    ("jinan-medicine-valley", "J09", "adds-up", {"claims.J10.said.value": "7"}),
    ("jinan-medicine-valley", "J10", "adds-up", {"claims.J11.said.value": "5"}),
    ("jinan-medicine-valley", "J11", "open-in-five-years", {"park.platforms.to-build.opens": "2026-06-01"}),
    (
        "jinan-medicine-valley",
        "J15",
        "land-for-the-cluster",
        {"park.land.lianghe.output_intensity": "1 million CNY/mu/a"},
    ),
]


@cache
def _document(name: str) -> Document:
    return open_document(name)


@cache
def _verdicts(name: str) -> dict[tuple[str, str], Verdict]:
    return _by_reading(_document(name))


def _by_reading(document: Document) -> dict[tuple[str, str], Verdict]:
    return {(each.claim, each.reading): each for each in run(document, _SETTINGS).verdicts}


@pytest.mark.parametrize(("name", "claim", "reading", "change"), CASES)
def test_a_changed_input_changes_the_verdict(
    name: str, claim: str, reading: str, change: dict[str, str]
) -> None:
    """The probability (or its absence) differs once the input that decides it is another."""
    before = _verdicts(name)[claim, reading]
    after = _by_reading(_document(name).replace(dict(change)))[claim, reading]
    assert before.probability != after.probability


@pytest.mark.parametrize(
    ("name", "claim", "reading"),
    [("wuxi-hightech", "W09", "by-2023-09"), ("jinan-medicine-valley", "J01", "in-five-years")],
)
def test_a_missing_base_is_named_and_once_given_yields_a_probability(
    name: str, claim: str, reading: str
) -> None:
    """Not assessable for want of the industry scale; with it, a number between zero and one."""
    before = _verdicts(name)[claim, reading]
    assert (before.verdict, before.missing) == ("not_assessable", ("park.industry.scale",))
    given = _document(name).replace({"park.industry.scale": "80 billion CNY"})
    after = _by_reading(given)[claim, reading]
    assert after.probability is not None
    assert 0.0 <= after.probability <= 1.0


def test_a_scenario_under_another_name_gets_the_same_verdicts() -> None:
    """The id of a scenario decides nothing."""
    renamed = _document("jinan-medicine-valley").replace({"id": "somewhere-else"})
    assert _by_reading(renamed) == _verdicts("jinan-medicine-valley")
