"""The page of commands: the help texts as the program gives them, in English."""

import os
import subprocess
import sys

import typer
from tools.pages.markdown import page as made

_LEAD = """What `seedtrain --help` and `seedtrain COMMAND --help` say; `--lang zh` gives it in Chinese.

| exit code | means |
|---|---|
| 0 | done, whatever the verdicts |
| 1 | our fault |
| 2 | bad input; the [findings](errors.md) say what and where |
| 3 | proven infeasible |
| 4 | stopped without a solution |
| 130 | interrupted; nothing half-written is left |"""


def page() -> str:
    """Return the page."""
    parts = [_LEAD]
    for name in ("", *names()):
        title = f"seedtrain {name}".strip()
        parts += [f"## {title}", f"```text\n{help_of(name)}\n```"]
    return made("Commands", *parts)


def names() -> list[str]:
    """Return the names of the commands, in the order of the help."""
    from seedtrain.cli.app import app

    return list(typer.main.get_command(app).commands)  # type: ignore[attr-defined]


def help_of(name: str) -> str:
    """Return the help text of a command on 100 columns; of the program itself for an empty name."""
    arguments = [*([name] if name else []), "--help", "--lang", "en"]
    environment = {**os.environ, "COLUMNS": "100", "NO_COLOR": "1", "PYTHONUTF8": "1"}
    ran = subprocess.run(
        [sys.executable, "-m", "seedtrain", *arguments],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return ran.stdout.strip()
