"""An interruption ends a command whose main thread is inside a solver."""

import signal
import subprocess
import sys
from time import perf_counter, sleep

import pytest

from seedtrain.catalog.cases import case
from seedtrain.cli.interruptible import interruptible
from seedtrain.plan import PlanSettings, load_case, solve

HELD = """
import hashlib, sys
from seedtrain.catalog.cases import case
from seedtrain.cli.interruptible import interruptible
with interruptible("en"):
    print("ready", flush=True)
    hashlib.pbkdf2_hmac("sha256", b"a", b"b", 100_000_000)
"""
"""Some twenty seconds in a library, without a chance for a Python handler."""


def test_a_solver_does_not_hold_an_interruption_up() -> None:
    """Asked to end, the process does so within a few seconds, with 130 and one line."""
    running = subprocess.Popen(
        [sys.executable, "-c", HELD], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert running.stdout is not None
    assert running.stdout.readline() == "ready\n"
    sleep(0.5)  # it is in the library by then, where no Python handler can run
    began = perf_counter()
    running.send_signal(signal.SIGINT)
    _, err = running.communicate(timeout=60)
    assert (running.returncode, err) == (130, "Interrupted; nothing was written.\n")
    assert perf_counter() - began < 6.0


def test_work_in_python_ends_as_ever() -> None:
    """A signal during Python code raises there; afterwards the way signals are told is what it was."""
    before = signal.set_wakeup_fd(-1)
    with pytest.raises(KeyboardInterrupt), interruptible("en"):
        signal.raise_signal(signal.SIGINT)
    assert signal.set_wakeup_fd(before) == -1


def test_a_solver_leaves_the_handler_of_interruptions_alone() -> None:
    """After a plan solved by constraint programming, an interruption still raises in Python."""
    solve(load_case(case("lakhdar2005_ex1")), PlanSettings(solver="cp_sat"))
    with pytest.raises(KeyboardInterrupt):
        signal.raise_signal(signal.SIGINT)
