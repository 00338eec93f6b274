"""A watched search of the general form says how far it is; ended by the user it keeps the best so far."""

import json
import signal
from collections.abc import Callable
from pathlib import Path
from threading import Timer
from typing import Any

import numpy as np
import pytest
from ortools.sat.python.cp_model import CpSolver
from tests.interfaces.conftest import Call
from tests.network_cases import after, op, units
from tests.unit.test_pyjobshop import data, machine, mode, task

from seedtrain.cli.progress import Stages
from seedtrain.flow.network import Network
from seedtrain.flow.verify_network import verify_network
from seedtrain.messages import Message
from seedtrain.schedule.network.best import best_in_order, best_placement
from seedtrain.schedule.network.solve import Budget, solve_network

SIZE = 10
"""Jobs and machines: far from proven when the user stops it."""


def shop() -> tuple[list[list[int]], list[list[int]]]:
    """Machines and hours of each job of a random job shop."""
    rng = np.random.default_rng(7)
    return [rng.permutation(SIZE).tolist() for _ in range(SIZE)], rng.integers(1, 99, (SIZE, SIZE)).tolist()


def network() -> Network:
    """The shop in the general form."""
    routes, hours = shop()
    names = [[f"{job}.{at}" for at in range(SIZE)] for job in range(SIZE)]
    return Network(
        operations=tuple(
            op(names[job][at], hours[job][at], f"m{routes[job][at]}")
            for job in range(SIZE)
            for at in range(SIZE)
        ),
        resources=units(*(f"m{at}" for at in range(SIZE))),
        links=tuple(link for row in names for link in after(*row)),
    )


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The shop as a peer writes it."""
    routes, hours = shop()
    places = [(job, at) for job in range(SIZE) for at in range(SIZE)]
    modes = [mode(place, hours[job][at], routes[job][at]) for place, (job, at) in enumerate(places)]
    chain = [
        {"task1": place, "task2": place + 1, "delay": 0}
        for place, (_, at) in enumerate(places[:-1])
        if at < 9
    ]
    path = tmp_path / "shop.json"
    content = data([task() for _ in places], modes, [machine() for _ in range(SIZE)], end_before_start=chain)
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


def stopping(at: int) -> tuple[Callable[..., None], list[tuple[object, ...]]]:
    """What ends a search when it is told for the ``at``-th time, as Ctrl-C does; and what it was told."""
    told: list[tuple[object, ...]] = []

    def tell(*words: object) -> None:
        told.append(words)
        if len(told) == at:
            signal.raise_signal(signal.SIGINT)

    return tell, told


@pytest.mark.parametrize("at", [1, 4])
def test_an_interrupted_search_keeps_the_best_so_far(at: int) -> None:
    """After the list scheduler's word, and inside the solver: a timetable that holds, and an honest bound."""
    tell, told = stopping(at)
    made = network()
    solved = best_placement(made, Budget(), tell)
    assert len(told) >= at
    assert solved.status == "interrupted"
    assert solved.placement is not None
    assert solved.objective is not None
    assert solved.bound is not None
    assert verify_network(made, solved.placement) == []
    assert 0.0 < solved.bound <= solved.objective


def test_what_is_told_only_gets_better() -> None:
    """The values fall, no bound lies above its value, and bounds alone are told of too."""
    tell, told = stopping(12)
    best_placement(network(), Budget(), tell)
    values = [float(str(value)) for value, _ in told]
    assert values == sorted(values, reverse=True)
    assert all(float(str(bound)) <= float(str(value)) for value, bound in told)
    assert len(set(values)) < len(values)


def test_an_interruption_between_objectives_keeps_the_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first objective is proven when the second is interrupted: its placement and bound stay."""
    small = Network(operations=(op("a", 2, "U"), op("b", 3, "U")), resources=units("U"))

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("seedtrain.schedule.network.best.solve_network", stop)
    solved = best_in_order(small, ("makespan", "flow_time"), Budget(), lambda *_: None)
    assert (solved.status, solved.objective, solved.bound) == ("interrupted", 5.0, 5.0)
    with pytest.raises(KeyboardInterrupt):
        best_in_order(small, ("makespan", "flow_time"), Budget())


def test_an_interruption_that_nobody_watches_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """A run, which watches nothing, ends as ever; the solver is stopped all the same."""

    asked: list[int] = []
    real = CpSolver.solve

    def solve(self: CpSolver, *arguments: Any) -> Any:
        Timer(0.3, signal.raise_signal, (signal.SIGINT,)).start()
        return real(self, *arguments)

    def stop_search(self: CpSolver) -> None:
        asked.append(1)
        stopped(self)

    stopped = CpSolver.stop_search
    monkeypatch.setattr(CpSolver, "solve", solve)
    monkeypatch.setattr(CpSolver, "stop_search", stop_search)
    with pytest.raises(KeyboardInterrupt):
        solve_network(network())
    assert asked


def test_the_command_shows_and_keeps_what_it_has(
    call: Call, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, file: Path
) -> None:
    """Interrupted inside the solver it ends with 130, the timetable as JSON and the folder in place; what it
    showed names the objective, its value and its bound, in both languages."""
    tell, told = stopping(4)
    monkeypatch.setattr(Stages, "show", lambda _, words: tell(words))
    said = call("schedule", file, "--json", "--out", "kept")
    assert said.code == 130
    found = json.loads(said.out)
    assert (found["status"], found["verified"], len(found["operations"])) == ("interrupted", True, SIZE**2)
    assert json.loads((tmp_path / "kept" / "results.json").read_text("utf-8")) == found
    (words,) = told[0]
    assert isinstance(words, Message)
    assert words.render("en").startswith("scheduling: makespan [h] ")
    assert "界" in words.render("zh")
