"""A linear problem as a network: one judge finds what the other finds, and the program what every order
gives."""

from dataclasses import replace
from itertools import permutations

import numpy as np
import pytest
from tests.flow_cases import batch, plant, random_plant
from tests.network_cases import best

from seedtrain.catalog.cases import case
from seedtrain.errors import InputError
from seedtrain.flow.case import load_case
from seedtrain.flow.embed import assignment_from, network_of, placement_of
from seedtrain.flow.sequence import place_in_order
from seedtrain.flow.verify import verify
from seedtrain.flow.verify_network import verify_network
from seedtrain.schedule.network.linear import improve_assignment
from seedtrain.schedule.network.solve import Budget
from seedtrain.schedule.solve import tardiness


@pytest.mark.parametrize("seed", range(4))
def test_the_program_is_as_good_as_every_order(seed: int) -> None:
    """Three batches: the proven optimum is no worse than the best of all orders, and holds for both
    judges."""
    problem = random_plant(seed, 3, closures=seed % 2 == 1)
    orders = [place_in_order(problem, np.array(order)) for order in permutations(range(3))]
    found = best(network_of(problem))
    assert found.placement is not None
    assert found.objective is not None
    assert found.objective <= min(each.makespan_h for each in orders)
    assert verify(problem, assignment_from(problem, found.placement)) == []


@pytest.mark.parametrize("name", ["hand", "bench_schedule_50"])
def test_both_judges_find_a_timetable_to_hold(name: str) -> None:
    """There and back again: nothing is lost, cleaning by a shared skid included."""
    problem = plant(*map(batch, "ab")) if name == "hand" else load_case(case(name)).problem
    found = place_in_order(problem, np.arange(len(problem.jobs)))
    network = network_of(problem)
    placed = placement_of(problem, found, network)
    assert verify_network(network, placed) == []
    again = assignment_from(problem, placed)
    for field in ("start_h", "end_h", "unit", "hold_end_h", "clean_h", "free_h"):
        assert np.array_equal(getattr(found, field), getattr(again, field), equal_nan=True)
    start = placed.start_h.copy()
    start[0] += 5.0
    end = placed.end_h.copy()
    end[0] += 5.0
    moved = replace(placed, start_h=start, end_h=end)
    assert bool(verify_network(network, moved)) == bool(verify(problem, assignment_from(problem, moved)))


def test_a_window_moves_its_own_jobs_only() -> None:
    """Seven of fifty batches may move: the rest stands, the whole holds, and tardiness is no worse."""
    problem = load_case(case("bench_schedule_50")).problem
    found = place_in_order(problem, np.arange(50))
    jobs = np.argsort(found.start_h[problem.route[:-1]])[20:27]
    better = improve_assignment(
        problem, found, objective="tardiness", jobs=jobs, budget=Budget(workers=1, work=0.3)
    ).assignment
    assert verify(problem, better) == []
    others = ~np.isin(problem.job_of, jobs)
    assert np.array_equal(better.start_h[others], found.start_h[others])
    assert tardiness(problem, better) < tardiness(problem, found)


def test_an_attended_changeover_is_refused() -> None:
    """It begins when the next batch is there, which the general form can't say."""
    with pytest.raises(InputError) as caught:
        network_of(load_case(case("bench_simulation")).problem)
    assert [each.code for each in caught.value.findings] == ["SCH-016"]
