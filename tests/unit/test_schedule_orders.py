"""Batch orders: what demand asks for, and what fills a suite."""

from datetime import date
from typing import Any

import numpy as np
import pytest
from tests.plant_cases import operation, profile, scenario, suite, value

from seedtrain import flow, schedule
from seedtrain.errors import InputError
from seedtrain.model.demand import Order
from seedtrain.model.site import Unit

PROFILES = {("a", "s"): profile(), ("b", "s"): profile(product="b")}


def order(**parts: Any) -> Order:
    """An order of product a."""
    return Order(**{"product": "a"} | parts)


def test_mass_is_turned_to_batches_and_rounded_up() -> None:
    """11 kg at 5 kg a batch are three batches, due at the end of 2024-03-01 (day 60: hour 61 x 24)."""
    plant = scenario(
        {"s": suite()},
        {"o": order(mass=value(11_000, "mass"), due=date(2024, 3, 1), earliest_start=date(2024, 1, 11))},
    )
    batches = schedule.batch_orders(plant, PROFILES, {})
    assert [batch.job for batch in batches] == ["o-1", "o-2", "o-3"]
    assert {(batch.due_h, batch.earliest_h) for batch in batches} == {(61 * 24.0, 240.0)}


def test_a_stage_sets_the_due_day_of_its_order() -> None:
    """The day the stage begins replaces the order's own; batches must be released before it."""
    plant = scenario({"s": suite()}, {"o": order(batches=value(1, "count"), due=date(2024, 3, 1))})
    begins = float(date(2024, 2, 1).toordinal())
    (batch,) = schedule.batch_orders(plant, PROFILES, {"o": begins})
    assert batch.due_h == 31 * 24.0


def test_batches_go_by_due_time() -> None:
    """Orders due first stand first."""
    plant = scenario(
        {"s": suite()},
        {
            "late": order(batches=value(1, "count"), due=date(2024, 9, 1)),
            "soon": order(batches=value(1, "count"), due=date(2024, 5, 1)),
        },
    )
    assert [batch.order for batch in schedule.batch_orders(plant, PROFILES, {})] == ["soon", "late"]


def test_work_is_shared_by_suites_that_can() -> None:
    """Six batches over two equal suites: three each; a suite for clinical batches only gets none of them."""
    profiles = {("a", key): profile(key) for key in ("s", "t", "u")}
    suites = {"s": suite(), "t": suite(), "u": suite(purposes=["clinical"])}
    plant = scenario(suites, {"o": order(batches=value(6, "count"))})
    made = [batch.suite for batch in schedule.batch_orders(plant, profiles, {}) if batch.order == "o"]
    assert sorted(made) == ["s"] * 3 + ["t"] * 3


def test_an_order_may_name_its_suite() -> None:
    """A named suite gets the whole order."""
    profiles = {("a", key): profile(key) for key in ("s", "t")}
    plant = scenario({"s": suite(), "t": suite()}, {"o": order(batches=value(3, "count"), suite="t")})
    assert {batch.suite for batch in schedule.batch_orders(plant, profiles, {}) if batch.order} == {"t"}


def test_items_are_made_in_fill_finish() -> None:
    """250,000 pens at 100,000 a batch are three fill-finish batches, not drug substance."""
    steps = (operation("fill", "filling-line", 10.0, section="fill_finish"),)
    filled = profile("f", operations=steps, items_out=np.array([100_000.0]))
    plant = scenario(
        {"s": suite(), "f": suite(kind="fill_finish")}, {"o": order(items=value(250_000, "count"))}
    )
    batches = schedule.batch_orders(plant, {("a", "s"): profile(), ("a", "f"): filled}, {})
    assert [batch.suite for batch in batches if batch.order == "o"] == ["f", "f", "f"]


def test_a_suite_without_orders_is_filled_over_the_horizon() -> None:
    """A year of 366 days at 122 h a batch has room for 72, in campaigns of 36 of each product."""
    batches = schedule.batch_orders(scenario({"s": suite()}), PROFILES, {})
    assert [batch.product for batch in batches] == ["a"] * 36 + ["b"] * 36
    assert len({batch.job for batch in batches}) == 72


