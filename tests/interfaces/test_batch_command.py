"""``seedtrain batch`` and ``seedtrain validate``: what they show, write and refuse."""

import json
from pathlib import Path

import pytest
from tests.interfaces.conftest import Call

from seedtrain.messages import table
from seedtrain.report.fit import breadth

FEW = ("--replications", "20")


@pytest.mark.parametrize("columns", [80, 120])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_study_tells_everything(
    call: Call, monkeypatch: pytest.MonkeyPatch, columns: int, lang: str
) -> None:
    """Five answers, indicators, steps, what they take, ladder, cost, capital, drivers, what to add."""
    monkeypatch.setenv("COLUMNS", str(columns))
    said = call("batch", "mab-fed-batch", "--volume", "2000L", "--set", "titer=5g/L", *FEW, "--lang", lang)
    words = table()
    keys = [f"batch.question.{each}" for each in ("what", "how_much", "cost", "pace", "next")]
    keys += [f"batch.table.{each}" for each in ("steps", "takes", "ladder", "capital", "additions")]
    assert (said.code, said.err) == (0, "")
    assert [key for key in keys if words[key][lang] not in said.out] == []
    assert "★" in said.out
    assert max(breadth(line) for line in said.out.splitlines()) <= columns
    assert "\x1b" not in said.out


def test_a_study_writes_its_folder(call: Call, tmp_path: Path) -> None:
    """Report, results and circumstances; an earlier study is replaced, another folder is left alone."""
    for _ in range(2):
        said = call("batch", "fill-vial", *FEW, "--quiet")
        assert (said.code, said.err) == (0, "")
        assert said.out.strip() == "Report: seedtrain-out/batch-fill-vial/report.html"
    folder = tmp_path / "seedtrain-out" / "batch-fill-vial"
    assert {file.name for file in folder.iterdir()} == {"report.html", "results.json", "run.json"}
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "notes.txt").write_text("mine")
    refused = call("batch", "fill-vial", *FEW, "--out", "mine")
    assert (refused.code, "CLI-009" in refused.err) == (2, True)


def test_json_is_the_facts_and_the_same_each_time(call: Call, tmp_path: Path) -> None:
    """--json writes the bytes of results.json; the cost is the sum of its parts to the cent."""
    first = call("batch", "mab-fed-batch", *FEW, "--json", "--out", "a")
    second = call("batch", "mab-fed-batch", *FEW, "--json", "--out", "b")
    assert (first.code, first.err) == (0, "")
    assert first == second
    assert first.out.encode() == (tmp_path / "a" / "results.json").read_bytes()
    facts = json.loads(first.out)
    assert round(sum(facts["cost_cny_2023"].values()), 2) == facts["total_cny_2023"]
    assert {row["id"]: row["base"] for row in facts["kpis"]}["study.mass"] > 0.0


