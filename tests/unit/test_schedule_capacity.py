"""Capacity: the ladder from 365 days to batches, worked out by hand."""

import numpy as np
import pytest
from tests.plant_cases import inputs, operation, profile, scenario, suite, value

from seedtrain import schedule
from seedtrain.model.site import Unit
from seedtrain.results.indicator import by_id
from seedtrain.schedule.occupancy import cycle, occupancy_by_class


def test_the_bioreactor_is_kept_until_the_harvest_is_over() -> None:
    """Production 336 h, harvest 12 h, turnaround 18 h: 366 h of a bioreactor a batch, 122 h with three."""
    made = profile()
    assert occupancy_by_class(made)["production-bioreactor"].tolist() == [366.0]
    turn = cycle(suite(), made)
    assert (turn.cycle_h[0], turn.bottleneck, turn.changeover_h) == (122.0, "production-bioreactor", 30.0)


def test_seed_trains_serve_what_stands_before_the_bioreactor() -> None:
    """Six bioreactors and one seed train of 84 + 12 h: the seed train sets the cycle, two do not."""
    units = {"br": Unit(unit_class="production-bioreactor", count=value(6, "count"))}
    assert cycle(suite(units=units), profile()).bottleneck == "seed-bioreactor"
    twice = cycle(suite(units=units, seed_trains=value(2, "count")), profile())
    assert (twice.bottleneck, twice.cycle_h[0]) == ("production-bioreactor", 61.0)


def test_each_loss_is_counted_once() -> None:
    """365 - 21 d shutdown = 344; cycle 122 h: 344 x 24 / 122 = 67.67 slots; 5 % fail: 64.29; 5 kg each."""
    plant = scenario({"s": suite(shutdown=value(21 * 24, "time"))})
    (found,) = schedule.capacities(plant, {("a", "s"): profile(odds=0.05)}, inputs())
    assert [rung.value for rung in found.rungs] == pytest.approx([365, 344, 344, 67.672, 64.289], abs=1e-3)
    assert found.batches_a[0] == pytest.approx(344 * 24 / 122 * 0.95)
    assert found.mass_kg_a[0] == pytest.approx(344 * 24 / 122 * 0.95 * 5.0)


def test_a_shared_suite_loses_a_changeover() -> None:
    """Two products: one changeover of 30 h more than a turnaround a year into each."""
    plant = scenario({"s": suite()})
    profiles = {("a", "s"): profile(), ("b", "s"): profile(product="b")}
    found = schedule.capacities(plant, profiles, inputs())
    assert [each.rungs[2].value for each in found] == [365.0 - 30.0 / 24.0] * 2


def test_a_suite_without_vessels_makes_nothing() -> None:
    """A hall whose bioreactors are yet to be bought has no capacity, and no batches are planned in it."""
    units = {"br": Unit(unit_class="production-bioreactor", count=value(0, "count"))}
    plant = scenario({"s": suite(units=units)})
    profiles = {("a", "s"): profile()}
    (found,) = schedule.capacities(plant, profiles, inputs())
    assert found.batches_a.tolist() == [0.0]
    assert schedule.batch_orders(plant, profiles, {}) == ()


def test_capacity_never_falls_with_more_vessels() -> None:
    """One to five bioreactors: more batches or as many."""
    counts = []
    for bioreactors in range(1, 6):
        units = {"br": Unit(unit_class="production-bioreactor", count=value(bioreactors, "count"))}
        (found,) = schedule.capacities(scenario({"s": suite(units=units)}), {("a", "s"): profile()}, inputs())
        counts.append(float(found.batches_a[0]))
    assert counts == sorted(counts)


def lines() -> dict[str, Unit]:
    """A filling line of 12,000 and an assembly line of 6,000 an hour, half and 80 % effective."""
    return {
        "fill": Unit(
            unit_class="filling-line",
            count=value(1, "count", "n"),
            speed=value(12000, "rate", "v1"),
            effectiveness=value(0.5, "fraction", "e1"),
        ),
        "pens": Unit(
            unit_class="assembly-line",
            count=value(1, "count", "n"),
            speed=value(6000, "rate", "v2"),
            effectiveness=value(0.8, "fraction", "e2"),
        ),
    }


def test_items_are_those_of_the_slowest_line() -> None:
    """6,000 x 0.8 = 4,800 an hour on 8,760 h are 42.05 million pens, less than filling or batches give."""
    place = suite(kind="fill_finish", units=lines())
    steps = (operation("fill", "filling-line", 10.0, section="fill_finish"),)
    made = profile(operations=steps, items_out=np.array([100_000.0]))
    plant = scenario({"s": place})
    capacities = schedule.capacities(plant, {("a", "s"): made}, inputs())
    table = by_id(schedule.capacity_indicators(capacities))
    assert table["capacity.s.items"].base == pytest.approx(4800.0 * 8760.0)
    assert capacities[0].batches_a[0] == pytest.approx(4800.0 * 8760.0 / 100_000.0)
    assert "capacity.total.mass" not in table


def test_totals_share_a_suite_among_its_products() -> None:
    """Suite s makes a or b: its year counts once in the total; suite t adds its own."""
    plant = scenario({"s": suite(), "t": suite()})
    profiles = {("a", "s"): profile(), ("b", "s"): profile(product="b"), ("a", "t"): profile("t")}
    capacities = schedule.capacities(plant, profiles, inputs())
    table = by_id(schedule.capacity_indicators(capacities))
    single = {(each.suite, each.product): float(each.batches_a[0]) for each in capacities}
    expected = (single["s", "a"] + single["s", "b"]) / 2 + single["t", "a"]
    assert table["capacity.total.batches"].base == pytest.approx(expected)
    assert table["capacity.total.mass"].base == pytest.approx(expected * 5000.0)
    assert table["capacity.total.batches"].rests_on == ("recipes.r",)
