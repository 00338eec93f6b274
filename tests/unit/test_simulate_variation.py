"""What varies beyond the recipes: each kind by itself on a small plant, against the law of its events."""

from datetime import date
from typing import Any

import numpy as np
import pytest
from scipy.stats import kstest
from tests.plant_cases import inputs, operation, profile, scenario, suite, value

from seedtrain import flow, schedule, simulate
from seedtrain.catalog import table
from seedtrain.errors import InputError
from seedtrain.flow.chunk import Chunk
from seedtrain.flow.plant import Profiles
from seedtrain.flow.problem import Problem
from seedtrain.model.demand import Order
from seedtrain.model.scenario import Scenario
from seedtrain.model.site import Site, Unit
from seedtrain.model.uncertainty import (
    Cause,
    Downtime,
    OrderChange,
    ReleaseDelay,
    Retest,
    SiteStop,
    Supply,
    Uncertainty,
)
from seedtrain.model.value import Value
from seedtrain.quantities import Distribution, Empirical, Lognormal, Normal, Odds, Uniform
from seedtrain.results.simulation import SimulationResult
from seedtrain.simulate.run import make_follower
from seedtrain.simulate.variation import CAUSES, FIELDS, KINDS, variation

N = 400


def hours(base: float, distribution: Distribution | None = None, name: str = "x") -> Value:
    """A time as the reader would make it."""
    return value(base, "time", name, distribution)


def run(varied: Uncertainty | None, batches: int = 4, n: int = N, **parts: Any) -> SimulationResult:
    """Four batches of one order, with what varies."""
    order = Order(product="a", batches=value(batches, "count"), due=date(2024, 6, 1))
    plant = _with(scenario({"s": suite()}, {"o": order}), varied)
    profiles: Profiles = {("a", "s"): profile(n=n, **parts)}
    batch_orders = schedule.batch_orders(plant, profiles, {})
    problem = flow.compile_plant(plant, profiles, batch_orders)
    timetable = schedule.timetable(problem, batch_orders, budget=100_000)
    return simulate.follow(plant, problem, timetable, profiles, inputs(n))


def _with(plant: Scenario, varied: Uncertainty | None) -> Scenario:
    return Scenario(
        **{name: getattr(plant, name) for name in plant.__struct_fields__} | {"uncertainty": varied}
    )


def binomial(events: float, trials: int, odds: float) -> bool:
    """Whether a number of events is within four standard deviations of what is expected."""
    return bool(abs(events - trials * odds) < 4.0 * np.sqrt(trials * odds * (1.0 - odds)) + 1e-9)


def test_every_kind_has_its_rows_in_the_catalogue() -> None:
    """Each value that a scenario may leave out ships, with a source."""
    rows = table("variation")
    assert set(rows) == {f"{kind}-{name}".replace("_", "-") for kind in KINDS for name in FIELDS[kind]}


def test_nothing_is_switched_on_by_itself() -> None:
    """Without the block nothing varies; ``all`` fills every kind; one cause brings the others."""
    plant = scenario({"s": suite()})
    assert dict(variation(plant).values) == {}
    assert tuple(variation(plant, KINDS).values) == KINDS
    one = _with(plant, Uncertainty(contamination=Cause(share=value(0.5, "fraction", "mine"))))
    found = variation(one)
    assert found.causes == CAUSES
    assert found.values["contamination"]["share"].path == "mine"
    assert found.values["deviation"]["share"].path == "catalog:variation.deviation-share"


def test_the_base_is_the_timetable_whatever_varies() -> None:
    """Index 0 knows no event: it is the run without the block, and so is the base of each series."""
    plain, varied = run(None, n=0), run(Uncertainty(**{kind: block() for kind, block in ALL.items()}), n=0)
    assert varied.completion_h.tolist() == plain.completion_h.tolist()
    assert all(each.tolist() == [0.0] for each in varied.events.values())


ALL: dict[str, Any] = {
    "contamination": Cause,
    "downtime": Downtime,
    "site_stop": SiteStop,
    "retest": Retest,
    "release_delay": ReleaseDelay,
    "supply": Supply,
    "order_change": OrderChange,
}


