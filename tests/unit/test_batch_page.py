"""The page of a study: whole, escaped, loads nothing, and draws what the tables say."""

import json
import re
from itertools import pairwise

import pytest
from tests.unit.test_report_html import Page, without_library

from seedtrain.report.batch import BatchComparison, BatchStudy, comparison_page, study_page
from seedtrain.report.batch.figures import crossing_curves, demand_profiles, sensitivity_charts
from seedtrain.report.batch.gantt import one_batch, overlapping
from seedtrain.report.batch.scan import steps_up
from seedtrain.report.batch.timing import held_spans
from seedtrain.service.batch import batch, compare_batches
from seedtrain.service.batch_options import BatchOptions

FEW = 20
HOSTILE = BatchOptions(recipe="mab-fed-batch", count="3", changes={"production.titer": "5 g/L"})


@pytest.fixture(scope="module")
def mab() -> BatchStudy:
    """The antibody in three vessels that share their trains."""
    return batch(HOSTILE, replications=FEW)


@pytest.fixture(scope="module")
def two() -> BatchComparison:
    """Bags against steel."""
    return compare_batches(BatchOptions(recipe="mab-fed-batch"), "stainless", replications=FEW)


def checked(text: str, lang: str) -> Page:
    """A page that is whole: elements close in order, ids are unique, links lead somewhere, nothing loads."""
    own = without_library(text)
    page = Page(own)
    assert (page.crossed, page.open) == ([], [])
    ids = [str(attributes["id"]) for _, attributes in page.seen if "id" in attributes]
    assert len(set(ids)) == len(ids)
    assert {str(link["href"])[1:] for link in page.all("a")} <= set(ids)
    assert page.all("html")[0]["lang"] == {"en": "en", "zh": "zh-Hans"}[lang]
    assert not re.search(r"https?://|@import|url\(|<link|<iframe| src=", own)
    return page


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_page_of_a_study_is_whole(mab: BatchStudy, lang: str) -> None:
    """Every section has its place, and each chart says what it shows."""
    page = checked(study_page(mab, lang), lang)
    sections = [str(each["id"]) for each in page.all("section")]
    wanted = "opening indicators steps time year cost capital demand drivers next scan asked"
    assert sections == wanted.split()
    charts = [each for each in page.all("div") if each.get("class") == "chart"]
    assert len(charts) == 2 + 1 + 3 + 4 + 1
    assert all(chart["role"] == "img" and chart["aria-label"] for chart in charts)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_page_of_two_is_whole(two: BatchComparison, lang: str) -> None:
    """Side by side first, then each by itself, whose charts have ids of their own."""
    page = checked(comparison_page(two, lang), lang)
    assert [str(each["id"]) for each in page.all("section")] == ["opening", "beside", "study-a", "study-b"]


def test_the_same_study_gives_the_same_page(mab: BatchStudy) -> None:
    """Twice the same bytes, from a study made twice."""
    assert study_page(mab, "en") == study_page(batch(HOSTILE, replications=FEW), "en")


def test_three_vessels_take_batches_in_turn(mab: BatchStudy) -> None:
    """Batches start a cycle apart, the fourth in the first vessel as soon as it is free."""
    traces = overlapping(mab, "en").traces[1:]
    starts = [
        (line, base)
        for trace in traces
        for line, base in zip(trace["y"], trace["base"], strict=True)
        if "production bioreactor" in line
    ]
    cycle_d = float(mab.line.pace.time_h[0]) / 24.0
    assert starts[3][0] == starts[0][0] == "production bioreactor 1 ★"
    assert starts[1][1] - starts[0][1] == pytest.approx(cycle_d, abs=1e-3)
    assert starts[3][1] - starts[0][1] == pytest.approx(3.0 * cycle_d, abs=1e-3)


def test_what_sets_the_pace_is_never_idle(two: BatchComparison) -> None:
    """One vessel, held through the harvest: each batch begins as soon as the one before frees it."""
    cycle_h = float(two.first.line.pace.time_h[0])
    (held,) = [each for each in held_spans(two.first) if each.unit_class == "production-bioreactor"]
    assert held.free_h - held.start_h == pytest.approx(cycle_h)


def test_no_unit_holds_two_batches_at_once(mab: BatchStudy) -> None:
    """On every line of the overlapping chart a bar begins after the one before has ended."""
    by_line: dict[str, list[tuple[float, float]]] = {}
    for trace in overlapping(mab, "en").traces:
        for line, base, width in zip(trace["y"], trace["base"], trace["x"], strict=True):
            by_line.setdefault(line, []).append((base, base + width))
    for bars in by_line.values():
        bars.sort()
        assert all(after[0] >= before[1] - 1e-3 for before, after in pairwise(bars))


def test_a_batch_is_drawn_from_vial_to_release(mab: BatchStudy) -> None:
    """Every step has one bar; the first begins at zero, the last ends with the batch."""
    bars = [
        (base, base + width)
        for trace in one_batch(mab, "en").traces[1:]
        for base, width in zip(trace["base"], trace["x"], strict=True)
    ]
    assert len(bars) == len(mab.line.batch.steps)
    assert min(start for start, _ in bars) == 0.0
    assert max(end for _, end in bars) * 24.0 == pytest.approx(mab.base("study.batch_time"), rel=1e-4)


def test_steel_asks_for_cleaning_and_bags_do_not(two: BatchComparison) -> None:
    """A profile is drawn for what is asked for."""
    bags, steel = ({one.id for one in demand_profiles(each, "en")} for each in (two.first, two.second))
    assert bags == {"fig-demand-wfi", "fig-demand-buffer", "fig-demand-labour"}
    assert steel - bags == {"fig-demand-cleaning"}


def test_a_tornado_turns_about_the_base(mab: BatchStudy) -> None:
    """Both ends of each bar start at the base case."""
    tornado = sensitivity_charts(mab, "en")[0]
    starts = [trace["base"] for trace in tornado.traces]
    assert starts == pytest.approx([mab.base("study.cost_per_gram")] * 2, rel=1e-5)


def test_the_curves_meet_at_the_crossover(two: BatchComparison) -> None:
    """B over A falls through zero where the mark stands."""
    _, over = crossing_curves(two, "en")
    curve, mark = over.traces
    assert curve["y"][0] > 0.0 > curve["y"][-1]
    below = next(x for x, y in zip(curve["x"], curve["y"], strict=True) if y < 0.0)
    assert curve["x"][0] < mark["x"][0] <= below
    json.dumps(over.layout, allow_nan=False)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_where_the_cost_never_rises_a_sentence_says_so(lang: str) -> None:
    """Steel of 5,000 L in two vessels: no table of steps without a row, but a sentence."""
    steel = BatchOptions(recipe="mab-fed-batch", volume="5000 L", material="stainless", count="2")
    study = batch(steel, replications=FEW)
    made = steps_up(study)
    assert not made.rows
    assert made.note is not None
    assert made.note.render(lang) in study_page(study, lang)
