"""The published plants with hold limits, one cleaning skid and changeovers: verified timetables and gaps."""

import numpy as np
import pytest

from seedtrain.catalog.cases import case
from seedtrain.flow.case import load_case
from seedtrain.flow.sequence import place_in_order
from seedtrain.flow.verify import verify
from seedtrain.schedule.bound import makespan_bound
from seedtrain.schedule.search import best_order
from seedtrain.schedule.solve import tardiness


@pytest.mark.parametrize(
    ("batches", "gap", "budget"), [(50, 0.08, 1_000_000), (200, 0.03, 400_000), (1000, 0.009, 0)]
)
def test_makespan_is_near_its_bound(batches: int, gap: float, budget: int) -> None:
    """The gap reached with a small budget: 8 % at 50, 3 % at 200, 0.9 % at 1,000 batches, every rule kept."""
    problem = load_case(case(f"bench_schedule_{batches}")).problem
    found = place_in_order(problem, best_order(problem, tardiness_first=False, budget=budget))
    bound = makespan_bound(problem)
    assert bound <= found.makespan_h <= bound / (1.0 - gap)
    assert verify(problem, found) == []


def test_search_halves_the_tardiness_of_earliest_due_first() -> None:
    """50 batches: weighted tardiness at most half of that in order of due dates."""
    problem = load_case(case("bench_schedule_50")).problem
    by_due = place_in_order(problem, np.argsort(problem.due_h, kind="stable"))
    found = place_in_order(problem, best_order(problem, budget=2_000_000))
    assert tardiness(problem, found) <= 0.5 * tardiness(problem, by_due)
    assert verify(problem, found) == []


def test_ten_thousand_batches_are_placed_and_verified() -> None:
    """The largest plant: campaigns in one pass, no rule broken, 0.5 % above the bound."""
    problem = load_case(case("bench_schedule_10000")).problem
    found = place_in_order(problem, np.lexsort((problem.due_h, problem.family)))
    assert verify(problem, found) == []
    assert found.makespan_h <= makespan_bound(problem) * 1.005
