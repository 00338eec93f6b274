"""Progress: each stage of a run on the error output, when somebody watches."""

import math
import sys
from datetime import timedelta
from time import perf_counter
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.markup import escape
from rich.status import Status

from seedtrain.messages import Message, say


class Stages:
    """Shows the stage under way and a line for each one done; nothing off a terminal or when not wanted."""

    def __init__(self, language: str, *, is_shown: bool) -> None:
        self._language = language
        self._console = Console(stderr=True, highlight=False) if is_shown and sys.stderr.isatty() else None
        self._status: Status | None = None
        self._stage = ""
        self._began = 0.0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end(was_done=kind is None)

    def __call__(self, stage: str) -> None:
        """Begin a stage; the one before is done."""
        self._end(was_done=True)
        if self._console is not None:
            self._stage, self._began = say(f"progress.{stage}", self._language), perf_counter()
            self._status = self._console.status(self._stage)
            self._status.start()

    def advance(self, done: int, wanted: int) -> None:
        """Show how much of the stage under way is done, and the time left at the pace so far."""
        if self._status is not None and done > 0:
            left = (perf_counter() - self._began) * (wanted - done) / done
            text = say(
                "progress.left",
                self._language,
                stage=self._stage,
                done=f"{done:,}",
                wanted=f"{wanted:,}",
                left=str(timedelta(seconds=math.ceil(left))),
            )
            self._status.update(text)

    def show(self, words: Message) -> None:
        """Say how far the stage under way has come."""
        if self._status is not None:
            self._status.update(escape(words.render(self._language)))

    def _end(self, *, was_done: bool) -> None:
        if self._status is None or self._console is None:
            return
        self._status.stop()
        self._status = None
        if was_done:
            seconds = f"{perf_counter() - self._began:.1f}"
            self._console.print(
                say("progress.done", self._language, stage=self._stage, seconds=seconds), style="dim"
            )
