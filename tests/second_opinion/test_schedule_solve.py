"""Timetables of plants: verified, bounded, repeatable."""

from datetime import date

import numpy as np
import pytest
from tests.plant_cases import inputs, profile, scenario, suite, value

from seedtrain import flow, schedule
from seedtrain.flow.assignment import assignment_of
from seedtrain.flow.plant import shutdowns
from seedtrain.flow.verify import verify
from seedtrain.model.demand import Order
from seedtrain.model.site import Unit
from seedtrain.schedule.bound import makespan_bound

PROFILES = {("a", "s"): profile(), ("b", "s"): profile(product="b")}


def test_one_batch_takes_its_route_and_is_proven_best() -> None:
    """84 + 336 + 12 + 30 + 720 = 1,182 h; the longest job is the bound, so the timetable is optimal."""
    plant = scenario({"s": suite()}, {"o": Order(product="a", batches=value(1, "count"))})
    batches = schedule.batch_orders(plant, PROFILES, {})
    found = schedule.timetable(flow.compile_plant(plant, PROFILES, batches), batches)
    assert (found.objective, found.bound, found.gap, found.status) == (1182.0, 1182.0, 0.0, "optimal")
    assert [slot.unit for slot in found.slots] == [
        "s/seed-bioreactor-1", "s/br-1", "s/harvest-skid-1", "s/capture-column-1", "",
    ]  # fmt: skip
    assert found.slots[1].free_h == 84 + 336 + 12 + 18


def test_a_living_culture_does_not_wait() -> None:
    """Every seed ends when its production begins, and every bioreactor is kept to the end of the harvest."""
    plant = scenario({"s": suite()})
    batches = schedule.batch_orders(plant, PROFILES, {})
    found = schedule.timetable(flow.compile_plant(plant, PROFILES, batches), batches, budget=50_000)
    seeds, runs, harvests = (
        [slot for slot in found.slots if slot.operation == step] for step in ("seed", "production", "harvest")
    )
    assert all(seed.end_h == run.start_h for seed, run in zip(seeds, runs, strict=True))
    assert all(run.free_h >= harvest.end_h for run, harvest in zip(runs, harvests, strict=True))


def test_shutdowns_openings_and_closings_are_kept() -> None:
    """No unit is used in the yearly shutdown, before the suite opens or after a unit leaves."""
    units = {
        "old": Unit(
            unit_class="production-bioreactor", count=value(1, "count"), available_to=date(2024, 6, 1)
        ),
        "new": Unit(
            unit_class="production-bioreactor", count=value(2, "count"), available_from=date(2024, 4, 1)
        ),
    }
    opens = value(float(date(2024, 2, 25).toordinal()), "date")
    place = suite(units=units, shutdown=value(21 * 24, "time"), opens=opens)
    plant = scenario({"s": place}, years=2)
    batches = schedule.batch_orders(plant, PROFILES, {})
    problem = flow.compile_plant(plant, PROFILES, batches)
    found = schedule.timetable(problem, batches, budget=50_000)
    assert found.broken == ()
    assert verify(problem, assignment_of(problem, found)) == []
    closed = shutdowns(plant, place)
    assert closed[0] == (31 * 24.0, 52 * 24.0)
    for slot in found.slots:
        if slot.unit:
            assert slot.start_h >= 55 * 24.0
            assert all(slot.free_h <= begin or slot.start_h >= end for begin, end in closed)
        if slot.unit == "s/old-1":
            assert slot.free_h <= 152 * 24.0
        if slot.unit.startswith("s/new"):
            assert slot.start_h >= 91 * 24.0


def test_due_times_come_before_the_makespan() -> None:
    """An urgent order of b behind 20 batches of a: it is moved to the front."""
    orders = {
        "big": Order(product="a", batches=value(20, "count"), due=date(2024, 12, 1)),
        "urgent": Order(
            product="b", batches=value(1, "count"), due=date(2024, 2, 25), weight=value(5, "fraction")
        ),
    }
    plant = scenario({"s": suite()}, orders)
    batches = schedule.batch_orders(plant, PROFILES, {})
    problem = flow.compile_plant(plant, PROFILES, batches)
    assert problem.weight.max() == 5.0
    found = schedule.timetable(problem, batches)
    ends = {slot.job: slot.end_h for slot in found.slots if slot.operation == "release"}
    assert ends["urgent-1"] <= 56 * 24.0
    assert found.bound <= found.objective


def test_the_same_seed_gives_the_same_timetable() -> None:
    """Budgets are counts, not seconds."""
    plant = scenario({"s": suite()})
    batches = schedule.batch_orders(plant, PROFILES, {})
    problem = flow.compile_plant(plant, PROFILES, batches)
    first, second = (schedule.timetable(problem, batches, budget=100_000, seed=3) for _ in range(2))
    assert first == second


@pytest.mark.parametrize("bioreactors", [1, 2, 3, 5])
def test_the_bound_is_below_and_falls_with_more_vessels(bioreactors: int) -> None:
    """The bound never exceeds the makespan, and one vessel more never raises it."""
    bounds = []
    for count in (bioreactors, bioreactors + 1):
        units = {"br": Unit(unit_class="production-bioreactor", count=value(count, "count"))}
        orders = {"o": Order(product="a", batches=value(10, "count"))}
        plant = scenario({"s": suite(units=units, shutdown=value(240, "time"))}, orders)
        batches = schedule.batch_orders(plant, PROFILES, {})
        problem = flow.compile_plant(plant, PROFILES, batches)
        bounds.append(makespan_bound(problem))
        assert bounds[-1] <= schedule.timetable(problem, batches, budget=20_000).objective
    assert bounds[0] >= bounds[1]


def test_no_batches_make_an_empty_timetable() -> None:
    """Nothing to do takes no time and is best."""
    problem = flow.compile_plant(scenario({"s": suite()}), {}, ())
    found = schedule.timetable(problem, ())
    assert (found.slots, found.objective, found.status) == ((), 0.0, "optimal")


def test_a_timetable_of_another_problem_is_refused() -> None:
    """Slots that are not the operations of the problem can't be read as its assignment."""
    plant = scenario({"s": suite()}, {"o": Order(product="a", batches=value(2, "count"))})
    batches = schedule.batch_orders(plant, PROFILES, {})
    found = schedule.timetable(flow.compile_plant(plant, PROFILES, batches), batches)
    with pytest.raises(ValueError, match="not the operations"):
        assignment_of(flow.compile_plant(plant, PROFILES, batches[:1]), found)


def test_the_makespan_is_an_indicator() -> None:
    """One makespan in all worlds: the plan is made once."""
    plant = scenario({"s": suite()}, {"o": Order(product="a", batches=value(1, "count"))})
    batches = schedule.batch_orders(plant, PROFILES, {})
    found = schedule.timetable(flow.compile_plant(plant, PROFILES, batches), batches)
    (indicator,) = schedule.timetable_indicators(found, inputs(3))
    assert indicator.id == "schedule.makespan"
    assert np.array_equal(indicator.draws, np.full(4, 1182.0)) if indicator.draws is not None else False
