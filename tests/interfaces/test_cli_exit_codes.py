"""Exit codes: 0 done, 1 our fault, 2 bad input, 3 infeasible, 4 stopped, 130 interrupted."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.interfaces.conftest import Call

from seedtrain.cli.commands import show
from seedtrain.errors import InfeasibleError, InternalError, SeedtrainError, StoppedError, finding

BROKEN = """
import seedtrain.service

def listed():
    raise RuntimeError("a screw is loose")

seedtrain.service.listed = listed
"""
MAIN = "import sys\nfrom seedtrain.__main__ import main\nsys.argv = ['seedtrain', *{arguments!r}]\nmain()"


def process(arguments: list[str], before: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own, after some code."""
    code = before + MAIN.format(arguments=arguments)
    return subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "LC_ALL": "C.UTF-8", **environment},
    )


def test_done_is_zero(call: Call) -> None:
    """A command that did its work ends with 0 and says nothing on the error output."""
    said = call("list")
    assert (said.code, said.err) == (0, "")


def test_our_fault_is_one_sentence() -> None:
    """An error nobody foresaw ends with 1 and one plain line that says how to report it."""
    ended = process(["list"], BROKEN)
    assert ended.returncode == 1
    assert ended.stdout == ""
    assert len(ended.stderr.splitlines()) == 1
    assert "our fault" in ended.stderr
    assert "RuntimeError: a screw is loose" in ended.stderr


def test_our_fault_is_said_in_chinese() -> None:
    """The same in the reader's language."""
    assert "内部错误" in process(["list", "--lang", "zh"], BROKEN).stderr


def test_details_come_when_asked_for() -> None:
    """SEEDTRAIN_DEBUG=1 shows the traceback, and the exit code stays."""
    ended = process(["list"], BROKEN, SEEDTRAIN_DEBUG="1")
    assert ended.returncode == 1
    assert "Traceback" in ended.stderr


@pytest.mark.parametrize(
    ("error", "code", "words"),
    [
        (InternalError("a law is broken"), 1, "our fault"),
        (InfeasibleError("no room", [finding("SCN-023", path="orders.x", value="x")]), 3, "no solution"),
        (InfeasibleError("no room"), 3, "no room"),
        (StoppedError("out of time"), 4, "Stopped before any solution"),
    ],
)
def test_each_error_has_its_code(
    call: Call, monkeypatch: pytest.MonkeyPatch, error: SeedtrainError, code: int, words: str
) -> None:
    """Each branch of the tree of errors ends with its own code and its own sentence."""

    def fail(session: object) -> None:
        raise error

    monkeypatch.setattr(show, "listed", fail)
    said = call("list")
    assert said.code == code
    assert words in said.err
    assert said.out == ""


def test_interruption_is_130(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    """An interruption ends with 130 and one line."""

    def interrupt(session: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(show, "listed", interrupt)
    said = call("list")
    assert (said.code, said.err) == (130, "Interrupted; nothing was written.\n")


def test_interruption_while_the_arguments_are_read_is_130(
    call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What comes before the command begins, imports above all, is interrupted no less."""

    def interrupt(name: str) -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr("importlib.metadata.version", interrupt)
    said = call("--version")
    assert (said.code, said.out, said.err) == (130, "", "Interrupted; nothing was written.\n")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_run_leaves_nothing(tmp_path: Path, number: signal.Signals) -> None:
    """A run told to stop while it simulates ends with 130, without a traceback, and leaves no file behind."""
    arguments = ["run", "zencore-lingang", "--replications", "20000"]
    ready = "import seedtrain.assess\nprint('ready', flush=True)\n"
    running = subprocess.Popen(
        [sys.executable, "-c", ready + MAIN.format(arguments=arguments)],
        cwd=tmp_path,
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "LC_ALL": "C.UTF-8"},
    )
    assert running.stdout is not None
    assert running.stdout.readline() == "ready\n"
    time.sleep(1.0)
    assert running.poll() is None
    running.send_signal(number)
    out, err = running.communicate(timeout=60)
    assert running.returncode == 130
    assert (out, err) == ("", "Interrupted; nothing was written.\n")
    assert list(tmp_path.iterdir()) == []


def test_a_poor_encoding_is_no_error() -> None:
    """Where the terminal knows only ASCII, other signs are replaced and the command still does its work."""
    ended = process(["list", "--lang", "zh"], PYTHONIOENCODING="ascii")
    assert (ended.returncode, ended.stderr) == (0, "")
    assert "zencore-lingang" in ended.stdout
    assert ended.stdout.isascii()


def test_a_reader_who_leaves_is_no_error() -> None:
    """``seedtrain catalog | head -1`` ends well."""
    line = f"{sys.executable} -m seedtrain catalog | head -1; echo ${{PIPESTATUS[0]}}"
    ended = subprocess.run(["bash", "-c", line], capture_output=True, text=True, check=True)
    assert ended.stdout.splitlines()[-1] == "0"
    assert ended.stderr == ""
