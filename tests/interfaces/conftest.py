"""Calls of the command line in this process, and a small scenario: the starter that ships."""

import signal
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from seedtrain import service
from seedtrain.cli import run


@dataclass(frozen=True)
class Said:
    """What a call said and how it ended."""

    code: int
    out: str
    err: str


Call = Callable[..., Said]


@pytest.fixture
def call(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Iterator[Call]:
    """Run the command line in an empty folder, 80 columns wide, in English unless told otherwise."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR", "SEEDTRAIN_DEBUG", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    before = signal.getsignal(signal.SIGTERM)

    def made(*arguments: object) -> Said:
        capsys.readouterr()
        code = run([str(each) for each in arguments])
        said = capsys.readouterr()
        return Said(code, said.out, said.err)

    yield made
    signal.signal(signal.SIGTERM, before)


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """The starter, as a file."""
    file = tmp_path / "small.yaml"
    file.write_text(service.starter(), encoding="utf-8")
    return file


@pytest.fixture(scope="session")
def ran(tmp_path_factory: pytest.TempPathFactory) -> service.Run:
    """One run of the starter."""
    file = tmp_path_factory.mktemp("ran") / "small.yaml"
    file.write_text(service.starter(), encoding="utf-8")
    return service.run(file, seed=1, replications=10)