def test_a_retest_lengthens_the_release_as_often_as_its_odds() -> None:
    """One batch in four waits 100 h more for its release, and no other waits at all."""
    found = run(
        Uncertainty(retest=Retest(odds=value(0.25, "fraction"), time=hours(100.0, name="length of a retest")))
    )
    delay = found.completion_h[1:] - found.completion_h[0]
    assert set(np.round(delay, 6).ravel().tolist()) == {0.0, 100.0}
    assert "length of a retest" in found.rests_on
    assert binomial(np.sum(delay > 0.0), delay.size, 0.25)
    assert found.events["retest.count"][1:].tolist() == np.sum(delay > 0.0, axis=1).tolist()
    assert found.events["retest.hours"][1:] == pytest.approx(delay.sum(axis=1))


def test_odds_that_are_not_known_are_drawn_once_a_world() -> None:
    """Three retests in ten: odds Beta(3.5, 7.5), variance 0.0181. Counts of 20 batches have the variance
    20 E[p (1 - p)] + 400 Var p = 20 * 0.199 + 400 * 0.0181 = 11.2, not the 4.3 of sure odds."""
    odds = Odds(3.0, 10.0)
    varied = Uncertainty(retest=Retest(odds=value(odds.mean, "fraction", "q", odds), time=hours(100.0)))
    found = run(varied, batches=20)
    counts = found.events["retest.count"][1:]
    drawn = inputs(N).draw(varied.retest.odds)[1:]  # type: ignore[union-attr, arg-type]
    assert abs(counts.mean() - 20 * drawn.mean()) < 4.0 * np.sqrt(20 * 0.25 / N)
    assert counts.var() == pytest.approx(11.2, rel=0.25)
    assert np.corrcoef(counts, drawn)[0, 1] > 0.8
    assert "q" in found.rests_on


def test_a_release_delay_is_drawn_for_each_batch() -> None:
    """Every batch is late by its own draw: lognormal, median 48 h; the middle of all draws is near it."""
    found = run(Uncertainty(release_delay=ReleaseDelay(time=hours(48.0, Lognormal(48.0, 0.5)))))
    delay = (found.completion_h[1:] - found.completion_h[0]).ravel()
    assert delay.min() > 0.0
    assert np.median(delay) == pytest.approx(48.0, rel=0.06)
    assert len(np.unique(np.round(delay, 6))) == delay.size


def test_a_unit_breaks_down_as_long_as_it_works() -> None:
    """Bioreactors work 336 h: with 1,000 h between breakdowns one batch in 1 - exp(-0.336) has one there."""
    varied = Uncertainty(downtime=Downtime(between=hours(1000.0), repair=hours(24.0)))
    found = run(varied, batches=1)
    odds = 1.0 - np.exp(-np.array([84.0, 336.0, 12.0, 30.0]) / 1000.0)
    counts = found.events["downtime.count"][1:]
    assert abs(counts.mean() - odds.sum()) < 4.0 * np.sqrt(np.sum(odds * (1 - odds)) / N)
    delay = found.completion_h[1:, 0] - found.completion_h[0, 0]
    assert delay == pytest.approx(24.0 * counts)


def test_a_late_delivery_holds_back_all_batches_it_serves() -> None:
    """One delivery for all four batches, late in one world of five: then all start later, else none."""
    varied = Uncertainty(supply=Supply(interval=hours(1e5), odds=value(0.2, "fraction"), delay=hours(500.0)))
    found = run(varied)
    delay = found.completion_h[1:] - found.completion_h[0]
    is_late = delay > 0.0
    assert np.all(is_late.all(axis=1) == is_late.any(axis=1))
    assert binomial(is_late[:, 0].sum(), N, 0.2)
    assert set(found.events["supply.late"].tolist()) == {0.0, 4.0}


