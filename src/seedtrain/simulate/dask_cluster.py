"""Dask: parts on the workers of a scheduler, wherever those are. A worker that dies costs no part.

The workers need the same version of seedtrain; the work is sent to them packed, with each part.
"""

import pickle
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from seedtrain.errors import InputError, StoppedError, finding
from seedtrain.simulate.packed import AHEAD, RESTARTS, Span, run_packed
from seedtrain.simulate.part import Part
from seedtrain.simulate.work import Work

Client = Any
Future = Any
"""The library says nothing of its types."""

PATIENCE_S = 20.0
"""Seconds in which a scheduler must answer and have a worker."""
SCHEMES = ("tcp://", "tls://", "ws://", "wss://")


class DaskCluster:
    """The workers of the Dask scheduler at ``address``."""

    def __init__(self, address: str, patience_s: float = PATIENCE_S) -> None:
        self._address = address
        self._patience_s = patience_s

    def map(self, work: Work, spans: Iterable[Span]) -> Iterator[Part]:
        """Give the parts as they come.

        Raises :class:`InputError` (SIM-030) where no scheduler with a worker answers, :class:`StoppedError`
        (SIM-031) where a part has lost its worker time after time.
        """
        client = self._connected()
        try:
            yield from _flowing(client, pickle.dumps(work), spans)
        finally:
            client.close()

    def _connected(self) -> Client:
        import distributed

        connect: Any = distributed.Client
        try:
            client: Client = connect(self._address, timeout=self._patience_s, set_as_default=False)
        except (OSError, ValueError, TimeoutError) as error:
            raise self._refused(str(error)) from None
        try:
            client.wait_for_workers(1, timeout=self._patience_s)
        except TimeoutError as error:
            client.close()
            raise self._refused(str(error)) from None
        return client

    def _refused(self, why: str) -> InputError:
        return InputError([finding("SIM-030", path="--cluster", value=self._address, why=_one_line(why))])


def _flowing(client: Client, packed: bytes, spans: Iterable[Span]) -> Iterator[Part]:
    """Keep parts under way on all workers; submit again what has lost its worker."""
    import distributed

    waiting, under_way, lost = iter(spans), dict[Any, Span](), dict[Span, int]()
    as_completed: Any = distributed.as_completed
    come = as_completed(loop=client.loop)

    def submit(span: Span) -> None:
        future = client.submit(run_packed, packed, *span, pure=False, retries=RESTARTS)
        under_way[future.key] = span
        come.add(future)

    def more() -> None:
        most = AHEAD * max(1, sum(client.nthreads().values()))
        for span in islice(waiting, max(0, most - len(under_way))):
            submit(span)

    more()
    while under_way:
        future = next(come)
        span = under_way.pop(future.key)
        part = _result(future, span, lost)
        if part is None:
            submit(span)
        else:
            more()
            yield part


def _result(future: Future, span: Span, lost: dict[Span, int]) -> Part | None:
    """The part, or None where it has lost its worker and may be tried again."""
    from distributed import KilledWorker

    try:
        part: Part = future.result()
    except KilledWorker as error:
        lost[span] = lost.get(span, 0) + 1
        if lost[span] > RESTARTS:
            raise StoppedError(_one_line(str(error)), [finding("SIM-031", value=span[1] - span[0])]) from None
        return None
    return part


def _one_line(text: str) -> str:
    return " ".join(text.split())[:200]
