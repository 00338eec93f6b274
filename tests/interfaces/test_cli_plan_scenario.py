"""``plan`` on scenarios: a small plant that may grow, told as facts, tables and a report."""

import json
from pathlib import Path

import pytest
from tests.interfaces.conftest import Call
from tests.planning_scenario import planned_starter

from seedtrain.report.fit import breadth


def written(folder: Path, *changes: tuple[str, str]) -> Path:
    """The small scenario as a file."""
    file = folder / "mine.yaml"
    file.write_text(planned_starter(*changes), encoding="utf-8")
    return file


def test_a_scenario_is_planned_and_told_as_facts(call: Call, tmp_path: Path) -> None:
    """The suite grows; the judge finds every rule kept, and the categories add up to the objective."""
    said = call("plan", written(tmp_path), "--json")
    found = json.loads(said.out)
    assert (said.code, said.err) == (0, "")
    assert {
        "objective",
        "bound",
        "gap",
        "status",
        "seconds",
        "rows",
        "columns",
        "integers",
        "campaigns",
    } <= set(found)
    assert found["broken"] == []
    assert found["objective_name"] == "npv"
    assert 0.0 <= found["gap"] <= 0.01
    money = found["cost_by_category"]
    costs = sum(value for name, value in money.items() if name != "sales")
    assert found["objective"] == pytest.approx(money["sales"] - costs)
    (project,) = found["projects"]
    assert (project["project"], project["kind"]) == ("more", "expand")
    assert project["begins_on"] == found["period_starts"][project["begins"]]
    first = {row["suite"]: row for row in found["qualifications"]}["antibody"]
    assert first["validation_batches"] == 3
    assert all(row["period"] >= first["ready"] for row in found["campaigns"] if row["suite"] == "antibody")
    assert any(each["kind"] == "demand" for each in found["binding"])


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_plan_of_a_scenario_is_shown_and_kept(call: Call, tmp_path: Path, lang: str) -> None:
    """Decisions with dates, what binds, money; the report draws each."""
    said = call("plan", written(tmp_path), "--out", tmp_path / "plan", "--lang", lang)
    assert said.code == 0
    words = {
        "en": ("two more vessels", "What binds", "net present value"),
        "zh": ("增加两台反应器", "瓶颈", "净现值"),
    }
    assert all(word in said.out for word in words[lang])
    assert all(breadth(line) <= 80 for line in said.out.splitlines() if str(tmp_path) not in line)
    page = (tmp_path / "plan" / "report.html").read_text(encoding="utf-8")
    for figure in ("fig-decisions", "fig-bars", "fig-stock", "fig-supply", "fig-money"):
        assert figure in page
    facts = json.loads((tmp_path / "plan" / "results.json").read_text(encoding="utf-8"))
    assert facts["period_starts"][0] == "2026-01-01"


def test_the_same_plan_counts_as_profit_and_as_cost(call: Call, tmp_path: Path) -> None:
    """Without discounting the profit is the larger; what is not supplied is a cost at its price, so that
    profit and cost add up to all that could be sold."""
    file = written(tmp_path)
    found = {
        goal: json.loads(call("plan", file, "--objective", goal, "--gap", "0.0001", "--json").out)
        for goal in ("npv", "profit", "cost")
    }
    assert found["profit"]["objective"] > found["npv"]["objective"] > 0
    flows = found["profit"]["flows"]
    asked = sum(row["quantity"] for row in flows if row["kind"] in ("sales", "lost"))
    total = found["profit"]["objective"] + found["cost"]["objective"]
    assert total == pytest.approx(asked * 1.0, rel=2e-3)


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("      suite: antibody\n      capital", "      capital", "PLN-032"),
        ("kind: expand", "kind: retire", "PLN-032"),
        ("kind: expand", "kind: build", "PLN-032"),
        ("kind: expand", "kind: outsource", "PLN-032"),
        ("  end: 2030-01-01\n  period: half_year", "  end: 2026-02-01\n  period: half_year", "PLN-033"),
        ("  end: 2030-01-01\n  period: half_year", "  end: 2056-01-01\n  period: month", "PLN-033"),
        ("  end: 2030-01-01\n", "  end: 2025-01-01\n", "SCN-020"),
        ("      start: 2027-01-01\n", "      start: 2027-01-01\n      end: 2026-01-01\n", "SCN-020"),
        ("      kind: expand\n", "      kind: expand\n      after: nothing\n", "SCN-018"),
        ("      kind: expand\n", "      kind: expand\n      site: nowhere\n", "SCN-018"),
        ("    more:\n", "    antibody:\n", "SCN-019"),
        (
            "      product: our-antibody\n      start: 2027",
            "      product: our-antibody\n      purpose: clinical\n      start: 2027",
            "",
        ),
    ],
)
def test_a_plan_that_does_not_fit_together(call: Call, tmp_path: Path, old: str, new: str, code: str) -> None:
    """Each slip is found, with its code; the last change is none."""
    said = call("check", written(tmp_path, (old, new)))
    assert (code in said.err + said.out) if code else said.code == 0


