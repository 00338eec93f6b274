"""The one door for units: text with a unit in, canonical floats out.

A quantity is a number, perhaps a multiplier word, and a unit: ``2000 L``, ``4 million CNY``, ``1.3亿元``,
``12 L/(m2*h)``. Factors are kept as exact fractions, so the float returned is the nearest to the text.
"""

import re
from fractions import Fraction
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from seedtrain.quantities.dimensions import DIMENSIONS, Dimension
from seedtrain.quantities.errors import QuantityError
from seedtrain.quantities.unit_table import CURRENCIES, MULTIPLIERS, PREFIXED, PREFIXES, UNITS, WORDS

if TYPE_CHECKING:
    from pint import UnitRegistry

_MAX_TEXT = 80
_SHOWN = 40
_NUMBER = r"[+-]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)?(?:\.[0-9]*)?(?:[eE][+-]?[0-9]{1,3})?"
_TIMES = "|".join(
    rf"{word}\b" if word.isascii() else word for word in sorted(MULTIPLIERS, key=len, reverse=True)
)
_BEGIN = r"(?:(?=1/)|(?![\s0-9,._]))"
_TEXT = re.compile(rf"\s*(?P<number>{_NUMBER})\s*(?P<times>{_TIMES})?\s*(?P<unit>{_BEGIN}.*?)?\s*")
_POWER = re.compile(r"(?<![A-Za-z])([kcmd]?m|ft)([23])(?![0-9])")
_ATOM = r"[A-Za-zµ_]+(?:\*\*-?[1-3])?"
_UNIT = re.compile(rf"(?:1|{_ATOM})(?:[*/](?:{_ATOM}|\({_ATOM}(?:[*/]{_ATOM})*\)))*")


def canonical(text: str, dimension: str, *, currency: str = "CNY") -> float:
    """Read a quantity as text; return it in the canonical unit of its dimension.

    Parameters: ``text`` such as ``5 g/L``; ``dimension`` a key of :data:`DIMENSIONS`, which names the
    canonical unit; ``currency`` the one asked for where the dimension has money in it (``5 USD/g`` read with
    ``currency="USD"`` is 5.0 USD/g; read without, it is of another dimension: nothing converts by itself).
    Percent become fractions; a calendar duration and working days never convert to each other.
    Raises :class:`QuantityError`: ``syntax``, ``unknown_unit``, ``dimension`` (also for a missing unit),
    ``nan``; ``KeyError`` on a dimension or currency that does not exist.
    Valid for texts of up to 80 characters. A year is 365.25 d, a month a twelfth of it.
    """
    wanted = DIMENSIONS[dimension]
    if currency not in CURRENCIES:
        raise KeyError(currency)
    return _canonical(text, wanted.name, currency)


@lru_cache(maxsize=65536)
def _canonical(text: str, dimension: str, currency: str) -> float:
    number, unit = _split(text)
    factor, offset = _scale(unit, DIMENSIONS[dimension], currency)
    try:
        return float(number * factor + offset)
    except OverflowError:
        raise QuantityError("nan", "a finite number", text[:_SHOWN]) from None


def _split(text: str) -> tuple[Fraction, str]:
    """Number (multiplier included) and unit text. Raises QuantityError ``syntax`` or ``nan``."""
    if re.match(r"\s*[+-]?\.?(nan|inf)", text, re.IGNORECASE):
        raise QuantityError("nan", "a finite number", text[:_SHOWN])
    found = _TEXT.fullmatch(text) if len(text) <= _MAX_TEXT else None
    if found is None or not re.match(r"[+-]?\.?[0-9]", found["number"]):
        raise QuantityError("syntax", "a number and a unit", text[:_SHOWN])
    times = MULTIPLIERS[found["times"]] if found["times"] else 1
    return Fraction(found["number"].replace(",", "")) * times, found["unit"] or ""


@lru_cache(maxsize=4096)
def _scale(unit: str, wanted: Dimension, currency: str) -> tuple[Fraction, Fraction]:
    """Factor and offset from a unit to the canonical one: canonical = number * factor + offset."""
    expected = wanted.symbol.replace("CNY", currency)
    if not unit:
        if wanted.is_bare:
            return Fraction(1), Fraction(0)
        raise QuantityError("dimension", expected, "no unit")
    found = _unit(unit, expected)
    for accepted in (wanted.unit, *wanted.also):
        target = _registry().parse_units(accepted.replace("CNY", currency))
        if found.dimensionality == target.dimensionality:
            zero, one = (_converted(number, found.units, target) for number in (0, 1))
            if zero is not None and one is not None:
                return one - zero, zero
    raise QuantityError("dimension", expected, unit[:_SHOWN])


def _converted(number: int, unit: Any, target: Any) -> Fraction | None:
    """The number in the target unit; None where a scale with an offset (°C) stands in a product."""
    from pint.errors import DimensionalityError, OffsetUnitCalculusError

    try:
        return Fraction(_registry().Quantity(Fraction(number), unit).m_as(target))
    except (DimensionalityError, OffsetUnitCalculusError):
        return None


def _unit(unit: str, expected: str) -> Any:
    """One of this unit, in pint's form. Raises QuantityError ``unknown_unit`` or ``syntax``."""
    from pint.errors import UndefinedUnitError

    plain = _normalised(unit)
    if not _UNIT.fullmatch(plain):
        raise QuantityError("unknown_unit", expected, unit[:_SHOWN])
    try:
        found = _registry().parse_units(plain)
    except UndefinedUnitError:
        raise QuantityError("unknown_unit", expected, unit[:_SHOWN]) from None
    for name in found._units:
        for prefix, base, _ in _registry().parse_unit_name(name):
            if prefix and base not in PREFIXED:
                raise QuantityError("unknown_unit", expected, unit[:_SHOWN])
    return _registry().Quantity(Fraction(1), found)


def _normalised(unit: str) -> str:
    """The unit in ASCII and pint's signs: ``/min`` to ``1/min``, ``m2`` to ``m**2``, words replaced."""
    for word, sign in WORDS:
        unit = unit.replace(word, sign)
    unit = _POWER.sub(r"\1**\2", unit)
    unit = re.sub(r"\b(person|working|man)[ -](hour|day)", r"\1_\2", unit)
    unit = re.sub(r"\bper\b", "/", unit)
    unit = re.sub(r"\s*([*/()])\s*", r"\1", unit.strip())
    unit = re.sub(r"\s+", "*", unit)
    return f"1{unit}" if unit.startswith("/") else unit


@cache
def _registry() -> "UnitRegistry[Any]":
    """The pint registry of :mod:`unit_table`, exact fractions throughout."""
    from pint import UnitRegistry

    registry: UnitRegistry[Any] = UnitRegistry(None, non_int_type=Fraction)
    for line in (*PREFIXES, *UNITS):
        registry.define(line)
    for currency in CURRENCIES:
        registry.define(f"{currency} = [{currency}]")
    for alias in ("RMB", "yuan"):
        registry.define(f"@alias CNY = {alias}")
    return registry
