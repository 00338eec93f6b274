"""Routes: stages, their order, and what a programme overrides."""

import pytest
from tests.years_cases import programme

from seedtrain.catalog import table
from seedtrain.errors import InputError
from seedtrain.lifecycle.route import STAGES, route_of


def test_a_biosimilar_has_no_phase_two_and_the_standard_clock() -> None:
    """The registration class is a route: Phase III follows Phase I, filing runs on 200 working days."""
    terms = route_of(programme(route="biosimilar", modality="peptide", stage="cmc"))
    by_stage = {each.stage: each for each in terms}
    assert "phase_2" not in by_stage
    assert by_stage["phase_3"].after == ("phase_1",)
    filing = by_stage["filing"].clock
    assert filing is not None
    assert filing.limit.base == 200.0


def test_stages_before_the_start_are_done() -> None:
    """A programme that starts with the IND waits for neither CMC nor non-clinical studies."""
    terms = route_of(programme(stage="ind"))
    assert terms[0].stage == "ind"
    assert terms[0].after == ()


def test_cmc_and_non_clinical_studies_run_side_by_side() -> None:
    """Both follow discovery, and the IND waits for both."""
    after = {each.stage: each.after for each in route_of(programme(stage="discovery"))}
    assert after["cmc"] == after["preclinical"] == ("discovery",)
    assert after["ind"] == ("cmc", "preclinical")


def test_rows_of_the_route_come_before_those_of_the_modality() -> None:
    """Odds of a biosimilar's Phase III are the route's; of an innovative antibody's its family's."""
    similar = {each.stage: each for each in route_of(programme(route="biosimilar"))}["phase_3"].odds
    new = {each.stage: each for each in route_of(programme())}["phase_3"].odds
    assert similar is not None
    assert new is not None
    assert similar.path == "catalog:stages.biosimilar.phase_3.odds"
    assert new.path == "catalog:stages.biologic.phase_3.odds"


def test_overrides_take_the_place_of_rows() -> None:
    """Duration, odds, cost and clock of a stage can be said; the rest stays."""
    written: dict[str, dict[str, object]] = {
        "phase_1": {"duration": "10 d", "odds": {"value": "0.5"}, "cost": "3 million CNY"},
        "filing": {"clock": "nmpa.bla-priority"},
    }
    by_stage = {each.stage: each for each in route_of(programme(terms=written))}
    first = by_stage["phase_1"]
    assert first.duration is not None
    assert first.odds is not None
    assert first.cost is not None
    assert (first.duration.base, first.odds.base, first.cost.base) == (240.0, 0.5, 3e6)
    assert by_stage["filing"].clock is not None
    assert by_stage["filing"].clock.id == "nmpa.bla-priority"


def test_what_is_not_on_the_route_is_refused_all_at_once() -> None:
    """An unknown stage and parameter (SCN-029), a bad value and an unknown clock (LIF-002): one list."""
    written: dict[str, dict[str, object]] = {
        "phase_4": {"odds": "0.5"},
        "phase_1": {"cots": "1 CNY", "odds": "1.5"},
        "filing": {"clock": "nmpa.bla-stop"},
    }
    with pytest.raises(InputError) as refused:
        route_of(programme(terms=written))
    assert sorted(found.code for found in refused.value.findings) == [
        "LIF-002",
        "SCN-012",
        "SCN-029",
        "SCN-029",
    ]


def test_a_start_off_the_route_is_refused() -> None:
    """A biosimilar can't start in Phase II: LIF-001."""
    with pytest.raises(InputError) as refused:
        route_of(programme(route="biosimilar", stage="phase_2"))
    assert [found.code for found in refused.value.findings] == ["LIF-001"]


def test_a_market_without_a_clock_is_refused() -> None:
    """The 30-working-day route is China's: for Europe both reviews lack a clock (LIF-004) until named."""
    with pytest.raises(InputError) as refused:
        route_of(programme(route="innovative-30", stage="ind", market="EU"))
    assert [(found.code, found.path) for found in refused.value.findings] == [
        ("LIF-004", "programmes.a.market"),
        ("LIF-004", "programmes.a.market"),
    ]
    named: dict[str, dict[str, object]] = {"ind": {"clock": "ema.cta"}, "filing": {"clock": "ema.maa"}}
    assert route_of(programme(route="innovative-30", stage="ind", market="EU", terms=named))


def test_the_tables_hang_together() -> None:
    """Every route names known stages in their order and clocks that are there; every stage row is known."""
    for row in table("routes").values():
        places = [STAGES.index(stage) for stage in row.words["stages"]]
        assert places == sorted(places)
        for name in row.words["clocks"].values():
            assert "valid_from" in table("clocks")[name].words
    for name in table("stages"):
        _, stage, parameter = name.split(".")
        if stage in STAGES:
            assert parameter in {"duration", "odds", "cost", "batches", "patients", "treatment"}, name
        else:
            assert stage in {"slot", "cohort", "trial", "withdrawal"}, name


def test_what_waits_for_a_skipped_stage_waits_for_what_that_waited_for() -> None:
    """Without Phase II, Phase III and process validation both follow Phase I."""
    by_stage = {each.stage: each for each in route_of(programme(skips=["phase_2"]))}
    assert by_stage["phase_3"].after == by_stage["process_validation"].after == ("phase_1",)


def test_what_a_stage_waits_for_can_be_said() -> None:
    """Phase III beside Phase II; the IND after the toxicology batch, without waiting for the rest of CMC."""
    waits = {"phase_3": ["phase_1"], "ind": ["preclinical", "cmc.toxicology_batch"]}
    by_stage = {each.stage: each for each in route_of(programme(stage="cmc", after=waits))}
    assert by_stage["phase_3"].after == ("phase_1",)
    assert (by_stage["ind"].after, by_stage["ind"].after_parts) == (
        ("preclinical",),
        ("cmc.toxicology_batch",),
    )


def test_what_cant_be_skipped_or_waited_for_is_refused() -> None:
    """The filing can't be skipped (LIF-018); Phase I can't wait for Phase III or a part that is not there
    (LIF-019); a permit has a clock that is there (LIF-002), of a stage that is there (SCN-029)."""
    with pytest.raises(InputError) as refused:
        route_of(
            programme(
                stage="ind",
                skips=["filing"],
                after={"phase_1": ["phase_3", "cmc.no_part"]},
                permits={"phase_1": ["nmpa.bla-stop"], "phase_4": ["cn.ethics"]},
            )
        )
    assert sorted(found.code for found in refused.value.findings) == [
        "LIF-002",
        "LIF-018",
        "LIF-019",
        "LIF-019",
        "SCN-029",
    ]
