"""``--out`` of ``plan`` and ``schedule``: report, facts and circumstances in a folder, all or nothing."""

import json
import re
from pathlib import Path

import pytest
from tests.interfaces.conftest import Call
from tests.interfaces.test_cli_engines_plan import PAIR, TOO_MUCH, written
from tests.interfaces.test_cli_engines_schedule import PLANT
from tests.plan_cases import discrete

from seedtrain.messages import Message
from seedtrain.report.engines import Bar, bar_chart
from seedtrain.report.engines.bars import MOST_BARS

FILES = ["report.html", "results.json", "run.json"]
TABLES = ["orders.csv", "resources.csv", "timetable.csv"]
"""Kept with a timetable."""


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize(
    ("command", "content", "charts"),
    [
        ("plan", discrete({"A": [1, 2]}), {"fig-bars"}),
        ("plan", PAIR, {"fig-bars", "fig-stock", "fig-front"}),
        ("schedule", PLANT, {"fig-bars", "fig-use", "fig-campaigns"}),
    ],
)
def test_a_folder_holds_the_result(
    call: Call, tmp_path: Path, command: str, content: dict[str, object], charts: set[str], lang: str
) -> None:
    """The facts are those of --json, the page has its charts in the language and loads nothing."""
    front = ["--front"] if "fig-front" in charts else []
    said = call(command, written(tmp_path, content), *front, "--out", "out", "--json", "--lang", lang)
    assert (said.code, said.err) == (0, "")
    folder = tmp_path / "out"
    kept = [*FILES, *TABLES] if command == "schedule" else FILES
    assert sorted(path.name for path in folder.iterdir()) == sorted(kept)
    assert json.loads((folder / "results.json").read_bytes()) == json.loads(said.out)
    assert json.loads((folder / "run.json").read_bytes())["command"] == command
    page = (folder / "report.html").read_text("utf-8")
    assert set(re.findall(r'data-chart="(fig-\w+)-chart"', page)) == charts
    assert f'<html lang="{"zh-Hans" if lang == "zh" else "en"}">' in page
    assert "default-src 'none'" in page


def test_an_earlier_result_is_replaced_and_told(call: Call, tmp_path: Path) -> None:
    """The second result takes the place of the first; on the screen stands where it is."""
    file = written(tmp_path, PLANT)
    assert call("schedule", file, "--out", "out").code == 0
    said = call("schedule", file, "--out", "out")
    assert said.code == 0
    assert "out/report.html" in said.out


@pytest.mark.parametrize("command", ["plan", "schedule"])
def test_another_folder_is_left_alone(call: Call, tmp_path: Path, command: str) -> None:
    """A folder that holds something else is refused before anything is solved."""
    said = call(command, written(tmp_path, TOO_MUCH), "--out", tmp_path)
    assert (said.code, said.out) == (2, "")
    assert "CLI-009" in said.err


def test_no_plan_leaves_no_folder(call: Call, tmp_path: Path) -> None:
    """Where there is no plan nothing is written."""
    assert call("plan", written(tmp_path, TOO_MUCH), "--out", "out").code == 3
    assert not (tmp_path / "out").exists()


def test_too_many_bars_are_cut_and_said() -> None:
    """The first by start are drawn, and the title says how many there are; names are no markup."""
    bars = [Bar("<u>", "<g>", float(k), k + 1.0, "<t>") for k in range(MOST_BARS + 5)]
    chart = bar_chart(bars[::-1], Message("engines.figure.units"), Message("engines.axis.hours"), "en")
    assert chart is not None
    (trace,) = chart.traces
    assert (len(trace["x"]), trace["base"][0], trace["base"][-1]) == (MOST_BARS, 0.0, MOST_BARS - 1.0)
    assert str(MOST_BARS + 5) in chart.title
    assert (trace["name"], trace["y"][0], trace["hovertext"][0]) == ("&lt;g&gt;", "&lt;u&gt;", "&lt;t&gt;")
    assert bar_chart([], Message("engines.figure.units"), Message("engines.axis.hours"), "en") is None