def test_a_setting_changes_the_study(call: Call) -> None:
    """Twice the titer makes about twice the mass, by its short and by its full name."""
    masses = []
    for setting in ("titer=4g/L", "titer=8g/L", "production.titer=8 g/L"):
        facts = json.loads(call("batch", "mab-fed-batch", *FEW, "--json", "--set", setting).out)
        masses.append(next(row["base"] for row in facts["kpis"] if row["id"] == "study.mass"))
    assert masses[1] == masses[2]
    assert 1.8 < masses[1] / masses[0] < 2.1


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_two_stand_side_by_side(call: Call, lang: str) -> None:
    """--compare shows both, the difference and where they cost the same; --json holds both."""
    said = call("batch", "mab-fed-batch", "--compare", "stainless", *FEW, "--lang", lang)
    assert (said.code, said.err) == (0, "")
    assert table()["batch.question.crossover"][lang] in said.out
    assert table()["batch.table.compared"][lang] in said.out
    assert max(breadth(line) for line in said.out.splitlines()) <= 80
    facts = json.loads(call("batch", "mab-fed-batch", "--compare", "stainless", *FEW, "--json").out)
    assert facts["a"]["options"]["material"] == "single_use"
    assert facts["b"]["options"]["material"] == "stainless"
    assert facts["crossover"]["batches_a"] > 0.0


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("mab-fed-bach",), ("SCN-018", "mab-fed-batch")),
        (("mab-fed-batch", "--set", "titer=500g/L"), ("CLI-016", "500g/L", "50 g/L", "15 g/L")),
        (("mab-fed-batch", "--set", "capture.binding_capacity=0g/L"), ("CLI-016", "0g/L", "200 g/L")),
        (("mab-fed-batch", "--set", "nowhere.titer=5g/L"), ("CLI-015", "nowhere.titer", "production.titer")),
        (("mab-fed-batch", "--set", "titer"), ("CLI-008",)),
        (("mab-fed-batch", "--volume", "-5L"), ("SCN-012", "--volume")),
        (("fill-vial", "--volume", "200L"), ("CLI-014", "formulation.batch_items")),
        (("mab-fed-batch", "--compare", "steel"), ("SCN-018", "stainless")),
        (("mab-fed-batch", "--count", "many"), ("CLI-007", "--count")),
        (("mab-fed-batch", "--price-year", "12"), ("CLI-007", "--price-year", "2005")),
        (("mab-fed-batch", "--region", "XX"), ("SCN-016", "--region", "CN")),
        (("mab-fed-batch", "--capital", "lang"), ("SCN-016", "--capital", "itemised")),
        (("mab-fed-batch", "--variant", "dar-8"), ("SCN-018", "--variant", "n-1-perfused")),
        (("mab-fed-batch", "--volume", "90000L"), ("PRC-010", "--volume", "90000L", "25,000 L")),
        (("mab-fed-batch", "--volume", "1L"), ("PRC-011", "--volume", "1L")),
        (("mab-fed-batch", "--replications", "0"), ("CLI-007", "--replications")),
    ],
)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_bad_input_is_told_with_value_and_remedy(
    call: Call, arguments: tuple[str, ...], told: tuple[str, ...], lang: str
) -> None:
    """Exit code 2, a finding with its code and what would do, and nothing written."""
    said = call("batch", *arguments, "--lang", lang)
    assert (said.code, said.out) == (2, "")
    assert [word for word in told if word not in said.err] == []
    assert not Path("seedtrain-out").exists()


def test_a_warning_is_told_and_the_study_goes_on(call: Call) -> None:
    """Beyond the recipe's range it runs, and says the range."""
    said = call("batch", "mab-fed-batch", "--volume", "24000L", "--material", "stainless", *FEW)
    assert said.code == 0
    assert "SCN-032  --volume" in said.err
    assert "50 .. 20000 L" in said.err
    assert "What to add next" in said.out


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_money_of_another_year_and_place(call: Call, lang: str) -> None:
    """Beyond the last year of a table that is said, with the year used; capital names every factor of it."""
    asked = ("--price-year", "2030", "--region", "US", "--capital", "itemised", "--variant", "n-1-perfused")
    said = call("batch", "mab-fed-batch", *asked, *FEW, "--lang", lang)
    assert said.code == 0
    assert said.err.count("PRC-012  --price-year") == 3
    assert "2023" in said.err
    assert table()["process.capital.lang"][lang][:8] in said.out
    facts = json.loads(call("batch", "mab-fed-batch", *asked, *FEW, "--json", "--out", "there").out)
    assert facts["options"]["variant"] == "n-1-perfused"
    items = facts["capital_itemised"]
    assert facts["capital_cny_2030"] == pytest.approx(1.046 * items["cny_2030"], rel=1e-3)
    assert sum(each["usd_2030"] for each in (*items["items"], *items["factors"])) == pytest.approx(
        items["usd_2030_united_states"]
    )


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_validate_shows_every_published_figure(call: Call, lang: str) -> None:
    """Ours, expected, result; the count of those that hold; the same as JSON."""
    said = call("validate", "--lang", lang)
    assert (said.code, said.err) == (0, "")
    assert max(breadth(line) for line in said.out.splitlines()) <= 80
    facts = json.loads(call("validate", "--json").out)
    assert facts["gating"] == facts["gates"]
    assert said.out.count(table()["validate.word.holds"][lang]) >= sum(row["holds"] for row in facts["rows"])
