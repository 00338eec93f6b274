"""``plan`` and ``cases``: tiny cases as files, and the published ones that are solved in a second."""

import json
from pathlib import Path
from typing import Any

import pytest
from tests.interfaces.conftest import Call
from tests.plan_cases import Case, discrete, shop, single

from seedtrain.catalog.cases import case_names
from seedtrain.report.fit import breadth

DATES = ["2020-02-20", "2020-04-01"]
PAIR = single(
    {
        "A": {"kg_demand": [1.0, 3.0], "kg_inventory_target": [0.0, 2.0]},
        "B": {"kg_demand": [0.0, 2.0], "kg_inventory_target": [0.0, 2.0]},
    },
    [[0, 4], [4, 0]],
    DATES,
)
TOO_MUCH = single({"A": {"kg_demand": [1000.0, 3.0]}}, [[0]], DATES)
"""1,000 kg are due after 50 days; a batch of 1 kg takes five."""


def written(folder: Path, content: object) -> Path:
    """A case as a file."""
    file = folder / "case.json"
    file.write_text(json.dumps(content), encoding="utf-8")
    return file


def facts_of(call: Call, *arguments: object) -> dict[str, Any]:
    """What a command says as JSON."""
    found: dict[str, Any] = json.loads(call(*arguments, "--json").out)
    return found


def test_a_plan_is_told_as_facts(call: Call, tmp_path: Path) -> None:
    """A batch sells for 10, costs 2 to make and 2 to start in two stages: profit 6, proven and judged."""
    file = written(tmp_path, discrete({"A": [1]}))
    said = call("plan", file, "--json")
    found = json.loads(said.out)
    assert (said.code, said.err) == (0, "")
    assert (found["objective"], found["bound"], found["gap"], found["status"]) == (6.0, 6.0, 0.0, "optimal")
    assert {"seconds", "rows", "columns", "integers"} <= found.keys()
    assert found["broken"] == []
    assert [
        {key: row[key] for key in ("suite", "section", "product", "batches")} for row in found["campaigns"]
    ] == [
        {"suite": "i1", "section": "usp", "product": "A", "batches": 1},
        {"suite": "j1", "section": "dsp", "product": "A", "batches": 1},
    ]
    assert all(0.0 <= row["start"] < row["end"] <= 30.0 for row in found["campaigns"])


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("content", [discrete({"A": [1, 2]}), shop([[1.0, 2.0]], [[1.0]]), PAIR])
def test_a_plan_is_shown(call: Call, tmp_path: Path, content: Case, lang: str) -> None:
    """Objective, bound, judge and campaigns of each type of problem, within the width, in both languages."""
    said = call("plan", written(tmp_path, content), "--lang", lang)
    assert (said.code, said.err) == (0, "")
    assert max(breadth(line) for line in said.out.splitlines()) <= 80
    words = ("every rule holds", "Campaigns") if lang == "en" else ("全部规则成立", "阶段性生产")
    assert [word for word in words if word not in said.out] == []


def test_a_front_lists_plans_that_none_beats(call: Call, tmp_path: Path) -> None:
    """Each plan of the front makes less than the one before and misses less; the objective picks its end."""
    file = written(tmp_path, PAIR | {"due_dates": ["2020-02-01", "2020-04-01"]})
    found = facts_of(call, "plan", file, "--front")
    pairs = [(plan["throughput_kg"], plan["deficit_kg"]) for plan in found["front"]]
    assert pairs == sorted(pairs, reverse=True)
    assert found["objective"] == pairs[0][0]
    assert facts_of(call, "plan", file, "--front", "--objective", "deficit")["objective"] == pairs[-1][1]
    assert all(plan["campaigns"] for plan in found["front"])


def test_what_is_asked_for_comes_first(call: Call, tmp_path: Path) -> None:
    """The best deficit is no worse than that of the plan of best throughput, and the other way round."""
    file = written(tmp_path, PAIR)
    most = facts_of(call, "plan", file, "--objective", "throughput")
    least = facts_of(call, "plan", file, "--objective", "deficit,throughput")
    assert (most["objective_name"], least["objective_name"]) == ("throughput", "deficit")
    assert least["objective"] <= most["indicators"]["deficit"]
    assert most["objective"] >= least["indicators"]["throughput"]


