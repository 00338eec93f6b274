"""Windows of a network: what moves, what stands, and that the result is better and holds."""

import pytest
from tests.flow_cases import random_plant
from tests.network_cases import choice, op, placed, units

from seedtrain.flow.embed import network_of
from seedtrain.flow.network import Network, NetworkJob
from seedtrain.flow.place_network import place_network
from seedtrain.flow.placement import objective
from seedtrain.flow.verify_network import verify_network
from seedtrain.schedule.network.best import best_placement
from seedtrain.schedule.network.solve import Budget
from seedtrain.schedule.network.windows import better_windows, by_clock, by_work, has_windows


def three(*, late: bool = True) -> Network:
    """Jobs a, b, c of 5, 1 and 3 h on one unit, due at 9, 1 and 4; by weight of lateness or makespan."""
    hours, due = (5.0, 1.0, 3.0), (9.0, 1.0, 4.0)
    return Network(
        operations=tuple(op(name, time, "U", job=name) for name, time in zip("abc", hours, strict=True)),
        jobs=tuple(NetworkJob(name=name, due_h=time) for name, time in zip("abc", due, strict=True)),
        resources=units("U"),
        objective={"tardiness": 1.0} if late else {"makespan": 1.0},
    )


def test_windows_put_three_jobs_in_the_order_of_their_dates() -> None:
    """In turn a, b, c: 5 h late for b and 5 for c. Then b 0-1, c 1-4, a 4-9: nobody is late."""
    network = three()
    found = placed(network, {"a": 0, "b": 5, "c": 6})
    assert objective(network, found) == 10.0
    better = better_windows(network, found, by_work(4, Budget(work=0.2)), seed=1)
    assert objective(network, better) == 0.0
    assert better.start_h.tolist() == [4.0, 0.0, 1.0]


def test_what_is_left_out_or_chosen_has_no_windows() -> None:
    """An operation left out, a choice, or two jobs only: the whole is solved instead."""
    network = three(late=False)
    found = placed(network, {"a": 0, "b": 5, "c": 6})
    assert has_windows(network, found)
    assert not has_windows(network, placed(network, {"a": 0, "b": 5}))


def test_a_window_keeps_the_unit_of_what_stands() -> None:
    """Four jobs that may run on U or V: the judge finds the result to hold, and it is the best."""
    network = Network(
        operations=tuple(choice(name, 2.0, "U", "V", job=name) for name in "abcd"),
        jobs=tuple(NetworkJob(name=name) for name in "abcd"),
        resources=units("U", "V"),
    )
    found = placed(network, {"a": 0, "b": 2, "c": 4, "d": 0}, {"d": 1})
    better = better_windows(network, found, by_work(6, Budget(work=0.2)), seed=1)
    assert verify_network(network, better) == []
    assert objective(network, better) == 4.0


def test_windows_better_a_plant_in_the_general_form() -> None:
    """Ten batches in the order given: windows are less late, every rule holds, the clock ends them."""
    network = network_of(random_plant(3, 10), objective="tardiness")
    found = place_network(network, trials=0, seed=1)
    assert found is not None
    better = better_windows(network, found, by_work(5, Budget(work=0.2)), seed=1)
    assert objective(network, better) < objective(network, found)
    assert verify_network(network, better) == []
    assert better_windows(network, found, by_clock(lambda: 0.0, 1.0, Budget()), seed=1) is found


def test_windows_come_before_the_whole_of_a_large_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Six batches taken for many: the search is told of values that only fall, and proves what it finds."""
    monkeypatch.setattr("seedtrain.schedule.network.best.MANY", 5)
    network = network_of(random_plant(4, 6), objective="tardiness")
    told: list[float] = []
    solved = best_placement(network, Budget(work=1.0), lambda value, _: told.append(value))
    assert solved.placement is not None
    assert told == sorted(told, reverse=True)
    assert verify_network(network, solved.placement) == []
    assert solved.bound is not None
    assert solved.bound <= objective(network, solved.placement) == solved.objective
