"""Quantities as a reader sees them, in English and Simplified Chinese; never in scientific notation."""

import math
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Literal

from seedtrain.quantities.dimensions import DIMENSIONS
from seedtrain.quantities.errors import QuantityError

Language = Literal["en", "zh"]


@dataclass(frozen=True, slots=True)
class _Step:
    """From ``least`` canonical units up, one shown unit is ``size`` of them, called ``en`` or ``zh``."""

    least: float
    size: float
    en: str
    zh: str


_DAY, _YEAR, _MU = 24.0, 8766.0, 2000.0 / 3.0
_LAND_FROM = 10_000.0
_STEPS: dict[str, tuple[_Step, ...]] = {
    "time": (
        _Step(2 * _YEAR, _YEAR, " years", "年"),
        _Step(3 * _DAY, _DAY, " d", "天"),
        _Step(1.0, 1.0, " h", "小时"),
        _Step(0.0, 1 / 60, " min", "分钟"),
    ),
    "working_days": (_Step(0.0, 1.0, " working days", "个工作日"),),
    "mass": (
        _Step(1e6, 1e6, " t", "吨"),
        _Step(1e3, 1e3, " kg", "kg"),
        _Step(1.0, 1.0, " g", "g"),
        _Step(0.0, 1e-3, " mg", "mg"),
    ),
    "volume": (_Step(1.0, 1.0, " L", "L"), _Step(0.0, 1e-3, " mL", "mL")),
    "rate": (
        _Step(60.0, 60.0, " /min", "/分钟"),
        _Step(1.0, 1.0, " /h", "/小时"),
        _Step(1 / _DAY, 1 / _DAY, " /d", "/天"),
        _Step(0.0, 1 / _YEAR, " /a", "/年"),
    ),
    "cell_density": (_Step(0.0, 1.0, " million cells/mL", "百万细胞/mL"),),
    "labour": (_Step(0.0, 1.0, " person-hours", "人时"),),
    "fraction": (_Step(0.0, 0.01, " %", "%"),),
    "count": (_Step(0.0, 1.0, "", ""),),
}
_MANY_EN = ((1e9, " bn"), (1e6, " million"))
_MANY_ZH = ((1e8, "亿"), (1e4, "万"))
_WORDS_ZH = (("CNY", "元"), ("person-hour", "人时"), ("item", "件"), ("/a", "/年"), ("·a", "·年"))


def format_quantity(
    value: float, dimension: str, lang: Language = "en", *, digits: int = 3, currency: str = "CNY"
) -> str:
    """Write a quantity for a reader: ``2,000 L``, ``1.3 bn CNY``, ``13.0亿元``, ``66,000 m² (99 mu)``.

    Parameters: ``value`` in the canonical unit of ``dimension`` (a key of :data:`DIMENSIONS`); ``lang`` en or
    zh; ``digits`` significant digits kept, though never fewer than the whole number has; ``currency`` that of
    the value. Land (areas of a hectare or more) stands in mu beside square metres. Raises
    :class:`QuantityError` (``nan``) on a value that is not finite; ``KeyError`` on an unknown dimension.
    """
    symbol = DIMENSIONS[dimension].symbol.replace("CNY", currency)
    if not math.isfinite(value):
        raise QuantityError("nan", "a finite number", str(value))
    if dimension.startswith("money"):
        return _money(value, symbol, lang, digits)
    if dimension == "area" and abs(value) >= _LAND_FROM:
        return _land(value, lang, digits)
    if dimension not in _STEPS:
        return f"{_number(value, digits)} {symbol if lang == 'en' else _in_chinese(symbol)}"
    step = next(step for step in _STEPS[dimension] if abs(value) >= step.least)
    if value == 0.0 and len(_STEPS[dimension]) > 1:
        step = next(step for step in _STEPS[dimension] if step.size == 1.0)
    shown = _number(value / step.size, digits)
    words = step.en if lang == "en" else step.zh
    return shown + (words.removesuffix("s") if shown == "1" else words)


def _number(value: float, digits: int) -> str:
    """Positional, grouped by thousands, rounded to ``digits``; trailing zeros after the point dropped."""
    exact = Decimal(repr(value))
    if exact == 0:
        return "0"
    places = max(0, digits - 1 - exact.adjusted())
    text = f"{exact.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_EVEN):,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _many(value: float, lang: Language, digits: int) -> str:
    """A large number with its word, at least one digit after the point below a hundred: ``4.0 million``."""
    rounded = abs(float(f"{value:.{digits - 1}e}"))
    for size, word in _MANY_EN if lang == "en" else _MANY_ZH:
        if rounded >= size:
            shown = _number(value / size, digits)
            return (shown if "." in shown or rounded >= 100 * size else f"{shown}.0") + word
    return _number(value, digits)


def _money(value: float, symbol: str, lang: Language, digits: int) -> str:
    amount = _many(value, lang, digits)
    return f"{amount} {symbol}" if lang == "en" else amount + _in_chinese(symbol)


def _in_chinese(symbol: str) -> str:
    for word, sign in _WORDS_ZH:
        symbol = symbol.replace(word, sign)
    return symbol


def _land(value: float, lang: Language, digits: int) -> str:
    if lang == "en":
        return f"{_number(value, digits)} m² ({_number(value / _MU, digits)} mu)"
    return f"{_number(value, digits)} m²({_many(value / _MU, lang, digits)}亩)"
