"""From a built line to a commercial batch; contract and segmented production by date."""

from datetime import date
from typing import Literal

import numpy as np
import pytest
from tests.years_cases import AT_ONCE, day, draws, inputs, programme, scenario, value

from seedtrain.catalog import table
from seedtrain.lifecycle import run
from seedtrain.lifecycle.clock_days import clock_days
from seedtrain.lifecycle.line import line_days, steps_of
from seedtrain.lifecycle.making import acts_of, standing
from seedtrain.model.programme import Making, Programme
from seedtrain.model.site import Modality, Purpose, Site, Suite, Unit

Material = Literal["single_use", "stainless"]


def suite(
    material: Material = "single_use", purposes: tuple[Purpose, ...] = (), opens: str = "2023-01-02"
) -> Suite:
    """A suite of one vessel that opens on a day."""
    vessel = Unit(
        path="sites.s.suites.new.units.br",
        unit_class="production-bioreactor",
        count=value(1.0, path="count"),
        volume=value(2000.0, "volume", "volume"),
        basis="total",
        material=material,
    )
    return Suite(
        path="sites.s.suites.new",
        modalities=["mab"],
        purposes=list(purposes),
        units={"br": vessel},
        opens=value(day(opens), "date", "opens"),
    )


def case_of(one: Suite) -> dict[str, Site]:
    """A plant with that suite."""
    return {"s": Site(path="sites.s", suites={"new": one})}


def test_the_steps_of_a_new_line_add_up() -> None:
    """Opened on 2023-01-02: transfer, engineering, validation, the longer of two, dossier, 200 days."""
    months = {
        name: row.values["duration"].base / 24.0 for name, row in table("line_steps").items() if row.values
    }
    filed = day("2023-01-02") + sum(
        months[name] for name in ("technology_transfer", "engineering_runs", "validation_batches", "filing")
    )
    filed += max(months["comparability"], months["stability"])
    found = {each.id: each.draws for each in line_days(scenario(sites=case_of(suite())), inputs(0))}
    assert found["lines.new.filing"] == pytest.approx(filed)
    decided = clock_days("nmpa.supplement-inspection", date.fromordinal(int(filed))).decided
    assert found["lines.new.commercial"] == pytest.approx(float(decided.toordinal()))


def test_steel_is_cleaned_and_bags_are_not() -> None:
    """Cleaning validation is a step of a stainless line alone."""
    assert "cleaning_validation" in steps_of(suite("stainless"))
    assert "cleaning_validation" not in steps_of(suite())


@pytest.mark.parametrize("other", [suite(purposes=("clinical",)), suite(opens="2021-01-04")])
def test_a_pilot_line_and_one_that_stands_already_are_no_new_lines(other: Suite) -> None:
    """A line for trials alone, and one opened before the day of judgement, have no steps to come."""
    assert list(line_days(scenario(sites=case_of(other)), inputs(0))) == []


def made(modality: Modality = "adc", market: Literal["CN", "EU", "US"] = "CN") -> Programme:
    """Antibody at one site, conjugation and filling at another; the holder has neither."""
    making = Making(path="m", drug_substance="a", conjugation="b", fill_finish="b")
    return programme(modality=modality, market=market, making=making)


def test_what_is_contracted_and_what_is_segmented() -> None:
    """Two sites that are not the holder's: both; all at the holder's own: neither."""
    assert acts_of(made()) == ("contract", "segmented")
    own = Making(path="m", drug_substance="a", fill_finish="a", holder="a")
    assert acts_of(programme(making=own)) == ()
    assert acts_of(programme()) == ()


@pytest.mark.parametrize(
    ("modality", "act", "on", "says"),
    [
        ("adc", "segmented", "2024-10-20", "no"),
        ("adc", "segmented", "2024-10-21", "conditions"),
        ("adc", "segmented", "2027-01-01", "unknown"),
        ("small_molecule", "segmented", "2020-01-01", "yes"),
        ("mab", "contract", "2015-01-01", "unknown"),
        ("mab", "contract", "2018-01-01", "conditions"),
        ("mab", "contract", "2019-12-01", "yes"),
        ("vaccine", "contract", "2021-01-01", "conditions"),
    ],
)
def test_the_rule_is_that_of_the_day(modality: Modality, act: str, on: str, says: str) -> None:
    """China: a pilot of segmented biologics from 2024-10-21 to 2026; holders and makers from 2019."""
    assert standing(made(modality), act, day(on)).allowed == says


def test_an_approval_before_the_pilot_may_not_be_segmented() -> None:
    """Certain odds: approved in 2023 it may not be segmented, approved in 2025 it may, in every world."""
    for start, allowed in ((date(2022, 1, 3), 0.0), (date(2024, 1, 2), 1.0)):
        terms = AT_ONCE | {
            "phase_3": {"duration": "100 d", "odds": "1"},
            "filing": {"duration": "100 d", "odds": "1", "clock": "fda.bla"},
        }
        one = programme(modality="adc", stage="phase_3", start=start, terms=terms, making=made().making)
        found = run(scenario(one), inputs(5), {})
        assert (draws(found.indicators, "lifecycle.a.making.segmented") == allowed).all()
        assert np.isin(draws(found.indicators, "lifecycle.a.making.contract"), (1.0,)).all()