@pytest.mark.parametrize("front", [(), ("--front",)])
def test_a_plan_that_cannot_be_is_three(call: Call, tmp_path: Path, front: tuple[str, ...]) -> None:
    """More demand than days: proven, exit code 3 with its code; what is in the way is shown, also as JSON."""
    file = written(tmp_path, TOO_MUCH)
    said = call("plan", file, *front)
    assert said.code == 3
    assert "PLN-015" in said.err
    assert "demand of A is met in its period" in said.out
    as_json = call("plan", file, *front, "--json")
    assert as_json.code == 3
    found = json.loads(as_json.out)
    assert found["status"] == "infeasible"
    (rule,) = found["explanation"]["conflict"]
    assert (rule["family"], rule["about"], rule["periods"]) == ("demand", ["A"], [0])


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_late_plan_is_explained(call: Call, tmp_path: Path, lang: str) -> None:
    """Five batches are due where three can be made: what is late, the conflict and the ways out, in order."""
    said = call("plan", written(tmp_path, discrete({"A": [5, 0]})), "--explain", "--lang", lang)
    assert (said.code, said.err) == (0, "")
    words = {
        "en": ("No plan is in time", "late at the end of", "Rules that can't all hold", "demand of A: 5 → 3"),
        "zh": ("没有能按期完成的计划", "期末仍拖欠", "不能同时成立的规则", "A 的需求：5 → 3"),
    }[lang]
    assert [word for word in words if word not in said.out] == []
    assert sorted(said.out.index(word) for word in words) == [said.out.index(word) for word in words]
    assert max(breadth(line) for line in said.out.splitlines()) <= 80


def test_a_plan_in_time_says_so(call: Call, tmp_path: Path) -> None:
    """Nothing is late: one line, and as JSON an explanation without conflict; unasked, none at all."""
    file = written(tmp_path, discrete({"A": [1]}))
    assert "all demand is met in its period" in call("plan", file, "--explain").out
    assert facts_of(call, "plan", file, "--explain")["explanation"]["question"] == "nothing"
    assert "explanation" not in facts_of(call, "plan", file)


def test_no_plan_in_time_is_four(call: Call) -> None:
    """A millisecond is too short for the network of 2007: exit code 4 with its code."""
    said = call("plan", "lakhdar2007_year1", "--time-limit", "0.001")
    assert said.code == 4
    assert "PLN-016" in said.err


@pytest.mark.parametrize(
    ("arguments", "codes"),
    [
        (("nothing",), ["CLI-020"]),
        (("bench_schedule_50",), ["CLI-022"]),
        (("lakhdar2005_ex1", "--objective", "throughput"), ["PLN-012"]),
        (("single_suite_36m", "--front", "--objective", "beauty"), ["PLN-012"]),
        (("lakhdar2005_ex1", "--front"), ["PLN-013"]),
        (("lakhdar2005_ex1", "--gap", "2", "--time-limit", "soon"), ["CLI-023", "CLI-023"]),
        (("lakhdar2005_ex1", "--time-limit", "nan"), ["CLI-023"]),
        (("lakhdar2005_ex1", "--solver", "abacus", "--gap", "2"), ["CLI-023", "PLN-060"]),
        (("single_suite_36m", "--solver", "highs"), ["PLN-014"]),
    ],
)
def test_what_cannot_be_planned_is_refused(call: Call, arguments: tuple[str, ...], codes: list[str]) -> None:
    """Unknown names, kinds, objectives and numbers out of range: exit code 2, one line each."""
    said = call("plan", *arguments)
    assert (said.code, said.out) == (2, "")
    assert [line.split()[0].rstrip(":") for line in said.err.splitlines()[1:]] == codes


@pytest.mark.parametrize("text", ["{", "[1]", "\udcff", '{"kind": "novel"}'])
def test_a_file_that_is_no_case_is_refused(call: Call, tmp_path: Path, text: str) -> None:
    """Broken JSON, a list, text that is not UTF-8, an unknown kind: the last names the kinds known."""
    file = tmp_path / "case.json"
    file.write_bytes(text.encode("utf-8", "surrogateescape"))
    said = call("plan", file)
    assert said.code == 2
    if "kind" in text:
        assert "CLI-022" in said.err
        assert "discrete_campaign_plan" in said.err
    else:
        assert "CLI-021" in said.err


def test_a_folder_is_no_case(call: Call, tmp_path: Path) -> None:
    """A folder can't be read as a file, and that is said."""
    assert "CLI-021" in call("plan", tmp_path).err


def test_cases_lists_what_ships(call: Call) -> None:
    """Every case with the command that reads it."""
    found = facts_of(call, "cases", "--list")["cases"]
    assert [row["case"] for row in found] == list(case_names())
    assert {row["command"] for row in found} == {"plan", "schedule", "simulate"}
    out = call("cases", "--list", "--lang", "zh").out
    assert [name for name in case_names() if f"\n{name} " not in out] == []


def test_cases_stand_beside_what_was_published(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    """The published optimum of ex1 is reached and proven."""
    (row,) = facts_of(call, "cases", "lakhdar2005_ex1")["cases"]
    assert (row["published"], row["ours"], row["bound"], row["gap"]) == (490, 490.0, 490.0, 0.0)
    assert row["solver"]
    monkeypatch.setenv("COLUMNS", "120")
    assert "已发表" in call("cases", "lakhdar2005_ex1", "--lang", "zh").out


def test_cases_refuses_what_it_does_not_have(call: Call) -> None:
    """All unknown names at once."""
    said = call("cases", "lakhdar2005_ex1", "nothing", "bench_simulation")
    assert said.code == 2
    assert said.err.count("CLI-020") == 2
