"""The page of validation: our values beside expected ones, and what the tests compare with the outside."""

import ast
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from tools.pages.markdown import code, table
from tools.pages.markdown import page as made

from seedtrain import lifecycle, process
from seedtrain.catalog.cases import case
from seedtrain.plan import compare_cases

TESTS = Path(__file__).resolve().parents[2] / "tests"
QUICK_CASES = ("lakhdar2005_ex1", "lakhdar2005_ex2")
"""Published plans that are solved to proof in about a second; the tests solve the others."""

_LEAD = """Values that the program works out, beside values from outside it. *Grade* A: input and expected
value were both read and recomputed; B: the expected value was read, some inputs are recalled or assumed; C:
the expected value rests on inputs that were not read: shown, and never decides a test. A value that misses
its tolerance says why and stays on this page. Sources by their key: [sources](sources.md)."""
_PLANS = """Published campaign plans that are solved to proof in a second; the tests below solve the larger
ones."""
_TESTS = """On every change the test suite compares with published values, exact results and second
implementations:"""
_HEAD = ("what", "unit", "ours", "expected", "grade", "source", "result")

Row = tuple[str, ...]


def page() -> str:
    """Return the page."""
    return made(
        "Validation",
        _LEAD,
        "## Batches, capacity, cost, capital",
        table(_HEAD, map(_process, process.validation())),
        "## Life cycle",
        table(_HEAD, map(_lifecycle, lifecycle.validation())),
        "## Plans",
        _PLANS,
        table(_HEAD, _plans()),
        "## Tests against the outside",
        _TESTS,
        table(("what is compared", "file"), _tests()),
    )


def _process(row: process.ValidationRow) -> Row:
    words = {"above": "at least {}", "below": "at most {}", "within": f"{{}} ± {100 * row.tolerance:.3g} %"}
    expected = words[row.kind].format(_number(row.expected, row.unit))
    said = "holds" if row.ok else "misses"
    result = f"{said}: {row.note}" if row.note else said
    ours = _number(row.ours, row.unit)
    return row.name.en, row.unit, ours, expected, row.grade, _key(row.source), result


def _lifecycle(row: lifecycle.ValidationRow) -> Row:
    ours, expected = _number(row.found, row.unit), _number(row.expected, row.unit)
    if row.tolerance:
        expected += f" ± {row.tolerance:.2g}"
    result = "holds" if row.holds else "misses"
    return row.case, row.unit, ours, expected, row.grade, _key(row.source), result


def _plans() -> Iterable[Row]:
    for row in compare_cases(QUICK_CASES):
        assert row.ours is not None
        assert row.published is not None
        held = "holds" if row.ours == row.published == row.bound else "misses"
        source = case(row.case)["source"]["reference"]
        what = f"{row.case}: best {row.objective}, proven"
        yield what, "relative money", f"{row.ours:g}", f"{row.published:g}", "A", source, held


def _key(source: str) -> str:
    return f"[{source}](sources.md#{source})"


def _number(value: float, unit: str) -> str:
    if unit == "day":
        return date.fromordinal(int(value)).isoformat()
    return f"{value:,.0f}" if abs(value) >= 10_000 else f"{value + 0.0:,.4g}"


def _tests() -> Iterator[tuple[str, str]]:
    """What each file of tests against published values and second opinions says of itself."""
    for folder in ("anchors", "second_opinion"):
        for path in sorted((TESTS / folder).glob("test_*.py")):
            about = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
            yield about.split("\n\n")[0].replace("``", "`"), code(f"tests/{folder}/{path.name}")
