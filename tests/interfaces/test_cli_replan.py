"""``schedule`` around what is given, pinned and told of: CSV in and out, explanations, conflicts."""

import json
from pathlib import Path
from typing import Any

import pytest
from tests.interfaces.conftest import Call
from tests.interfaces.test_cli_engines_schedule import PLANT
from tests.unit.test_pyjobshop import data, machine, mode, task, two

from seedtrain.report.fit import breadth

TIMES = {"start_h", "end_h"}
SHARED = """
resources:
  crew: {kind: crew, count: {value: 2, assumption: test}}
uses:
  inoculation: {resource: crew, steps: [production], part: start, duration: 4 h, assumption: test}
"""


@pytest.fixture
def plant(tmp_path: Path) -> Path:
    """The tiny plant: P0 grows for 10 h, P1 for 20 h; 2 h of cleaning, 5 h of changeover, 4 h more."""
    file = tmp_path / "plant.json"
    file.write_text(json.dumps(PLANT), encoding="utf-8")
    return file


def rows(tmp_path: Path, name: str, *lines: str) -> Path:
    """A CSV file of these lines."""
    file = tmp_path / name
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return file


def starts(found: dict[str, Any]) -> dict[str, float]:
    """Start of each operation [h]."""
    return {f"{row['job']}/{row['operation']}": row["start_h"] for row in found["operations"]}


def test_a_timetable_is_written_and_read_back(call: Call, plant: Path, tmp_path: Path) -> None:
    """Given its own timetable nothing moves; orders and resources read back give the same input again."""
    first = json.loads(call("schedule", plant, "--out", "kept", "--json").out)
    kept = tmp_path / "kept"
    again = json.loads(call("schedule", plant, "--timetable", kept / "timetable.csv", "--json").out)
    assert again["operations"] == first["operations"]
    assert (again["objective_name"], again["objective"], again["changes"]) == ("least_change", 0.0, [])
    files = ("--orders", kept / "orders.csv", "--resources", kept / "resources.csv")
    same = json.loads(call("schedule", plant, *files, "--json").out)
    assert same["operations"] == first["operations"]


def test_a_scenario_is_written_and_read_back_in_days(call: Call, small: Path, tmp_path: Path) -> None:
    """Days and times of day are read back to the second: nothing moves, and the orders are the same."""
    first = json.loads(call("schedule", small, "--out", "kept", "--json").out)
    kept = tmp_path / "kept"
    text = (kept / "timetable.csv").read_text("utf-8-sig")
    assert text.splitlines()[0] == "batch,operation,unit,start,end,free,product"
    assert "2026-" in text.splitlines()[1]
    files = ("--orders", kept / "orders.csv", "--resources", kept / "resources.csv")
    again = json.loads(call("schedule", small, "--timetable", kept / "timetable.csv", *files, "--json").out)
    assert (again["objective"], again["verified"], again["changes"]) == (0.0, True, [])
    assert starts(again) == pytest.approx(starts(first), abs=1e-6)


def test_actuals_move_what_they_hit_and_say_why(call: Call, plant: Path, tmp_path: Path) -> None:
    """B1 grows from 0 to 14 h, not 10 h. B2 grew from 17 h on; now from 14 + 2 + 5 = 21 h, 4 h later."""
    given = rows(
        tmp_path, "given.csv", "batch,operation,unit,start", "B1,grow,reactor-1,0", "B1,purify,column-1,10",
        "B2,grow,reactor-1,17", "B2,purify,column-1,37",
    )  # fmt: skip
    told = rows(
        tmp_path, "told.csv", "batch,operation,unit,state,start,end,reason",
        "B1,grow,reactor-1,finished,0,14,slow growth",
    )  # fmt: skip
    said = call("schedule", plant, "--timetable", given, "--actuals", told, "--json")
    assert (said.code, said.err) == (0, "")
    found = json.loads(said.out)
    assert starts(found) == {"B1/grow": 0.0, "B1/purify": 14.0, "B2/grow": 21.0, "B2/purify": 41.0}
    assert (found["objective"], found["bound"] <= 12.0, found["verified"]) == (12.0, True, True)
    (moved,) = [change for change in found["changes"] if change["batch"] == "B2"]
    assert (moved["moved_h"], moved["why"], moved["reason"]) == (4.0, "actual", "slow growth")
    shown = call("schedule", plant, "--timetable", given, "--actuals", told).out
    assert "slow growth" in shown
    assert max(breadth(line) for line in shown.splitlines()) <= 80