def test_causes_share_the_failures_and_the_steps() -> None:
    """Half of the failures are found at production, half at release. Shares 0.3, 0.5 and 0.2 of the causes
    hold over both; contamination is found in culture, where it arises."""
    steps = (
        operation("production", "production-bioreactor", 336, N, section="usp", failure_share=0.5),
        operation("release", "", 720, N, section="quality", failure_share=0.5),
    )
    shares = {"contamination": 0.3, "deviation": 0.5, "equipment": 0.2}
    causes: dict[str, Any] = {name: Cause(share=value(share, "fraction")) for name, share in shares.items()}
    varied = Uncertainty(**causes)
    found = run(varied, batches=20, operations=steps, odds=0.4)
    lost = {name: found.events[f"failed.{name}"][1:].sum() for name in shares}
    total = int(sum(lost.values()))
    assert binomial(total, 20 * N, 0.4)
    assert all(binomial(lost[name], total, share) for name, share in shares.items())
    by_cause = np.sum([found.events[f"failed.{name}"] for name in shares], axis=0)
    assert np.array_equal(by_cause[1:], found.failed_batches[1:])
    at_production = sum(
        each[1:].sum() for name, each in found.lost_at.items() if name.endswith(".production")
    )
    assert binomial(at_production, total, 0.5)
    assert sum(each[1:].sum() for each in found.lost_at.values()) == total
    at_release = found.lost_at["contamination.release"][1:].sum()
    assert at_release < 0.2 * lost["contamination"]


def test_nothing_begins_while_the_site_stands_still() -> None:
    """One long stop at a random time: no operation begins in it, and what began before runs on."""
    varied = Uncertainty(site_stop=SiteStop(between=hours(3000.0), duration=hours(400.0)))
    plain, found = run(None, n=0), run(varied)
    counts = found.events["site_stop.count"][1:]
    expected = 8784.0 / 3400.0  # a stop and the time to it take 3,400 h on average, in a year of 8,784 h
    assert abs(counts.mean() - expected) < 0.5
    assert found.events["site_stop.hours"][1:] == pytest.approx(400.0 * counts)
    delay = found.completion_h[1:] - plain.completion_h[0]
    assert delay.min() == 0.0
    assert np.all(delay[counts == 0.0] == 0.0)
    assert 0.0 < delay.mean() < 400.0


def test_stops_that_come_often_are_all_drawn() -> None:
    """Ten hours of stop every hundred: 8,784 / 110 = 80 in the year, within four standard errors."""
    varied = Uncertainty(site_stop=SiteStop(between=hours(100.0), duration=hours(10.0)))
    counts = run(varied, n=60).events["site_stop.count"][1:]
    assert abs(counts.mean() - 8784.0 / 110.0) < 4.0 * np.sqrt(8784.0 / 110.0 / 60.0) + 1.0


def causes(**recovery: Value) -> dict[str, Any]:
    """Three causes: the ones named share the failures evenly, the others hardly ever arise."""
    return {
        name: Cause(
            share=value(1.0 if name in recovery else 1e-9, "fraction"),
            recovery=recovery.get(name, hours(0.0)),
        )
        for name in CAUSES
    }


def followed(varied: Uncertainty | None, n: int, **site: Any) -> tuple[Problem, Chunk, tuple[str, ...]]:
    """Two batches one after the other in one bioreactor, each lost at production (336 h, turnaround 18 h)."""
    one = {
        "br": Unit(unit_class="production-bioreactor", count=value(1, "count"), volume=value(2000, "volume"))
    }
    order = Order(product="a", batches=value(2, "count"), due=date(2024, 12, 1))
    plant = _with(scenario({"s": suite(units=one)}, {"o": order}), varied)
    profiles: Profiles = {("a", "s"): profile(n=n, odds=0.999999)}
    batches = schedule.batch_orders(plant, profiles, {})
    problem = flow.compile_plant(plant, profiles, batches)
    timetable = schedule.timetable(problem, batches, budget=100_000)
    follower = make_follower(plant, problem, timetable, profiles, variation(plant), 1)
    chunk, _, _ = follower.run(profiles, inputs(n), traced=True)
    return problem, chunk, follower.noise.causes


