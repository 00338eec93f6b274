"""Simulated plants of a case: by hand without spread, the streams, and what does not move a result."""

from typing import Any

import numpy as np
import pytest

from seedtrain.flow.case import load_case
from seedtrain.quantities.special import normal_quantile
from seedtrain.quantities.streams import Streams
from seedtrain.simulate import plant
from seedtrain.simulate.noise import STRIDE
from seedtrain.simulate.plant import POLICIES, Policy, draw_plant, simulate_plant


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


@pytest.mark.parametrize("policy", POLICIES)
def test_without_spread_it_is_worked_out_by_hand(policy: Policy) -> None:
    """A vessel is held to the end of harvest: starts at 0, 6.5, 13 d; releases at 10, 16.5, 23 d. Two are
    before day 22."""
    found = simulate_plant(load_case(case()), policy=policy, replications=4, seed=1)
    assert found.released.tolist() == [2.0] * 4
    assert found.failed.tolist() == [0.0] * 4
    assert found.last_release_h.tolist() == [23.0 * 24.0] * 4
    assert not found.is_stuck.any()


def test_released_on_the_horizon_does_not_count() -> None:
    """The third release falls on day 23: before the horizon means before it."""
    at = simulate_plant(load_case(case(horizon_d=23.0)), policy="plan_order", replications=1, seed=1)
    after = simulate_plant(load_case(case(horizon_d=23.5)), policy="plan_order", replications=1, seed=1)
    assert (at.released[0], after.released[0]) == (2.0, 3.0)


@pytest.mark.parametrize("policy", POLICIES)
def test_certain_failure_releases_nothing(policy: Policy) -> None:
    """Each batch is lost at the end of production, at 5, 11.5 and 18 d: 1.5 days of turnaround."""
    found = simulate_plant(
        load_case(case(failure_odds=1.0, horizon_d=12.0)), policy=policy, replications=2, seed=1
    )
    assert found.released.tolist() == [0.0, 0.0]
    assert found.failed.tolist() == [2.0, 2.0]
    assert found.last_release_h.tolist() == [0.0, 0.0]
    assert not found.is_stuck.any()


def test_draws_are_those_of_the_named_streams() -> None:
    """Durations and failures are the numbers of each batch's own streams, from any replication on."""
    read = load_case(case(cv=0.2, failure_odds=0.5))
    durations, ends = draw_plant(read, 7, 3, 6)
    streams = Streams(7)
    counters = np.arange(3)[None, :] * STRIDE + np.arange(3, 6)[:, None]
    sigma = np.sqrt(np.log1p(np.square(read.cv[:3])))
    for job in range(3):
        normal = normal_quantile(streams.uniform_at(f"batch_duration.B{job + 1}", counters))
        part = slice(3 * job, 3 * job + 3)
        assert np.array_equal(durations[:, part], read.problem.duration_h[part] * np.exp(sigma * normal))
        fails = streams.uniform(f"batch_failure.B{job + 1}", 6)[3:] < 0.5
        assert np.array_equal(ends[:, 3 * job], fails)
    assert not ends.reshape(3, 3, 3)[:, :, 1:].any()


def test_neither_chunk_nor_block_moves_a_result(monkeypatch: pytest.MonkeyPatch) -> None:
    """Small chunks and blocks give the same bits; more replications keep the first ones."""
    read = load_case(case(cv=0.3, failure_odds=0.1))
    whole = simulate_plant(read, policy="first_come", replications=50, seed=3)
    monkeypatch.setattr(plant, "CHUNK", 9 * 7)
    monkeypatch.setattr(plant, "BLOCK", 16)
    parts = simulate_plant(read, policy="first_come", replications=60, seed=3)
    for name in ("released", "failed", "last_release_h", "is_stuck"):
        assert np.array_equal(getattr(whole, name), getattr(parts, name)[:50])
