"""Simulated plants of a case: by hand without spread, the streams, and what does not move a result."""

import pickle
from typing import Any

import numpy as np
import pytest

from seedtrain.flow.case import load_case
from seedtrain.flow.engine import Policy
from seedtrain.quantities import Lognormal, Streams
from seedtrain.quantities.tables import look_up, quantile_table
from seedtrain.simulate.part import Part, joined
from seedtrain.simulate.plant_work import POLICIES, STUCK, PlantWork
from seedtrain.simulate.variation import KINDS, variation


def case(
    cv: float = 0.0, failure_odds: float = 0.0, batches: int = 3, horizon_d: float = 22.0
) -> dict[str, Any]:
    """Production for 5 days in one vessel, half a day of turnaround; harvest for a day; release in 4 days."""
    names = (("production", 1, 0.5, 5.0), ("harvest", 1, 0.0, 1.0), ("release", None, 0.0, 4.0))
    return {
        "name": "tiny",
        "kind": "simulation_plant",
        "operations": [
            {
                "name": name,
                "servers": servers,
                "turnaround_d": turnaround,
                "setup_d": 0.0,
                "mean_d": mean,
                "cv": cv,
            }
            for name, servers, turnaround, mean in names
        ],
        "production_factor_by_product": [1.0],
        "failure_odds": failure_odds,
        "fail_turnaround_d": 1.0,
        "batches": batches,
        "campaign": batches,
        "products": 1,
        "horizon_d": horizon_d,
    }


def run(content: dict[str, Any], n: int, policy: Policy = "plan_order", seed: int = 1, **more: Any) -> Part:
    """The first ``n`` replications of a case."""
    return PlantWork(case=load_case(content), policy=policy, seed=seed, **more).part(0, n)


@pytest.mark.parametrize("policy", POLICIES)
def test_without_spread_it_is_worked_out_by_hand(policy: Policy) -> None:
    """A vessel is held to the end of harvest: starts at 0, 6.5, 13 d; releases at 10, 16.5, 23 d. Two are
    before day 22. The vessel works 15 of the 22 days; two batches wait 6.5 + 13 d for it: 19.5 / 22."""
    found = run(case(), 4, policy).columns
    assert found["released_batches"].tolist() == [2.0] * 4
    assert found["failed_batches"].tolist() == [0.0] * 4
    assert found["last_release"].tolist() == [23.0 * 24.0] * 4
    assert found[STUCK].tolist() == [0.0] * 4
    assert found["utilisation.production"] == pytest.approx(np.full(4, 15.0 / 22.0))
    assert found["queue.production"] == pytest.approx(np.full(4, 19.5 / 22.0))


def test_released_on_the_horizon_does_not_count() -> None:
    """The third release falls on day 23: before the horizon means before it."""
    at, after = (run(case(horizon_d=day), 1).columns["released_batches"][0] for day in (23.0, 23.5))
    assert (at, after) == (2.0, 3.0)


def test_a_warm_up_leaves_out_what_was_released_before_it() -> None:
    """Releases on day 10, 16.5 and 23: from day 12 on there is one before day 22, from day 10 on two."""
    kept = {day: run(case(), 1, warm_up_h=24.0 * day).columns["released_batches"][0] for day in (10.0, 12.0)}
    assert kept == {10.0: 2.0, 12.0: 1.0}


def test_a_warm_up_leaves_out_the_work_and_the_waits_before_it() -> None:
    """From day 12 on the vessel works from 13 to 18, five of ten days; the third batch, which began then, had
    waited 13 days."""
    found = run(case(), 1, warm_up_h=24.0 * 12.0).columns
    assert found["utilisation.production"][0] == pytest.approx(5.0 / 10.0)
    assert found["queue.production"][0] == pytest.approx(13.0 / 10.0)


@pytest.mark.parametrize("policy", POLICIES)
def test_a_work_that_was_sent_gives_the_same_bits(policy: Policy) -> None:
    """Packed, sent and unpacked, as for another process: the same columns."""
    varied = variation(None, [kind for kind in KINDS if kind != "order_change"])
    read = load_case(case(cv=0.3, failure_odds=0.1))
    work = PlantWork(case=read, policy=policy, seed=3, variation=varied)
    here, there = work.part(5, 25), pickle.loads(pickle.dumps(work)).part(5, 25)
    assert {name: column.tobytes() for name, column in here.columns.items()} == {
        name: column.tobytes() for name, column in there.columns.items()
    }


@pytest.mark.parametrize("policy", POLICIES)
def test_certain_failure_releases_nothing(policy: Policy) -> None:
    """Each batch is lost at the end of production, at 5, 11.5 and 18 d: 1.5 days of turnaround."""
    found = run(case(failure_odds=1.0, horizon_d=12.0), 2, policy).columns
    assert found["released_batches"].tolist() == [0.0, 0.0]
    assert found["failed_batches"].tolist() == [2.0, 2.0]
    assert found["last_release"].tolist() == [0.0, 0.0]
    assert found["event.failed.any"].tolist() == [3.0, 3.0]
    assert found[STUCK].tolist() == [0.0, 0.0]


def test_draws_are_those_of_the_named_streams() -> None:
    """The first batch is released at the sum of its drawn times, and fails by its own stream."""
    read, streams, numbers = load_case(case(cv=0.2, failure_odds=0.5)), Streams(7), np.arange(3, 6)
    table = quantile_table(Lognormal(1.0, 0.2))
    drawn = [
        look_up(table, streams.uniform_at("batch_duration.B1", place * 2**32 + numbers)) for place in range(3)
    ]
    hours = (120.0 * drawn[0] + 24.0 * drawn[1]) + 96.0 * drawn[2]
    fails = streams.uniform("batch_failure.B1", 6)[3:] < 0.5
    work = PlantWork(case=read, policy="plan_order", seed=7)
    done = np.array([work.traced(number).done_h[0, 0] for number in numbers.tolist()])
    assert np.isnan(done).tolist() == fails.tolist()
    assert done[~fails] == pytest.approx(hours[~fails])


def test_any_cut_gives_the_same_bits() -> None:
    """Replications one by one, in sevens and at once; more of them keep the first ones."""
    work = PlantWork(case=load_case(case(cv=0.3, failure_odds=0.1)), policy="first_come", seed=3)
    whole = work.part(0, 50)
    for size in (1, 7):
        parts = joined(work.part(at, min(at + size, 50)) for at in range(0, 50, size))
        assert parts.columns.keys() == whole.columns.keys()
        for name, column in whole.columns.items():
            assert parts.columns[name].tobytes() == column.tobytes(), name
