"""``schedule --resources``: units, trains, shared resources and lots out and in as CSV."""

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from tests.interfaces.conftest import Call
from tests.scenario_files import DOCUMENTS, packaged

from seedtrain import service
from seedtrain.errors import InputError
from seedtrain.model.document import Document, read_document
from seedtrain.service.plant_csv import with_csv
from seedtrain.service.resources_csv import laid_resources, resources_csv

SHARED = """
resources:
  hplc:
    kind: laboratory
    assumption: test
    shifts:
      day: {start: 8 h, end: 17 h, people: 1}
  makers:
    kind: crew
    count: {value: 4, assumption: test}
    shifts:
      day: {start: 8 h, end: 20 h, days: every_day}
  mixer: {kind: tank, count: 1, volume: 500 L, assumption: test}
  hall: {kind: room, changeover: 6 h, assumption: test}
  cold: {kind: store, count: {dist: triangular, low: 10, mode: 20, high: 60, assumption: test}}
uses:
  inoculation: {resource: makers, steps: [production], part: start, duration: 4 h, assumption: test}
quality_tests:
  purity: {resource: hplc, after: bulk-fill, before: release, duration: 300 h, assumption: test}
materials:
  bags:
    steps: [production]
    lots:
      here: {amount: 8, expires: 2027-12-31, assumption: test}
      ordered: {amount: 40, from: 2026-08-01, assumption: test}
"""
HEADING = "kind,resource,shift,count,start,end,days,volume,lot,suite,unit"


@pytest.fixture
def shared(small: Path) -> Path:
    """The starter with an order of two batches, each tested for 300 working hours by one analyst."""
    text = small.read_text("utf-8").replace("batches: 3 ", "batches: 2 ").replace("batches: 20", "batches: 1")
    small.write_text(text + SHARED, encoding="utf-8")
    return small


@pytest.fixture
def document(shared: Path) -> Document:
    """The same, read."""
    return read_document(shared.read_bytes(), "small.yaml")


def rows(tmp_path: Path, *lines: str) -> Path:
    """A file of these lines under the heading."""
    file = tmp_path / "rows.csv"
    file.write_text("\n".join((HEADING, *lines)) + "\n", encoding="utf-8")
    return file


def test_what_is_written_changes_nothing(document: Document, tmp_path: Path) -> None:
    """Every packaged scenario, the shared starter and one of each kind: read back, no path changes."""
    starter = read_document(service.starter(shared=True).encode(), "starter.yaml")
    for each in (*map(packaged, DOCUMENTS), starter, document):
        file = tmp_path / "resources.csv"
        file.write_bytes(resources_csv(each.scenario).encode())
        assert laid_resources(each.scenario, file).changes == {}, each.file
        assert with_csv(each, None, file).input_hash == each.input_hash


def test_rows_bear_and_what_is_not_named_stays(document: Document, tmp_path: Path) -> None:
    """A tank, a crew, a lot, a train change; what has no column or no row stays."""
    file = tmp_path / "rows.csv"
    file.write_text(
        "kind,suite,resource,shift,lot,count,volume,available_from\n"
        "tank,,mixer,,,2,800 L,\ncrew,,makers,day,,6,,\nmaterial,,bags,,ordered,30,,2026/9/1\n"
        "seed_trains,antibody,,,,2,,\n",
        encoding="utf-8",
    )
    found = with_csv(document, None, file).scenario
    mixer, day = found.resources["mixer"], found.resources["makers"].shifts["day"]
    assert (mixer.count.base, mixer.volume.text) == (2.0, "800 L")  # type: ignore[union-attr]
    assert (day.people.base, day.start.base, day.days) == (6.0, 8.0, "every_day")  # type: ignore[union-attr]
    assert {key: str(lot.from_) for key, lot in found.materials["bags"].lots.items()} == {
        "ordered": "2026-09-01"
    }
    suite = found.sites["plant"].suites["antibody"]
    assert suite.seed_trains is not None
    assert suite.seed_trains.base == 2.0
    assert suite.units == document.scenario.sites["plant"].suites["antibody"].units
    assert found.resources["cold"] == document.scenario.resources["cold"]
    assert found.resources["hplc"] == document.scenario.resources["hplc"]


