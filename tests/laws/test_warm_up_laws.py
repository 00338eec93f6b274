"""The warm-up that MSER-5 finds: where it is known, and where there is none."""

import numpy as np
import pytest

from seedtrain.flow.case import load_case
from seedtrain.simulate.plant_work import PlantWork
from seedtrain.simulate.warm_up import filling, mser, under_way


def test_a_step_is_left_out_to_its_last_five_days() -> None:
    """Forty days of another level, then up and down about one: 40, for all that is kept is alike."""
    for low in (-20.0, 50.0):
        values = 10.0 + np.resize([-1.0, 1.0], 400)
        values[:40] = low
        assert mser(values) == 40


def test_what_is_steady_from_the_start_loses_little() -> None:
    """White noise without a warm-up: on average less than a twentieth of it is left out."""
    rng = np.random.default_rng(2)
    found = [mser(rng.normal(0.0, 1.0, 500)) for _ in range(200)]
    told = [each for each in found if each is not None]
    assert len(told) > 190
    assert np.mean(told) < 25.0


def test_what_does_not_settle_is_not_told() -> None:
    """A line that rises all the time, and a series too short to tell: none."""
    assert mser(np.arange(500.0)) is None
    assert mser(np.ones(99)) is None


def test_an_exponential_rise_is_left_out_until_little_of_it_is_left() -> None:
    """1 - exp(-t / 20) with noise of 0.02: between two time constants and seven."""
    rng = np.random.default_rng(3)
    days = np.arange(600.0)
    found = mser(1.0 - np.exp(-days / 20.0) + rng.normal(0.0, 0.02, 600))
    assert found is not None
    assert 40 <= found <= 140


CASE = {
    "name": "line",
    "kind": "simulation_plant",
    "operations": [
        {"name": "production", "servers": 1, "turnaround_d": 0.0, "setup_d": 0.0, "mean_d": 2.0, "cv": 0.0},
        {"name": "harvest", "servers": 1, "turnaround_d": 0.0, "setup_d": 0.0, "mean_d": 1.0, "cv": 0.0},
        {"name": "release", "servers": None, "turnaround_d": 0.0, "setup_d": 0.0, "mean_d": 27.0, "cv": 0.0},
    ],
    "production_factor_by_product": [1.0],
    "failure_odds": 0.0,
    "fail_turnaround_d": 0.0,
    "batches": 100,
    "campaign": 100,
    "products": 1,
    "horizon_d": 400.0,
}


def test_a_line_fills_in_the_length_of_its_route() -> None:
    """A vessel of 2 days held through a day of harvest: a batch begins every 3 days, and is released 30 days
    after it began. Under way are 1, 2 ... 10 batches from day 0, 3 ... 27 on, ten for good: found at 25 or
    30 days (five at a time). The last of a hundred begins on day 297; on day 400 nothing is under way."""
    work = PlantWork(case=load_case(CASE), policy="plan_order", seed=1)
    chunk = work.run(0, 3, traced=True)[0]
    counts = under_way(work.case.problem, chunk, np.array([0.0, 2.9, 3.0, 27.0, 29.9, 30.0, 200.0]) * 24.0)
    assert counts[0].tolist() == [1, 1, 2, 10, 10, 10, 10]
    found = filling(work.case.problem, chunk, 400.0 * 24.0)
    assert found.days == 297
    assert found.warm_up_d in (25.0, 30.0)
    assert found.at_end == pytest.approx(0.0)
    assert filling(work.case.problem, chunk, 200.0 * 24.0).at_end == pytest.approx(10.0)
