"""The one door for calendars: working days of a country, and hours from an origin.

China's published calendar (days off and make-up days, from the State Council's yearly notice) is taken from
``chinesecalendar`` for the years it has. Outside them the statutory days of ``holidays`` stand, without the
bridging days and make-up days that are only announced late in the year before, and the result says it is
projected. The United States, Germany and the European Union have fixed rules; nothing there is projected. For
the Union the closing days of the European Central Bank's TARGET system stand for the working days of its
institutions.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from seedtrain.quantities.errors import QuantityError

COUNTRIES: tuple[str, ...] = ("CN", "US", "DE", "EU")
"""The countries whose working days are known."""

_MAX_DAYS = 20_000


@dataclass(frozen=True, slots=True)
class WorkingDate:
    """A day reached by counting working days; ``projected`` if a day counted has no published calendar."""

    date: date
    projected: bool


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """A number of working days; ``projected`` if a day counted has no published calendar."""

    days: int
    projected: bool


def is_working_day(day: date, country: str = "CN") -> bool:
    """Whether offices work on ``day``; raises :class:`QuantityError` (``range``) on an unknown country."""
    return _is_working(day, _known(country))


def is_projected(day: date, country: str = "CN") -> bool:
    """Whether ``day`` lies outside the published calendar of China; never elsewhere."""
    return _known(country) == "CN" and day.year not in _published_years()


def add_working_days(start: date, n: int, country: str = "CN") -> WorkingDate:
    """The ``n``-th working day after ``start``; the day of ``start`` is not counted.

    ``n`` working days from 0 (then ``start`` itself, working or not) to 20,000. Raises
    :class:`QuantityError` (``range``) otherwise and on an unknown country.
    """
    if not 0 <= n <= _MAX_DAYS:
        raise QuantityError("range", f"0 to {_MAX_DAYS} working days", str(n))
    _known(country)
    day, left, projected = start, n, False
    while left:
        day += timedelta(days=1)
        projected = projected or is_projected(day, country)
        left -= _is_working(day, country)
    return WorkingDate(day, projected)


def working_days_between(start: date, end: date, country: str = "CN") -> WorkingDays:
    """The working days after ``start`` up to and including ``end``: the inverse of :func:`add_working_days`.

    Raises :class:`QuantityError` (``range``) if ``end`` is before ``start`` and on an unknown country.
    """
    if end < start:
        raise QuantityError("range", f"a day not before {start}", str(end))
    _known(country)
    days = [start + timedelta(days=i) for i in range(1, (end - start).days + 1)]
    projected = any(is_projected(day, country) for day in days)
    return WorkingDays(sum(_is_working(day, country) for day in days), projected)


def hours_from(origin: date, day: date) -> float:
    """Hours from the start of ``origin`` to the start of ``day`` (to its time of day if it has one). [h]

    Days are 24 h: no time zone, no summer time.
    """
    return (_moment(day) - _moment(origin)) / timedelta(hours=1)


def date_at(origin: date, hours: float) -> date:
    """The calendar day that holds the moment ``hours`` [h] after the start of ``origin``."""
    return (_moment(origin) + timedelta(hours=hours)).date()


def _moment(day: date) -> datetime:
    return day if isinstance(day, datetime) else datetime.combine(day, time())


def _known(country: str) -> str:
    if country not in COUNTRIES:
        raise QuantityError("range", ", ".join(COUNTRIES), country[:40])
    return country


@lru_cache(maxsize=1)
def _published_years() -> frozenset[int]:
    import chinese_calendar

    return frozenset(day.year for day in chinese_calendar.holidays)


@lru_cache(maxsize=65536)
def _is_working(day: date, country: str) -> bool:
    if country == "CN" and day.year in _published_years():
        import chinese_calendar

        return bool(chinese_calendar.is_workday(day))
    return day.weekday() < 5 and day not in _days_off(day.year, country)


@lru_cache(maxsize=512)
def _days_off(year: int, country: str) -> frozenset[date]:
    """Public holidays of a year; for China the statutory days and their weekday substitutes only."""
    import holidays

    if country == "EU":
        return frozenset(holidays.financial_holidays("ECB", years=year))
    named = holidays.country_holidays(country, years=year, language="en_US")
    return frozenset(day for day, name in named.items() if "substituted" not in name)
