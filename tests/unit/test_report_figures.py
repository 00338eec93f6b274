"""Figures: valid for the chart library, true to the numbers, marked with what was claimed."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pytest
from tests.unit.report_sample import SAMPLES, bare, mixed, park, pipeline, plant, timetable

from seedtrain.report.figure import Figure, axes, merged, rounded, safe
from seedtrain.report.figures import capacity_bars, cost_split, fans, gantt, stock, timeline, tornados
from seedtrain.report.figures.scale import scale
from seedtrain.results.assessment import Assessment


def figures(assessment: Assessment, lang: str) -> Iterator[Figure]:
    """Every figure an assessment has."""
    single = (make(assessment, lang) for make in (gantt, stock, capacity_bars, cost_split, timeline))
    yield from (figure for figure in single if figure is not None)
    for family in ("output", "lifecycle", "park"):
        yield from fans(assessment, family, lang)
    yield from tornados(assessment, lang)


def shown(figure: Figure | None) -> Figure:
    """The figure, which must be there."""
    assert figure is not None
    return figure


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("name", list(SAMPLES))
def test_the_chart_library_accepts_every_figure(name: str, lang: str) -> None:
    """No trace or layout holds a property that the library does not know; ids are unique."""
    from plotly.graph_objects import Figure as Chart

    found = list(figures(SAMPLES[name](), lang))
    assert len({figure.id for figure in found}) == len(found)
    for figure in found:
        Chart(data=list(figure.traces), layout=figure.layout)
        assert figure.alt
        assert figure.title


def test_nothing_is_drawn_of_nothing() -> None:
    """A scenario without a section has no figure of it."""
    assert list(figures(bare(), "en")) == []


def bars(figure: Figure) -> list[dict[str, Any]]:
    """The bar traces of products."""
    return [trace for trace in figure.traces if trace["type"] == "bar" and "hovertext" in trace]


def test_the_gantt_shows_each_operation_once() -> None:
    """2 products, 12 batches, 5 steps each: 60 bars a product; the first starts at 0 h and lasts 336 h."""
    figure = shown(gantt(plant(), "en"))
    assert [len(trace["x"]) for trace in bars(figure)] == [60, 60]
    first = bars(figure)[0]
    assert (first["base"][0], first["x"][0]) == ("2022-03-09 00:00", 336 * 3_600_000)
    assert figure.layout["yaxis"]["ticktext"][0] == "seed bioreactor N-1 1"
    assert [note["text"] for note in figure.layout["annotations"]] == [
        "<b>3 x 2,000 L single-use</b>",
        "<b>3 x 5,000 L stainless</b>",
    ]


def test_a_crowded_gantt_has_one_bar_a_batch_and_unit() -> None:
    """400 batches of five steps, of which two share a unit, so four bars a batch remain."""
    crowded = replace(plant(), timetable=timetable(200))
    figure = shown(gantt(crowded, "en"))
    assert [len(trace["x"]) for trace in bars(figure)] == [800, 800]
    assert len(figure.traces) == 2
    assert figure.table is not None
    assert len(figure.table.rows) == 300
    assert figure.table.note is not None
    assert figure.table.note.render("en") == "The first 300 of 400 batches."


def test_the_claimed_value_is_marked_on_its_day() -> None:
    """W08 claims more than 300 companies on 2023-09-01; a claim on several series is not marked."""
    first = fans(park(), "park", "en")[0]
    mark = first.traces[-1]
    assert (mark["x"], mark["y"], mark["name"]) == (["2023-09-01"], [300.0], "claimed, W08")
    several = replace(
        park().verdicts[0], refers_to=("park.companies@2023-09-01", "park.introduced@2023-09-01")
    )
    unmarked = fans(replace(park(), verdicts=(several,)), "park", "en")[0]
    assert all(trace["mode"] == "lines" for trace in unmarked.traces)


def test_stages_of_a_programme_share_a_chart_without_bands() -> None:
    """Seven stages make seven lines; one series alone has its band."""
    (figure,) = fans(pipeline(), "lifecycle", "en")
    assert len(figure.traces) == 7
    assert len(fans(park(), "park", "en")[0].traces) == 4


def test_the_timeline_counts_the_worlds_that_get_there() -> None:
    """The filing ends in two of three worlds: its bar is paler and ends at the median of those that do."""
    found = pipeline()
    figure = shown(timeline(found, "en"))
    assert len(figure.traces[0]["y"]) == 7
    (filing,) = [one for one in found.indicators if one.id == "lifecycle.late.filing.end"]
    assert filing.draws is not None
    ends = filing.draws[1:][np.isfinite(filing.draws[1:])]
    share = len(ends) / (len(filing.draws) - 1)
    middle, last = (date.fromordinal(int(np.quantile(ends, q))) for q in (0.5, 0.9))
    said = f" → {middle} · {100 * share:.0f} %"
    assert figure.traces[0]["hovertext"][-1].endswith(said)
    assert figure.traces[1]["x"][-2] == last.isoformat()
    assert figure.traces[0]["marker"]["opacity"][-1] == pytest.approx(0.25 + 0.75 * share, abs=1e-3)
    assert figure.traces[0]["marker"]["opacity"][0] == 1.0


def test_a_tornado_shows_the_change_of_the_median() -> None:
    """Capacity goes from 520 to 790 kg about its median of 658 kg; capital swings by 41.2 % and so leads."""
    (figure,) = tornados(mixed(), "en")
    low, high = figure.traces
    assert low["y"] == [
        "Location factor of capital",
        "Titer (mAb)",
        "Planned shutdown",
        "Step yield of capture",
    ]
    middle = np.quantile(plant().indicators[1].draws[1:], 0.5)  # type: ignore[index]
    assert low["x"][1] == pytest.approx(100 * (520_000 / middle - 1), rel=1e-4)
    assert high["x"][1] == pytest.approx(100 * (790_000 / middle - 1), rel=1e-4)
    assert high["hovertext"][1] == "Annual capacity, run flat out: 790 kg"


def test_dates_move_in_days_and_what_never_comes_is_left_out() -> None:
    """A stage that ends 30 days earlier or later moves by 30 days; a swing to never has no bar."""
    target = plant().indicators[4]
    assert target.quantiles is not None
    middle = target.quantiles[1]
    driver = replace(plant().drivers[0], target=target.id, swing=(middle - 30.0, middle + 30.0))
    never = replace(driver, path="other", swing=(middle, float("inf")))
    twin = replace(driver, path="twin")
    (figure,) = tornados(replace(plant(), drivers=(driver, never, twin)), "zh")
    assert figure.id == "fig-drivers-dates"
    assert figure.traces[0]["x"] == [-30.0, -30.0]
    assert figure.traces[0]["y"] == ["滴度（单抗）", "滴度（单抗） (2)"]


@pytest.mark.parametrize(
    ("most", "dimension", "lang", "value", "shown_value", "unit"),
    [
        (2e9, "money", "en", 1.3e9, 1.3, "bn CNY"),
        (2e9, "money", "zh", 1.3e9, 13.0, "亿元"),
        (5e3, "mass", "en", 2500.0, 2.5, "kg"),
        (7e6, "area", "zh", 2000.0, 3.0, "亩"),
        (100.0, "time", "en", 48.0, 2.0, "d"),
        (0.9, "fraction", "en", 0.25, 25.0, "%"),
        (4e7, "count", "zh", 4e7, 4000.0, "万"),
        (1.0, "rate", "en", 1 / 8766.0, 1.0, "a year"),
        (300.0, "money_per_mass", "zh", 300.0, 300.0, "元/g"),
    ],
)
def test_axes_have_short_numbers(
    most: float, dimension: str, lang: str, value: float, shown_value: float, unit: str
) -> None:
    """The unit of an axis follows its largest value: 2,000 m² are 3 mu, 48 h are 2 d."""
    axis = scale(most, dimension, lang)
    assert value * axis.factor == pytest.approx(shown_value)
    assert axis.unit == unit


def test_capacity_bars_reach_from_p10_to_p90() -> None:
    """The line of a bar ends where the quantiles of the batches a year lie."""
    bar = shown(capacity_bars(plant(), "en")).traces[0]
    low, middle, high = np.quantile(plant().capacities[0].batches_a[1:], (0.1, 0.5, 0.9))
    assert bar["x"][0] == pytest.approx(middle, rel=1e-5)
    assert bar["x"][0] + bar["error_x"]["array"][0] == pytest.approx(high, rel=1e-5)
    assert bar["x"][0] - bar["error_x"]["arrayminus"][0] == pytest.approx(low, rel=1e-5)


def test_small_parts() -> None:
    """Layouts merge deeply, text is not markup, what has no place on an axis is left out."""
    assert merged({"a": {"b": 1, "c": 2}}, {"a": {"b": 3}}) == {"a": {"b": 3, "c": 2}}
    assert axes(height=100, y={"showgrid": False})["yaxis"]["gridcolor"] == "var(--grid)"
    assert safe("<a href=x>") == "&lt;a href=x&gt;"
    assert rounded(float("inf")) is None
    assert rounded(1 / 3) == 0.333333


def test_the_band_lies_between_its_quantiles() -> None:
    """Lower edge, filled upper edge and median of the released mass keep their order every month."""
    low, high, middle = shown(stock(plant(), "en")).traces[:3]
    assert np.all(np.array(low["y"]) <= np.array(middle["y"]))
    assert np.all(np.array(middle["y"]) <= np.array(high["y"]))
    assert high["fill"] == "tonexty"