def test_demand_that_nothing_can_make_is_refused(call: Call, tmp_path: Path) -> None:
    """The suite may make clinical batches only, and so may what it becomes."""
    clinical = (
        "        modalities: [mab]       # what",
        "        purposes: [clinical]\n        modalities: [mab]       # what",
    )
    grown = (
        "        modalities: [mab]\n        units",
        "        modalities: [mab]\n        purposes: [clinical]\n        units",
    )
    said = call("plan", written(tmp_path, clinical, grown))
    assert said.code == 2
    assert "PLN-031" in said.err


def test_a_scenario_without_a_plan_over_years_is_refused(call: Call) -> None:
    """A zone has nothing to plan; an objective that no scenario has is refused too."""
    said = call("plan", "wuxi-hightech")
    assert said.code == 2
    assert "PLN-030" in said.err
    assert "PLN-012" in call("plan", "zencore-lingang", "--objective", "throughput").err
    assert "PLN-013" in call("plan", "zencore-lingang", "--front").err


def test_what_is_asked_besides_is_told(call: Call, tmp_path: Path) -> None:
    """Two worlds to decide for, other plans, a world lived through, a simulation: each with its figures."""
    arguments = ("--worlds", "2", "--risk", "0.5", "--alternatives", "2", "--within", "0.9", "--roll", "1")
    file = written(tmp_path, ("1000 CNY/g", "2000 CNY/g"))
    found = json.loads(call("plan", file, *arguments, "--simulate", "20", "--json").out)
    worlds = found["uncertain"]
    assert worlds["worlds"] == len(worlds["objectives"]) == 2
    assert worlds["expected"] == pytest.approx(sum(worlds["objectives"]) / 2)
    assert worlds["cvar"] == pytest.approx(min(worlds["objectives"]))
    assert worlds["value_of_perfect_information"] >= -1e-3 * abs(worlds["expected"])
    sets = [{row["project"] for row in found["projects"]}]
    for other in found["alternatives"]:
        sets.append({row["project"] for row in other["projects"]})
        assert other["objective"] <= found["objective"] * (1 + 0.01)
    assert len({frozenset(each) for each in sets}) == len(sets) == 2
    (rolled,) = found["rolled"]
    assert rolled["objective"] <= rolled["known_beforehand"] * 1.001
    risk = found["simulated"]
    assert risk["batches"] == sum(row["batches"] for row in found["campaigns"]) + sum(
        row["engineering_batches"] + row["validation_batches"] for row in found["qualifications"]
    )
    assert all(row["p10_kg"] <= row["p50_kg"] <= row["p90_kg"] for row in risk["supply"])
    assert found["broken"] == []


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_what_is_asked_besides_is_shown(call: Call, tmp_path: Path, lang: str) -> None:
    """Nothing built before 2029 within 90 %: the table says so, and so do the worlds."""
    arguments = (
        "--worlds",
        "2",
        "--build-from",
        "2029-01-01",
        "--within",
        "0.9",
        "--roll",
        "1",
        "--each-option",
    )
    said = call("plan", written(tmp_path), *arguments, "--simulate", "10", "--lang", lang)
    words = {
        "en": ("2029-01-01", "VSS", "Planned again", "The plan simulated", "left out"),
        "zh": ("2029-01-01", "VSS", "滚动", "计划仿真"),
    }
    assert said.code == 0
    assert all(word in said.out for word in words[lang])
    assert all(breadth(line) <= 80 for line in said.out.splitlines() if str(tmp_path) not in line)


@pytest.mark.parametrize(
    ("arguments", "codes"),
    [
        (("--worlds", "-1", "--risk", "2", "--within", "x"), ["CLI-023"] * 3),
        (("--alternatives", "1.5", "--roll", "1000", "--seed", "-3"), ["CLI-023"] * 3),
        (("--simulate", "many", "--build-from", "soon"), ["PLN-034", "CLI-023"]),
    ],
)
def test_wishes_out_of_range_are_refused(call: Call, arguments: tuple[str, ...], codes: list[str]) -> None:
    """Every number and day is checked, all at once."""
    said = call("plan", "zencore-lingang", *arguments)
    assert said.code == 2
    assert [line.split()[0].rstrip(":") for line in said.err.splitlines()[1:]] == codes
