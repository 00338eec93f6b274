"""From what was written to a value: number, unit, distribution, bounds."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from seedtrain.model.value import RawValue, Value
from seedtrain.quantities.dimensions import DIMENSIONS, LEAST_SIZE
from seedtrain.quantities.distributions import Distribution, distribution_from
from seedtrain.quantities.errors import QuantityError
from seedtrain.quantities.units import canonical

FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2200, 12, 31)
"""Dates outside are slips of the pen; the calendars of working days do not reach them either."""

_TAILS = np.array([1e-4, 1.0 - 1e-4])
_UNITLESS = ("cv", "alpha", "beta", "odds", "events", "trials")


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """Limits of a value in canonical units; ``None`` is no limit.

    ``reach`` is the largest plausible size, which draws without an end may leave once in ten thousand;
    ``whole`` asks for integers.
    """

    least: float | None = None
    above: float | None = None
    most: float | None = None
    reach: float | None = None
    whole: bool = False

    def words(self) -> str:
        """Return the limits as a formula, such as ``0 < x <= 1``."""
        low = f"{self.least:g} <= " if self.least is not None else ""
        low = f"{self.above:g} < " if self.above is not None else low
        high = f" <= {self.most:g}" if self.most is not None else ""
        reach = f", |x| <= {self.reach:g}" if self.reach is not None else ""
        return f"{low}x{high}{reach}{', x whole' if self.whole else ''}"


NO_BOUNDS = Bounds()


def parse_value(raw: RawValue, dimension: str, bounds: Bounds = NO_BOUNDS) -> Value:
    """Return the value written in ``raw``, which must be of ``dimension`` and within ``bounds``.

    ``raw.content`` is a text (``5 g/L``) or a mapping with ``value``, or with ``dist`` and its parameters and
    their ``unit``. A date is written ``2026-09-30`` and becomes ``date.toordinal()``. Raises
    :class:`~seedtrain.quantities.errors.QuantityError`.
    """
    content = raw.content
    if isinstance(content, Mapping) and "dist" in content:
        shape = _distribution(content, dimension)
        base = float(shape.mean)
        low, high = shape.support
        text = _words(content)
        far = _tails(shape, dimension, text)
    else:
        text = _text(content.get("value") if isinstance(content, Mapping) else content)
        _only(content, {"value"})
        shape, base = None, _number(text, dimension)
        low = high = far = base
    if bounds != NO_BOUNDS:
        _within(bounds, low, high, base, text)
        if bounds.reach is not None and abs(far) > bounds.reach:
            raise QuantityError("range", bounds.words(), text)
    return Value(base, dimension, text, raw.origin, raw.path, shape)


def _number(text: str, dimension: str) -> float:
    if dimension == "date":
        return float(parse_date(text).toordinal())
    number, most = canonical(text, dimension), DIMENSIONS[dimension].most
    if number != 0.0 and not LEAST_SIZE <= abs(number) <= most:
        symbol = DIMENSIONS[dimension].symbol
        raise QuantityError("range", f"0, {LEAST_SIZE:g} <= |x| <= {most:g} [{symbol}]", text[:40])
    return number


def parse_date(text: str) -> date:
    """Return the day written as ``2026-09-30``, in the years that calendars and plans reach.

    Raises :class:`~seedtrain.quantities.errors.QuantityError`: ``date``, or ``range`` before 1900 or after
    2200.
    """
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise QuantityError("date", "2026-09-30", text[:40]) from None
    if not FIRST_DAY <= day <= LAST_DAY:
        raise QuantityError("range", f"{FIRST_DAY} <= x <= {LAST_DAY}", text[:40])
    return day


def _text(content: object) -> str:
    if not isinstance(content, str):
        found = "nothing" if content is None else type(content).__name__
        raise QuantityError("syntax", "a number and a unit", found)
    return content


def _only(content: object, known: set[str]) -> None:
    if isinstance(content, Mapping) and (unknown := set(content) - known):
        raise QuantityError("syntax", ", ".join(sorted(known)), ", ".join(sorted(unknown)))


def _distribution(content: Mapping[str, Any], dimension: str) -> Distribution:
    unit = content.get("unit")
    suffix = f" {unit}" if isinstance(unit, str) and unit != "1" else ""
    parameters: dict[str, float | list[float]] = {}
    for name, written in content.items():
        if name in ("dist", "unit"):
            continue
        if isinstance(written, list):
            parameters[name] = [_number(_text(item) + suffix, dimension) for item in written]
        elif name in _UNITLESS:
            parameters[name] = _number(_text(written), "fraction")
        else:
            parameters[name] = _number(_text(written) + suffix, dimension)
    return distribution_from(_text(content["dist"]), parameters)


def _tails(shape: Distribution, dimension: str, text: str) -> float:
    """Return the largest size of all but the rarest draws; refuse one beyond the reach of its dimension."""
    low, high = shape.quantile(_TAILS)
    if dimension == "date":
        is_within = FIRST_DAY.toordinal() <= low <= high <= LAST_DAY.toordinal()
        expected = f"{FIRST_DAY} <= x <= {LAST_DAY}"
    else:
        most = DIMENSIONS[dimension].most
        is_within = -most <= low <= high <= most
        expected = f"|x| <= {most:g} [{DIMENSIONS[dimension].symbol}]"
    if not is_within:
        raise QuantityError("range", expected, text[:40])
    return float(max(abs(low), abs(high)))


def _words(content: Mapping[str, Any]) -> str:
    """Return a distribution as one line: ``triangular(low 2.8, mode 3.5, high 4.4) g/L``."""
    inside = ", ".join(
        f"{name} {' '.join(written) if isinstance(written, list) else written}"
        for name, written in content.items()
        if name not in ("dist", "unit")
    )
    unit = content.get("unit")
    return f"{content['dist']}({inside})" + (f" {unit}" if unit else "")


def _within(bounds: Bounds, low: float, high: float, base: float, text: str) -> None:
    holds = (
        (bounds.least is None or low >= bounds.least)
        and (bounds.above is None or low > bounds.above or (low == bounds.above and low < base))
        and (bounds.most is None or high <= bounds.most)
        and (not bounds.whole or (low == high and float(base).is_integer()))
    )
    if not holds:
        raise QuantityError("range", bounds.words(), text)
