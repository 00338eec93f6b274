"""The Python names: scenarios and runs as a user holds them."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest

import seedtrain as st
from seedtrain import service
from seedtrain.assess import RunSettings
from seedtrain.assess import run as assessed

TITER = "recipes.antibody.production.titer"


def test_a_scenario_tells_what_it_is(small: Path) -> None:
    """Id, day, text and claims of a scenario opened by file; a packaged one opens by name."""
    scenario = st.load(small)
    assert (scenario.id, scenario.as_of) == ("starter", date(2026, 1, 5))
    assert scenario.text == small.read_text("utf-8")
    assert list(scenario.claims) == ["capacity"]
    assert repr(scenario) == "<Scenario 'starter', 1 claims, as of 2026-01-05>"
    assert scenario.title.render("en") == "My first plant"
    assert scenario.warnings == ()
    assert st.load("zencore-lingang").id == "zencore-lingang"
    assert "zencore-lingang" in st.packaged()


def test_what_can_not_be_opened_is_refused(tmp_path: Path) -> None:
    """A wrong name and a broken file raise the one error with all its findings."""
    (tmp_path / "bad.yaml").write_text("format: 1")
    for name in ("zencore", tmp_path / "bad.yaml"):
        with pytest.raises(st.InputError) as caught:
            st.load(name)
        assert isinstance(caught.value, st.SeedtrainError)
        assert caught.value.findings


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("9 g/L", "value: 9 g/L"),
        ({"dist": "uniform", "low": "4 g/L", "high": "6 g/L"}, "dist: uniform"),
    ],
)
def test_replace_makes_another_scenario(small: Path, value: object, written: str) -> None:
    """A changed copy holds the new value, marked as an assumption; the first stays as it was."""
    scenario = st.load(small)
    other = scenario.replace({TITER: value})
    assert written in other.text
    assert "set for this run" in other.text
    assert written not in scenario.text
    assert other.input_hash != scenario.input_hash


def test_replace_takes_dates_numbers_and_nothing(small: Path) -> None:
    """Keywords name keys of the scenario; a day and a number need no quotes, None takes an entry out."""
    scenario = st.load(small)
    other = scenario.replace(
        {"orders.first-year": None, "orders.validation.batches": 4}, as_of=date(2026, 3, 1)
    )
    assert other.as_of == date(2026, 3, 1)
    assert "first-year" not in other.document.scenario.orders
    batches = other.document.scenario.orders["validation"].batches
    assert batches is not None
    assert batches.base == 4
    assert other.replace() is not scenario
    with pytest.raises(st.InputError) as caught:
        scenario.replace({"recipes.antibody.production.titre": "5 g/L"})
    assert [found.code for found in caught.value.findings] == ["SCN-029"]


def test_a_run_holds_tables(ran: service.Run) -> None:
    """Verdicts, indicators, timetable, profiles, series, capacity: tables with units in their columns."""
    assert {"claim", "reading", "verdict", "probability"} <= set(ran.verdicts.columns)
    assert {"id", "unit", "base", "p10", "p50", "p90"} <= set(ran.kpis.columns)
    assert {"job", "operation", "unit", "start_h", "end_h"} <= set(ran.timetable.columns)
    assert {"product", "suite", "step", "duration_h"} <= set(ran.profiles.columns)
    assert {"id", "date", "p50"} <= set(ran.series.columns)
    assert {"suite", "product", "batches_a", "mass_kg_a_p90"} <= set(ran.capacity.columns)
    for table in (ran.verdicts, ran.kpis, ran.timetable, ran.profiles, ran.series, ran.capacity):
        assert isinstance(table, pl.DataFrame)
        assert table.height > 0
    assert repr(ran) == "<Run of 'starter', seed 1, 10 replications>"


def test_capacity_agrees_with_the_indicators(ran: service.Run) -> None:
    """The table of capacities and the indicators say the same batches a year."""
    (row,) = ran.capacity.iter_rows(named=True)
    told = ran.kpis.filter(pl.col("id") == "capacity.total.batches").row(0, named=True)
    assert [row["batches_a"], row["batches_a_p10"]] == pytest.approx([told["base"], told["p10"]], rel=1e-9)


def test_a_run_needs_no_plant(small: Path) -> None:
    """A scenario without suites gives empty tables, not an error, and says what its claim lacks."""
    bare = st.load(small).replace(dict.fromkeys(("sites", "orders", "products", "recipes")))
    run = st.run(bare, replications=5)
    assert (run.timetable.height, run.capacity.height) == (0, 0)
    assert run.verdicts["verdict"].to_list() == ["not_assessable"]
    assert run.verdicts["missing"].to_list() != [""]


def test_facts_and_folder_are_those_of_the_command(ran: service.Run, tmp_path: Path) -> None:
    """``facts`` is what results.json holds, and ``save`` writes the folder."""
    folder = ran.save(tmp_path / "out", lang="zh")
    import json

    written = json.loads((folder / "results.json").read_bytes())
    assert {**ran.facts("zh"), "files": written["files"]} == written
    assert (folder / "report.html").read_text("utf-8").startswith("<!DOCTYPE html>")


def test_the_same_is_had_from_the_floor_below(ran: service.Run) -> None:
    """A run through the public names and one through the engines hold the same facts."""
    from seedtrain.report import facts

    below = assessed(ran.document, RunSettings(replications=10, seed=1))
    assert facts(below, "en") == ran.facts()


@pytest.mark.parametrize(
    "settings", [{"replications": 0}, {"replications": 100_001}, {"seed": -1}, {"seed": True}]
)
def test_settings_out_of_range_are_refused(small: Path, settings: dict[str, int]) -> None:
    """Replications and seed are checked as on the command line."""
    with pytest.raises(st.InputError) as caught:
        st.run(st.load(small), **settings)
    assert [found.code for found in caught.value.findings] == ["CLI-007"]


def test_the_version_is_the_installed_one() -> None:
    """``__version__`` is that of the package; a name that is not there is an AttributeError."""
    from importlib.metadata import version

    assert st.__version__ == version("seedtrain")
    assert dir(st) == sorted(st.__all__)
    with pytest.raises(AttributeError, match="no attribute 'walk'"):
        _ = st.walk
