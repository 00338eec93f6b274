"""``list``, ``show``, ``check``, ``new``, ``compare``, ``catalog``, ``schema``; and lines that fit."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.interfaces.conftest import Call

from seedtrain import service
from seedtrain.catalog import MARKS, recipes, tables
from seedtrain.cli.wrapping import wrapped
from seedtrain.report.fit import breadth


def test_list_names_what_ships(call: Call) -> None:
    """Each packaged scenario has its line; the starter, which is a template, has none."""
    out = call("list").out
    assert [name for name in service.packaged() if f"\n{name} " not in out] == []
    assert "starter" not in out
    assert "zencore-lingang" in service.packaged()


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_show_tells_what_a_scenario_holds(call: Call, lang: str) -> None:
    """Facts, suites, orders and every claim, each table within the width."""
    said = call("show", "zencore-lingang", "--lang", lang)
    claims = service.open_document("zencore-lingang").scenario.claims
    assert said.code == 0
    assert [name for name in claims if f"\n{name} " not in said.out] == []
    assert max(breadth(line) for line in said.out.splitlines()) <= 80
    assert "2022-03-09" in said.out


def test_show_text_is_the_exact_text(call: Call, small: Path) -> None:
    """--text gives the file back byte for byte."""
    assert call("show", small, "--text").out.encode() == small.read_bytes()


def test_new_writes_a_scenario_that_is_sound(call: Call, tmp_path: Path) -> None:
    """What ``new`` writes passes ``check`` without a finding, with and without a name."""
    assert call("new").code == 0
    assert call("new", "mine.yaml").code == 0
    for name in ("scenario.yaml", "mine.yaml"):
        said = call("check", name)
        assert (said.code, said.out) == (0, f"{name}: nothing is wrong.\n")
    assert (tmp_path / "mine.yaml").read_text("utf-8") == service.starter()


@pytest.mark.parametrize("name", service.packaged())
def test_what_ships_is_sound(call: Call, name: str) -> None:
    """No packaged scenario has an error."""
    assert call("check", name).code == 0


def test_check_lets_a_warning_pass(call: Call, small: Path) -> None:
    """A warning is shown and leaves the exit code at 0."""
    text = small.read_text("utf-8")
    assert "        volume: 2000 L" in text.replace("            volume", "        volume")
    small.write_text(text.replace("volume: 2000 L", "volume: 90000 L"), encoding="utf-8")
    said = call("check", "small.yaml")
    assert said.code == 0
    assert "warning  SCN-032" in said.out
    assert "0 to mend, 1 to look at" in said.out


def test_catalog_lists_all_that_ships(call: Call) -> None:
    """Every table and recipe has its line, and each can be opened by its name."""
    out = call("catalog").out
    assert [name for name in (*tables(), *recipes()) if f"\n{name} " not in out] == []
    for name in (*tables(), *recipes(), "sources"):
        assert call("catalog", name).code == 0


def test_every_number_shows_its_source_and_mark(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows of a table carry value, mark, date and source."""
    monkeypatch.setenv("COLUMNS", "200")
    lines = call("catalog", "prices").out.splitlines()[4:]
    words = {service_word(mark) for mark in MARKS}
    rows = [line for line in lines if line and not line.startswith(" ")]
    assert len(rows) > 5
    assert [line for line in rows if not words & set(line.split())] == []


def service_word(mark: str) -> str:
    """The word of a mark in English."""
    from seedtrain.messages import say

    return say(f"service.mark.{mark}", "en")


def test_schema_is_json(call: Call) -> None:
    """The JSON Schema is written alone and names the keys of a scenario."""
    schema = json.loads(call("schema").out)
    assert {"format", "sites", "recipes", "claims"} <= schema["properties"].keys()


def test_compare_puts_differences_first(call: Call, small: Path) -> None:
    """Results against a changed file: the changed input and what follows from it; equal ones are counted."""
    other = small.parent / "other.yaml"
    other.write_text(small.read_text("utf-8").replace("high: 6 g/L", "high: 9 g/L"), encoding="utf-8")
    assert call("run", small, "--replications", "10", "--quiet", "--out", "a").code == 0
    said = call("compare", "a", "other.yaml", "--replications", "10")
    assert said.code == 0
    assert "recipes.antibody" in said.out
    assert "1 differ" in said.out
    facts = json.loads(call("compare", "a", "other.yaml", "--replications", "10", "--json").out)
    (changed,) = facts["inputs"]["differ"]
    assert changed["id"] == "recipes.antibody.production.titer"
    assert ("6 g/L" in changed["a"], "9 g/L" in changed["b"]) == (True, True)
    assert facts["inputs"]["equal"] > 10
    moved = {row["id"]: row for row in facts["kpis"]["differ"]}
    assert moved["capacity.total.mass"]["a"]["p50"] < moved["capacity.total.mass"]["b"]["p50"]


def test_a_run_equals_itself_in_any_language(call: Call, small: Path) -> None:
    """Results in Chinese and in English differ in words alone, and that is no difference."""
    assert call("run", small, "--replications", "10", "--quiet", "--out", "a", "--lang", "zh").code == 0
    facts = json.loads(call("compare", "a", small, "--replications", "10", "--json").out)
    assert [facts[name]["differ"] for name in ("inputs", "kpis", "verdicts")] == [[], [], []]
    assert facts["a"]["input_hash"] == facts["b"]["input_hash"]
    assert facts["a"]["replications"] == 10


@given(st.text(alphabet="ab ，。（）批次1%-–\n", max_size=60), st.integers(4, 30))
def test_breaking_lines_loses_nothing(text: str, width: int) -> None:
    """Whatever the text, only blanks are lost."""
    assert "".join(wrapped(text, width).split()) == "".join(text.split())


@given(st.text(alphabet="ab，。（）批次1-", max_size=60), st.integers(4, 30))
def test_no_line_begins_with_a_closing_mark(text: str, width: int) -> None:
    """A comma, full stop or closing bracket stays with what stands before it."""
    first, *rest = wrapped(f"批{text}", width).split("\n")
    assert [line for line in rest if line[0] in "，。）"] == []
    assert first[0] == "批"


def test_lines_break_as_a_reader_expects() -> None:
    """Between words, between Chinese characters, not before a comma, not inside a number."""
    assert wrapped("one two three", 7) == "one two\nthree"
    assert wrapped("0123456789", 5) == "0123456789"
    assert wrapped("批次放行，于2028-07-13", 10) == "批次放行，\n于\n2028-07-13"
