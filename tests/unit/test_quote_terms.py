"""Terms of a slot in money, worked out by hand."""

import math

import msgspec
import numpy as np
import pytest
from tests import plant_cases as cases

from seedtrain.assess.quote.ask import Ask
from seedtrain.assess.quote.price import price_parts, suite_day
from seedtrain.assess.quote.terms import slot_terms
from seedtrain.catalog import table
from seedtrain.model.commercial import CancellationRung, Commercial, Terms
from seedtrain.model.recipe import RecipeUse
from seedtrain.model.scenario import Scenario
from seedtrain.model.site import Unit

DAY = 24.0


def rung(days: float, share: float) -> CancellationRung:
    """A rung of the ladder."""
    return CancellationRung(notice=cases.value(days * DAY, "time"), fee=cases.value(share, "fraction"))


def with_terms(**parts: object) -> Scenario:
    """A plant with terms of its own: half of the price at 100 days, all of it at none."""
    terms = Terms(
        deposit=cases.value(0.2, "fraction"),
        cancellation={"late": rung(0, 1.0), "early": rung(100, 0.5)},
        take_or_pay=cases.value(0.8, "fraction"),
        postponement_notice=cases.value(30 * DAY, "time"),
        postponement_limit=cases.value(60 * DAY, "time"),
    )
    market = Commercial(
        resale_time=cases.value(100 * DAY, "time"),
        resale_price=cases.value(0.9, "fraction"),
        odds={"option": cases.value(0.4, "fraction")},
        **parts,  # type: ignore[arg-type]
    )
    return msgspec.structs.replace(
        cases.scenario({"s": cases.suite()}), terms={"own": terms}, commercial=market
    )


def test_fees_and_revenue_by_notice() -> None:
    """Price 1,000; slot on day 200. Early: fee 500, 300 of it beyond the deposit, resale odds 1 - 1/e.

    Given back early: 500 + 0.632 x 900 = 1,068.9. Held to the next rung: 0.4 x 1,000 + 0.6 x 1,000 (the whole
    fee, no resale at no notice) = 1,000. Resold at once: 568.9.
    """
    found = slot_terms(with_terms(), Ask(product="a", batches=1, asked_h=0.0, terms="own"), 1000.0, 200 * DAY)
    early, late = found.notices
    odds = 1.0 - math.exp(-1.0)
    assert (early.rung, early.latest_h, early.fee, early.owed) == ("early", 100 * DAY, 500.0, 300.0)
    assert early.resale_odds == pytest.approx(odds)
    assert early.cancelled == pytest.approx(500.0 + 900.0 * odds)
    assert early.held == pytest.approx(1000.0)
    assert early.resold == pytest.approx(900.0 * odds)
    assert (late.latest_h, late.fee, late.owed, late.resale_odds) == (200 * DAY, 1000.0, 800.0, 0.0)
    assert (found.deposit, found.least_pay) == (200.0, 800.0)
    assert (found.postpone_by_h, found.postpone_to_h) == (170 * DAY, 260 * DAY)


def test_a_rung_that_has_passed_is_not_offered() -> None:
    """Asked for 50 days before the slot, only the rung of no notice is left."""
    ask = Ask(product="a", batches=1, asked_h=150 * DAY, terms="own")
    assert [notice.rung for notice in slot_terms(with_terms(), ask, 1000.0, 200 * DAY).notices] == ["late"]


def test_without_terms_those_of_the_catalogue_hold() -> None:
    """The ladder of the catalogue falls from a year to none, its fee rises, and the deposit is its row."""
    ask = Ask(product="a", batches=1, asked_h=0.0)
    found = slot_terms(cases.scenario({"s": cases.suite()}), ask, 1000.0, 500 * DAY)
    fees = [notice.fee for notice in found.notices]
    assert len(fees) == len(table("cancellation"))
    assert fees == sorted(fees)
    assert found.deposit == 1000.0 * table("slot_terms")["deposit"].value.base


def test_price_by_part() -> None:
    """Two batches: 2 x 118 h of the suite, materials with their fee, one test package each.

    Cycle: production is kept 336 + 12 + 18 = 366 h in three vessels, 122 h each; so 244 h = 10.17 d at 1,000
    a day. 10 L of medium a batch at the catalogue's price M: 20 M with a fee of 10 %.
    """
    scenario = with_terms(
        suite_day={"s": cases.value(1000.0 * 365.25, "money_per_time")},
        handling_fee=cases.value(0.1, "fraction"),
        test_package=cases.value(50.0, "money_per_item"),
    )
    uses = {"media_L": np.array([10.0]), "test_packages": np.array([1.0]), "labour_h": np.array([3.0])}
    profile = cases.profile(consumption=uses)
    suite, materials, handling, tests = price_parts(scenario, profile, 2, changes_over=False)
    price = {row.words["uses"]: row.value.base for row in table("prices").values()}
    assert suite.price == pytest.approx(1000.0 * 2 * 122.0 / 24.0)
    assert suite.cost == pytest.approx(2 * 3.0 * price["labour_h"])
    assert [materials.price, materials.cost] == pytest.approx([20.0 * price["media_L"]] * 2)
    assert [handling.price, handling.cost] == pytest.approx([2.0 * price["media_L"], 0.0])
    assert [tests.price, tests.cost] == pytest.approx([100.0, 2.0 * price["test_packages"]])
    later = price_parts(scenario, profile, 2, changes_over=True)[0]
    assert later.price - suite.price == pytest.approx(1000.0 * (48.0 - 18.0) / 24.0)


def test_a_suite_day_of_the_catalogue_goes_by_vessels_and_volume() -> None:
    """Three vessels of 8,000 L cost three times the rate at 2,000 L times four to the power of the row."""
    vessels = Unit(
        unit_class="production-bioreactor", count=cases.value(3, "count"), volume=cases.value(8000, "volume")
    )
    plain = cases.scenario({"s": cases.suite(units={"br": vessels})})
    scenario = msgspec.structs.replace(plain, recipes={"r": RecipeUse(from_="mab-fed-batch")})
    row = table("rate_card")["drug_substance"]
    expected = 3.0 * row.values["suite_day"].base * 4.0 ** row.values["exponent"].base
    assert suite_day(scenario, cases.profile()) == pytest.approx(expected)
