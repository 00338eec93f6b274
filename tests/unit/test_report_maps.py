"""Heat map of platforms, treemap of land and floor, funnel of the pipeline."""

from pathlib import Path

import numpy as np
import pytest
from tests.interfaces.test_cli_sections_pages import YEARS

from seedtrain import service
from seedtrain.report.figures import funnel, land_treemap, platform_heat, storey_heats
from seedtrain.report.html import render
from seedtrain.report.tables.letting import letting, waiting


@pytest.fixture(scope="module")
def jinan() -> service.Run:
    """Jinan's zone: land with demands, towers, platforms."""
    return service.run("jinan-medicine-valley", seed=1, replications=30)


@pytest.fixture(scope="module")
def years(tmp_path_factory: pytest.TempPathFactory) -> service.Run:
    """Four molecules in Phase III, twenty companies, one kind of platform."""
    file = tmp_path_factory.mktemp("years") / "years.yaml"
    file.write_text(YEARS, encoding="utf-8")
    return service.run(Path(file), seed=1, replications=30)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_treemap_adds_up(jinan: service.Run, lang: str) -> None:
    """Zones and what is left of the land add up to 10,000 mu; the towers stand beside it."""
    figure = land_treemap(jinan.assessment, lang)
    assert figure is not None
    (trace,) = figure.traces
    inside = [value for value, parent in zip(trace["values"], trace["parents"], strict=True) if parent]
    assert len(inside) == 5
    left = dict(zip(trace["ids"], trace["values"], strict=True))["park.land.lianghe.area"]
    assert sum(inside) + left == pytest.approx(1e8 / 15.0, rel=1e-4)
    assert "park.building.towers.floor" in trace["ids"]


def test_the_heat_is_the_load_over_capacity(years: service.Run) -> None:
    """Each cell is the median over the futures of the year's mean of the series of the platform."""
    figure = platform_heat(years.assessment, "en")
    assert figure is not None
    (trace,) = figure.traces
    (series,) = [one for one in years.assessment.series if one.id == "park.load.testing"]
    assert series.draws is not None
    first = series.days < 738886.0  # 2024-01-01 is day 738886
    assert not first.any()
    year = (series.days >= 738886.0) & (series.days < 739252.0)
    expected = float(np.median(series.draws[1:, year].mean(axis=1)))
    assert trace["z"][0][0] == pytest.approx(expected, rel=1e-5)
    # Twenty companies of 1.5 packages a year at two platforms of 400: 30 over 800 on the first day.
    assert series.draws[:, 0] == pytest.approx(30.0 / 800.0)


def test_the_funnel_only_narrows(years: service.Run) -> None:
    """Four molecules enter Phase III; each stage below has no more, and validation as many."""
    figure = funnel(years.assessment, "en")
    assert figure is not None
    (trace,) = figure.traces
    widths = dict(zip(trace["y"], trace["x"], strict=True))
    assert widths["Phase III"] == widths["process validation"] == pytest.approx(4.0)
    assert widths["Phase III"] >= widths["BLA filing and review"] >= widths["launch"]


def test_what_is_not_there_has_no_map(years: service.Run, jinan: service.Run) -> None:
    """No land, no treemap; no programme, no funnel."""
    assert land_treemap(years.assessment, "en") is None
    assert funnel(jinan.assessment, "en") is None


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_labels_of_the_treemap_are_readable_or_left_out(jinan: service.Run, lang: str) -> None:
    """No letter is smaller than ten pixels, and long names break into lines."""
    figure = land_treemap(jinan.assessment, lang)
    assert figure is not None
    assert figure.layout["uniformtext"] == {"minsize": 10, "mode": "hide"}
    (trace,) = figure.traces
    boxes = zip(trace["ids"], trace["labels"], strict=True)
    inner = [label for id_, label in boxes if id_ not in trace["parents"]]
    assert max(len(line) for label in inner for line in label.split("<br>")) <= 18


def test_storeys_fill_from_the_highest_that_their_use_may_have(jinan: service.Run) -> None:
    """A row for each storey shown, at most 33; offices are on top and wet laboratories on storey 24 and
    below.

    At the end storey 33 and storey 24 are let, and the storeys in between are not yet (medians).
    """
    (figure,) = storey_heats(jinan.assessment, "en")
    (trace,) = figure.traces
    assert set(trace["y"]) <= set(range(1, 34))
    last = {storey: row[-1] for storey, row in zip(trace["y"], trace["z"], strict=True)}
    assert last[33] > 0.9
    assert last[24] > 0.9
    assert last[25] == last[10] == 0.0
    assert figure.table is not None
    assert len(figure.table.rows) == len(trace["y"])


def test_where_companies_sit_is_a_table(jinan: service.Run) -> None:
    """The towers with their four floor classes, the five zones of the land; three places that wait."""
    assert len(letting(jinan.assessment).rows) == 1 + 4 + 5
    assert len(waiting(jinan.assessment).rows) == 3
    moved = [one for one in jinan.assessment.series if one.id == "park.moved.sme_zone"]
    assert moved[0].draws is not None
    assert moved[0].draws[1:, -1].mean() > 1.0


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_page_holds_the_maps(jinan: service.Run, lang: str) -> None:
    """The report has both maps of the zone."""
    page = render(jinan.assessment, lang)
    assert 'id="fig-land"' in page
    assert 'id="fig-platform-heat"' in page
    assert 'id="fig-storeys-towers"' in page
