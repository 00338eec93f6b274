"""The packaged scenarios hold every figure of their documents, as the documents have it.

The table below is a copy of the figures by hand: fact to kind, operator and value in canonical units (money
in yuan, areas in m2, dates as days, shares as fractions). Events and attributes have no value to judge.
"""

from datetime import date
from functools import cache

import pytest
from tests.scenario_files import DOCUMENTS, packaged, wordings

from seedtrain.catalog.text import names
from seedtrain.model.parse import parse_value
from seedtrain.model.scenario import Scenario

Fact = tuple[str, str, object]
MU = 2000.0 / 3.0

FACTS: dict[str, dict[str, Fact]] = {
    "zencore-lingang": {
        "Z01": ("event", "", None),
        "Z02": ("plan", ">", 1.3e9),
        "Z03": ("plan", "", 66000.0),
        "Z04": ("plan", "", 1.5e8),
        "Z05": ("status", "", 1.5e8),
        "Z06": ("status", "", 4 * 200.0 + 500.0),
        "Z07": ("plan", "~", 5670.0),
        "Z08": ("plan", "~", 5775.85),
        "Z09": ("attribute", "", None),
        "Z10": ("plan", "", 3 * 2000.0),
        "Z11": ("plan", "", 3 * 5000.0),
        "Z12": ("status", "", True),
        "Z13": ("status", ">", 200.0),
        "Z14": ("status", "~<", 100.0),
        "Z15": ("status", "", 8.0),
        "Z16": ("plan", "", 3),
        "Z17": ("attribute", "", None),
        "Z18": ("plan", "", 3),
    },
    "wuxi-hightech": {
        "W01": ("plan", "", 3e9),
        "W02": ("plan", "~", 2e9),
        "W03": ("plan", "~", 1e9),
        "W04": ("attribute", "", None),
        "W05": ("plan", "", True),
        "W06": ("status", ">", 150.0),
        "W07": ("event", "", None),
        "W08": ("target", "", 300.0),
        "W09": ("target", ">", 1e11),
        "W10": ("target", "<=", 10.0),
        "W11": ("attribute", "", None),
        "W12": ("attribute", "", None),
        "W13": ("plan", "", True),
    },
    "bioworkshops-suzhou": {
        "B01": ("attribute", "", None),
        "B02": ("plan", "", 6 * 2000.0),
        "B03": ("status", "", 2000.0),
        "B04": ("status", ">", 10.0),
        "B05": ("status", "=", 1.0),
        "B06": ("event", "", None),
        "B07": ("event", "", None),
        "B08": ("attribute", "", None),
        "B09": ("plan", "", True),
    },
    "taizhou-medical": {
        "T01": ("attribute", "", None),
        "T02": ("status", "", 1.25e8),
        "T03": ("attribute", "", None),
        "T04": ("forecast", "<=", float(date(2024, 7, 31).toordinal())),
        "T05": ("forecast", "<=", float(date(2026, 12, 31).toordinal())),
        "T06": ("forecast", "", 4e7),
        "T07": ("forecast", ">", 3e6),
        "T08": ("forecast", "in", (4e9, 5e9)),
        "T09": ("plan", "", 3),
        "T10": ("plan", "", True),
        "T11": ("status", "", 2e7),
        "T12": ("attribute", "", None),
        "T13": ("attribute", "", None),
    },
    "jinan-medicine-valley": {
        "J01": ("target", "~", 1e11),
        "J02": ("status", "", 2 * 33.0),
        "J03": ("forecast", "<=", float(date(2021, 3, 31).toordinal())),
        "J04": ("forecast", ">", 300.0),
        "J05": ("status", ">", 30.0),
        "J06": ("attribute", "", None),
        "J07": ("attribute", "", None),
        "J08": ("event", "", None),
        # An attribute of the platform, judged because the two others add up to it.
        "J09": ("status", "", 12.0),
        "J10": ("status", "", 8.0),
        "J11": ("plan", "", 4.0),
        "J12": ("status", "", 50.0),
        "J13": ("status", "", 23.0),
        "J14": ("event", "", None),
        "J15": ("plan", "", 10000 * MU),
        "J16": ("plan", "", 2),
        "J17": ("plan", "", 4),
        "J18": ("status", "=", 1.0),
        "J19": ("attribute", "", None),
        "J20": ("event", "", None),
    },
}

