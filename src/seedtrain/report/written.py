"""Distributions as a reader says them, from the line that a value keeps of what was written."""

import re
from collections.abc import Mapping

from seedtrain.messages import Message, Wording
from seedtrain.report.show import number

_LINE = re.compile(r"\w+\((.*)\) ?(.*)")
_PARAMETER = re.compile(r"(\w+) ([^,]+)")
_NUMBER = re.compile(r"([-+]?[0-9]*\.?[0-9]+(?:[eE][-+]?[0-9]+)?)(?: (.+))?")
_LONG = "standard deviation of the logarithm"
_PURE_UNITS = {"", "1"}
_PURE = {"cv", "log_sd"}
"""Parameters without a unit."""
_ROWS = {
    frozenset({"low", "mode", "high"}): "report.spread.mode",
    frozenset({"low", "high"}): "report.spread.range",
    frozenset({"p10", "p90"}): "report.spread.p10_p90",
    frozenset({"median", "cv"}): "report.spread.median",
    frozenset({"mean", "sd"}): "report.spread.mean",
    frozenset({"median", "log_sd"}): "report.spread.log_sd",
}
"""The row of the message table for each set of parameters; it names them, and ``unit``."""


def written(text: str) -> Message | Wording:
    """Word a distribution; any other text, and one of a shape without a row, stays as it is.

    ``triangular(low 3 g/L, mode 4 g/L, high 5 g/L)`` reads "3 to 5 g/L, most likely 4".
    """
    line = _LINE.fullmatch(text.replace(_LONG, "log_sd"))
    parameters = dict(_PARAMETER.findall(line[1])) if line else {}
    key = _ROWS.get(frozenset(parameters))
    if line is None or key is None:
        return Wording(text)
    numbers, unit = _apart(parameters)
    unit = (line[2] or unit).replace("m2", "m²").replace("m3", "m³")
    return Message(key, {**numbers, "unit": f" {unit}" if unit not in _PURE_UNITS else ""})


def _apart(parameters: Mapping[str, str]) -> tuple[dict[str, str], str]:
    """The numbers without their unit, and the unit, where all have the same; else what was written."""
    found = {name: _NUMBER.fullmatch(value.strip()) for name, value in parameters.items()}
    units = {match[2] or "" for name, match in found.items() if match and name not in _PURE}
    if len(units) != 1 or not all(found.values()):
        return {name: value.strip() for name, value in parameters.items()}, ""
    return {name: number(float(match[1]), 6) for name, match in found.items() if match}, units.pop()