def test_a_failed_batch_is_made_again(call: Call, plant: Path, tmp_path: Path) -> None:
    """B1 fails at 8 h: it is not purified; B1-r1 has all its operations, and B2 is not later than it was."""
    told = rows(
        tmp_path, "told.csv", "batch,operation,state,start,end", "B1,grow,failed,0,8",
    )  # fmt: skip
    found = json.loads(call("schedule", plant, "--actuals", told, "--json").out)
    names = set(starts(found))
    assert {"B1/grow", "B1-r1/grow", "B1-r1/purify"} <= names
    assert "B1/purify" not in names
    assert found["verified"] is True


def test_pins_and_frozen_time_are_kept(call: Call, plant: Path, tmp_path: Path) -> None:
    """B1 pinned where it is; B2 pinned by a file to 30 h; with all frozen, nothing moves at all."""
    pins = rows(tmp_path, "pins.csv", "batch,operation,start", "B2,grow,30")
    found = json.loads(call("schedule", plant, "--pin", "B1", "--pin", pins, "--json").out)
    assert starts(found)["B2/grow"] == 30.0
    assert starts(found)["B1/grow"] == 0.0
    frozen = json.loads(call("schedule", plant, "--freeze", "14d", "--at", "0", "--json").out)
    assert (frozen["changes"], frozen["objective"]) == ([], 0.0)


def test_objectives_count_in_their_order(call: Call, plant: Path) -> None:
    """One changeover at least, as two products share a reactor; each objective has its value and bound."""
    found = json.loads(call("schedule", plant, "--objective", "changeovers,wip,makespan", "--json").out)
    assert [each["name"] for each in found["objectives"]][:3] == ["changeovers", "wip", "makespan"]
    values = {each["name"]: each["value"] for each in found["objectives"]}
    bounds = {each["name"]: each["bound"] for each in found["objectives"]}
    assert (values["changeovers"], bounds["changeovers"]) == (1.0, 1.0)
    assert (values["wip"], bounds["wip"]) == (38.0, 38.0)  # 10 + 4 + 20 + 4
    assert found["status"] == "optimal"


def test_what_is_late_is_explained_link_by_link(call: Call, plant: Path) -> None:
    """B2 waits for the reactor, changed over after B1; B1 may not start earlier."""
    said = call("schedule", plant, "--objective", "weighted_tardiness", "--explain", "B2", "--json")
    (told,) = json.loads(said.out)["explained"]
    assert [(link["operation"], link["waits_for"]) for link in told["chain"]] == [
        ("B2/purify", "before"),
        ("B2/grow", "changeover"),
        ("B1/grow", "release"),
    ]
    assert (told["end_h"], told["due_h"], told["late_h"], told["spare_h"]) == (41.0, 41.0, 0.0, 17.0)
    shown = call("schedule", plant, "--explain", "B2/grow", "--explain", "late", "--lang", "zh").out
    assert "换产" in shown


