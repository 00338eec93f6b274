"""Windows of CP-SAT in turn with local search: never worse, proven where small, and the judge agrees."""

from itertools import permutations

import numpy as np
import pytest
from tests.flow_cases import batch, plant, random_plant

from seedtrain.catalog.cases import case
from seedtrain.flow.case import load_case
from seedtrain.flow.sequence import place_in_order
from seedtrain.flow.verify import verify
from seedtrain.schedule.alternate import bettered
from seedtrain.schedule.race import Runner, levels, race
from seedtrain.schedule.search import Watch, timed_order
from seedtrain.schedule.solve import tardiness

NONE = np.array([], dtype=np.int64)


@pytest.mark.parametrize("late", [False, True])
def test_a_small_plant_is_proven_and_no_order_is_better(late: bool) -> None:
    """Four batches: the bound of the window that is the whole meets what it found, below every order."""
    problem = random_plant(5, 4)
    best = bettered(problem, np.arange(4)[::-1], tardiness_first=late, fixed=NONE)
    found = best.assignment
    value = tardiness(problem, found) if late else found.makespan_h
    assert value == pytest.approx(best.bound)
    assert verify(problem, found) == []
    for order in permutations(range(4)):
        other = place_in_order(problem, np.array(order))
        assert value <= (tardiness(problem, other) if late else other.makespan_h) + 1e-6


@pytest.mark.parametrize("late", [False, True])
def test_windows_make_a_plant_of_fifty_no_worse_and_keep_every_rule(late: bool) -> None:
    """From the order of due dates, by the clock; the judge finds nothing, and values told only fall."""
    problem = load_case(case("bench_schedule_50")).problem
    order = np.argsort(problem.due_h, kind="stable")
    first, told = place_in_order(problem, order), []
    watch = Watch(lambda reached: told.append(reached[1] if late else reached[0]))
    best = bettered(problem, order, tardiness_first=late, fixed=NONE, seconds=1.5, watch=watch)
    values = [tardiness(problem, each) if late else each.makespan_h for each in (first, best.assignment)]
    assert values[1] <= values[0]
    assert best.windows > 0
    assert told == sorted(told, reverse=True)
    assert verify(problem, best.assignment) == []


def test_windows_find_what_no_order_gives() -> None:
    """From what local search finds in half a second, a fixed number of windows and turns is less late."""
    problem = load_case(case("bench_schedule_50")).problem
    order = timed_order(problem, 0.5, tardiness_first=True)
    best = bettered(problem, order, tardiness_first=True, fixed=NONE)
    assert tardiness(problem, best.assignment) < tardiness(problem, place_in_order(problem, order))


def test_what_is_under_way_stands() -> None:
    """Batch c1 is under way: it is placed first and no window moves it, though it is due last."""
    problem = plant(batch("a1", due_h=30.0), batch("b1", due_h=40.0), batch("c1", due_h=200.0), reactors=1)
    alone = place_in_order(problem, np.array([2, 0, 1]))
    best = bettered(problem, np.array([0, 1, 2]), tardiness_first=True, fixed=np.array([2]))
    mine = problem.job_of == 2
    assert best.assignment.start_h[mine].tolist() == alone.start_h[mine].tolist()
    assert tardiness(problem, best.assignment) <= tardiness(problem, alone)


def test_an_interruption_in_a_window_keeps_the_best(monkeypatch: pytest.MonkeyPatch) -> None:
    """Watched, the user ends it with what there is; unwatched it is raised."""

    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("seedtrain.schedule.windows.improve_assignment", stop)
    problem = load_case(case("bench_schedule_50")).problem
    order, watch = np.arange(50), Watch()
    best = bettered(problem, order, tardiness_first=True, fixed=NONE, seconds=5.0, watch=watch)
    assert watch.is_interrupted
    assert verify(problem, best.assignment) == []
    with pytest.raises(KeyboardInterrupt):
        bettered(problem, order, tardiness_first=True, fixed=NONE, seconds=5.0)


def test_a_race_halves_the_field_and_may_be_won_from_behind() -> None:
    """Eight runners stand at 8, 7 .. 1; each trial betters runner 0 by one and no other.

    One trial a level: runner 0 is at 7, among the worse four, and out; runner 7, at 1, wins. Four: it is at
    4, among the better four, then at 0, and wins. None: the one that stands best wins.
    """
    assert [levels(count) for count in (1, 2, 3, 8, 9)] == [1, 1, 2, 3, 4]

    def won(trials: int) -> float:
        field = [Runner(np.array([at]), (8.0 - at, 0.0), np.zeros(1, dtype=np.uint64)) for at in range(8)]

        def run(runner: Runner, count: int) -> None:
            if runner.order[0] == 0:
                runner.rank = (runner.rank[0] - count, 0.0)

        return float(race(field, run, lambda _: trials).order[0])

    assert won(1) == 7.0
    assert won(4) == 0.0
    assert won(0) == 7.0
