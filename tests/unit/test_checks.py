"""Each code about the nouns of a scenario has a text that makes it fire, and only it."""

import pytest
from tests.unit.scenario_text import PLANT, codes, document, refused

from seedtrain.errors import CODES, InputError
from seedtrain.messages import LANGUAGES, describe


def test_the_small_plant_is_accepted() -> None:
    """The text the other cases break has nothing wrong with it."""
    accepted = document()
    assert accepted.warnings == ()
    assert str(accepted.scenario.as_of) == "2026-01-10"


BROKEN = [
    ("SCN-009", ("price_year: 2026", "price_year: 2026, colour: red")),
    ("SCN-010", ("horizon: {start: 2026-02-01, end: 2027-02-01}", "horizon: {start: 2026-02-01}")),
    ("SCN-010", ("batches: 3, due: 2026-10-01", "batches: 3")),
    ("SCN-010", ("said: {value: 4 kg,", "said: {op: in, low: 4 kg,")),
    ("SCN-011", ("modalities: [mab]", "modalities: mab")),
    ("SCN-011", ("price_year: 2026", "price_year: soon")),
    ("SCN-012", ("count: 2", "count: -2")),
    ("SCN-012", ("batches: 3", "batches: 2.5")),
    ("SCN-012", ("batches: 3", "batches: 10001")),
    ("SCN-012", ("count: 2", "count: 100000")),
    ("SCN-012", ("volume: 2000 L", "volume: 1e-300 L")),
    ("SCN-012", ("volume: 2000 L", "volume: 1e300 L")),
    ("SCN-012", ("volume: 2000 L", "volume: {dist: lognormal, median: 2000, cv: 1000, unit: L}")),
    (
        "SCN-012",
        ("volume: 2000 L", "volume: {dist: beta, alpha: 1e300, beta: 1e300, low: 1, high: 9, unit: L}"),
    ),
    ("SCN-012", ("batches: 3", "mass: 1e-30 g")),
    ("SCN-012", ("batches: 3", "mass: 1e12 kg")),
    ("SCN-012", ("due: 2026-10-01", "due: 9999-12-31")),
    ("SCN-012", ("published: 2026-01-10", "published: 0001-01-01")),
    ("SCN-013", ("volume: 2000 L", "volume: nan L")),
    ("SCN-014", ("volume: 2000 L", "volume: 2000 kg")),
    ("SCN-015", ("volume: 2000 L", "volume: 2000 floz")),
    ("SCN-016", ("material: single_use", "material: wood")),
    ("SCN-017", ("due: 2026-10-01", "due: 2026-02-30")),
    ("SCN-018", ("{product: drug", "{product: drugs")),
    ("SCN-020", ("end: 2027-02-01", "end: 2026-01-31")),
    ("SCN-020", ("batches: 3,", "batches: 3, earliest_start: 2026-11-01,")),
    ("SCN-021", ("money:", "as_of: 2027-03-01\nmoney:")),
    ("SCN-022", ("format: 1", "format: 2")),
    ("SCN-023", ("count: 2", "count: 0")),
    ("SCN-023", ("modalities: [mab]", "modalities: [peptide]")),
    ("SCN-026", ("assumption: made up}", "assumption: ' '}")),
    ("SCN-028", ("assumption: made up}", "fact: F9}")),
    ("SCN-034", ("basis: working,", "")),
    ("SCN-036", ("end: 2027-02-01", "end: 2099-02-01")),
    ("SCN-037", ("batches: 3", "batches: 3, mass: 4 kg")),
    ("QTY-001", ("volume: 2000 L", "volume: many L")),
]


@pytest.mark.parametrize(("code", "change"), BROKEN)
def test_one_mistake_gives_its_code_with_a_place(code: str, change: tuple[str, str]) -> None:
    """A text with one mistake is refused with that code alone, on a line of the file."""
    findings = refused(change)
    assert codes(findings) == [code]
    assert findings[0].line is not None


def test_a_suite_id_is_unique_over_sites() -> None:
    """Two sites with a suite of one name are refused, once for each."""
    second = (
        "  other:\n    assumption: x\n    suites:\n      hall:\n        modalities: [mab]\n"
        "        units: {v: {unit_class: skid, count: 1}}\nrecipes:"
    )
    assert codes(refused(("recipes:", second))) == ["SCN-019", "SCN-019"]


def test_a_bad_distribution_is_refused() -> None:
    """A mode above the high end makes no triangle (a value known to be a quantity is parsed at once)."""
    change = ("count: 2,", "count: {dist: triangular, low: 1, mode: 9, high: 3},")
    assert codes(refused(change)) == ["SCN-024"]


