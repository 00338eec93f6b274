"""What the tests of the house look at: the parsed sources, and the text files of the project."""

import ast
import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
HIDDEN_BUT_OURS = {".ci", ".github"}
MADE_BY_RUNS = {"build", "dist", "htmlcov", "seedtrain-out", "__pycache__"}


def parse(folder: Path) -> dict[Path, ast.Module]:
    """Every Python file under a folder, parsed; keys are relative to the project."""
    files = sorted(folder.rglob("*.py"))
    return {path.relative_to(ROOT): ast.parse(path.read_text("utf-8"), str(path)) for path in files}


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder of the project."""
    return ROOT


@pytest.fixture(scope="session")
def sources() -> dict[Path, ast.Module]:
    """The package, parsed."""
    return parse(ROOT / "src")


@pytest.fixture(scope="session")
def tests() -> dict[Path, ast.Module]:
    """The tests, parsed."""
    return parse(ROOT / "tests")


@pytest.fixture(scope="session")
def texts() -> dict[Path, str]:
    """Every text file that belongs to the project, by path; what a run makes is left out."""
    found: dict[Path, str] = {}
    for folder, names, files in os.walk(ROOT):
        hidden = {name for name in names if name.startswith(".")} - HIDDEN_BUT_OURS
        names[:] = sorted(set(names) - hidden - MADE_BY_RUNS)
        for name in sorted(files):
            path = Path(folder, name)
            if name == ".coverage" or name.startswith(".coverage."):
                continue
            try:
                found[path.relative_to(ROOT)] = path.read_text("utf-8")
            except UnicodeDecodeError:
                continue
    return found
