"""Tables of a report: their rows by hand, on the sample plant."""

from dataclasses import replace

import pytest
from tests.unit.report_sample import SAMPLES, bare, claim, plant

from seedtrain.messages import Wording
from seedtrain.report.names import label, named, step_name, unit_name
from seedtrain.report.table import Table
from seedtrain.report.tables import (
    batch_steps,
    batch_summary,
    capacity_summary,
    costs,
    drivers,
    kpis,
    orders,
    schedule_summary,
    verdicts,
)
from seedtrain.results.timetable import Timetable


def row(table: Table, place: int = 0) -> dict[str, str]:
    """One row in English, by column."""
    return {column.key: text for column, text in zip(table.columns, table.texts("en")[place], strict=True)}


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("name", list(SAMPLES))
def test_every_table_has_words_in_both_languages(name: str, lang: str) -> None:
    """Title, headers and cells of every table render; ids are unique."""
    sample = SAMPLES[name]()
    one_each = (batch_summary, capacity_summary, schedule_summary, orders, kpis, costs, drivers, verdicts)
    found = [*(each(sample) for each in one_each), *batch_steps(sample)]
    assert len({table.id for table in found}) == len(found)
    for table in found:
        assert table.title.render(lang)
        assert all(table.heading(column, lang) for column in table.columns)
        assert all(text for line in table.texts(lang) for text in line)


def test_a_batch_in_one_row() -> None:
    """2,000 L at 4 g/L and 70 % are 5.6 kg; 6.9 million CNY over 5,600 g are 1,232 CNY/g."""
    first = row(batch_summary(plant()))
    assert first["batch_output"] == "5.6 kg"
    assert first["batch_cost"] == "6.9 million CNY"
    assert first["unit_cost"] == "1,232 CNY/g"
    assert (first["product"], first["suite"]) == ("mAb A", "3 x 2,000 L single-use")


def test_the_steps_of_a_batch() -> None:
    """Hours, volume and mass of each step, its unit class by name."""
    first, second = batch_steps(plant())
    assert first.title.render("en") == "mAb A in 3 x 2,000 L single-use: step by step"
    assert row(first, 1)["duration_h"] == "336"
    assert row(first, 1)["volume_out_L"] == "1,000"
    assert row(first, 1)["unit_class"] == "production bioreactor"
    assert len(second.rows) == 5


def test_what_a_suite_makes_in_a_year() -> None:
    """71.6 batches of 2,000 L at 2.8 g for each litre are 401 kg."""
    assert row(capacity_summary(plant()))["output_a"] == "401 kg"


def test_the_schedule_says_what_the_judge_found() -> None:
    """2,326 h are 96.9 d; a broken rule is named."""
    facts = {line[0]: line[1] for line in schedule_summary(plant()).texts("en")}
    assert facts["Makespan"] == "96.9 d"
    assert facts["Gap between them"] == "3 %"
    assert facts["Checked against every rule"] == "✔ no rule broken"
    timetable = plant().timetable
    assert isinstance(timetable, Timetable)
    broken = replace(plant(), timetable=replace(timetable, broken=("overlap",)))
    assert "✘ broken: overlap" in [line[1] for line in schedule_summary(broken).texts("en")]
    assert schedule_summary(bare()).rows == ()


def test_orders_gather_their_batches() -> None:
    """Twelve batches due 3,000 h (125 days) after 9 March 2022; the other order has no due day."""
    first, second = (row(orders(plant()), place) for place in (0, 1))
    assert (first["order"], first["batches"], first["due"]) == ("mAb A, launch supply", "12", "2022-07-11")
    assert first["purpose"] == "validation and commercial"
    assert first["on_time"] == "93 %"
    assert (second["due"], second["on_time"]) == ("–", "–")


def test_headline_indicators_come_first_and_the_untold_says_why() -> None:
    """Four headlines, then the rest; what can't be told names the missing input."""
    assert len(kpis(plant(), headline_only=True).rows) == 4
    assert "products.mab-c.titer" in row(kpis(plant()), 6)["base"]


def test_a_verdict_in_one_row() -> None:
    """Sign and word, percent, and the missing input in place of a remedy."""
    table = verdicts(plant())
    assert row(table)["verdict"] == "✔ supported"
    assert row(table)["probability"] == "93 %"
    assert row(table, 3)["verdict"] == "◇ self-reported"
    assert row(table, 4)["remedy"] == "Give park.companies.base."
    twice = replace(
        bare(), verdicts=(claim("A", "likely", 0.6), replace(claim("A", "likely", 0.6), reading="b"))
    )
    assert [line[0] for line in verdicts(twice).texts("en")] == ["A/main", "A/b"]


def test_costs_and_drivers() -> None:
    """Materials are 1.1 of 6.9 million, 15.9 %; a driver shows the range it was given and both ends."""
    assert row(costs(plant()))["cost_share"] == "15.9 %"
    assert row(drivers(plant()))["at_low"] == "520 kg"
    assert row(drivers(plant()), 2)["correlation"] == "-0.31"


def test_names_stand_in_the_place_of_ids() -> None:
    """Also inside other collections; an id without a name shows as itself; plain words get a capital."""
    names = plant().names
    assert named(names, "suites", "su2000").en == "3 x 2,000 L single-use"
    assert named(names, "suites", "other") == Wording("other")
    assert label(plant(), plant().indicators[0]).en == "Batches"
    assert unit_name(plant(), "su2000/br-2", "production-bioreactor").en == "production bioreactor 2"
    written = replace(plant(), names={"sites.x.suites.su2000.units.br": Wording("reactor", "反应器")})
    assert unit_name(written, "su2000/br-2", "production-bioreactor").zh == "反应器 2"
    assert step_name(None, "no-such-step") == Wording("no-such-step")


def test_what_was_observed_since_has_its_own_column() -> None:
    """Only where there is a later observation; the verdict from as_of stays beside it."""
    plain = plant()
    first, *others = plain.verdicts
    seen = replace(first, verdict="contradicted", basis="observation", probability=0.0)
    watched = replace(plain, verdicts=(replace(first, observed=seen), *others))
    assert "observed" not in [each.key for each in verdicts(plain).columns]
    assert "observed" in [each.key for each in verdicts(watched).columns]
