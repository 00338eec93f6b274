"""Laws of the simulation: the base is the timetable, seeds repeat, quantities add up."""

from datetime import date

import numpy as np
import pytest
from tests.plant_cases import inputs, profile, scenario, suite, value

from seedtrain import flow, schedule, simulate
from seedtrain.flow.plant import Profiles
from seedtrain.model.demand import Order
from seedtrain.model.scenario import Scenario
from seedtrain.quantities.distributions import Uniform
from seedtrain.results.indicator import by_id
from seedtrain.results.simulation import SimulationResult
from seedtrain.results.timetable import Timetable


def run(plant: Scenario, profiles: Profiles, n: int, seed: int = 1) -> tuple[Timetable, SimulationResult]:
    """Schedule and simulate a plant."""
    drawn = inputs(n, seed)
    batches = schedule.batch_orders(plant, profiles, {})
    problem = flow.compile_plant(plant, profiles, batches)
    planned = schedule.timetable(problem, batches, budget=100_000)
    return planned, simulate.follow(plant, problem, planned, profiles, drawn)


def test_the_base_case_is_the_timetable() -> None:
    """With any spread, index 0 has the makespan and the release times of the timetable, and no failure."""
    plant = scenario({"s": suite(shutdown=value(240, "time"))})
    planned, found = run(plant, {("a", "s"): profile(n=20, odds=0.1, cv=0.05)}, 20)
    releases = [slot.end_h for slot in planned.slots if slot.operation == "release"]
    assert found.completion_h[0].tolist() == releases
    assert found.makespan_h[0] == planned.objective
    assert found.failed_batches[0] == 0.0
    assert found.makespan_h[1:].min() != planned.objective


def test_without_spread_every_replication_is_the_timetable() -> None:
    """Zero spread and no failures: all worlds alike, to the last bit."""
    planned, found = run(scenario({"s": suite()}), {("a", "s"): profile(n=5)}, 5)
    assert np.unique(found.completion_h, axis=0).shape[0] == 1
    assert set(found.makespan_h.tolist()) == {planned.objective}


def test_the_same_seed_gives_the_same_bytes() -> None:
    """Two runs agree to the last bit; another seed does not; more replications keep the first."""
    plant, profiles = scenario({"s": suite()}), {("a", "s"): profile(n=30, odds=0.1, cv=0.05)}
    first, again = (run(plant, profiles, 30)[1] for _ in range(2))
    assert first.completion_h.tobytes() == again.completion_h.tobytes()
    assert first.completion_h.tobytes() != run(plant, profiles, 30, seed=2)[1].completion_h.tobytes()
    more = run(plant, {("a", "s"): profile(n=60, odds=0.1, cv=0.05)}, 60)[1]
    assert more.completion_h[:31].tobytes() == first.completion_h.tobytes()


def test_released_and_failed_batches_add_up() -> None:
    """Released, failed and still running at the end are all the batches of the plan."""
    planned, found = run(
        scenario({"s": suite()}, years=3), {("a", "s"): profile(n=50, odds=0.2, cv=0.05)}, 50
    )
    ends = 3 * 365.0 * 24.0 + 24.0
    running = (np.isfinite(found.completion_h) & (found.completion_h > ends)).sum(axis=1)
    total = found.released_batches + found.failed_batches + running
    assert np.all(total <= len(planned.batches))
    assert np.all(total >= len(planned.batches) - 4)  # failed ones found after the horizon
    assert found.failed_replications == 0


def test_failures_come_with_the_odds_asked_for() -> None:
    """20 % of some 140 batches in 300 worlds fail: within four standard errors of the binomial."""
    planned, found = run(scenario({"s": suite()}, years=2), {("a", "s"): profile(n=300, odds=0.2)}, 300)
    jobs = len(planned.batches)
    share = np.isinf(found.completion_h[1:]).mean()
    assert abs(share - 0.2) < 4.0 * np.sqrt(0.2 * 0.8 / (jobs * 300))


