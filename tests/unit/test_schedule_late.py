"""The bound on weighted tardiness, and the search that the clock ends."""

import itertools
from time import perf_counter

import numpy as np
import pytest

from seedtrain.flow.build import Job, Part, Pool, Step, build
from seedtrain.flow.problem import Problem
from seedtrain.flow.sequence import place_in_order
from seedtrain.schedule.late import tardiness_bound
from seedtrain.schedule.search import timed_order
from seedtrain.schedule.solve import tardiness


def line(durations: list[float], dues: list[float], weights: list[float], units: int = 1) -> Problem:
    """Jobs of one operation on one pool; a unit is cleaned for an hour after each."""
    jobs = [
        Job(
            name=f"J{k}",
            family="F",
            due_h=due,
            weight=weight,
            steps=(Step(name="run", duration_h=time, pool="p", clean_h=1.0),),
        )
        for k, (time, due, weight) in enumerate(zip(durations, dues, weights, strict=True))
    ]
    return build(jobs, [Pool("p", tuple(Part(f"p-{k + 1}") for k in range(units)))])


def test_two_jobs_on_one_unit() -> None:
    """3 h and 5 h, both due at 4: the second ends at 3 + 1 + 5 = 9 h at the earliest, 5 h late; 5 h alone is
    1 h late."""
    assert tardiness_bound(line([3.0, 5.0], [4.0, 4.0], [1.0, 1.0])) == 5.0
    assert tardiness_bound(line([3.0, 5.0], [4.0, 4.0], [1.0, 1.0], units=2)) == 1.0


def test_heavy_jobs_are_bounded_apart() -> None:
    """Weights 1 and 3: at least 5 h late in all, and the heavy one alone 1 h more at its further weight 2."""
    assert tardiness_bound(line([3.0, 5.0], [4.0, 4.0], [1.0, 3.0])) == 5.0 + 2.0 * 1.0


def test_without_due_times_nothing_is_late() -> None:
    """No due time, no tardiness."""
    assert tardiness_bound(line([3.0, 5.0], [np.inf, np.inf], [1.0, 1.0])) == 0.0


@pytest.mark.parametrize("seed", range(12))
def test_no_order_is_less_late_than_the_bound(seed: int) -> None:
    """Five random jobs on one or two units: the least of all 120 orders is no less than the bound."""
    rng = np.random.default_rng(seed)
    draw = [rng.integers(low, high, 5).astype(float).tolist() for low, high in ((1, 9), (2, 20), (1, 4))]
    problem = line(draw[0], draw[1], draw[2], units=1 + seed % 2)
    orders = (np.array(order) for order in itertools.permutations(range(5)))
    least = min(tardiness(problem, place_in_order(problem, order)) for order in orders)
    assert tardiness_bound(problem) <= least + 1e-9


def test_the_clock_ends_the_search() -> None:
    """Weighted jobs on one unit: each job once, in about the time given, and as good as every order tried."""
    problem = line([5.0, 3.0, 8.0, 2.0, 6.0], [9.0, 4.0, 30.0, 6.0, 12.0], [1.0, 2.0, 1.0, 3.0, 2.0])
    timed_order(problem, 0.01, tardiness_first=True)
    began = perf_counter()
    order = timed_order(problem, 0.3, tardiness_first=True)
    assert 0.25 < perf_counter() - began < 1.5
    assert sorted(order.tolist()) == list(range(5))
    best = min(
        tardiness(problem, place_in_order(problem, np.array(each)))
        for each in itertools.permutations(range(5))
    )
    assert tardiness(problem, place_in_order(problem, order)) == best
