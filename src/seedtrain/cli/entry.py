"""From arguments to exit code: the one place where failures become sentences."""

import os
import signal
import sys
from collections.abc import Sequence
from io import TextIOWrapper
from types import FrameType, TracebackType

from seedtrain.cli.interruptible import INTERRUPTED
from seedtrain.cli.language import of_locale, split_language
from seedtrain.errors import SeedtrainError
from seedtrain.messages import describe, say

_LEADS = {2: "cli.said.refused", 3: "cli.said.infeasible", 4: "cli.said.stopped"}


def run(arguments: Sequence[str]) -> int:
    """Run a command and return its exit code.

    0 done, whatever the verdict; 1 our fault; 2 bad input; 3 proven infeasible; 4 stopped without a solution;
    130 interrupted. What was found is told on the error output, without a traceback.
    """
    language = of_locale(os.environ)
    _prepare(language)
    try:
        language, left = split_language(arguments, os.environ)
        _prepare(language)
        from seedtrain.cli.app import call

        code = call(left, language)
        sys.stdout.flush()
    except SeedtrainError as error:
        return _told(error, language)
    except KeyboardInterrupt:
        print_error(say("cli.said.interrupted", language))
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output has seen enough; what is still buffered goes nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return code


def print_error(text: str) -> None:
    """Write a line on the error output."""
    sys.stderr.write(f"{text}\n")


def _told(error: SeedtrainError, language: str) -> int:
    lead = _LEADS.get(error.exit_code)
    if lead is None:
        print_error(say("cli.said.fault", language, kind=type(error).__name__, problem=error.message))
        return error.exit_code
    print_error(say(lead, language))
    for line in [describe(found, language).line for found in error.findings] or [error.message]:
        print_error(f"  {line}")
    return error.exit_code


def _prepare(language: str) -> None:
    """Take a request to end as an interruption; let what nobody foresaw end in one sentence and code 1.

    A sign that the reader's encoding does not have is shown as a question mark.
    """
    signal.signal(signal.SIGTERM, _interrupt)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")
    if not os.environ.get("SEEDTRAIN_DEBUG"):
        sys.excepthook = lambda kind, error, trace: _fault(language, kind, error, trace)


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _fault(
    language: str, kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    problem = " ".join(str(error).split())[:200] or "-"
    print_error(say("cli.said.fault", language, kind=kind.__name__, problem=problem))
