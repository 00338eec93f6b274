"""The page of validation: our values beside expected ones, and what the tests compare with the outside."""

import ast
import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
from tools.pages.markdown import code, table
from tools.pages.markdown import page as made

from seedtrain import lifecycle
from seedtrain.catalog import table as rows_of
from seedtrain.catalog.cases import case
from seedtrain.plan import load_case, solve
from seedtrain.process.capital import cost_curve
from seedtrain.quantities.statistics import beta_posterior, clopper_pearson_lower

TESTS = Path(__file__).resolve().parents[2] / "tests"

_LEAD = """Values that the program works out, beside values from outside it. *Grade* A: input and expected
value were both read and recomputed; B: the expected value was read, some inputs are recalled or assumed.
A value that misses its tolerance says why and stays on this page."""
_TESTS = """On every change the test suite compares with published values, exact results and second
implementations:"""
_SCOPE = "announcements differ in what they include (land, fill-finish, room to expand)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """One value beside the expected one, both in ``unit``; ``tolerance`` absolute, in that unit.

    ``reason`` says why it misses, where it does.
    """

    what: str
    unit: str
    ours: float
    expected: float
    tolerance: float
    grade: str
    source: str
    reason: str = "not explained yet"

    @property
    def holds(self) -> bool:
        """Whether it lies within the tolerance."""
        return abs(self.ours - self.expected) <= self.tolerance


def comparisons() -> Iterator[Comparison]:
    """Yield every comparison."""
    yield from _plans()
    yield from _odds()
    yield from _plants()
    for row in lifecycle.validation():
        yield Comparison(
            what=row.case,
            unit=row.unit,
            ours=row.found,
            expected=row.expected,
            tolerance=row.tolerance,
            grade=row.grade,
            source=_key(row.source),
        )


def _plans() -> Iterator[Comparison]:
    """Published campaign plans that are solved to proof in a second."""
    for name in ("lakhdar2005_ex1", "lakhdar2005_ex2"):
        published = case(name)
        best = solve(load_case(published)).objective
        assert best is not None
        yield Comparison(
            what=f"campaign plan {name}: best profit, proven",
            unit="relative money",
            ours=best,
            expected=published["known"]["objective"],
            tolerance=1e-6,
            grade="A",
            source=published["source"]["reference"],
        )


def _odds() -> Iterator[Comparison]:
    """What ten successes in ten batches say."""
    for what, ours, expected, source in (
        ("one-sided 95 % lower bound", clopper_pearson_lower(10, 10), 0.05**0.1, "0.05 to the power of 1/10"),
        ("mean of the posterior", beta_posterior(10, 10).mean, 10.5 / 11, "mean of Beta(10.5, 0.5)"),
    ):
        yield Comparison(
            what=f"odds after ten successes in ten batches: {what}",
            unit="1",
            ours=ours,
            expected=expected,
            tolerance=1e-9,
            grade="A",
            source=source,
        )


def _plants() -> Iterator[Comparison]:
    """Announced plants, each predicted from the others: within a half, the median error below a quarter."""
    errors = {name: math.expm1(error) for name, error in cost_curve().left_out.items()}
    yield Comparison(
        what="capital of announced plants, each left out of the fit: median of the errors",
        unit="1",
        ours=float(np.median(np.abs(list(errors.values())))),
        expected=0.0,
        tolerance=0.25,
        grade="B",
        source="[plants](catalogue.md#capital_plants)",
        reason=_SCOPE,
    )
    for name, error in errors.items():
        row = rows_of("capital_plants")[name]
        yield Comparison(
            what=f"capital of {row.label.en}, left out of the fit: error",
            unit="1",
            ours=error,
            expected=0.0,
            tolerance=0.5,
            grade="B",
            source=_key(row.source),
            reason=_SCOPE,
        )


def _key(source: str) -> str:
    return f"[{source}](sources.md#{source})"


def page() -> str:
    """Return the page."""
    lines = [
        (
            each.what,
            each.unit,
            _number(each.ours, each.unit),
            _number(each.expected, each.unit),
            f"{each.tolerance:.2g}",
            each.grade,
            each.source,
            "holds" if each.holds else f"misses: {each.reason}",
        )
        for each in comparisons()
    ]
    return made(
        "Validation",
        _LEAD,
        table(("what", "unit", "ours", "expected", "tolerance", "grade", "source", "result"), lines),
        "## Tests against the outside",
        _TESTS,
        table(("what is compared", "file"), _tests()),
    )


def _number(value: float, unit: str) -> str:
    if unit == "day":
        return date.fromordinal(int(value)).isoformat()
    return f"{value + 0.0:.4g}"


def _tests() -> Iterator[tuple[str, str]]:
    """What each file of tests against published values and second opinions says of itself."""
    for folder in ("anchors", "second_opinion"):
        for path in sorted((TESTS / folder).glob("test_*.py")):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            about = (ast.get_docstring(tree) or "").split("\n\n")[0].replace("``", "`")
            yield about, code(f"tests/{folder}/{path.name}")