def test_a_suite_that_opens_late_is_filled_from_then_on() -> None:
    """Open for the last 122 days of 2024: 24 batches, none before that day."""
    opens = value(float(date(2024, 9, 1).toordinal()), "date")
    batches = schedule.batch_orders(scenario({"s": suite(opens=opens)}), {("a", "s"): profile()}, {})
    assert len(batches) == 24
    assert {batch.earliest_h for batch in batches} == {244 * 24.0}


def test_an_order_that_nothing_makes_is_left_out() -> None:
    """No suite makes the product: no batches of it (the checks name it)."""
    plant = scenario({"s": suite()}, {"o": order(batches=value(1, "count"))})
    batches = schedule.batch_orders(plant, {("b", "s"): profile(product="b")}, {})
    assert "o" not in {batch.order for batch in batches}


def test_more_batches_than_can_be_followed_are_refused() -> None:
    """A gram a batch makes 20,000 batches of 20 kg: refused with the order; 10,000 are not."""
    tiny = {("a", "s"): profile(mass_out_g=np.ones(1))}
    plant = scenario({"s": suite()}, {"o": order(mass=value(20_000, "mass"), path="orders.o")})
    with pytest.raises(InputError) as refused:
        schedule.batch_orders(plant, tiny, {})
    assert [(found.code, found.path) for found in refused.value.findings] == [("SCH-007", "orders.o")]
    whole = scenario({"s": suite()}, {"o": order(mass=value(10_000, "mass"))})
    assert len(schedule.batch_orders(whole, tiny, {})) == 10_000


def test_a_suite_flat_out_counts_its_batches_in_every_world() -> None:
    """A year of 100 batches of five operations in 100,001 worlds is 50 million cells: refused."""
    n = 100_000
    quick = {
        ("a", "s"): profile(n=n, operations=(operation("production", "production-bioreactor", 24.0, n),) * 5)
    }
    with pytest.raises(InputError) as refused:
        schedule.batch_orders(scenario({"s": suite(path="sites.site.suites.s")}), quick, {})
    assert [(found.code, found.path) for found in refused.value.findings] == [
        ("SCH-007", "sites.site.suites.s")
    ]


def test_fractions_of_a_batch_count_as_one() -> None:
    """2.2 batches worth of mass are three; exactly two are two."""
    for mass, count in ((11_000.0, 3), (10_000.0, 2)):
        plant = scenario({"s": suite()}, {"o": order(mass=value(mass, "mass"))})
        assert len(schedule.batch_orders(plant, PROFILES, {})) == pytest.approx(count)


def test_units_that_come_or_leave_fill_only_their_time() -> None:
    """Of two vessels one leaves on day 182: 366 days of one, 182 less a route of 1,182 h of the other.

    (8,784 + 4,368 - 1,182) / 2 = 5,985 mean hours at 183 h a batch are 32 batches.
    """
    units = {
        "stays": Unit(unit_class="production-bioreactor", count=value(1, "count")),
        "leaves": Unit(
            unit_class="production-bioreactor", count=value(1, "count", "n"), available_to=date(2024, 7, 1)
        ),
    }
    plant = scenario({"s": suite(units=units)})
    assert len(schedule.batch_orders(plant, {("a", "s"): profile()}, {})) == 32


def test_a_suite_that_closes_for_good_is_filled_so_that_all_fits() -> None:
    """Every vessel leaves in July: the batches planned are all placed before."""
    units = {
        "br": Unit(unit_class="production-bioreactor", count=value(2, "count"), available_to=date(2024, 7, 1))
    }
    plant = scenario({"s": suite(units=units)}, years=3)
    batches = schedule.batch_orders(plant, {("a", "s"): profile()}, {})
    problem = flow.compile_plant(plant, {("a", "s"): profile()}, batches)
    found = schedule.timetable(problem, batches, budget=10_000)
    assert batches
    assert found.broken == ()
