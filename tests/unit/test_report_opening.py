"""The opening: five sentences that read, whatever the scenario holds, and levers that exist."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from tests.unit.report_sample import SAMPLES, bare, claim, park, pipeline, plant

from seedtrain.messages import Message, Wording
from seedtrain.report import opening
from seedtrain.report.words import within
from seedtrain.report.written import written
from seedtrain.results.assessment import Assessment
from seedtrain.results.indicator import Indicator


def said(assessment: Assessment, lang: str = "en") -> dict[str, str]:
    """The five sentences by question key."""
    return {
        question.key.rsplit(".", 1)[1]: sentence.render(lang)
        for question, sentence in opening(assessment).sentences()
    }


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("name", list(SAMPLES))
def test_the_opening_has_five_whole_sentences(name: str, lang: str) -> None:
    """Five questions, each with one sentence that ends, and nothing of the machinery shows through."""
    sentences = said(SAMPLES[name](), lang)
    assert list(sentences) == ["what", "how_much", "when", "how_sure", "what_to_change"]
    for sentence in sentences.values():
        assert sentence.endswith("." if lang == "en" else "。")
        assert not set("{}") & set(sentence)
        assert "None" not in sentence
        assert "nan" not in sentence.lower().split()


def test_a_plant_says_its_numbers() -> None:
    """Batches, suites and products by name; output with its range; the bound as a day."""
    sentences = said(plant())
    assert (
        "24 batches of mAb A and mAb B in 3 x 2,000 L single-use and 3 x 5,000 L stainless"
        in sentences["what"]
    )
    assert "24 (23 to 26)" in sentences["how_much"]
    assert "658 kg" in sentences["how_much"]
    # The timetable ends after 2330 h less the bound's 3 %: 0.97 * 2326 h = 94.0 d after 2022-03-09.
    assert "no timetable can end before 2022-06-11" in sentences["when"]
    assert "1 is supported and 2 are contradicted" in sentences["how_sure"]
    assert "on time in 93 % of cases" in sentences["how_sure"]


def test_the_zone_is_told_from_its_series() -> None:
    """150 companies in 2020 grow by 60 a year over four years: 390 in the base case."""
    assert "from 150 to 390 in the base case" in said(park())["what"]
    assert "2023-09-01" in said(park())["when"]


def test_a_programme_that_may_fail_says_so() -> None:
    """A third of the worlds never end the last stage, so P90 is never and not a date."""
    assert "in more than a tenth of futures never" in said(pipeline())["when"]
    assert "超过一成的模拟中不会发生" in said(pipeline(), "zh")["when"]


def test_a_programme_that_ended_before_today_is_no_news() -> None:
    """A stage that ended before the day of judging is left out of the dates to come."""
    past = replace(pipeline(), as_of=pipeline().horizon[1].replace(year=2060))
    assert "BLA" not in said(past)["when"]


def test_the_remedy_of_the_least_probable_claim_comes_first() -> None:
    """Of two failing claims with a remedy, the engine's less probable one is taken up."""
    remedy = Wording("add a line.")
    both = (
        claim("A1", "unlikely", 0.4, remedy=remedy),
        claim("A2", "contradicted", 0.1, remedy=remedy),
        claim("A3", "contradicted", 0.0, basis="arithmetic", remedy=remedy),
    )
    sentence = said(replace(bare(), verdicts=both))["what_to_change"]
    assert sentence.startswith(
        "Take up claim A2 first (“Statement A2”, true in 10 % of futures): add a line."
    )


def test_a_remedy_that_is_none_is_not_offered() -> None:
    """A message that says nothing helps is no lever; a late order is, and then the busiest suite."""
    hopeless = replace(claim("A1", "contradicted", 0.1), remedy=Message("verdict.remedy.figures"))
    assert "Plan without claim A1" in said(replace(bare(), verdicts=(hopeless,)))["what_to_change"]
    assert "No order is in danger" in said(replace(plant(), verdicts=(hopeless,)))["what_to_change"]
    simulated = plant().simulation
    assert simulated is not None
    late = replace(
        simulated,
        on_time={**simulated.on_time, "mab-a-launch": np.full(201, 0.5)},
        order_completion_h={"mab-a-launch": np.concatenate([[3000.0], np.linspace(3000.0, 3200.0, 200)])},
    )
    sentence = said(replace(plant(), verdicts=(hopeless,), simulation=late))["what_to_change"]
    # Nine in ten are done by 3,180 h, 132.5 d after 9 March 2022; the order is due after 3,000 h (125 d).
    assert sentence.startswith("Promise mAb A, launch supply for 2022-07-19 rather than 2022-07-11")
    assert "50 %" in sentence


