"""The packaged scenarios, judged: each verdict hangs on what an engine was told, and on nothing else.

Every scenario is run once as it ships and once with one input of each engine changed; the second column of
``CHANGES`` says what the changed input must do to the verdict.
"""

import math
from functools import cache

import pytest
from tests.scenario_files import DOCUMENTS, source

from seedtrain.assess.run import RunSettings, run
from seedtrain.messages import Message
from seedtrain.model.document import Document, read_document
from seedtrain.results.assessment import Assessment
from seedtrain.results.verdict import Verdict
from seedtrain.service.documents import open_document

SETTINGS = RunSettings(replications=60, seed=1)

# Judged by an engine: claim and reading, by scenario.
BY_ENGINE = {
    "zencore-lingang": [
        ("Z02", "lines-need-more"),
        ("Z02", "sum-is-enough"),
        ("Z03", "lines-alone"),
        ("Z03", "with-adc-plant"),
        ("Z04", "sum-is-enough"),
        ("Z05", "sum-is-enough"),
        ("Z15", "projects-and-pilot-capacity"),
    ],
    "wuxi-hightech": [
        ("W02", "sum-is-enough"),
        ("W08", "introduced-by-2023-09"),
        ("W08", "introduced-by-2022"),
        ("W08", "stock-300"),
        ("W08", "stock-450"),
        ("W13", "saves-cost"),
    ],
    "bioworkshops-suzhou": [
        ("B02", "ramp"),
        ("B02", "demand"),
        ("B04", "line-capacity"),
        ("B09", "validated-process"),
        ("B09", "china-market"),
    ],
    "taizhou-medical": [
        ("T02", "pays-for-the-plant"),
        ("T04", "released-in-july"),
        ("T05", "approved-by-2026"),
        ("T06", "pens"),
        ("T06", "single-doses"),
        ("T06", "drug-substance"),
        ("T09", "open-in-2024"),
        ("T09", "open-in-2025"),
        ("T10", "every-platform-open"),
    ],
    "jinan-medicine-valley": [
        ("J04", "floor-holds-300"),
        ("J04", "tenants-come"),
        ("J11", "open-in-five-years"),
    ],
}

# What is changed, and what it does: path to new text, then claim and reading to the verdict it must have.
CHANGES: dict[str, tuple[dict[str, str | None], dict[tuple[str, str], str]]] = {
    "zencore-lingang": (
        {
            # Four times the stainless lines: more money, more space.
            "sites.lingang.suites.ss-5000.units.br.count": "{value: 24, assumption: test}",
            # A pilot plant of 20,500 L.
            "sites.lingang.suites.pilot-200.units.br.volume": "{value: 5000 L, assumption: test}",
            # One project in two hundred is a whole programme.
            "programmes.client-projects.stages.cmc.odds": "{value: 0.5 %, assumption: test}",
        },
        {
            ("Z02", "lines-need-more"): "supported",
            ("Z02", "sum-is-enough"): "contradicted",
            ("Z03", "lines-alone"): "contradicted",
            ("Z05", "sum-is-enough"): "contradicted",
            ("Z15", "projects-and-pilot-capacity"): "contradicted",
        },
    ),
    "wuxi-hightech": (
        {
            "park.companies.entry_rate": "{value: 200 /a, assumption: test}",
            "park.industry.scale": "{value: 95 billion CNY, assumption: test}",
            "park.industry.rank": "{value: 5, assumption: test}",
            "park.bonded.deferral": "{value: 1 d, assumption: test}",
        },
        {
            ("W08", "introduced-by-2023-09"): "supported",
            ("W08", "introduced-by-2022"): "supported",
            ("W08", "stock-450"): "supported",
            ("W09", "by-2023-09"): "supported",
            ("W10", "by-2023-09"): "supported",
            ("W13", "saves-cost"): "contradicted",
        },
    ),
    "bioworkshops-suzhou": (
        {
            "sites.suzhou.suites.hall-3.opens": "{value: 2024-06-01, assumption: test}",
            "sites.suzhou.suites.hall-1.opens": "{value: 2021-01-01, assumption: test}",
            "programmes.clients.molecules": "{value: 900, assumption: test}",
            "licences.china-approval.granted": "{value: 2025-01-01, assumption: test}",
        },
        {
            ("B02", "ramp"): "supported",
            ("B02", "demand"): "supported",
            ("B04", "line-capacity"): "contradicted",
            ("B09", "china-market"): "supported",
        },
    ),
    "taizhou-medical": (
        {
            "orders.phase-3-samples.earliest_start": "2024-07-20",
            "sites.taizhou.suites.fill.units.assembly.count": "{value: 1, assumption: test}",
            "sites.taizhou.suites.peptide.units.fermenter.volume": "{value: 700 L, assumption: test}",
            "products.semaglutide-pen.doses_per_item": "{value: 2 dose, assumption: test}",
            "products.semaglutide-pen.price": "{value: 110 CNY/pen, assumption: test}",
            "programmes.semaglutide.stages": (
                "{phase_3: {duration: {value: 3 months, assumption: t}, odds: {value: 1, assumption: t}},"
                " process_validation: {duration: {value: 3 months, assumption: t},"
                " odds: {value: 1, assumption: t}}}"
            ),
            "park.platforms.non-clinical.opens": "{value: 2024-09-01, assumption: test}",
            "park.platforms.clinical-trials.opens": "{value: 2024-09-01, assumption: test}",
            "park.platforms.p3-laboratory.opens": "{value: 2024-09-01, assumption: test}",
        },
        {
            ("T04", "released-in-july"): "contradicted",
            ("T05", "approved-by-2026"): "supported",
            ("T06", "pens"): "contradicted",
            ("T06", "drug-substance"): "contradicted",
            ("T07", "four-dose-pens"): "contradicted",
            ("T08", "output-side"): "supported",
            ("T09", "open-in-2024"): "supported",
            ("T10", "every-platform-open"): "supported",
        },
    ),
    "jinan-medicine-valley": (
        {
            "park.buildings.towers.floor_plate": "{value: 9000 m2, assumption: test}",
            "park.buildings.towers.opens": "{value: 2021-02-01, assumption: test}",
            "park.companies.entry_rate": "{value: 150 /a, assumption: test}",
            "park.industry.scale": "{value: 90 billion CNY, assumption: test}",
            "park.land.lianghe.output_intensity": "{value: 5 million CNY/mu/a, assumption: test}",
            "park.platforms.to-build.opens": "{value: 2025-12-31, assumption: test}",
        },
        {
            ("J01", "in-five-years"): "supported",
            ("J03", "open-by-march-2021"): "supported",
            ("J04", "floor-holds-300"): "supported",
            ("J04", "tenants-come"): "supported",
            ("J11", "open-in-five-years"): "contradicted",
            ("J15", "land-for-the-cluster"): "contradicted",
        },
    ),
}