IDENTITIES = {
    "zencore-lingang": {"C08", "C09"},
    "wuxi-hightech": {"C01"},
    "bioworkshops-suzhou": {"C10"},
    "taizhou-medical": {"C04", "C05", "C06", "C07"},
    "jinan-medicine-valley": {"C02", "C03", "C11"},
}

ISSUES = {
    "zencore-lingang": {"I01", "I02", "I03"},
    "wuxi-hightech": {"I04", "I05"},
    "bioworkshops-suzhou": {"I06", "I13"},
    "taizhou-medical": {"I07", "I08", "I09", "I12"},
    "jinan-medicine-valley": {"I10", "I11"},
}

ALL = [(name, fact) for name, facts in FACTS.items() for fact in facts]


def test_the_five_documents_ship_with_a_starter() -> None:
    """One scenario for each document, one that joins four of them, and one to begin with."""
    assert set(names("scenarios")) == {*FACTS, "starter", "yangtze-delta-chain"}
    assert set(DOCUMENTS) == set(FACTS)


@pytest.mark.parametrize(("name", "fact"), ALL)
def test_each_fact_is_carried_with_its_kind_and_figure(name: str, fact: str) -> None:
    """Plans, statuses, targets and forecasts are claims with the source's figure; the rest is context."""
    kind, op, value = FACTS[name][fact]
    scenario = packaged(name).scenario
    if value is None:
        assert scenario.context[fact].kind == kind
        assert fact not in scenario.claims
    else:
        said = scenario.claims[fact].said
        assert (scenario.claims[fact].kind, said.op) == (kind, op)
        assert _said(scenario, fact) == (value if isinstance(value, int) else pytest.approx(value))


def _said(scenario: Scenario, fact: str) -> object:
    """What is claimed: a number, a pair, or how many names."""
    said = scenario.claims[fact].said
    if said.measure == "truth":
        return True
    if said.items:
        return len(said.items)
    if said.low is not None:
        assert said.high is not None
        return parse_value(said.low, said.dimension).base, parse_value(said.high, said.dimension).base
    assert said.value is not None
    return parse_value(said.value, said.dimension).base


@pytest.mark.parametrize("name", FACTS)
def test_nothing_is_claimed_that_no_document_says(name: str) -> None:
    """Claims and context are the facts of the document and the identities between them, no more."""
    scenario = packaged(name).scenario
    identities = {key for key, claim in scenario.claims.items() if claim.kind == "arithmetic"}
    assert identities == IDENTITIES[name]
    assert {*scenario.claims, *scenario.context} == {*FACTS[name], *IDENTITIES[name]}


@pytest.mark.parametrize("name", ISSUES)
def test_each_contradiction_or_gap_is_told(name: str) -> None:
    """What a document contradicts or leaves out is named where it matters, in both languages."""
    told = [words for _, words in wordings(packaged(name).scenario)]
    for issue in ISSUES[name]:
        assert any(issue in words.en for words in told), issue
        assert any(issue in (words.zh or "") for words in told), issue


@cache
def _areas_of_phase_two() -> tuple[object, object]:
    scenario = packaged("zencore-lingang").scenario
    return _said(scenario, "Z07"), _said(scenario, "Z08")


def test_contradictory_areas_stand_side_by_side() -> None:
    """The two areas of one project differ by 105.85 m2, and neither is their mean."""
    first, second = _areas_of_phase_two()
    assert (first, second) == (5670.0, pytest.approx(5775.85))
