"""``schedule`` on a peer's problem: facts, tables in both languages, a folder, refusals and exit codes."""

import json
from pathlib import Path
from typing import Any

import pytest
from tests.interfaces.conftest import Call
from tests.unit.test_pyjobshop import data, machine, mode, task, two


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Tasks of 4 and 2 h, the second after the first, on machines of their own: 6 h."""
    path = tmp_path / "problem.json"
    write(path, two(end_before_start=[{"task1": 0, "task2": 1, "delay": 0}]))
    return path


def write(path: Path, content: dict[str, Any]) -> None:
    """Write a problem as ``to_json`` does."""
    path.write_text(json.dumps(content), encoding="utf-8")


def test_a_peers_problem_is_told_as_facts(call: Call, file: Path) -> None:
    """Objective, bound, gap, status, the judge's word, and every operation with its machine."""
    said = call("schedule", file, "--json")
    found = json.loads(said.out)
    assert (said.code, said.err) == (0, "")
    assert (found["objective_name"], found["objective"], found["bound"]) == ("makespan", 6.0, 6.0)
    assert (found["gap"], found["status"], found["verified"]) == (0.0, "optimal", True)
    assert found["operations"][1] == {
        "job": "0:J",
        "operation": "1",
        "unit": "1",
        "start_h": 4.0,
        "end_h": 6.0,
        "mode": 0,
        "resources": ["1"],
    }


def test_tables_and_folder(call: Call, file: Path, tmp_path: Path) -> None:
    """What a person reads, in both languages, and the report with its chart."""
    out = call("schedule", file, "--out", tmp_path / "out").out
    assert "makespan 6 h" in out
    assert "every rule holds" in out
    assert "全部规则成立" in call("schedule", file, "--lang", "zh").out
    assert json.loads((tmp_path / "out" / "results.json").read_text("utf-8"))["objective"] == 6.0
    assert "<html" in (tmp_path / "out" / "report.html").read_text("utf-8")


def test_another_objective(call: Call, file: Path) -> None:
    """Time in the plant instead of the makespan; an unknown one is refused with those there are."""
    found = json.loads(call("schedule", file, "--objective", "wip", "--json").out)
    assert (found["objective_name"], found["objective"]) == ("flow_time", 6.0)
    said = call("schedule", file, "--objective", "beauty")
    assert said.code == 2
    assert "SCH-013" in said.err
    assert "weighted_tardiness" in said.err


def test_what_cannot_be_expressed_or_kept(call: Call, file: Path) -> None:
    """Refused with 2; proven infeasible 3: a task of 4 h that must end by 3."""
    write(file, data([task()], [mode(0, 4, 0)], [machine(energy=3)]))
    said = call("schedule", file)
    assert (said.code, "SCH-011" in said.err) == (2, True)
    write(file, data([task(latest_end=3)], [mode(0, 4, 0)], [machine()]))
    said = call("schedule", file)
    assert (said.code, "SCH-081" in said.err) == (3, True)
    assert "Enough by itself: 1.0 h later" in said.err


def test_nothing_found_in_time_is_four(call: Call, file: Path) -> None:
    """Two hundred tasks on one machine whose breaks leave room for one at a time, in a millisecond:
    nothing yet."""
    breaks = [[10 * at + 5, 10 * at + 10] for at in range(400)]
    count = 200
    tasks = [task(latest_end=4000) for _ in range(count)]
    modes = [mode(at, 3, 0) for at in range(count)]
    rows = [{"task1": at, "task2": (7 * at + 1) % count, "delay": -9} for at in range(count)]
    write(file, data(tasks, modes, [machine(breaks=breaks)], end_before_start=rows))
    said = call("schedule", file, "--time-limit", "0.001")
    assert said.code == 4
    assert "SCH-014" in said.err


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_command_explains_a_peers_problem(call: Call, tmp_path: Path, lang: str) -> None:
    """Tasks of 4 and 3 h on one machine, both due at 4: one is 3 h late, for the machine after the other."""
    job = {"weight": 1, "release_date": 0, "deadline": 2**42, "due_date": 4, "name": ""}
    jobs = [{**job, "tasks": [0]}, {**job, "tasks": [1]}]
    problem = data(
        [task(0), task(1)],
        [mode(0, 4, 0), mode(1, 3, 0)],
        [machine(name="M")],
        jobs=jobs,
        objective={"weight_total_tardiness": 1},
    )
    file = tmp_path / "peer.json"
    file.write_text(json.dumps(problem), encoding="utf-8")
    told = json.loads(call("schedule", file, "--explain", "late", "--json", "--lang", lang).out)
    (one,) = told["explained"]
    assert (one["late_h"], one["end_h"]) == (3.0, 7.0)
    assert [link["waits_for"] for link in one["chain"]] == ["unit", "release"]
    shown = call("schedule", file, "--explain", "late", "--explain", "1", "--lang", lang).out
    assert ("free again after" if lang == "en" else "之后空出") in shown
    wrong = call("schedule", file, "--explain", "nobody", "--lang", lang)
    assert wrong.code == 2
    assert "SCH-053" in wrong.err