@cache
def assessed(name: str) -> Assessment:
    """A packaged scenario as it ships, assessed."""
    return run(open_document(name), SETTINGS)


def _by_reading(assessment: Assessment) -> dict[tuple[str, str], Verdict]:
    return {(each.claim, each.reading): each for each in assessment.verdicts}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_what_an_engine_judges_rests_on_its_inputs(name: str) -> None:
    """These claims have a probability from an engine, and name the inputs it rests on."""
    found = _by_reading(assessed(name))
    for key in BY_ENGINE[name]:
        verdict = found[key]
        assert (key, verdict.basis) == (key, "engine")
        assert verdict.probability is not None
        assert verdict.rests_on
        assert f"claims.{key[0]}" not in verdict.rests_on


@pytest.mark.parametrize("name", DOCUMENTS)
def test_changing_an_engines_input_changes_the_verdict(name: str) -> None:
    """Each verdict moves with the input it hangs on, whatever the scenario is called."""
    changes, expected = CHANGES[name]
    before = _by_reading(assessed(name))
    after = _by_reading(run(open_document(name, changes), SETTINGS))
    assert {key: after[key].verdict for key in expected} == expected
    assert [key for key in expected if before[key].verdict == after[key].verdict] == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_sentence_of_a_verdict_can_be_read(name: str) -> None:
    """Claim, test, claimed value, what binds and what would help are worded in both languages."""
    for verdict in assessed(name).verdicts:
        for text in (verdict.text, verdict.test, verdict.claimed.text, verdict.binds, verdict.remedy):
            if text is not None:
                assert text.render("en")
                assert text.render("zh")


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_verdict_names_what_moves_it_most(name: str) -> None:
    """What an engine found with a spread names an input; any other says why it hangs on none."""
    for verdict in assessed(name).verdicts:
        assert isinstance(verdict.binds, Message), (verdict.claim, verdict.reading)
        is_spread = verdict.p10 != verdict.p90
        if verdict.basis == "engine" and is_spread:
            assert "input" in verdict.binds.params, (verdict.claim, verdict.reading)
        if verdict.basis in {"engine", "arithmetic"} and "input" not in verdict.binds.params:
            assert verdict.binds.key.removeprefix("verdict.binds.") in {"figures", "some_figures", "identity"}
        if verdict.basis == "none":
            assert all(path in verdict.binds.render("en") for path in verdict.missing)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_no_verdict_hides_behind_what_is_missing(name: str) -> None:
    """Not assessable is only what lacks an input that can be given, or what only its publisher says."""
    for verdict in assessed(name).verdicts:
        if verdict.verdict == "not_assessable" and verdict.basis != "self-reported":
            assert verdict.missing, verdict.claim
            assert all(path.startswith("park.") for path in verdict.missing), verdict.missing
        elif verdict.verdict != "not_assessable":
            assert verdict.probability is not None
            assert math.isfinite(verdict.probability)


def test_the_name_of_a_scenario_decides_nothing() -> None:
    """The same text under another id and title has the same verdicts."""
    text = source("wuxi-hightech").replace("id: wuxi-hightech", "id: somewhere-else", 1)
    renamed: Document = read_document(text.encode(), "somewhere.yaml")
    found = _by_reading(run(renamed, SETTINGS))
    for key, verdict in _by_reading(assessed("wuxi-hightech")).items():
        assert (found[key].verdict, found[key].probability) == (verdict.verdict, verdict.probability)
