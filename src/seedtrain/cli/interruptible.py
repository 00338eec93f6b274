"""Interruptions while a solver holds the main thread, where no Python handler can run."""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread

from seedtrain.messages import say

INTERRUPTED = 130
"""The exit code."""
GRACE_S = 1.0
"""Seconds in which the main thread may end by itself."""


@contextmanager
def interruptible(language: str) -> Iterator[None]:
    """Let an interruption end the process with 130 in about a second, whatever the main thread waits for.

    Where that runs Python it ends by itself, as ever. Only for work that writes nothing. To be entered in the
    main thread.
    """
    reader, writer = os.pipe()
    os.set_blocking(writer, False)
    before = signal.set_wakeup_fd(writer, warn_on_full_buffer=False)
    is_done = Event()
    Thread(target=_watch, args=(reader, is_done, language), daemon=True).start()
    try:
        yield
    finally:
        is_done.set()
        signal.set_wakeup_fd(before)
        os.close(writer)


def _watch(reader: int, is_done: Event, language: str) -> None:
    """Wait for a signal; the pipe is closed when there is nothing left to end."""
    came = os.read(reader, 1)
    os.close(reader)
    if came and not is_done.wait(GRACE_S):
        sys.stderr.write(f"{say('cli.said.interrupted', language)}\n")
        sys.stderr.flush()
        os._exit(INTERRUPTED)
