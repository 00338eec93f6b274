"""The recurrence: it gives the timetable back, and moves only what it must."""

from dataclasses import replace

import numpy as np
import pytest
from tests.flow_cases import batch, plant, random_plant

from seedtrain.errors import InputError
from seedtrain.flow.follow import follow
from seedtrain.flow.sequence import place_in_order


@pytest.mark.parametrize("seed", range(8))
def test_without_spread_the_timetable_comes_back_bit_for_bit(seed: int) -> None:
    """The problem's own durations give starts and ends of the timetable, whatever the order of the jobs."""
    problem = random_plant(seed, jobs=12, closures=seed % 2 == 1)
    order = np.random.default_rng(seed).permutation(12)
    plan = place_in_order(problem, order)
    trace = follow(problem, plan, np.tile(problem.duration_h, (2, 1)))
    for row in range(2):
        assert trace.start_h[row].tobytes() == plan.start_h.tobytes()
        assert trace.end_h[row].tobytes() == plan.end_h.tobytes()
    assert trace.unit[0].tolist() == plan.unit.tolist()


def test_a_delay_passes_on_by_hand() -> None:
    """One reactor; production of a1 takes 12 h for 10 h: its harvest is 16-17, a2 enters at 19, not 17.

    The seed of a2 keeps its planned start (13-17) and waits 2 h for the reactor.
    """
    problem = plant(batch("a1"), batch("a2"), reactors=1)
    plan = place_in_order(problem, np.arange(2))
    times = problem.duration_h[None, :].copy()
    times[0, 1] = 12.0
    trace = follow(problem, plan, times)
    assert trace.start_h[0].tolist() == [0, 4, 16, 17, 19, 13, 19, 29, 30, 32]


def test_an_early_output_waits_no_longer_than_its_limit() -> None:
    """Production of a1 takes 5 h for 10 h: harvest is planned at 14, the broth may wait 2 h: harvest at 11.

    The harvest pool may wait 5 h for capture, planned at 15: it starts then.
    """
    problem = plant(batch("a1"))
    plan = place_in_order(problem, np.arange(1))
    times = problem.duration_h[None, :].copy()
    times[0, 1] = 5.0
    trace = follow(problem, plan, times)
    assert trace.start_h[0].tolist() == [0, 4, 11, 15, 17]


def test_a_failed_batch_skips_the_rest_and_frees_its_reactor() -> None:
    """a1 fails at the end of production (14 h): cleaned for 2 h, and 1 h more after a failure, free at 17.

    The next batch keeps its planned times.
    """
    problem = plant(batch("a1"), batch("a2"), reactors=1)
    problem = replace(problem, fail_clean_h=np.where(problem.pool == 1, 5.0, 0.0))
    plan = place_in_order(problem, np.arange(2))
    ends = np.zeros((1, 10), dtype=np.bool_)
    ends[0, 1] = True
    trace = follow(problem, plan, problem.duration_h[None, :], ends=ends)
    assert np.isnan(trace.start_h[0, 2:5]).all()
    assert trace.unit[0, 2] == -1
    assert trace.start_h[0, 5:].tolist() == [13, 21, 31, 32, 34]


def test_openings_and_releases_only_delay() -> None:
    """A reactor that opens at 30 h moves production there; a release at 50 h moves the whole batch."""
    problem = plant(batch("a1"))
    plan = place_in_order(problem, np.arange(1))
    opens = np.full((2, len(problem.units)), -np.inf)
    opens[1, 1:3] = 30.0
    times = np.tile(problem.duration_h, (2, 1))
    assert follow(problem, plan, times, opens_h=opens).start_h[:, 1].tolist() == [4.0, 30.0]
    late = follow(problem, plan, times, releases_h=np.array([[0.0], [50.0]]))
    assert late.start_h[:, 0].tolist() == [0.0, 50.0]


def test_a_unit_that_never_opens_again_leaves_the_batch_waiting_for_ever() -> None:
    """A column that closes at 16 h can't take a capture that comes late."""
    problem = plant(batch("a1"))
    plan = place_in_order(problem, np.arange(1))
    closed = replace(problem, window_to_h=np.where(np.arange(5) == 4, 18.0, np.inf))
    times = problem.duration_h[None, :].copy()
    times[0, 1] = 15.0
    assert follow(closed, plan, times).start_h[0, 3] == np.inf


def test_an_order_in_a_circle_is_refused() -> None:
    """Two batches that are each before the other on some unit can't be followed."""
    problem = plant(batch("a1"), batch("a2"), reactors=1)
    plan = place_in_order(problem, np.arange(2))
    start, free = plan.start_h.copy(), plan.free_h.copy()
    start[5], free[5] = -1.0, 0.0  # a2 before a1 in the seed vessel, after it in the reactor
    with pytest.raises(InputError) as caught:
        follow(problem, replace(plan, start_h=start, free_h=free), problem.duration_h[None, :])
    assert [each.code for each in caught.value.findings] == ["SIM-004"]


def test_a_shared_cleaning_skid_is_refused() -> None:
    """The recurrence does not run cleaning by a shared pool."""
    problem = plant(batch("a1"))
    plan = place_in_order(problem, np.arange(1))
    shared = replace(problem, clean_pool=np.full(5, 2))
    with pytest.raises(InputError) as caught:
        follow(shared, plan, problem.duration_h[None, :])
    assert [each.code for each in caught.value.findings] == ["SIM-003"]
