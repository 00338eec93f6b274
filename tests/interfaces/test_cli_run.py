"""``seedtrain run``: what it shows, what it writes, and that both are the same each time."""

import json
import re
import sys
from pathlib import Path

import pytest
from tests.interfaces.conftest import Call

from seedtrain import service
from seedtrain.cli.progress import Stages
from seedtrain.messages import table

FEW = ("--replications", "10")
FACTS = ["scenario", "as_of", "seed", "version", "input_hash", "kpis", "verdicts", "files"]
KPI = ["id", "name", "unit", "base", "p10", "p50", "p90"]
VERDICT = {
    "claim", "reading", "document", "kind", "text", "test", "claimed", "verdict", "probability",
    "p10", "p50", "p90", "basis", "rests_on", "binds", "remedy", "missing",
}  # fmt: skip


def test_a_run_writes_its_folder(call: Call, small: Path) -> None:
    """Report, results, exact scenario, circumstances and tables go to seedtrain-out/<id>, nothing beside."""
    said = call("run", small, *FEW)
    folder = small.parent / "seedtrain-out" / "starter"
    assert said.code == 0
    names = {file.name for file in folder.iterdir()}
    assert {"report.html", "results.json", "run.json", "scenario.yaml", "kpis.parquet"} <= names
    assert (folder / "scenario.yaml").read_bytes() == small.read_bytes()
    assert {file.name for file in folder.parent.iterdir()} == {"starter"}
    circumstances = json.loads((folder / "run.json").read_text("utf-8"))
    assert (circumstances["seed"], circumstances["replications"]) == (1, 10)
    assert {"profiles", "judge", "write"} <= circumstances["seconds"].keys()
    assert {"seedtrain", "numpy", "polars"} <= circumstances["versions"].keys()
    assert json.loads((folder / "results.json").read_text("utf-8"))["files"] == sorted(names)


def test_json_is_the_facts_and_nothing_else(call: Call, small: Path) -> None:
    """--json writes the bytes of results.json, twice the same; every fact has the keys it is known by."""
    first = call("run", small, *FEW, "--json", "--out", "a")
    second = call("run", small, *FEW, "--json", "--out", "b")
    assert (first.code, first.err) == (0, "")
    assert first == second
    assert first.out.encode() == (small.parent / "a" / "results.json").read_bytes()
    facts = json.loads(first.out)
    assert list(facts) == FACTS
    assert {tuple(row) for row in facts["kpis"]} == {tuple(KPI)}
    assert [row for row in facts["verdicts"] if not row.keys() >= VERDICT] == []
    assert len(facts["verdicts"]) >= 1
    assert re.search(r"\b(NaN|Infinity)\b", first.out) is None


def test_another_seed_gives_other_facts(call: Call, small: Path) -> None:
    """The seed is used: another one changes quantiles, not the base case."""
    one, two = (json.loads(call("run", small, *FEW, "--json", "--seed", n).out) for n in (1, 2))
    assert one["kpis"] != two["kpis"]
    assert [row["base"] for row in one["kpis"]] == [row["base"] for row in two["kpis"]]


@pytest.mark.parametrize("columns", [80, 120])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_screen_tells_everything(
    call: Call, small: Path, monkeypatch: pytest.MonkeyPatch, columns: int, lang: str
) -> None:
    """Opening, batches, capacity, ladder, schedule, indicators and verdicts, within the width."""
    monkeypatch.setenv("COLUMNS", str(columns))
    said = call("run", small, *FEW, "--lang", lang)
    words = table()
    questions = ["what", "how_much", "when", "how_sure", "what_to_change"]
    keys = [f"report.question.{each}" for each in questions] + ["cli.said.assumptions"]
    keys += [f"report.table.{each}" for each in ("batches", "capacity", "schedule", "kpis", "verdicts")]
    keys += [
        "service.ladder.title",
        "report.schedule.makespan",
        "report.schedule.bound",
        "report.schedule.gap",
    ]
    assert [key for key in keys if words[key][lang] not in said.out] == []
    assert max(cells(line) for line in said.out.splitlines()) <= columns
    assert "\x1b" not in said.out
    assert said.err == ""


def cells(line: str) -> int:
    """Places a line takes on a screen; a Chinese character takes two."""
    from seedtrain.report.fit import breadth

    return breadth(line)


