"""The packing bound against optima worked out by hand and found by trying every order."""

from itertools import permutations

import numpy as np
import pytest
from tests.flow_cases import pool, random_plant

from seedtrain.flow import Job, Problem, Step, build
from seedtrain.flow.sequence import place_in_order
from seedtrain.schedule.bound import makespan_bound
from seedtrain.schedule.packing import packed_makespan_bound


def campaigns(counts: dict[str, int], *, units: int, changeover_h: float) -> Problem:
    """So many batches of each product, 10 h each and 1 h of cleaning, on identical reactors."""
    step = Step(name="p", duration_h=10, pool="R", clean_h=1, changeover_h=changeover_h)
    jobs = [
        Job(name=f"{family}{place}", family=family, steps=(step,))
        for family, count in counts.items()
        for place in range(count)
    ]
    return build(jobs, [pool("R", units)])


def test_whole_batches_are_packed_by_hand() -> None:
    """Three batches on two reactors: one has two of them, 10 + 1 + 10 = 21 h; spread evenly 15.5 h."""
    problem = campaigns({"a": 3}, units=2, changeover_h=0)
    assert makespan_bound(problem) == 15.5
    assert packed_makespan_bound(problem) == 21.0


def test_a_long_changeover_keeps_products_apart_by_hand() -> None:
    """Three of a and one of b on two reactors, changeover 100 h: a alone takes 3 x 10 + 2 x 1 = 32 h.

    With b placed first, the batches of a follow one another on the other reactor: no timetable is shorter.
    """
    problem = campaigns({"a": 3, "b": 1}, units=2, changeover_h=100)
    assert packed_makespan_bound(problem) == 32.0
    assert place_in_order(problem, np.array([3, 0, 1, 2])).makespan_h == 32.0


def test_a_reactor_may_stay_unused() -> None:
    """With as many reactors as batches nothing is shared: 10 h, not more."""
    assert packed_makespan_bound(campaigns({"a": 2, "b": 1}, units=4, changeover_h=100)) == 10.0


@pytest.mark.parametrize("seed", range(4))
def test_no_order_beats_the_bound(seed: int) -> None:
    """On five batches, some with closures, the bound lies between the simpler bound and the best order."""
    problem = random_plant(seed, jobs=5, closures=seed % 2 == 1)
    best = min(place_in_order(problem, np.array(order)).makespan_h for order in permutations(range(5)))
    assert makespan_bound(problem) <= packed_makespan_bound(problem) <= best
