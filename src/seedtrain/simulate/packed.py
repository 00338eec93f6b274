"""Work packed for other processes: each unpacks it once and runs the parts it is sent."""

import pickle
import signal

from seedtrain.simulate.part import Part
from seedtrain.simulate.work import Work, run_part

Span = tuple[int, int]
"""Replications from the first up to, not including, the second."""

AHEAD = 2
"""Parts under way or waiting for each worker: enough to keep it busy, few enough to stop soon."""
RESTARTS = 3
"""How often workers that died are replaced before the simulation is given up."""

_RECEIVED: dict[bytes, Work] = {}
"""The work that this process was last given, by what it was packed as."""


def begin(packed: bytes) -> None:
    """Begin a process of its own: unpack the work, and leave interruptions to the process that waits."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    receive(packed)


def receive(packed: bytes) -> Work:
    """Unpack ``packed`` once a process; return the work."""
    if packed not in _RECEIVED:
        _RECEIVED.clear()
        _RECEIVED[packed] = pickle.loads(packed)
    return _RECEIVED[packed]


def run_received(first: int, end: int) -> Part:
    """Run a part of the work that this process was given."""
    (work,) = _RECEIVED.values()
    return run_part(work, first, end)


def run_packed(packed: bytes, first: int, end: int) -> Part:
    """Run a part of the work in ``packed``, which a worker unpacks once."""
    return run_part(receive(packed), first, end)
