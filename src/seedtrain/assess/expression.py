"""Expressions of claims: a small white list of Python's syntax, evaluated over sampled worlds.

Numbers, ``+ - * / **``, the ids of other claims, and the functions of :data:`FUNCTIONS`. An expression is
checked when the scenario is read (:func:`problems`) and evaluated on an :class:`Evidence`.
"""

import ast
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

import numpy as np
from numpy.typing import NDArray

from seedtrain.assess.evidence import Evidence, MissingInputError
from seedtrain.errors import Finding, finding
from seedtrain.model.claim import Claim
from seedtrain.model.parse import parse_value
from seedtrain.model.scenario import Scenario
from seedtrain.quantities.statistics import clopper_pearson_lower
from seedtrain.results.verdict import Basis

Number = float | NDArray[np.float64]

FUNCTIONS: Final[Mapping[str, tuple[int, int]]] = {
    "kpi": (1, 1),
    "at": (2, 2),
    "given": (1, 1),
    "date": (1, 1),
    "beta": (2, 2),
    "lower": (2, 2),
    "count": (1, 1),
    "same": (2, 2),
    "low": (1, 1),
    "high": (1, 1),
    "min": (1, 8),
    "max": (1, 8),
    "abs": (1, 1),
}
"""Function to least and most arguments. ``kpi("id")`` an indicator; ``at("series", "2023-09-01")`` a series
on a day; ``given("path")`` a value of the scenario; ``date("2026-12-31")`` a day; ``beta(successes, trials)``
the Jeffreys posterior of a rate, ``lower(successes, trials)`` its one-sided 95 % Clopper-Pearson bound;
``count("path")`` the entries of a collection, or ``count(Z16)`` the names a
claim lists; ``same(Z16, Z18)`` 1 where two claims list the same names, else 0; ``low(T08)``, ``high(T08)``
the ends of a pair; ``min``, ``max``, ``abs``."""

_TEXT_ARGUMENTS = {"kpi": (0,), "at": (0, 1), "given": (0,), "date": (0,)}
_CLAIM_ARGUMENTS = ("same", "low", "high")
_MOST_LENGTH = 600
_OPERATORS: Mapping[type[ast.operator], Callable[[Number, Number], Number]] = {
    ast.Add: lambda a, b: a + b,
    ast.Sub: lambda a, b: a - b,
    ast.Mult: lambda a, b: a * b,
    ast.Div: lambda a, b: a / b,
    ast.Pow: lambda a, b: a**b,
}


def expression_findings(scenario: Scenario) -> Iterator[Finding]:
    """Yield a finding for each expression of a claim that can't be used."""
    for name, claim in scenario.claims.items():
        for reading in claim.readings.values():
            for key, text, own in (("value", reading.value, name), ("bound", reading.bound, None)):
                if text is not None:
                    for problem in problems(text, scenario.claims, own):
                        path = f"{reading.path}.{key}"
                        yield finding("SCN-027", path=path, value=text, problem=problem)


def problems(text: str, claims: Mapping[str, Claim], own: str | None = None) -> list[str]:
    """Return what keeps ``text`` from being used; empty when nothing does.

    ``own``: id of the claim that is judged, which its value may not refer to.
    """
    if len(text) > _MOST_LENGTH:
        return [f"longer than {_MOST_LENGTH} characters"]
    try:
        tree = ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError) as error:
        return [getattr(error, "msg", None) or str(error)]
    return list(_problems(tree, claims, own))


def _problems(node: ast.expr, claims: Mapping[str, Claim], own: str | None) -> Iterator[str]:
    if isinstance(node, ast.Constant) and type(node.value) in (int, float):
        return
    if isinstance(node, ast.BinOp) and type(node.op) in _OPERATORS:
        yield from _problems(node.left, claims, own)
        yield from _problems(node.right, claims, own)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub | ast.UAdd):
        yield from _problems(node.operand, claims, own)
    elif isinstance(node, ast.Name):
        if node.id == own:
            yield f"{node.id} is the claim itself, which is no evidence for it"
        elif node.id not in claims:
            yield f"no claim {node.id}"
    elif isinstance(node, ast.Call):
        yield from _call_problems(node, claims, own)
    else:
        yield f"{ast.unparse(node)} is not allowed"


def _call_problems(node: ast.Call, claims: Mapping[str, Claim], own: str | None) -> Iterator[str]:
    name = node.func.id if isinstance(node.func, ast.Name) else ""
    if name not in FUNCTIONS or node.keywords:
        yield f"{ast.unparse(node.func)} is none of {', '.join(FUNCTIONS)}"
        return
    least, most = FUNCTIONS[name]
    if not least <= len(node.args) <= most:
        yield f"{name} takes {least if least == most else f'{least} to {most}'} arguments"
        return
    for position, argument in enumerate(node.args):
        is_text = isinstance(argument, ast.Constant) and isinstance(argument.value, str)
        if position in _TEXT_ARGUMENTS.get(name, ()):
            if not is_text:
                yield f"{name} takes texts in quotes"
            elif name in ("date", "at") and position == len(node.args) - 1:
                yield from _date_problems(argument)
        elif name == "count" and is_text:
            continue
        elif name in (*_CLAIM_ARGUMENTS, "count"):
            if not isinstance(argument, ast.Name) or argument.id not in claims:
                yield f"{name} takes claims"
        else:
            yield from _problems(argument, claims, own)


