"""``zone``: from companies to batches, on every packaged scenario."""

import json

import pytest
from tests.interfaces.conftest import Call

from seedtrain.service.documents import packaged

FEW = ("--replications", "40")


@pytest.mark.parametrize("name", packaged())
def test_the_question_of_a_park_is_answered(call: Call, name: str) -> None:
    """300 companies: in every world as many, stages only thin out, the lines are never filled beyond full."""
    said = call("zone", name, "--companies", "300", *FEW, "--json")
    assert (said.code, said.err) == (0, "")
    found = json.loads(said.out)
    assert found["companies"]["p10"] == found["companies"]["p90"] == 300.0
    stages = [found["stages"][stage]["base"] for stage in ("ind", "phase_1", "phase_2", "phase_3", "filing")]
    assert stages == sorted(stages, reverse=True)
    assert stages[0] <= found["molecules"]["base"]
    for year in found["years"]:
        assert 0.0 <= year["share_filled"]["p10"] <= year["share_filled"]["p90"] <= 1.0
        assert year["batches_asked"]["p10"] >= 0.0
    assert len(found["answer"]) >= 4


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_it_reads_in_both_languages(call: Call, lang: str) -> None:
    """The answer stands first; a target has its share and its odds."""
    said = call(
        "zone", "zencore-lingang", "--companies", "50", "--target", "10 billion CNY", *FEW, "--lang", lang
    )
    assert said.code == 0
    assert ("With 50 companies" if lang == "en" else "引进50家企业") in said.out
    assert ("of the target of" if lang == "en" else "为目标") in said.out


def test_a_target_of_the_scenario_is_set_beside_the_output(call: Call) -> None:
    """Wuxi's claim W09 of 100 billion yuan counts unasked; Lin-gang states no sum and is told so."""
    stated = call("zone", "wuxi-hightech", "--companies", "50", *FEW).out
    assert "of the 100 bn CNY of claim W09" in " ".join(stated.split())
    none = call("zone", "zencore-lingang", "--companies", "50", *FEW).out
    assert "The scenario states no sum to be reached" in " ".join(none.split())


def test_more_companies_ask_for_more_batches(call: Call) -> None:
    """Ten times the companies: about ten times the molecules, and more batches in the last year."""
    few, many = (
        json.loads(call("zone", "zencore-lingang", "--companies", number, *FEW, "--json").out)
        for number in ("30", "300")
    )
    assert many["molecules"]["p50"] == pytest.approx(10 * few["molecules"]["p50"], rel=0.15)
    assert many["years"][-1]["batches_asked"]["base"] == pytest.approx(
        10 * few["years"][-1]["batches_asked"]["base"], rel=0.05
    )


def test_a_zone_with_its_own_law_needs_no_number(call: Call) -> None:
    """Wuxi's companies come as its entry law has it: their number differs from world to world."""
    found = json.loads(call("zone", "wuxi-hightech", *FEW, "--json").out)
    assert found["companies"]["p10"] < found["companies"]["p90"]


@pytest.mark.parametrize(
    ("name", "more", "code"),
    [
        ("zencore-lingang", (), "PRK-020"),
        ("zencore-lingang", ("--companies", "10", "--by", "2020-01-01"), "PRK-021"),
        ("zencore-lingang", ("--companies", "0"), "CLI-007"),
        ("zencore-lingang", ("--companies", "2"), "PRK-027"),
        ("zencore-lingang", ("--companies", "10", "--by", "soon"), "SCN-017"),
        ("zencore-lingang", ("--companies", "10", "--target", "3 kg"), "SCN-014"),
    ],
)
def test_what_can_t_be_asked_is_refused(call: Call, name: str, more: tuple[str, ...], code: str) -> None:
    """No companies, a day that is over, numbers and a day that can't be, two firms, a target in kilograms."""
    said = call("zone", name, *more, *FEW)
    assert (said.code, code in said.err) == (2, True)


def test_years_of_fewer_than_three_firms_are_not_shown(call: Call) -> None:
    """Four companies by chance over eight years: the first years, of one or two firms, have no row and no
    fact.

    The third of four has come with odds of nine in ten after 86 % of the eight years (a beta law of 3 and 2).
    """
    asked = ("--companies", "4", "--over", "8", "--by", "2031-12-31", *FEW)
    found = json.loads(call("zone", "zencore-lingang", *asked, "--json").out)
    years = [each["year"] for each in found["years"]]
    assert years == list(range(years[0], 2032))
    assert 2022 + 6 <= years[0] <= 2022 + 8
    said = call("zone", "zencore-lingang", *asked).out
    assert f"\n{years[0]}  " in said
    assert f"\n{years[0] - 1}  " not in said
