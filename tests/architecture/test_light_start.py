"""Starting seedtrain loads nothing heavy, so that help and messages come at once."""

import importlib.util
import subprocess
import sys

import pytest

HEAVY = {"highspy", "linopy", "numba", "ortools", "pandas", "pint", "plotly", "polars", "scipy", "xarray"}
STARTS = ["seedtrain", "seedtrain.__main__", "seedtrain.cli"]
PRESENT = [name for name in STARTS if importlib.util.find_spec(name) is not None]


def loaded_by(code: str) -> set[str]:
    """The top names of all modules that a fresh interpreter holds after running some code."""
    report = f"{code}\nimport sys\nprintable = sorted(sys.modules)\nprint('|'.join(printable))"
    run = subprocess.run([sys.executable, "-c", report], capture_output=True, text=True, check=True)
    return {name.partition(".")[0] for name in run.stdout.splitlines()[-1].split("|")}


@pytest.mark.parametrize("name", PRESENT)
def test_starting_loads_nothing_heavy(name: str) -> None:
    """Importing the package, its entry point or its command line loads no solver, kernel, table or figure."""
    loaded = loaded_by(f"import {name}")
    assert name.partition(".")[0] in loaded
    assert loaded & HEAVY == set()


def test_help_loads_nothing_heavy() -> None:
    """``seedtrain --help`` ends well and loads no solver, kernel, table or figure."""
    code = (
        "import sys\nfrom seedtrain.__main__ import main\nsys.argv = ['seedtrain', '--help']\n"
        "try:\n    main()\nexcept SystemExit as end:\n    assert end.code in (0, None), end.code"
    )
    assert loaded_by(code) & HEAVY == set()


def test_a_heavy_library_would_be_seen() -> None:
    """The probe sees a library that is loaded."""
    assert "pint" in loaded_by("import pint")
