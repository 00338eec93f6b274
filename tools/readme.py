"""Paste what the program says into README.md and beside the examples: ``python -m tools.readme``.

In the README a comment ``<!-- pasted: NAME -->`` stands before each block that is made so.
"""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[1]
EXAMPLE = ROOT / "examples" / "01_what_if.py"
SCENARIO = "zencore-lingang"
_BLOCK = re.compile(r"(<!-- pasted: (\w+) -->\n```\w*\n)(.*?)(```)", re.DOTALL)
_AFTER_OPENING = "One batch of each product"
_VERDICTS = "Verdicts"
_AFTER_FEW = "Z05"
_FEW = ("--replications", "200")


def said(*arguments: str) -> str:
    """Return what Python prints when run with ``arguments`` in an empty folder, 80 columns wide."""
    environment = {
        **os.environ,
        "COLUMNS": "80",
        "NO_COLOR": "1",
        "LC_ALL": "C.UTF-8",
        "POLARS_FMT_MAX_COLS": "8",
    }
    with TemporaryDirectory() as folder:
        ran = subprocess.run(
            [sys.executable, *arguments],
            cwd=folder,
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )
    return ran.stdout


def excerpt() -> str:
    """Return the opening of a run and the first of its verdicts."""
    lines = said("-m", "seedtrain", "run", SCENARIO, *_FEW).strip().splitlines()
    verdicts = lines[lines.index(_VERDICTS) :]
    few = next(place for place, line in enumerate(verdicts) if line.startswith(_AFTER_FEW))
    shown = [*lines[: lines.index(_AFTER_OPENING)], "[...]", "", *verdicts[:few], "[...]"]
    return "\n".join([f"$ seedtrain run {SCENARIO} {' '.join(_FEW)}", *shown, ""])


def commands() -> str:
    """Return the help of the program."""
    return said("-m", "seedtrain", "--help").strip() + "\n"


def example() -> str:
    """Return the example without its first sentence."""
    return EXAMPLE.read_text(encoding="utf-8").split('"""\n\n', 1)[1]


MADE: dict[str, Callable[[], str]] = {"run": excerpt, "help": commands, "example": example}
"""Every block that is pasted and the function that makes it."""


def readme(text: str) -> str:
    """Return the README with every pasted block made again."""
    return _BLOCK.sub(lambda found: found[1] + MADE[found[2]]() + found[4], text)


def main() -> None:
    """Write the README and the output of the example."""
    page = ROOT / "README.md"
    page.write_text(readme(page.read_text(encoding="utf-8")), encoding="utf-8")
    EXAMPLE.with_suffix(".out").write_text(said(str(EXAMPLE)), encoding="utf-8")


if __name__ == "__main__":
    main()