@pytest.mark.parametrize(
    "opens",
    [
        "9999-12-31",
        "{dist: uniform, low: 2026-03-01, high: 9999-12-31}",
        "{dist: lognormal, median: 2026-03-01, cv: 0.5}",
    ],
)
def test_a_date_value_stays_within_the_calendars(opens: str) -> None:
    """Neither a day nor the draws of an uncertain one may leave the years 1900 to 2200."""
    findings = refused(("modalities: [mab]", f"modalities: [mab]\n        opens: {opens}"))
    assert codes(findings) == ["SCN-012"]
    assert findings[0].params["expected"] == "1900-01-01 <= x <= 2200-12-31"


@pytest.mark.parametrize(("median", "is_within"), [("2000", True), ("300000", False)])
def test_an_endless_distribution_keeps_to_the_reach_of_its_field(median: str, is_within: bool) -> None:
    """Of a lognormal of cv 0.5, P99.99 is 5.8 times the median: 1.7e6 L are beyond a million."""
    volume = f"volume: {{dist: lognormal, median: {median}, cv: 0.5, unit: L}}"
    if is_within:
        document(PLANT, ("volume: 2000 L", volume))
    else:
        assert codes(refused(("volume: 2000 L", volume))) == ["SCN-012"]


def test_an_observation_must_be_later_than_the_day_judged_from() -> None:
    """What was known on as_of belongs to the inputs."""
    late = "observations:\n  O1: {claim: K1, on: 2026-01-10, value: 5 kg, source: A paper}\nclaims:"
    assert codes(refused(("claims:", late))) == ["SCN-030"]


def test_an_observation_is_about_a_claim_in_its_dimension() -> None:
    """An unknown claim and a wrong dimension are both found."""
    wrong = (
        "observations:\n  O1: {claim: K2, on: 2026-03-10, value: 5 kg, source: A paper}\n"
        "  O2: {claim: K1, on: 2026-03-10, value: 5 L, source: A paper}\nclaims:"
    )
    assert codes(refused(("claims:", wrong))) == ["SCN-018", "SCN-014"]


def test_values_without_a_source_are_one_warning() -> None:
    """All of them are counted in one finding that does not stop a run."""
    (warning,) = document(PLANT, (", assumption: made up}", "}")).warnings
    assert (warning.code, warning.value, warning.severity) == ("SCN-025", "1", "warning")


def test_mistakes_of_all_kinds_are_listed_together() -> None:
    """One wrong unit, one unknown key and one dangling reference: three findings in the order of the file."""
    changes = (
        ("count: 2,", "count: 2 kg,"),
        ("{product: drug", "{product: drugs"),
        ("title: {en", "titel: x\ntitle: {en"),
    )
    assert codes(refused(*changes)) == ["SCN-009", "SCN-014", "SCN-018"]


def test_a_broken_entry_is_not_also_reported_as_missing() -> None:
    """A product left out for its own mistake does not make the orders for it dangle."""
    assert codes(refused(("drug: {modality: mab", "drug: {modality: mub"))) == ["SCN-016"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_finding_is_worded_with_its_value(lang: str) -> None:
    """Rule and remedy of every broken text read without a gap in both languages."""
    for _, change in BROKEN:
        for found in refused(change):
            worded = describe(found, lang)
            assert "{" not in worded.rule + worded.remedy or "{" in found.value
            assert worded.rule
            assert worded.remedy


def test_every_scenario_code_of_the_text_fires_in_some_test() -> None:
    """The codes of the model package are all exercised here or in the reader's and catalogue's tests."""
    here = {code for code, _ in BROKEN} | {"SCN-019", "SCN-024", "SCN-025", "SCN-030"}
    reader = {f"SCN-{number:03d}" for number in range(1, 9)} | {"SCN-035"}
    elsewhere = {"SCN-027", "SCN-029", "SCN-031", "SCN-032", "SCN-033"}
    assert {code for code, row in CODES.items() if row.owner == "model"} <= here | reader | elsewhere


def test_a_root_that_is_no_mapping_is_refused() -> None:
    """A list at the top is refused as such."""
    assert codes(refused(text="- 1\n- 2\n")) == ["SCN-011"]


def test_an_error_lists_its_findings_as_text() -> None:
    """The exception itself reads as the list of codes and places."""
    with pytest.raises(InputError, match="SCN-012"):
        document(PLANT, ("count: 2", "count: -2"))
