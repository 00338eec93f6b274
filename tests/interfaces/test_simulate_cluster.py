"""Simulations on clusters of real processes: the same bytes, and nothing lost when a worker is killed."""

import os
import signal
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.cluster_work import Deadly, Light, Watched

from seedtrain.errors import InputError, StoppedError
from seedtrain.simulate import cluster
from seedtrain.simulate.cluster import Here, Processes, cluster_of
from seedtrain.simulate.dask_cluster import DaskCluster
from seedtrain.simulate.part import Part, joined
from seedtrain.simulate.work import Work

N, CHUNK = 96, 8
SPANS = [(at, at + CHUNK) for at in range(0, N, CHUNK)]


def same(parts: Iterable[Part], work: Work) -> bool:
    """Whether parts are what this process gives in one go, to the last bit."""
    found, whole = joined(parts), work.part(0, N)
    return found.end == N and {name: column.tobytes() for name, column in found.columns.items()} == {
        name: column.tobytes() for name, column in whole.columns.items()
    }


def killed(parts: Iterator[Part], folder: Path) -> Iterator[Part]:
    """Give the parts; once the first is there, kill one of the processes that have run one."""
    for place, part in enumerate(parts):
        if place == 0:
            os.kill(int(next(folder.iterdir()).name), signal.SIGKILL)
        yield part


@pytest.fixture
def scheduler() -> Iterator[str]:
    """A scheduler with two workers, each a process of its own; its address."""
    import distributed

    made: Any = distributed.LocalCluster
    settings = {"processes": True, "dashboard_address": None, "silence_logs": 50, "memory_limit": None}
    with made(n_workers=2, threads_per_worker=1, **settings) as started:
        yield started.scheduler_address


def test_a_dask_worker_killed_in_the_middle_costs_nothing(scheduler: str, tmp_path: Path) -> None:
    """Two worker processes, one killed after the first part: every replication once, the same bytes."""
    parts = DaskCluster(scheduler).map(Watched(Light(), tmp_path), SPANS)
    assert same(killed(parts, tmp_path), Light())
    assert str(os.getpid()) not in {file.name for file in tmp_path.iterdir()}


def test_a_process_killed_in_the_middle_costs_nothing(tmp_path: Path) -> None:
    """The same of processes of this machine: what was under way is run again."""
    parts = Processes(2).map(Watched(Light(), tmp_path), SPANS)
    assert same(killed(parts, tmp_path), Light())
    assert len(list(tmp_path.iterdir())) >= 2


def test_without_a_scheduler_it_is_refused() -> None:
    """Nobody listens at port 9: the finding says where and why."""
    with pytest.raises(InputError) as caught:
        list(DaskCluster("tcp://127.0.0.1:9", patience_s=0.2).map(Light(), SPANS))
    assert [(found.code, found.value) for found in caught.value.findings] == [
        ("SIM-030", "tcp://127.0.0.1:9")
    ]


def test_workers_that_keep_dying_end_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """No restart is left: exit code 4, with the number of replications that were not run."""
    monkeypatch.setattr(cluster, "RESTARTS", 0)
    with pytest.raises(StoppedError) as caught:
        list(Processes(1).map(Deadly(), [(0, 3), (3, 5)]))
    assert [(found.code, found.value) for found in caught.value.findings] == [("SIM-031", "5")]


def test_a_cluster_by_its_name() -> None:
    """Threads for one are this process itself; an address is a scheduler's."""
    assert isinstance(cluster_of("threads", 1), Here)
    assert isinstance(cluster_of("here"), Here)
    assert isinstance(cluster_of("processes", 2), Processes)
    assert isinstance(cluster_of("tcp://host:8786"), DaskCluster)
