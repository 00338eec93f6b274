"""References into the catalogue: each kind of mistake is found, with its place and what is near."""

import pytest
from tests.unit.scenario_text import PLANT, document

from seedtrain.catalog import recipe, resolve, resolved
from seedtrain.errors import Finding
from seedtrain.model.scenario import Scenario


def found(*changes: tuple[str, str]) -> dict[str, Finding]:
    """Findings of the small plant with the changes, by code."""
    return {each.code: each for each in resolve(document_of(*changes))}


def document_of(*changes: tuple[str, str]) -> Scenario:
    """The small plant with the changes."""
    return document(PLANT, *changes).scenario


TITER = "titer: {dist: triangular, low: 3, mode: 4, high: 5, unit: g/L, assumption: usual}"


def test_a_sound_scenario_has_no_findings() -> None:
    """The small plant refers only to what ships."""
    assert found() == {}


@pytest.mark.parametrize(
    ("old", "new", "path", "near"),
    [
        ("from: mab-fed-batch", "from: mab-fedbatch", "recipes.antibody.from", "mab-fed-batch"),
        (
            "unit_class: production-bioreactor",
            "unit_class: bioreactor-production",
            "sites.home.suites.hall.units.vessel.unit_class",
            "",
        ),
    ],
)
def test_a_dangling_reference_names_what_is_near(old: str, new: str, path: str, near: str) -> None:
    """SCN-018 gives the place and close names."""
    finding = found((old, new))["SCN-018"]
    assert finding.path == path
    assert near in finding.params["near"]
    assert finding.params["near"]


@pytest.mark.parametrize(
    ("new", "path", "near"),
    [
        (TITER.replace("titer", "titre"), "recipes.antibody.production.titre", "titer"),
        (TITER.replace("titer", "bed_height"), "recipes.antibody.production.bed_height", "titer"),
    ],
)
def test_an_override_of_nothing_names_what_is_near(new: str, path: str, near: str) -> None:
    """SCN-029 for a parameter the step does not have."""
    finding = found((TITER, new))["SCN-029"]
    assert finding.path == path
    assert finding.params["near"]


def test_an_override_of_an_unknown_step_names_what_is_near() -> None:
    """SCN-029 for a step the recipe does not have."""
    finding = found(("    production:", "    produktion:"))["SCN-029"]
    assert finding.path == "recipes.antibody.produktion"
    assert "production" in finding.params["near"]


@pytest.mark.parametrize(
    ("new", "code"),
    [
        ("titer: {value: 500 g/L, assumption: x}", "SCN-012"),
        ("titer: {value: 0 g/L, assumption: x}", "SCN-012"),
        ("titer: {value: 5 kg, assumption: x}", "SCN-014"),
        ("titer: {value: 5 furlong, assumption: x}", "SCN-015"),
        ("titer: {value: .nan g/L, assumption: x}", "SCN-013"),
        ("titer: {dist: triangular, low: 5, mode: 4, high: 3, unit: g/L, assumption: x}", "SCN-024"),
        ("titer: {value: 20 g/L, assumption: x}", "PRC-001"),
    ],
)
def test_a_bad_value_of_an_override_is_found(new: str, code: str) -> None:
    """Values out of bounds, of the wrong dimension or no number are refused; beyond validity warned of."""
    finding = found((TITER, new))[code]
    assert finding.path.startswith("recipes.antibody.production.titer")
    assert finding.severity == ("warning" if code == "PRC-001" else "error")


def test_a_recipe_for_another_modality_is_found() -> None:
    """SCN-031 names recipes that make the modality."""
    finding = found(
        ("from: mab-fed-batch", "from: adc-conjugation"), (f"    production:\n      {TITER}\n", "")
    )
    assert "mab-fed-batch" in finding["SCN-031"].params["near"]


@pytest.mark.parametrize(("volume", "code"), [("2000 L", None), ("30000 L", "SCN-032"), ("20 L", "SCN-032")])
def test_a_volume_beyond_the_recipe_is_warned_of(volume: str, code: str | None) -> None:
    """SCN-032 outside 50 to 20,000 L; nothing inside."""
    codes = set(found(("volume: 2000 L", f"volume: {volume}")) if volume != "2000 L" else found())
    assert codes == ({code} if code else set())


def test_overrides_take_the_place_of_the_catalogue() -> None:
    """The titer is the scenario's, everything else the catalogue's."""
    scenario = document_of()
    values = resolved("antibody", scenario.recipes["antibody"]).steps["production"].values
    assert values["titer"].base == pytest.approx(4.0)
    assert values["titer"].path == "recipes.antibody.production.titer"
    assert (
        values["culture_time"] is recipe("mab-fed-batch").steps["production"].parameters["culture_time"].value
    )


@pytest.mark.parametrize(
    ("share", "codes"),
    [("0.8", set()), ("0.01", {"SCN-032"}), ("eight tenths", {"QTY-001"})],
)
def test_a_total_volume_is_judged_at_its_working_fraction(share: str, codes: set[str]) -> None:
    """2,000 L total are 1,600 L at 0.8 and 20 L at 0.01; a fraction that is none is told as such."""
    changes = (
        ("basis: working", "basis: total"),
        (TITER, f"working_fraction: {{value: {share}, assumption: x}}"),
    )
    assert set(found(*changes)) == codes


def test_resolving_what_is_not_there_is_an_error() -> None:
    """An override that no check found is not passed over."""
    use = document_of((TITER, "titre: {value: 4 g/L, assumption: x}")).recipes["antibody"]
    with pytest.raises(KeyError):
        resolved("antibody", use)
