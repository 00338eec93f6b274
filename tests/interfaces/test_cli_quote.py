"""``quote``: the answer for the planner and for the client, in both languages; what can't be asked."""

import json
from pathlib import Path

import pytest
from tests.interfaces.conftest import Call

from seedtrain.report.fit import breadth

AT_HAND = (
    "commercial: {assumption: test, lead_times: {culture-medium: 0 d, bags: 0 d, resin-protein-a: 0 d,"
    " resin-ion-exchange: 0 d, filter-virus: 0 d, filter-sterile: 0 d, membrane-uf: 0 d}}\n"
)
CREW = """
resources: {crew: {kind: crew, count: {value: 2, assumption: test}}}
uses:
  inoculation: {resource: crew, steps: [production], part: start, duration: 4 h, assumption: test}
"""
ASK = ("--product", "our-antibody", "--batches", "2", "--replications", "20")


@pytest.fixture
def asked(small: Path) -> tuple[object, ...]:
    """A quote for two batches on the starter."""
    return ("quote", small, *ASK)


def test_a_quote_is_told_as_facts(call: Call, asked: tuple[object, ...]) -> None:
    """Dates in order, price the sum of its parts, fees rising as notice falls, verified."""
    said = call(*asked, "--by", "2030-01-01", "--json")
    assert (said.code, said.err) == (0, "")
    found = json.loads(said.out)
    assert found["start"] < found["promise"] <= found["date_90"]
    assert (found["is_in_time"], found["hastened"], found["verified"]) == (True, None, True)
    assert sum(part["price_cny"] for part in found["parts"]) == pytest.approx(found["price_cny"])
    assert [part["part"] for part in found["parts"]] == ["suite", "materials", "handling", "tests"]
    fees = [rung["fee_cny"] for rung in found["terms"]["cancellation"]]
    assert fees == sorted(fees)
    assert 0.0 < found["cost_cny"] < found["price_cny"]
    assert len(found["revenue"]) == len(fees)


def test_more_that_varies_makes_the_date_later(call: Call, asked: tuple[object, ...]) -> None:
    """All that the catalogue knows beside the recipes: the date at 90 % with its error, odds of the day."""
    plain, varied = (
        json.loads(call(*asked, "--by", "2030-01-01", "--vary", kinds, "--json").out)
        for kinds in ("none", "all")
    )
    assert plain["promise"] == varied["promise"]
    assert plain["date_90"] < varied["date_90"]
    assert varied["date_90_error_d"] > 0.0
    assert (plain["odds_by"], varied["odds_by"]) == (1.0, 1.0)
    shown = call(*asked, "--by", "2030-01-01", "--vary", "all").out
    assert "give or take" in shown
    assert "SIM-037" in call(*asked, "--vary", "weather").err


def test_the_client_gets_dates_price_and_terms_only(call: Call, asked: tuple[object, ...]) -> None:
    """No cost, odds, revenue, other suite or other order in the client's copy."""
    planner = json.loads(call(*asked, "--json").out)
    client = json.loads(call(*asked, "--for-client", "--json").out)
    kept = {key: value for key, value in planner.items() if key in client}
    assert client == kept
    hidden = {"cost_cny", "costs", "margin", "odds", "revenue", "suites", "hastened", "at_hand", "empty"}
    assert not hidden & set(client)
    said = call(*asked, "--for-client").out
    assert "Marginal" not in said
    assert "displace" not in said


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_quote_is_shown_and_kept(call: Call, asked: tuple[object, ...], lang: str, tmp_path: Path) -> None:
    """Within 80 columns in both languages; the folder holds report and results."""
    said = call(*asked, "--by", "2026-03-01", "--out", tmp_path / "kept", "--lang", lang)
    assert (said.code, said.err) == (0, "")
    assert max(breadth(line) for line in said.out.splitlines() if "kept" not in line) <= 80
    assert ("every rule holds" if lang == "en" else "全部规则成立") in said.out
    assert {"report.html", "results.json", "run.json"} <= {
        each.name for each in (tmp_path / "kept").iterdir()
    }


@pytest.mark.parametrize("shares", [True, False])
def test_what_is_reckoned_by_units_alone_says_so(call: Call, small: Path, shares: bool) -> None:
    """Where a crew is shared, the two releases beside the promise and what makes way are marked, else not."""
    text = small.read_text("utf-8").replace("batches: 3 ", "batches: 6 ").replace("batches: 20", "batches: 1")
    small.write_text(text + AT_HAND + (CREW if shares else ""), encoding="utf-8")
    asked = ("quote", small, *ASK[:4], "--replications", "2", "--by", "2026-03-20")
    said = {lang: call(*asked, "--lang", lang).out for lang in ("en", "zh")}
    assert "What an earlier date displaces" in said["en"]
    assert [said["en"].count(words) for words in ("By units alone:", "release by units alone")] == [
        shares
    ] * 2
    assert said["zh"].count("仅按设备计算") == 2 * shares
    assert max(breadth(line) for each in said.values() for line in each.splitlines()) <= 80


def test_everything_wrong_with_a_quote_is_told_at_once(call: Call, small: Path) -> None:
    """Unknown product, suite, purpose, state and terms, a bad number and a bad day: all in one refusal."""
    said = call(
        "quote", small, "--product", "x", "--batches", "0", "--by", "soon", "--suite", "x", "--purpose", "x",
        "--state", "x", "--terms", "x",
    )  # fmt: skip
    assert (said.code, said.out) == (2, "")
    assert said.err.count("SCN-016") == 5
    assert "CLI-007" in said.err
    assert "SCN-017" in said.err
    early = call("quote", small, *ASK, "--by", "2000-01-01")
    assert (early.code, "SCN-020" in early.err) == (2, True)


def test_rates_of_what_is_not_there_are_refused(call: Call, small: Path) -> None:
    """A lead time of an unknown material and the price of an unknown suite: both are named."""
    text = small.read_text("utf-8")
    extra = "commercial: {lead_times: {gold: 3 d}, suite_day: {x: 5 CNY/d}, assumption: made up}\n"
    small.write_text(text + extra, encoding="utf-8")
    said = call("quote", small, *ASK)
    assert said.code == 2
    assert said.err.count("SCN-018") == 2


def test_a_right_whose_day_is_over_is_none(call: Call, small: Path) -> None:
    """With all materials at hand a batch starts sooner than the notice that putting it off takes (120 d)."""
    with small.open("a", encoding="utf-8") as file:
        file.write(AT_HAND)
    asked = ("quote", small, *ASK[:2], "--batches", "1", "--replications", "2")
    said = call(*asked, "--json")
    found = json.loads(said.out)
    assert found["terms"]["postpone_by"] < found["asked"] <= found["start"]
    assert "none: it was to be told by" in call(*asked).out
    assert "询价时已过期" in call(*asked, "--lang", "zh").out