def test_a_laboratory_out_and_in_and_one_analyst_more(call: Call, shared: Path, tmp_path: Path) -> None:
    """One analyst tests one batch after another; with two, two tests run at once. Read back as it was,
    nothing moves."""
    limit = ("--time-limit", "1", "--json")
    first = json.loads(call("schedule", shared, "--out", "kept", *limit).out)
    file = tmp_path / "kept" / "resources.csv"
    files = ("--timetable", tmp_path / "kept" / "timetable.csv", "--resources", file)
    again = json.loads(call("schedule", shared, *files, *limit).out)
    assert (again["objective"], again["verified"], again["changes"]) == (0.0, True, [])
    assert not overlapping(first)
    text = file.read_text("utf-8-sig")
    (row,) = [line for line in text.splitlines() if line.startswith("laboratory")]
    assert ",1," in row
    file.write_text(text.replace(row, row.replace(",1,", ",2,", 1)), encoding="utf-8")
    more = json.loads(call("schedule", shared, "--resources", file, *limit).out)
    assert more["verified"]
    assert overlapping(more)


def overlapping(found: dict[str, Any]) -> bool:
    """Whether any two tests run at once."""
    spans = sorted(
        (each["start_h"], each["end_h"]) for each in found["operations"] if "purity" in each["operation"]
    )
    assert len(spans) == 3
    return any(end > later for (_, end), (later, _) in pairwise(spans))


def told(document: Document, file: Path) -> list[tuple[int | None, str, str]]:
    """Line, code and path of each finding, all of the file."""
    with pytest.raises(InputError) as caught:
        with_csv(document, None, file)
    assert {found.file for found in caught.value.findings} == {str(file)}
    return [(found.line, found.code, found.path) for found in caught.value.findings]


def test_each_row_is_told_what_is_wrong_with_it(document: Document, tmp_path: Path) -> None:
    """All at once with line and column: another kind, a count that bears on nothing, a cell that isn't such a
    row's, twice, not there, no kind, no resource, no suite, no lot."""
    file = rows(
        tmp_path,
        "crew,hplc,,3,,,,,,,",
        "laboratory,hplc,,3,,,,,,,",
        "store,cold,,3,,,,5 L,,,",
        "crew,makers,day,3,8 h,20 h,,,,,",
        "crew,makers,day,4,8 h,20 h,,,,,",
        "crew,builders,,3,,,,,,,",
        "crews,,,3,,,,,,,",
        "tank,,,3,,,,,,,",
        "seed_trains,,,1,,,,,,west,",
        "material,bags,,1,,,,,,,",
    )
    assert told(document, file) == [
        (2, "SCH-071", "kind"),
        (3, "SCH-072", "count"),
        (4, "SCH-073", "volume"),
        (6, "SCH-047", "shift"),
        (7, "SCH-044", "resource"),
        (8, "SCH-044", "kind"),
        (9, "SCH-044", "resource"),
        (10, "SCH-044", "suite"),
        (11, "SCH-046", "lot"),
    ]


def test_a_value_that_does_not_fit_is_told_at_its_row(document: Document, tmp_path: Path) -> None:
    """No number of people in line 3, no hour of the day in line 4: as in the scenario, by line and path."""
    file = rows(
        tmp_path, "store,cold,,30,,,,,,,", "laboratory,hplc,day,many,,,,,,,", "crew,makers,day,3,30 h,,,,,,"
    )
    found = [(line, path) for line, _, path in told(document, file)]
    assert (3, "resources.hplc.shifts.day.people") in found
    assert (4, "resources.makers.shifts.day.start") in found