def test_noise_on_mass_is_unbiased() -> None:
    """Lognormal noise of mean one: the mean mass is that of the base, within four standard errors."""
    plant = scenario({"s": suite()}, {"o": Order(product="a", batches=value(10, "count"))})
    _, found = run(plant, {("a", "s"): profile(n=2000, mass_spread_cv=0.2)}, 2000)
    mass = found.mass_kg["a"]
    assert mass[0] == 50.0
    assert abs(mass[1:].mean() - 50.0) < 4.0 * mass[1:].std() / np.sqrt(2000)
    assert mass[1:].std() == pytest.approx(0.2 * 5.0 * np.sqrt(10), rel=0.1)


def test_stock_grows_to_the_mass_released() -> None:
    """Stock never falls and ends at the mass over the horizon."""
    plant = scenario({"s": suite()}, years=2)
    _, found = run(plant, {("a", "s"): profile(n=20, odds=0.1, cv=0.05)}, 20)
    assert np.all(np.diff(found.stock_kg["a"], axis=1) >= 0.0)
    assert found.stock_kg["a"][:, -1] == pytest.approx(found.mass_kg["a"])


def test_a_late_opening_moves_the_batches() -> None:
    """A suite that opens up to 60 days later than planned: the first release moves by as much."""
    day = float(date(2024, 3, 1).toordinal())
    opens = value(0.0, "date", "opens", Uniform(day - 60.0, day + 60.0))
    plant = scenario({"s": suite(opens=opens)}, {"o": Order(product="a", batches=value(1, "count"))})
    planned, found = run(plant, {("a", "s"): profile(n=400)}, 400)
    delay = (found.completion_h[1:, 0] - planned.objective) / 24.0
    assert delay.min() == 0.0
    assert 55.0 < delay.max() <= 60.0
    assert np.mean(delay == 0.0) == pytest.approx(0.5, abs=0.1)
    assert "opens" in found.rests_on


def test_an_order_is_complete_when_its_failed_batch_is_made_again() -> None:
    """A batch that surely fails at the end of production (420 h) is made again: 420 + 1,182 h."""
    plant = scenario(
        {"s": suite()}, {"o": Order(product="a", batches=value(1, "count"), due=date(2024, 12, 1))}
    )
    _, found = run(plant, {("a", "s"): profile(odds=1.0)}, 0)
    assert found.order_completion_h["o"].tolist() == [420.0 + 1182.0]
    assert found.completion_h.tolist() == [[np.inf]]
    assert found.on_time["o"].tolist() == [0.0]
    assert found.failed_batches.tolist() == [1.0]
    table = by_id(simulate.indicators(plant, found))
    assert table["orders.o.completion"].base == date(2024, 1, 1).toordinal() + 1602.0 / 24.0


def test_utilisation_by_hand() -> None:
    """One batch: a bioreactor of three works 336 h of a year of 8,784 h; the column 30 h."""
    plant = scenario({"s": suite()}, {"o": Order(product="a", batches=value(1, "count"))})
    _, found = run(plant, {("a", "s"): profile()}, 0)
    assert found.utilisation["s.production-bioreactor"].tolist() == [336.0 / (3 * 8784.0)]
    assert found.utilisation["s.capture-column"].tolist() == [30.0 / 8784.0]


def test_a_hold_limit_broken_by_chance_is_counted() -> None:
    """One column, captures of 250 h a batch with wide spread: some harvests wait beyond their 72 h."""
    plant = scenario({"s": suite()})
    steps = tuple(
        operation if operation.step != "capture" else type(operation)(
            **{name: getattr(operation, name) for name in operation.__slots__} | {
                "duration_h": np.full(51, 110.0), "spread_cv": 0.6}
        )
        for operation in profile(n=50).operations
    )  # fmt: skip
    _, found = run(plant, {("a", "s"): profile(n=50, operations=steps)}, 50)
    assert found.over_hold_batches[0] == 0.0
    assert found.over_hold_batches[1:].max() > 0.0


def test_series_follow_the_releases() -> None:
    """Batches and stock by month end at the indicators."""
    plant = scenario({"s": suite()}, years=2)
    _, found = run(plant, {("a", "s"): profile(n=10, odds=0.1, cv=0.05)}, 10)
    series = {each.id: each for each in simulate.series(plant, found)}
    end = date(2026, 1, 1).toordinal()
    assert series["output.released_batches"].at(end).tolist() == found.released_batches.tolist()
    assert series["output.a.stock"].at(end) == pytest.approx(found.mass_kg["a"] * 1000.0)
