"""Clusters: one map over runs of replications, here, in threads, in processes or on Dask workers.

Where a part is run changes nothing in it, so all of them give the same bits.
"""

import os
import pickle
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import (
    FIRST_COMPLETED,
    Executor,
    Future,
    ProcessPoolExecutor,
    ThreadPoolExecutor,
    wait,
)
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing import get_context
from typing import Protocol

from seedtrain.errors import StoppedError, finding
from seedtrain.simulate.packed import AHEAD, RESTARTS, Span, begin, run_received
from seedtrain.simulate.part import Part
from seedtrain.simulate.work import Work, run_part


class Cluster(Protocol):
    """Somewhere to run parts."""

    def map(self, work: Work, spans: Iterable[Span]) -> Iterator[Part]:
        """Run ``work`` on each span and give the parts as they come; no part is lost or given twice."""


class Here:
    """This process, one part after the other."""

    def map(self, work: Work, spans: Iterable[Span]) -> Iterator[Part]:
        """Run the parts in order."""
        for first, end in spans:
            yield run_part(work, first, end)


class Threads:
    """Threads of this process; the kernels run outside the interpreter's lock."""

    def __init__(self, workers: int) -> None:
        self._workers = workers

    def map(self, work: Work, spans: Iterable[Span]) -> Iterator[Part]:
        """Give the parts as they come."""
        pool = ThreadPoolExecutor(max_workers=self._workers)

        def submit(span: Span) -> Future[Part]:
            return pool.submit(run_part, work, *span)

        yield from _flowing(pool, submit, spans, self._workers * AHEAD)


class Processes:
    """Processes of this machine. One that dies is replaced and its parts are run again."""

    def __init__(self, workers: int) -> None:
        self._workers = workers

    def map(self, work: Work, spans: Iterable[Span]) -> Iterator[Part]:
        """Give the parts as they come. Raises :class:`StoppedError` (SIM-031) where workers keep dying."""
        packed, left = pickle.dumps(work), list(spans)
        for _ in range(1 + RESTARTS):
            pool = ProcessPoolExecutor(
                self._workers, get_context("spawn"), initializer=begin, initargs=(packed,)
            )

            def submit(span: Span, pool: Executor = pool) -> Future[Part]:
                return pool.submit(run_received, *span)

            try:
                for part in _flowing(pool, submit, tuple(left), self._workers * AHEAD):
                    left.remove((part.first, part.end))
                    yield part
            except BrokenProcessPool:
                continue
            return
        raise StoppedError(
            "workers keep dying", [finding("SIM-031", value=sum(end - first for first, end in left))]
        )


def cluster_of(name: str, workers: int | None = None) -> Cluster:
    """Return the cluster ``name``: ``here``, ``threads``, ``processes``, or the address of a scheduler.

    ``workers``: how many threads or processes, the processors of this machine when absent. An address is
    ``tcp://HOST:PORT`` or ``tls://HOST:PORT``.
    """
    count = workers or os.cpu_count() or 1
    if name == "here":
        return Here()
    if name == "threads":
        return Threads(count) if count > 1 else Here()
    if name == "processes":
        return Processes(count)
    from seedtrain.simulate.dask_cluster import DaskCluster

    return DaskCluster(name)


def _flowing(
    pool: Executor, submit: Callable[[Span], Future[Part]], spans: Iterable[Span], most: int
) -> Iterator[Part]:
    """Keep up to ``most`` parts under way; what is waiting is dropped when nobody wants more."""
    waiting = iter(spans)
    try:
        under_way = {submit(span) for span in islice(waiting, most)}
        while under_way:
            done, under_way = wait(under_way, return_when=FIRST_COMPLETED)
            for future in done:
                yield future.result()
            under_way |= {submit(span) for span in islice(waiting, len(done))}
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
