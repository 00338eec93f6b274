"""Progress on a terminal: how much is done, and the time left at the pace so far."""

import io
import sys

import pytest
from rich.console import Console

from seedtrain.cli import progress
from seedtrain.cli.progress import Stages


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        """Return that it is one."""
        return True


@pytest.mark.parametrize(
    ("lang", "words"),
    [("en", "simulation  250 of 1,000, 0:00:30 left"), ("zh", "仿真  250/1,000，剩余 0:00:30")],
)
def test_the_time_left_is_shown(lang: str, words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A quarter done in ten seconds: thirty are left."""
    clock = iter([100.0, 110.0, 110.0, 140.0])
    monkeypatch.setattr(progress, "perf_counter", lambda: next(clock))
    monkeypatch.setattr(sys, "stderr", Terminal())
    stages = Stages(lang, is_shown=True)
    stages._console = Console(file=Terminal(), force_terminal=True, width=90, highlight=False)
    shown: list[str] = []
    stages("simulate")
    assert stages._status is not None
    monkeypatch.setattr(stages._status, "update", shown.append)
    stages.advance(0, 1000)
    stages.advance(250, 1000)
    assert shown == [words]
    stages._status.stop()


def test_off_a_terminal_nothing_is_shown() -> None:
    """Neither stages nor shares of one."""
    stages = Stages("en", is_shown=False)
    stages("simulate")
    stages.advance(1, 2)
    assert stages._status is None