def with_remedy(key: str, path: str, probability: str) -> Assessment:
    """A plant of which one claim fails, with a remedy by one input."""
    params = {"input": "entry rate", "path": path, "setting": "9 a year", "probability": probability}
    failing = replace(claim("A1", "contradicted", 0.1), remedy=Message(key, params))
    return replace(plant(), verdicts=(failing,))


@pytest.mark.parametrize(
    ("key", "path", "probability", "is_taken"),
    [
        ("verdict.remedy.enough", "park.companies.entry_rate", "90", True),
        ("verdict.remedy.hinges", "catalog:prices.media", "90", False),
        ("verdict.remedy.best", "park.companies.entry_rate", "40", True),
        ("verdict.remedy.best", "park.companies.entry_rate", "15", False),
    ],
)
def test_a_lever_is_something_to_decide(key: str, path: str, probability: str, is_taken: bool) -> None:
    """A setting of the scenario's own that helps is taken up; how the world is, or a faint help, is not."""
    sentence = said(with_remedy(key, path, probability))["what_to_change"]
    assert sentence.startswith("Take up claim A1" if is_taken else "No order is in danger")


def test_what_is_missing_or_uncertain_is_the_last_resort() -> None:
    """Without a failing claim or a plant: firm up the first driver, else give the first missing input."""
    unknown = claim("A1", "not_assessable", None, basis="none", missing=("park.companies.base",))
    assert "park.companies.base" in said(replace(bare(), verdicts=(unknown,)))["what_to_change"]
    uncertain = replace(plant(), verdicts=(unknown,), simulation=None)
    assert "Titer (mAb)" in said(uncertain)["what_to_change"]
    assert "Nothing needs to change" in said(bare())["what_to_change"]


def test_the_three_assumptions_move_the_numbers_that_were_said() -> None:
    """Rank correlations with capacity 0.82, -0.31 and 0.22 (the sign does not count), with capital 0.74.

    The opening speaks of capacity and not of capital, so the input of the capital is not among the three.
    """
    words = [sentence.render("en") for sentence in opening(plant()).assumptions]
    assert [line.split(" (")[0] for line in words] == ["Titer", "Planned shutdown", "Step yield of capture"]
    assert "520 kg where it is in its lowest tenth, 790 kg where it is in its highest" in words[0]
    assert opening(bare()).assumptions == ()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("triangular(low 3 g/L, mode 4 g/L, high 5 g/L)", "3 to 5 g/L, most likely 4"),
        ("triangular(low 8000, mode 14000, high 25000) CNY/m2", "8,000 to 25,000 CNY/m², most likely 14,000"),
        ("uniform(low 2022-05-01, high 2023-12-01)", "2022-05-01 to 2023-12-01"),
        ("lognormal_p(p10 100, p90 600) m2", "P10 100, P90 600 m²"),
        ("lognormal(median 3.4, cv 0.35) a", "median 3.4 a, coefficient of variation 0.35"),
        (
            "lognormal(median 1, standard deviation of the logarithm 0.22)",
            "median 1, standard deviation of the logarithm 0.22",
        ),
        ("normal(mean 0, sd 0.1) 1", "mean 0, standard deviation 0.1"),
        ("uniform(low 30 min, high 2 h)", "30 min to 2 h"),
        ("beta(alpha 12, beta 28)", "beta(alpha 12, beta 28)"),
        ("5 g/L", "5 g/L"),
    ],
)  # fmt: skip
def test_a_distribution_is_worded(text: str, words: str) -> None:
    """Known shapes read as ranges with one unit; the others stay as written."""
    assert written(text).render("en") == words


def test_a_day_that_comes_seldom_has_its_share() -> None:
    """Of ten worlds two see the day, on 2030-01-01 and 2031-01-01: 20 % of futures, then the day between."""
    first, second = (float(date(year, 1, 1).toordinal()) for year in (2030, 2031))
    seldom = Indicator(
        id="lifecycle.a.filing.end",
        label=Message("severity.note"),
        dimension="date",
        draws=np.array([first, first, second, *[np.inf] * 8]),
    )
    assert seldom.where_reached is not None
    assert seldom.where_reached[0] == 0.2
    assert seldom.where_reached[1][1] == (first + second) / 2.0
    words = within(pipeline(), seldom)
    assert "in 20 % of futures only, then 2030-07-02" in words.render("en")
    assert "20%" in words.render("zh")
    never = replace(seldom, draws=np.full(11, np.inf))
    assert never.where_reached is None
    assert "never" in within(pipeline(), never).render("en")
