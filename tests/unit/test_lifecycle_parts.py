"""Parts of stages: their own times, what they wait for, and the days of an application."""

from datetime import date

import numpy as np
import pytest
from tests.years_cases import AT_ONCE, day, draws, inputs, programme, scenario

from seedtrain.assess.labels import label
from seedtrain.catalog import table
from seedtrain.lifecycle import run
from seedtrain.lifecycle.clock import clock
from seedtrain.lifecycle.route import STAGES
from seedtrain.lifecycle.stage_part import parts_of
from seedtrain.lifecycle.working_days import advance
from seedtrain.model.site import Modality

CMC: dict[str, object] = {
    "cell_line": "100 d",
    "cell_bank": "30 d",
    "process": "50 d",
    "analytics": "90 d",
    "toxicology_batch": "20 d",
    "gmp_batch": "40 d",
    "cmc_dossier": "10 d",
    "odds": "1",
}
STUDIES: dict[str, object] = {"pharmacology": "60 d", "toxicology": "80 d", "odds": "1"}


def begins(terms: dict[str, dict[str, object]], modality: Modality = "mab") -> dict[str, float]:
    """Days from the start of CMC to every start and end, base case."""
    one = programme(modality=modality, terms=terms, route="dna-to-ind", stage="cmc")
    found = run(scenario(one), inputs(0), {}).indicators
    start = day("2022-01-03")
    return {
        each.id.removeprefix("lifecycle.a."): float(each.draws[0]) - start
        for each in found
        if each.draws is not None and each.dimension == "date"
    }


def test_parts_follow_each_other_by_hand() -> None:
    """Clone on day 100, process on day 150, methods on day 190; toxicology batch from day 150 to 170.

    The GMP batch waits for the methods and runs from day 190 to 230, the dossier to day 240. The studies in
    animals begin on day 170 with the toxicology batch, not on day 60 with the end of the pharmacology; they
    end on day 250, and the IND waits for them and not for CMC.
    """
    found = begins({"cmc": CMC, "preclinical": STUDIES, "ind": {"duration": "0 d"}})
    by_hand = {
        "cmc.cell_line.end": 100,
        "cmc.process.end": 150,
        "cmc.analytics.end": 190,
        "cmc.toxicology_batch.start": 150,
        "cmc.toxicology_batch.end": 170,
        "cmc.gmp_batch.start": 190,
        "cmc.end": 240,
        "preclinical.start": 0,
        "preclinical.pharmacology.end": 60,
        "preclinical.toxicology.start": 170,
        "preclinical.end": 250,
        "ind.start": 250,
    }
    assert {name: found[name] for name in by_hand} == pytest.approx(by_hand)


def test_a_duration_of_the_whole_stage_stretches_its_parts() -> None:
    """CMC of 480 days in place of 240: every part twice as long, and toxicology begins on day 340."""
    found = begins({"cmc": CMC | {"duration": "480 d"}, "preclinical": STUDIES})
    assert found["cmc.end"] == pytest.approx(480)
    assert found["cmc.toxicology_batch.end"] == found["preclinical.toxicology.start"] == pytest.approx(340)


def test_a_conjugate_waits_for_linker_and_payload() -> None:
    """Linker and payload on day 200, conjugation 25 d: the toxicology batch begins on day 225, not 150."""
    terms = CMC | {"linker_payload": "200 d", "conjugation": "25 d"}
    assert begins({"cmc": terms}, "adc")["cmc.toxicology_batch.start"] == pytest.approx(225)


def test_a_programme_that_starts_with_the_studies_has_its_toxicology_batch() -> None:
    """Without CMC on the way, toxicology follows pharmacology."""
    one = programme(route="innovative", stage="preclinical", terms={"preclinical": STUDIES})
    found = run(scenario(one), inputs(0), {}).indicators
    assert draws(found, "lifecycle.a.preclinical.end")[0] == pytest.approx(day("2022-01-03") + 140)


def test_the_studies_rest_on_the_toxicology_batch() -> None:
    """The time of the cell line is among the inputs of the end of non-clinical evaluation."""
    one = programme(route="dna-to-ind", stage="cmc")
    found = {each.id: each for each in run(scenario(one), inputs(5), {}).indicators}
    assert "catalog:stage_parts.cmc.cell_line.duration" in found["lifecycle.a.preclinical.end"].rests_on


def test_molecules_of_a_cohort_have_one_pace_for_all_parts_of_a_stage() -> None:
    """A molecule that is slow in CMC is slow in each part of it: proportions are those of the base."""
    one = programme(molecules=4.0, terms={"cmc": CMC}, route="dna-to-ind", stage="cmc")
    found = run(scenario(one), inputs(30), {}).indicators
    ends = [
        draws(found, f"lifecycle.a.cmc.{part}.end")[1:] - day("2022-01-03")
        for part in ("cell_line", "process")
    ]
    assert ends[1] == pytest.approx(1.5 * ends[0])