def production(problem: Problem, chunk: Chunk) -> tuple[np.ndarray, np.ndarray]:
    """Starts and lengths of production of both batches, each (n, 2)."""
    assert chunk.trace is not None
    at = [k for k in range(len(problem.pool)) if problem.steps[problem.step[k]] == "production"]
    return chunk.trace.start_h[:, at], chunk.trace.end_h[:, at] - chunk.trace.start_h[:, at]


def test_a_unit_needs_the_recovery_of_the_cause() -> None:
    """Contamination and deviation at even odds, 500 h and none: the second batch begins 336 + 18 + 500 h
    after the first just where contamination was drawn; else as planned (with 12 h of harvest in the unit)."""
    problem, chunk, names = followed(
        Uncertainty(**causes(contamination=hours(500.0), deviation=hours(0.0))), 60
    )
    start, _ = production(problem, chunk)
    is_contaminated = np.array(names)[chunk.loss[:, 0]] == "contamination"
    assert np.diff(start)[:, 0] == pytest.approx(np.where(is_contaminated, 854.0, 366.0))
    assert binomial(is_contaminated.sum(), 60, 0.5)


def test_a_recovery_is_drawn_for_each_loss() -> None:
    """Uniform between 100 and 300 h: mean 200 h, and no two alike."""
    drawn = hours(200.0, Uniform(100.0, 300.0))
    problem, chunk, _ = followed(Uncertainty(**causes(contamination=drawn)), 200)
    start, _ = production(problem, chunk)
    more = np.diff(start)[:, 0] - 354.0
    assert 100.0 < more.min() < 110.0
    assert 290.0 < more.max() < 300.0
    assert more.mean() == pytest.approx(200.0, abs=4.0 * 200.0 / np.sqrt(12.0 * 200.0))
    assert len(np.unique(more)) == 200


def test_equipment_breaks_an_operation_off() -> None:
    """Production ends after a uniform share of its 336 h and the batch is lost then; contamination, at its
    end."""
    _, whole, _ = followed(Uncertainty(**causes(contamination=hours(0.0))), 100)
    problem, broken, _ = followed(Uncertainty(**causes(equipment=hours(0.0))), 100)
    assert production(problem, whole)[1] == pytest.approx(336.0)
    start, length = production(problem, broken)
    assert np.all(length < 336.0)
    assert kstest(length.ravel() / 336.0, "uniform").pvalue > 0.01
    assert broken.lost_h == pytest.approx(start + length)


def test_a_stop_of_one_site_leaves_the_other_at_work() -> None:
    """Two sites of one suite each: each is stopped by draws of its own, and a stop moves its own batches
    alone."""
    base = scenario({"s": suite()}, {
        "o": Order(product="a", batches=value(4, "count"), due=date(2024, 6, 1), suite="s"),
        "q": Order(product="b", batches=value(4, "count"), due=date(2024, 6, 1), suite="t"),
    })  # fmt: skip
    sites = {"one": base.sites["site"], "two": Site(suites={"t": suite()})}
    fields = {name: getattr(base, name) for name in base.__struct_fields__} | {"sites": sites}
    varied = Uncertainty(site_stop=SiteStop(between=hours(3000.0), duration=hours(400.0)))
    plant = _with(Scenario(**fields), varied)
    profiles: Profiles = {("a", "s"): profile(n=N), ("b", "t"): profile("t", "b", n=N)}
    batches = schedule.batch_orders(plant, profiles, {})
    problem = flow.compile_plant(plant, profiles, batches)
    timetable = schedule.timetable(problem, batches, budget=100_000)
    follower = make_follower(plant, problem, timetable, profiles, variation(plant), 1)
    chunk, worlds, _ = follower.run(profiles, inputs(N))
    late = chunk.done_h - follower.base.done_h
    place = np.array([batch.suite for batch in batches])
    assert worlds.stops_h is not None
    stops = worlds.stops_h.shape[1] // 2
    calm = [np.isinf(worlds.stops_h[:, at, 0]) for at in (0, stops)]
    for suite_name, own in zip(("s", "t"), calm, strict=True):
        assert np.all(late[own][:, place == suite_name] == 0.0)
        assert late[~own][:, place == suite_name].max() > 100.0
    assert abs(np.corrcoef(calm[0], calm[1])[0, 1]) < 4.0 / np.sqrt(N)
    assert np.any(calm[0] & ~calm[1])


