"""A search that is watched says how far it is; ended by the user it keeps the best so far."""

import json
from pathlib import Path

import numpy as np
import pytest
from tests import flow_cases as cases
from tests.interfaces.conftest import Call

from seedtrain import service
from seedtrain.flow.insertion import Misfit
from seedtrain.flow.pins import no_pins
from seedtrain.flow.sequence import improve as real
from seedtrain.messages import Message
from seedtrain.schedule.goals import completed
from seedtrain.schedule.incumbent import searched
from seedtrain.schedule.search import Watch, best_order, timed_order


def stop(*_: object, **__: object) -> None:
    """End the search as the user does."""
    raise KeyboardInterrupt


def test_a_watched_search_tells_falling_values_and_gives_the_same_order() -> None:
    """What is told never gets worse, and watching changes nothing."""
    problem = cases.random_plant(3, 8)
    told: list[float] = []
    order = best_order(problem, watch=Watch(lambda reached: told.append(reached[1])))
    assert told == sorted(told, reverse=True)
    assert order.tolist() == best_order(problem).tolist()


def test_an_interrupted_search_keeps_the_best_so_far() -> None:
    """By work, by the clock and by goals: every job has its place, and the end is told as one by the user."""
    problem = cases.random_plant(3, 8)
    for watch, order in (
        (by_work := Watch(stop), best_order(problem, watch=by_work)),
        (by_clock := Watch(stop), timed_order(problem, 5.0, tardiness_first=True, watch=by_clock)),
    ):
        assert watch.is_interrupted
        assert sorted(order.tolist()) == list(range(8))
    best = searched(problem, [no_pins(problem)], completed(("wip",)), [np.arange(8)], report=stop)
    assert best.is_interrupted
    assert not isinstance(best.found, Misfit)


def test_an_interruption_that_nobody_watches_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a watch the search of a run ends as ever."""
    monkeypatch.setattr("seedtrain.schedule.search.improve", stop)
    with pytest.raises(KeyboardInterrupt):
        best_order(cases.random_plant(3, 8))


def test_the_command_shows_and_keeps_what_it_has(
    call: Call, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, small: Path
) -> None:
    """Interrupted in its second round it ends with 130, the timetable as JSON and the folder in place."""
    calls: list[int] = []

    def improve(*arguments: object, **named: object) -> object:
        calls.append(1)
        if len(calls) > 1:
            raise KeyboardInterrupt
        return real(*arguments, **named)  # type: ignore[arg-type]

    monkeypatch.setattr("seedtrain.schedule.search.improve", improve)
    said = call("schedule", small, "--json", "--out", "kept")
    assert said.code == 130
    found = json.loads(said.out)
    assert (found["status"] in ("interrupted", "optimal"), found["verified"]) == (True, True)
    assert (tmp_path / "kept" / "timetable.csv").is_file()


def test_progress_has_incumbent_and_bound(small: Path) -> None:
    """What is shown names the objective, its value and its bound."""
    shown: list[Message] = []
    service.schedule(str(small), "makespan", show=shown.append)
    assert shown
    assert all(each.render("en").startswith("scheduling: makespan [h] ") for each in shown)
    assert "界" in shown[-1].render("zh")