def test_a_value_can_be_set(call: Call, small: Path) -> None:
    """--set changes the run and the scenario written with it, not the file; =null takes an entry out."""
    before = small.read_text("utf-8")
    path = "recipes.antibody.production.titer"
    plain = json.loads(call("run", small, *FEW, "--json", "--out", "a").out)
    rich = json.loads(call("run", small, *FEW, "--json", "--out", "b", "--set", f"{path}=9 g/L").out)
    shorter = call("run", small, *FEW, "--json", "--out", "c", "--set", "orders.first-year=null")
    masses = [
        next(row["base"] for row in facts["kpis"] if row["id"] == "capacity.total.mass")
        for facts in (plain, rich)
    ]
    assert masses[0] < masses[1]
    assert small.read_text("utf-8") == before
    assert "9 g/L" in (small.parent / "b" / "scenario.yaml").read_text("utf-8")
    assert shorter.code == 0
    assert "first-year" not in (small.parent / "c" / "scenario.yaml").read_text("utf-8")


def test_the_day_of_judgement_can_be_set(call: Call, small: Path) -> None:
    """--as-of moves the day from which claims are judged."""
    said = call("run", small, *FEW, "--json", "--as-of", "2026-06-30")
    assert json.loads(said.out)["as_of"] == "2026-06-30"


def test_quiet_says_where_the_results_are(call: Call, small: Path) -> None:
    """--quiet leaves no more on the screen than the place of the report."""
    said = call("run", small, *FEW, "--quiet")
    lines = said.out.split()
    assert (said.code, said.err) == (0, "")
    assert [line for line in lines if "starter" in line] == [
        "seedtrain-out/starter/report.html",
        "seedtrain-out/starter",
    ]
    assert len(said.out.splitlines()) == 3


def test_an_earlier_run_is_replaced(call: Call, small: Path) -> None:
    """A folder of results is replaced as a whole, an empty one is used."""
    (small.parent / "out").mkdir()
    assert call("run", small, *FEW, "--quiet", "--out", "out").code == 0
    (small.parent / "out" / "leftover.parquet").write_bytes(b"old")
    assert call("run", small, *FEW, "--quiet", "--out", "out", "--seed", "3").code == 0
    assert not (small.parent / "out" / "leftover.parquet").exists()
    assert json.loads((small.parent / "out" / "run.json").read_text("utf-8"))["seed"] == 3


def test_progress_names_each_stage(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """On a terminal each finished stage leaves a line on the error output, and none when quiet."""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    for is_shown in (True, False):
        with Stages("en", is_shown=is_shown) as stages:
            stages("read")
            stages("simulate")
        said = capsys.readouterr()
        assert said.out == ""
        assert ("reading the scenario" in said.err) is is_shown
        assert (table()["progress.simulate"]["en"] in said.err) is is_shown


def test_every_stage_has_its_words(ran: service.Run) -> None:
    """The stages that a run goes through are worded in the table."""
    assert [stage for stage in ran.seconds if f"progress.{stage}" not in table()] == []
    assert "profiles" in ran.seconds


def test_a_terminal_gets_colours_unless_told_not_to(
    call: Call, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Colours are for terminals; NO_COLOR takes them away there too."""
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm-256color")
    colour = re.compile(r"\x1b\[(\d+;)*3[0-7]m")
    assert colour.search(call("run", small, *FEW).out)
    monkeypatch.setenv("NO_COLOR", "1")
    assert not colour.search(call("run", small, *FEW).out)


def test_a_new_scenario_may_begin_with_what_suites_share(call: Call, tmp_path: Path) -> None:
    """It passes the check, and its run follows a timetable with crew, laboratory, reviewer and store."""
    file = tmp_path / "mine.yaml"
    assert call("new", file, "--shared").code == 0
    said = call("check", file)
    assert (said.code, "nothing is wrong" in said.out + said.err) == (0, True)
    text = file.read_text("utf-8").replace("batches: 20", "batches: 2").replace("batches: 3 ", "batches: 1 ")
    file.write_text(text, encoding="utf-8")
    found = json.loads(call("schedule", file, "--out", "kept", "--json").out)
    assert (found["objective"], found["verified"]) == (0.0, True)
    page = (tmp_path / "kept" / "report.html").read_text("utf-8")
    assert all(f'"{figure}"' in page for figure in ("fig-use", "fig-suites", "fig-campaigns"))
    assert found["bottleneck"] == next(iter(found["use"]))
    taken = {name for row in found["operations"] for name in row["resources"]}
    assert {"fitters", "hplc", "qa", "cold-store"} <= taken
