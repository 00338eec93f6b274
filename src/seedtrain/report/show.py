"""Values as the report writes them, in either language; dates and the infinite included."""

import math
from datetime import date, timedelta

from seedtrain.messages import LANGUAGES, Message, Wording, say, table
from seedtrain.quantities import Language, format_quantity
from seedtrain.results.verdict import Verdict

HOURS_A_YEAR = 8766.0
NOTHING = "–"
_WHOLE = 10.0
"""Counts from here on are shown as whole numbers."""


def language(lang: str) -> Language:
    """Return ``lang`` as one of the two languages; ``ValueError`` on any other."""
    if lang not in LANGUAGES:
        raise ValueError(f"language {lang!r} is not one of {', '.join(LANGUAGES)}")
    return "zh" if lang == "zh" else "en"


def show(value: float | None, dimension: str, lang: str) -> str:
    """Write ``value``, in the canonical unit of ``dimension``, with its unit; a dash where there is none.

    A day that never comes and a value without bound are said in words; a rate is said per year.
    """
    if value is None or math.isnan(value):
        return NOTHING
    if math.isinf(value):
        return say("report.word.never" if dimension == "date" else "report.word.unbounded", lang)
    if dimension == "date":
        return day(value).isoformat()
    if dimension == "rate":
        return say("report.word.per_year", lang, value=number(value * HOURS_A_YEAR))
    if dimension == "count" and abs(value) >= _WHOLE:
        return _many(float(round(value)), lang)
    return format_quantity(value, dimension, language(lang))


def _many(value: float, lang: str) -> str:
    """A whole number; in millions, or 万 and 亿, where it is that large."""
    steps = ((1e8, "亿"), (1e6, "万")) if lang == "zh" else ((1e9, " bn"), (1e6, " million"))
    for least, word in steps:
        if abs(value) >= least:
            return number(value / (1e4 if word == "万" else least)) + word
    return number(value)


def worded(value: float | None, dimension: str) -> Wording:
    """Write ``value`` with its unit in both languages, to stand in a message."""
    return Wording(en=show(value, dimension, "en"), zh=show(value, dimension, "zh"))


def number(value: float | None, digits: int = 3) -> str:
    """Write a number without a unit: thousands grouped, ``digits`` significant digits, no exponent."""
    if value is None or not math.isfinite(value):
        return NOTHING
    return format_quantity(value, "count", "en", digits=digits)


def share(probability: float | None) -> Wording:
    """Write a probability in percent; what was never or always seen stays short of 0 and 100 %."""
    if probability is None:
        return Wording(NOTHING)
    if probability <= 0.005:
        return Wording("< 1 %", "<1%")
    if probability >= 0.995:
        return Wording("> 99 %", ">99%")
    return Wording(f"{100 * probability:.0f} %", f"{100 * probability:.0f}%")


def likelihood(verdict: Verdict) -> Wording:
    """Write the probability of a verdict; where nothing is uncertain it is 0 or 100 %."""
    if verdict.probability in (0.0, 1.0) and verdict.p10 is not None and verdict.p10 == verdict.p90:
        return Wording(f"{100 * verdict.probability:.0f} %", f"{100 * verdict.probability:.0f}%")
    return share(verdict.probability)


def day(ordinal: float) -> date:
    """Return the day of a canonical date (``date.toordinal()``), cut to those the calendar has."""
    return date.fromordinal(max(1, min(math.floor(ordinal), date.max.toordinal())))


def moment(start: date, hours: float) -> float:
    """Return hours after ``start`` 00:00 as a canonical date: days as ``date.toordinal()``."""
    return start.toordinal() + hours / 24.0


def last_day(start: date, due_h: float) -> float:
    """Return the last day on which something due by ``due_h`` (half-open) is in time, as :func:`moment`."""
    return moment(start, due_h - 1e-3)


def stamp(start: date, hours: float) -> str:
    """Write hours after ``start`` 00:00 as date and minute: ``2022-03-09 14:30``."""
    minutes = round(hours * 60)
    at = start + timedelta(days=minutes // 1440)
    return f"{at.isoformat()} {minutes % 1440 // 60:02d}:{minutes % 60:02d}"


def term(family: str, name: str) -> Message | Wording:
    """Word ``name`` by the row ``<family>.<name>`` of the message table, or as itself where there is none."""
    key = f"{family}.{name}"
    return Message(key) if key in table() else Wording(name)