def _date_problems(argument: ast.expr) -> Iterator[str]:
    assert isinstance(argument, ast.Constant)
    try:
        date.fromisoformat(str(argument.value))
    except ValueError:
        yield f"{argument.value!r} is no day such as 2026-09-30"


@dataclass(slots=True)
class Evaluation:
    """The value of an expression and how it came about.

    ``value``: a number, or one for each world, shape (1 + n,). ``basis``: the strongest evidence it used.
    ``rests_on``: inputs behind it. ``indicators``: ids of the indicators and series used, a series with its
    day (``park.companies@2023-09-01``).
    """

    value: Number
    basis: Basis
    rests_on: dict[str, None] = field(default_factory=dict)
    indicators: list[str] = field(default_factory=list)


def evaluate(text: str, claims: Mapping[str, Claim], evidence: Evidence) -> Evaluation:
    """Evaluate a checked expression.

    Raises :class:`~seedtrain.assess.evidence.MissingInputError` where the evidence can't tell.
    """
    walker = _Walker(claims, evidence)
    value = walker.number(ast.parse(text.strip(), mode="eval").body)
    if walker.indicators:
        basis: Basis = "engine"
    else:
        basis = "posterior" if walker.has_posterior else "arithmetic"
    return Evaluation(value, basis, walker.rests_on, walker.indicators)


def _operated(operator: ast.operator, left: Number, right: Number) -> Number:
    """Apply an operator as floating-point arithmetic does: what divides by zero is infinite or no number."""
    result: Number = _OPERATORS[type(operator)](np.float64(left) if isinstance(left, float) else left, right)
    return result


class _Walker:
    def __init__(self, claims: Mapping[str, Claim], evidence: Evidence) -> None:
        self.claims = claims
        self.evidence = evidence
        self.rests_on: dict[str, None] = {}
        self.indicators: list[str] = []
        self.has_posterior = False

    def number(self, node: ast.expr) -> Number:
        """Return the value of a node."""
        if isinstance(node, ast.Constant):
            return float(node.value)  # type: ignore[arg-type]
        if isinstance(node, ast.BinOp):
            with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
                return _operated(node.op, self.number(node.left), self.number(node.right))
        if isinstance(node, ast.UnaryOp):
            operand = self.number(node.operand)
            return -operand if isinstance(node.op, ast.USub) else operand
        if isinstance(node, ast.Name):
            return self._claim(node.id, "value")
        assert isinstance(node, ast.Call)
        assert isinstance(node.func, ast.Name)
        return self._call(node.func.id, node.args)

    def _call(self, name: str, args: list[ast.expr]) -> Number:
        if name in ("min", "max"):
            numbers = [self.number(each) for each in args]
            arrays = np.broadcast_arrays(*numbers)
            extreme: NDArray[np.float64] = np.min(arrays, axis=0) if name == "min" else np.max(arrays, axis=0)
            return extreme
        if name == "abs":
            return np.abs(self.number(args[0]))
        if name in ("beta", "lower"):
            return self._posterior(name, args)
        if name in ("low", "high"):
            assert isinstance(args[0], ast.Name)
            return self._claim(args[0].id, name)
        if name == "same":
            first, second = (self.claims[each.id] for each in args if isinstance(each, ast.Name))
            self._names(first, second)
            return float({each.en for each in first.said.items} == {each.en for each in second.said.items})
        if name == "count" and isinstance(args[0], ast.Name):
            self._names(self.claims[args[0].id])
            return float(len(self.claims[args[0].id].said.items))
        return self._looked_up(name, [str(each.value) for each in args if isinstance(each, ast.Constant)])

    def _looked_up(self, name: str, words: list[str]) -> Number:
        if name == "date":
            return float(date.fromisoformat(words[0]).toordinal())
        if name == "count":
            return float(self.evidence.count(words[0]))
        if name == "given":
            self.rests_on[words[0]] = None
            return self.evidence.given(words[0])
        if name == "kpi":
            indicator = self.evidence.indicator(words[0])
            self._used(words[0], indicator.rests_on)
            assert indicator.draws is not None
            return indicator.draws
        series = self.evidence.series(words[0])
        self._used("@".join(words), series.rests_on)
        day = date.fromisoformat(words[1]).toordinal()
        if not series.days[0] <= day <= series.days[-1]:
            raise MissingInputError(("horizon",))
        return series.at(day)

    def _used(self, name: str, rests_on: tuple[str, ...]) -> None:
        self.indicators.append(name)
        self.rests_on.update(dict.fromkeys(rests_on))

    def _names(self, *claims: Claim) -> None:
        self.rests_on.update(dict.fromkeys(claim.path for claim in claims))

    def _posterior(self, name: str, args: list[ast.expr]) -> Number:
        successes, trials = (int(np.float64(self.number(each))) for each in args)
        self.has_posterior = True
        if name == "lower":
            return clopper_pearson_lower(successes, trials)
        return self.evidence.posterior(successes, trials)

    def _claim(self, name: str, end: str) -> float:
        claim = self.claims[name]
        self.rests_on[claim.path] = None
        said = claim.said
        raw = {"value": said.value, "low": said.low or said.value, "high": said.high or said.value}[end]
        if raw is None:
            raise MissingInputError((f"{claim.path}.said.{end}",))
        return parse_value(raw, said.dimension).base
