"""The packaged scenarios keep the rules of the format, and say where every number comes from."""

import re
from importlib.resources import files
from pathlib import Path

import pytest
from tests.scenario_files import DOCUMENTS, packaged, wordings

from seedtrain.model.walk import blocks, values
from seedtrain.service.documents import check, starter

MOST_BATCHES = 400
CHINESE = re.compile(r"[一-鿿]")


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_packaged_scenario_has_no_finding(name: str) -> None:
    """Neither text nor catalogue nor expressions have anything to say, not even a warning."""
    document, findings = check(name)
    assert document is not None
    assert findings == ()


def test_the_starter_has_no_finding(tmp_path: Path) -> None:
    """A newcomer's first file is clean."""
    file = tmp_path / "first.yaml"
    file.write_text(starter(), encoding="utf-8")
    document, findings = check(file)
    assert document is not None
    assert findings == ()


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_value_says_where_it_comes_from(name: str) -> None:
    """A fact of the scenario, a row of the catalogue, or an assumption; never nothing."""
    scenario = packaged(name).scenario
    judged = ("claims.", "observations.")
    assert [
        value.path
        for value in values(scenario)
        if value.origin.kind == "user" and not value.path.startswith(judged)
    ] == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_text_stands_in_both_languages(name: str) -> None:
    """Each text a reader sees has English without Chinese characters, and Chinese with them."""
    proper_names = {"Zencore 2022"}
    wrong = [
        (place, words.en)
        for place, words in wordings(packaged(name).scenario)
        if CHINESE.search(words.en) or (not CHINESE.search(words.zh or "") and words.en not in proper_names)
    ]
    assert wrong == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_claim_can_be_judged(name: str) -> None:
    """Each claim has a reading; each reading an expression, or says that only the publisher reports it."""
    for key, claim in packaged(name).scenario.claims.items():
        assert claim.readings, key
        for reading in claim.readings.values():
            assert reading.value is not None or reading.self_reported, reading.path


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_order_book_stays_within_a_run_of_seconds(name: str) -> None:
    """No scenario orders more batches than a demonstration should schedule."""
    ordered = 0.0
    for order in packaged(name).scenario.orders.values():
        assert order.mass is None
        ordered += order.batches.base if order.batches is not None else 0.0
        ordered += order.items.base / 125000.0 if order.items is not None else 0.0
    assert ordered <= MOST_BATCHES


@pytest.mark.parametrize("name", DOCUMENTS)
def test_ids_are_used_once_in_the_file(name: str) -> None:
    """Claims of one scenario share no id with its context, and every block knows its own path."""
    scenario = packaged(name).scenario
    assert not set(scenario.claims) & set(scenario.context)
    paths = [block.path for block in blocks(scenario)]
    assert len(paths) == len(set(paths))


@pytest.mark.parametrize("name", [*DOCUMENTS, "starter"])
def test_a_difference_can_be_read(name: str) -> None:
    """No line is longer than a screen is wide, none ends in blanks, and tabs are not used."""
    text = (files("seedtrain.catalog") / "scenarios" / f"{name}.yaml").read_text(encoding="utf-8")
    lines = text.splitlines()
    assert [line for line in lines if len(line) > 140 or line != line.rstrip() or "\t" in line] == []