def test_dates_that_cannot_be_kept_name_the_rules_and_the_cheapest(
    call: Call, plant: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """B1 due at 14 h and B2 at 38 h on one reactor: 41 h at least. Giving B2 3 h is the cheapest."""
    content = json.loads(plant.read_text("utf-8"))
    content["batches"]["due_h"] = [14, 38]
    plant.write_text(json.dumps(content), encoding="utf-8")
    said = call("schedule", plant, "--keep-dates", "--objective", "weighted_tardiness")
    assert said.code == 3
    lines = [line for line in said.err.splitlines() if "SCH-063" in line and "SCH-051" not in line]
    assert len(lines) == 2
    assert "SCH-051" in said.err
    assert "The cheapest to give: SCH-063 B2, by 3.0 h" in said.err
    assert "SCH-065" in said.err
    monkeypatch.setattr("seedtrain.schedule.conflict.COUNTS", (1,))  # B2 alone is in time: nothing proven
    said = call("schedule", plant, "--keep-dates", "--objective", "weighted_tardiness")
    assert said.code == 4
    assert "SCH-080" in said.err
    assert "all but 1 of 2 due dates" in said.err
    assert "later by B2 3.0 h" in said.err
    content["batches"]["due_h"] = [14, 41]
    plant.write_text(json.dumps(content), encoding="utf-8")
    assert call("schedule", plant, "--keep-dates", "--objective", "weighted_tardiness").code == 0


def test_pins_that_conflict_are_told_with_what_to_give(call: Call, plant: Path, tmp_path: Path) -> None:
    """B1 and B2 pinned to one reactor at 0 and 5 h; a wait longer than its limit; a start before now."""
    pins = rows(tmp_path, "pins.csv", "batch,operation,start", "B1,grow,0", "B2,grow,5")
    said = call("schedule", plant, "--pin", pins)
    assert said.code == 3
    assert said.err.count("SCH-060") >= 2
    assert "SCH-065" in said.err
    wait = rows(tmp_path, "wait.csv", "batch,operation,start", "B1,grow,0", "B1,purify,25")
    assert "SCH-061" in call("schedule", plant, "--pin", wait).err
    late = rows(tmp_path, "late.csv", "batch,operation,start", "B1,purify,65")
    told = rows(tmp_path, "told.csv", "batch,operation,state,start", "B1,grow,delayed,60")
    said = call("schedule", plant, "--pin", late, "--actuals", told, "--at", "0")
    assert said.code == 3
    assert "SCH-067" in said.err  # grow, 10 h, has not begun and can't before 60 h
    gone = rows(tmp_path, "gone.csv", "batch,operation,state,start", "B1,grow,started,0", "B2,grow,started,5")
    said = call("schedule", plant, "--actuals", gone, "--at", "6")
    assert said.code == 3
    assert said.err.count("SCH-068") == 2


@pytest.mark.parametrize(
    ("line", "codes"),
    [
        ("B9,grow,reactor-1,started,0,,", ["SCH-044"]),
        ("B1,fly,reactor-1,started,0,,", ["SCH-044"]),
        ("B1,grow,tank-1,started,0,,", ["SCH-044"]),
        ("B1,grow,column-1,started,0,,", ["SCH-045"]),
        ("B1,grow,,dancing,0,,", ["SCN-016"]),
        ("B1,grow,,started,noon,,", ["SCH-043"]),
        ("B1,grow,,finished,0,,", ["SCH-046"]),
        (",,,down,0,,", ["SCH-046"]),
    ],
)
def test_every_bad_row_is_told_with_its_number(
    call: Call, plant: Path, tmp_path: Path, line: str, codes: list[str]
) -> None:
    """Each row names its finding, the file and the line; two bad rows are told at once."""
    told = rows(tmp_path, "told.csv", "batch,operation,unit,state,start,end,reason", line)
    said = call("schedule", plant, "--actuals", told)
    assert (said.code, said.out) == (2, "")
    assert all(code in said.err for code in codes)
    assert "told.csv:2" in said.err


def test_two_bad_rows_are_told_at_once(call: Call, plant: Path, tmp_path: Path) -> None:
    """Line 2 has an unknown batch, line 3 no time."""
    told = rows(
        tmp_path, "told.csv", "batch,operation,state,start", "B9,grow,started,0", "B1,grow,started,soon"
    )
    said = call("schedule", plant, "--actuals", told)
    assert "told.csv:2" in said.err
    assert "told.csv:3" in said.err


def test_files_and_options_that_cannot_be_read_are_refused(call: Call, plant: Path, tmp_path: Path) -> None:
    """No file, no heading, a missing and an unknown column; no length, no time, no such batch to pin."""
    assert "SCH-041" in call("schedule", plant, "--actuals", tmp_path / "none.csv").err
    empty = tmp_path / "empty.csv"
    empty.write_bytes(b"")
    assert "SCH-041" in call("schedule", plant, "--actuals", empty).err
    odd = rows(tmp_path, "odd.csv", "batch,operation,colour", "B1,grow,red")
    said = call("schedule", plant, "--actuals", odd)
    assert said.err.count("SCH-042") == 2  # no state, and colour
    assert "SCH-054" in call("schedule", plant, "--freeze", "long").err
    assert "SCH-043" in call("schedule", plant, "--at", "noon").err
    assert "SCH-053" in call("schedule", plant, "--pin", "B9").err
    assert "SCH-053" in call("schedule", plant, "--explain", "B9").err
    twice = rows(tmp_path, "twice.csv", "batch,operation,start", "B1,grow,0", "B1,grow,2")
    assert "SCH-047" in call("schedule", plant, "--timetable", twice).err
    money = rows(tmp_path, "money.csv", "batch,product,due,weight", "B1,P0,14,much", "B2,P7,10,1")
    said = call("schedule", plant, "--orders", money)
    assert "SCH-056" in said.err
    assert "SCH-044" in said.err


def test_orders_and_resources_of_a_scenario_are_checked_at_their_row(
    call: Call, small: Path, tmp_path: Path
) -> None:
    """A product that is not there and a bad day in line 2; a suite that is not there in line 3."""
    orders = rows(tmp_path, "orders.csv", "order,product,batches,due", "one,nothing,2,2027-06-31")
    said = call("schedule", small, "--orders", orders)
    assert said.code == 2
    assert "orders.csv:2" in said.err
    assert "SCN-017" in said.err
    units = rows(
        tmp_path, "units.csv", "suite,unit,unit_class,count", "x,br,production-bioreactor,1",
    )  # fmt: skip
    said = call("schedule", small, "--resources", units)
    assert "units.csv:2" in said.err
    assert "SCH-044" in said.err


def test_a_peers_problem_is_planned_again(call: Call, tmp_path: Path) -> None:
    """Two tasks of 4 and 2 h, one after the other: the first ends at 7, so the second moves from 4 to 7.

    Its own timetable given, nothing moves; pinned at 9 it stays there.
    """
    file = tmp_path / "peer.json"
    problem = two(end_before_start=[{"task1": 0, "task2": 1, "delay": 0}])
    file.write_text(json.dumps(problem), encoding="utf-8")
    call("schedule", file, "--out", "kept")
    kept = tmp_path / "kept" / "timetable.csv"
    names = [line.split(",")[1] for line in kept.read_text("utf-8-sig").splitlines()[1:]]
    batches = [line.split(",")[0] for line in kept.read_text("utf-8-sig").splitlines()[1:]]
    same = json.loads(call("schedule", file, "--timetable", kept, "--json").out)
    assert (same["objective_name"], same["objective"], same["changes"]) == ("change_h", 0.0, [])
    told = rows(
        tmp_path, "actuals.csv", "batch,operation,state,start,end,reason",
        f"{batches[0]},{names[0]},finished,0,7,valve",
    )  # fmt: skip
    found = json.loads(call("schedule", file, "--timetable", kept, "--actuals", told, "--json").out)
    (change,) = [each for each in found["changes"] if each["first"] == names[1]] or found["changes"][-1:]
    assert (found["objective"], change["why"], change["reason"]) == (3.0, "actual", "valve")
    assert {row["operation"]: row["start_h"] for row in found["operations"]}[names[1]] == 7.0
    pins = rows(
        tmp_path, "pins.csv", "batch,operation,unit,start,end", f"{batches[1]},{names[1]},,9,11",
    )  # fmt: skip
    held = json.loads(call("schedule", file, "--pin", pins, "--json").out)
    assert {row["operation"]: row["start_h"] for row in held["operations"]}[names[1]] == 9.0
    text = call("schedule", file, "--timetable", kept, "--actuals", told, "--lang", "zh").out
    assert "valve" in text
    assert "改动" in text


def test_a_scenario_that_shares_is_planned_again(call: Call, small: Path, tmp_path: Path) -> None:
    """Actuals, a frozen time and CSV for a scenario with a crew: a batch fails and is made again."""
    file = tmp_path / "shared.yaml"
    text = small.read_text("utf-8").replace("batches: 20", "batches: 1").replace("batches: 3 ", "batches: 1 ")
    file.write_text(text + SHARED, encoding="utf-8")
    first = json.loads(call("schedule", file, "--out", "kept", "--json").out)
    kept = tmp_path / "kept"
    assert {"timetable.csv", "orders.csv", "resources.csv"} <= {each.name for each in kept.iterdir()}
    table = [line.split(",") for line in (kept / "timetable.csv").read_text("utf-8-sig").splitlines()[1:]]
    row = next(cells for cells in table if cells[1] == "production 4")
    day = row[3][:10]
    told = rows(
        tmp_path, "actuals.csv", "batch,operation,unit,state,start,end,reason",
        f"{row[0]},production,{row[2]},failed,{row[3]},{day} 23:59,contaminated",
    )  # fmt: skip
    files = ("--timetable", kept / "timetable.csv", "--actuals", told, "--freeze", "2d")
    said = call("schedule", file, *files, "--json")
    assert said.err == ""
    found = json.loads(said.out)
    assert found["verified"]
    again = [each for each in found["changes"] if each["batch"] == f"{row[0]}-r1"]
    assert [(each["why"], each["reason"]) for each in again] == [("again", "contaminated")]
    assert not any(
        each["job"] == row[0] and each["operation"].endswith("capture 6") for each in found["operations"]
    )
    assert len(found["operations"]) > 0
    assert first["verified"]


def test_a_peers_problem_takes_no_such_options(call: Call, tmp_path: Path) -> None:
    """Options of scenarios and cases are refused for a problem of another program, each by its name."""
    file = tmp_path / "peer.json"
    problem = data([task()], [mode(0, 3, 0)], [machine()])
    file.write_text(json.dumps(problem), encoding="utf-8")
    said = call("schedule", file, "--orders", "x.csv", "--resources", "y.csv")
    assert said.code == 2
    assert said.err.count("SCH-057") == 2
