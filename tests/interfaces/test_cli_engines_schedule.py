"""``schedule``: tiny plants as files, one that ships, and the starter beside its run."""

import json
from pathlib import Path
from typing import Any

import pytest
from tests.interfaces.conftest import Call

from seedtrain import service
from seedtrain.report.fit import breadth

PLANT: dict[str, Any] = {
    "name": "tiny",
    "kind": "schedule_plant",
    "operations": ["grow", "purify"],
    "hold_h": [10],
    "dirty_hold_h": 24,
    "cip_skids": 1,
    "stages": [
        {"name": "reactor", "units": 1, "operations": [0, 0], "cip_h": 2, "changeover_h": 5},
        {"name": "column", "units": 1, "operations": [1, 1], "cip_h": None, "changeover_h": 0},
    ],
    "duration_h_by_product": [[10, 4], [20, 4]],
    "batches": {"product": [0, 1], "due_h": [14, 41], "weight": [3, 1]},
}
"""P0 grows for 10 h, P1 for 20 h in one reactor; 2 h of cleaning and 5 h of changeover lie between them."""


@pytest.fixture
def plant(tmp_path: Path) -> Path:
    """The tiny plant as a file."""
    file = tmp_path / "plant.json"
    file.write_text(json.dumps(PLANT), encoding="utf-8")
    return file


def test_a_timetable_is_told_as_facts(call: Call, plant: Path) -> None:
    """10 + 2 + 5 + 20 + 4 = 41 h in either order, and the bound finds it: proven and verified."""
    said = call("schedule", plant, "--json")
    found = json.loads(said.out)
    assert (said.code, said.err) == (0, "")
    assert (found["objective"], found["bound"], found["gap"]) == (41.0, 41.0, 0.0)
    assert (found["status"], found["verified"], found["broken"]) == ("optimal", True, [])
    assert (found["weighted_tardiness_h"], found["second_bound"]) == (0.0, 0.0)
    assert found["operations"][0] == {
        "job": "B1",
        "operation": "grow",
        "unit": "reactor-1",
        "start_h": 0.0,
        "end_h": 10.0,
    }
    assert len(found["operations"]) == 4


def test_the_objective_decides_the_order(call: Call, plant: Path) -> None:
    """B2 first is due by 24 h: then B1 ends at 20 + 2 + 5 + 10 + 4 = 41 h, 27 h late at weight 3."""
    content = json.loads(plant.read_text("utf-8"))
    content["batches"] |= {"due_h": [100, 24], "weight": [3, 1]}
    plant.write_text(json.dumps(content), encoding="utf-8")
    found = json.loads(call("schedule", plant, "--objective", "weighted_tardiness", "--json").out)
    assert (found["objective_name"], found["objective"], found["bound"]) == ("weighted_tardiness", 0.0, 0.0)
    assert (found["makespan_h"], found["second_bound"]) == (41.0, 41.0)
    content["batches"]["due_h"] = [14, 24]
    plant.write_text(json.dumps(content), encoding="utf-8")
    both = json.loads(call("schedule", plant, "--objective", "weighted_tardiness,makespan", "--json").out)
    # B1 first leaves B2 17 h late at weight 1; B2 first leaves B1 27 h late at weight 3.
    assert both["objective"] == 17.0
    assert 0.0 <= both["bound"] <= 17.0
    assert both["gap"] == pytest.approx((17.0 - both["bound"]) / 17.0)


def test_a_time_limit_ends_the_search(call: Call) -> None:
    """Fifty batches in half a second: verified, with a bound below it, and stopped by the clock."""
    found = json.loads(call("schedule", "bench_schedule_50", "--time-limit", "0.5", "--json").out)
    assert (found["status"], found["verified"]) == ("stopped_by_time", True)
    assert 0.0 < found["gap"] < 0.15
    assert len(found["operations"]) == 500


def test_a_scenario_is_scheduled_as_its_run_does(call: Call, small: Path, ran: service.Run) -> None:
    """The operations are those of the run's timetable: same batches, units and times."""
    found = json.loads(call("schedule", small, "--json").out)
    timetable = ran.assessment.timetable
    assert timetable is not None
    assert found["makespan_h"] == timetable.objective
    assert sorted(
        (row["job"], row["operation"], row["unit"], row["start_h"]) for row in found["operations"]
    ) == sorted((slot.job, slot.operation, slot.unit, slot.start_h) for slot in timetable.slots)


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("what", ["plant.json", "small.yaml"])
def test_a_timetable_is_shown(call: Call, plant: Path, small: Path, what: str, lang: str) -> None:
    """Facts, load and batches within the width, in both languages."""
    said = call("schedule", what, "--lang", lang)
    assert (said.code, said.err) == (0, "")
    assert max(breadth(line) for line in said.out.splitlines()) <= 80
    assert ("every rule holds" if lang == "en" else "全部规则成立") in said.out


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("nothing",), "CLI-001"),
        (("nothing.json",), "CLI-020"),
        (("lakhdar2005_ex1",), "CLI-022"),
        (("bench_simulation",), "CLI-022"),
        (("bench_schedule_50", "--objective", "profit"), "SCN-016"),
        (("bench_schedule_50", "--time-limit", "-1"), "CLI-023"),
        (("jinan-medicine-valley",), "SCH-006"),
    ],
)
def test_what_cannot_be_scheduled_is_refused(call: Call, arguments: tuple[str, ...], code: str) -> None:
    """Unknown names, kinds and objectives, numbers out of range, nothing to make: exit code 2."""
    said = call("schedule", *arguments)
    assert (said.code, said.out) == (2, "")
    assert code in said.err


def test_a_plant_of_the_wrong_shape_is_refused(call: Call, plant: Path) -> None:
    """A field that is missing is said with the engine's own code."""
    content = {key: value for key, value in PLANT.items() if key != "stages"}
    plant.write_text(json.dumps(content), encoding="utf-8")
    said = call("schedule", plant)
    assert said.code == 2
    assert "SCH-004" in said.err