def test_an_inspection_of_the_nmpa_has_days_of_its_own() -> None:
    """Filed on 2024-08-05: called 40 working days after the five of acceptance, done 40 before the decision.

    Without a stop of the applicant the decision comes 200 working days after acceptance, so the inspection is
    done 160 after it.
    """
    used = clock("nmpa.bla")
    filed = np.array([day("2024-08-05")])
    accepted = advance(filed, 5, "CN")
    called, done = used.inspected(filed, inputs(0))
    stop = used.stop
    assert stop is not None
    assert called == pytest.approx(advance(accepted, 40, "CN"))
    assert done == pytest.approx(advance(called + stop.base / 24.0, 120, "CN"))


def test_an_application_is_prepared_and_then_reviewed() -> None:
    """Filing begun on 2022-01-03, 60 d to prepare: handed in on 2022-03-04, reviewed to the decision."""
    terms = AT_ONCE | {"filing": {"duration": "60 d", "odds": "1", "clock": "fda.bla"}}
    one = programme(route="innovative", stage="filing", market="US", terms=terms)
    found = run(scenario(one), inputs(0), {}).indicators
    handed_in = draws(found, "lifecycle.a.filing.application.end")[0]
    assert handed_in == day("2022-03-04") == draws(found, "lifecycle.a.filing.review.start")[0]
    end = draws(found, "lifecycle.a.filing.end")[0]
    assert draws(found, "lifecycle.a.filing.review.end")[0] == end
    inspected = draws(found, "lifecycle.a.filing.inspection.start")[0]
    assert inspected == pytest.approx(handed_in + 0.4 * (end - handed_in))


def test_a_small_molecule_has_no_cell_line() -> None:
    """A synthesis stands where an antibody has its cell line, and nothing waits for what is not there."""
    assert parts_of("mab", "cmc", {})[0].part == "cell_line"
    parts = parts_of("small_molecule", "cmc", {})
    assert parts[0].part == "synthesis"
    assert not {"cell_line", "cell_bank", "conjugation"} & {name for each in parts for name in each.after}


@pytest.mark.parametrize("modality", ["mab", "adc", "peptide", "vaccine", "small_molecule"])
def test_every_part_waits_for_what_comes_before_it(modality: Modality) -> None:
    """In each modality a part waits for parts named before it, or parts of a stage that is walked before."""
    known: list[str] = []
    for stage in STAGES:
        seen: list[str] = []
        for each in parts_of(modality, stage, {}):
            for name in each.after:
                assert name in (known if "." in name else seen), f"{stage}.{each.part}"
            seen.append(each.part)
        known += [f"{stage}.{part}" for part in seen]


def test_every_row_is_a_part_with_a_time_or_a_share() -> None:
    """A row has a duration and what it waits for, or a share of preparation or review in order."""
    for key, row in table("stage_parts").items():
        if "duration" in row.values:
            assert "after" in row.words, key
        else:
            assert row.words["of"] in {"preparation", "review"}, key
            assert 0.0 <= row.values["begins"].base < row.values["ends"].base <= 1.0, key


def test_a_skipped_stage_and_permits_before_a_stage() -> None:
    """Phase II skipped: Phase III follows the 10 days of Phase I and a 60-day meeting with the FDA."""
    terms: dict[str, dict[str, object]] = AT_ONCE | {
        "phase_1": {"duration": "10 d", "odds": "1"},
        "phase_3": {"duration": "30 d", "odds": "1"},
    }
    one = programme(market="US", terms=terms, skips=["phase_2"], permits={"phase_3": ["fda.meeting"]})
    found = {each.id for each in run(scenario(one), inputs(0), {}).indicators}
    assert "lifecycle.a.phase_2.start" not in found
    result = run(scenario(one), inputs(0), {}).indicators
    assert draws(result, "lifecycle.a.phase_3.start")[0] == pytest.approx(day("2022-01-03") + 70)
    assert draws(result, "lifecycle.a.phase_3.end")[0] == pytest.approx(day("2022-01-03") + 100)


def test_permits_run_side_by_side() -> None:
    """Ethics, 30 d, and genetic resources, 5 and 20 working days from a Monday: the longer counts."""
    one = programme(start=date(2024, 3, 4), permits={"phase_1": ["cn.ethics", "cn.genetic-resources"]})
    found = run(scenario(one), inputs(0), {}).indicators
    filed = np.array([day("2024-03-04")])
    longer = max(filed[0] + 30.0, advance(advance(filed, 5, "CN"), 20, "CN")[0])
    assert draws(found, "lifecycle.a.phase_1.start")[0] == pytest.approx(longer)


def test_the_time_of_a_part_has_a_name_in_both_languages() -> None:
    """An override of a part, and its row of the catalogue, are called what the table calls the part."""
    one = scenario(programme(route="dna-to-ind", stage="cmc", terms={"cmc": CMC}))
    own = label(one, "programmes.a.stages.cmc.toxicology_batch")
    row = label(one, "catalog:stage_parts.cmc.toxicology_batch.duration")
    for lang, words in (("en", "toxicology batch"), ("zh", "毒理批生产")):
        assert words in own.render(lang).lower()
        assert words in row.render(lang).lower()