def test_an_order_that_is_cancelled_wants_nothing() -> None:
    """Cancelled in every world: nothing is due, so it is met and the service is whole."""
    change = OrderChange(
        amount=value(1.0, "fraction"), due_shift=hours(0.0), cancelled=value(1.0, "fraction")
    )  # fmt: skip
    found = run(Uncertainty(order_change=change), odds=0.9)
    assert found.service is not None
    assert found.service[1:].tolist() == [1.0] * N
    assert found.order_met["o"][1:].tolist() == [1.0] * N
    assert found.order_met["o"][0] == 1.0


def test_an_order_that_grows_is_met_by_the_plan_and_short_in_service() -> None:
    """Four batches planned, eight wanted: all four in time serve half of it."""
    change = OrderChange(
        amount=value(2.0, "fraction"), due_shift=hours(0.0), cancelled=value(0.0, "fraction")
    )  # fmt: skip
    found = run(Uncertainty(order_change=change))
    assert found.service is not None
    assert found.service.tolist() == [1.0] + [0.5] * N
    assert found.order_met["o"].tolist() == [1.0] * (1 + N)


def test_a_due_day_that_moves_decides() -> None:
    """The order is complete d hours before its due time: it is late where the shift is below -d."""
    plain = run(None, n=0)
    slack = (date(2024, 6, 2).toordinal() - date(2024, 1, 1).toordinal()) * 24.0 - plain.order_completion_h[
        "o"
    ][0]
    shift = Normal(-slack, 200.0)
    change = OrderChange(
        amount=value(1.0, "fraction"), due_shift=hours(0.0, shift), cancelled=value(0.0, "fraction")
    )  # fmt: skip
    found = run(Uncertainty(order_change=change))
    assert binomial(found.order_met["o"][1:].sum(), N, 0.5)


def test_money_is_spent_up_to_where_a_batch_is_lost() -> None:
    """Lost after 420 of 1,182 hours: 100 of labour in full, of 1,000 of materials what was used by then."""
    money = {"labour": np.full(1 + N, 100.0), "materials": np.full(1 + N, 1000.0)}
    sure, none = run(None, odds=1.0, cost_cny=money), run(None, odds=0.0, cost_cny=money)
    assert none.cost_cny is not None
    assert none.lost_cny is not None
    assert none.cost_cny.tolist() == [4400.0] * (1 + N)
    assert none.lost_cny.tolist() == [0.0] * (1 + N)
    assert sure.cost_cny is not None
    assert sure.lost_cny is not None
    assert sure.cost_cny == pytest.approx(4.0 * (100.0 + 1000.0 * 420.0 / 1182.0))
    assert sure.lost_cny.tolist() == sure.cost_cny.tolist()


def test_the_lowest_stock_falls_short_by_what_failed() -> None:
    """Four batches of 5 kg are due; all fail: 20 kg short. None fails: nothing is left."""
    assert run(None, odds=1.0, n=0).least_stock_kg["a"].tolist() == [-20.0]
    assert run(None, n=0).least_stock_kg["a"].tolist() == [0.0]


def test_a_length_that_jumps_is_refused() -> None:
    """Repairs of 4 or 40 hours and nothing in between can't be drawn by the kernel."""
    jumps = hours(22.0, Empirical((4.0, 40.0)), "uncertainty.downtime.repair")
    plant = _with(scenario({"s": suite()}), Uncertainty(downtime=Downtime(repair=jumps)))
    with pytest.raises(InputError) as caught:
        variation(plant)
    assert [(each.code, each.path) for each in caught.value.findings] == [
        ("SIM-036", "uncertainty.downtime.repair")
    ]
    smooth = hours(22.0, Uniform(4.0, 40.0))
    assert variation(_with(plant, Uncertainty(downtime=Downtime(repair=smooth))))
