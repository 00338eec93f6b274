"""The one door for calendars: the working days of a country.

China's published calendar (days off and make-up days, from the State Council's yearly notice) is taken from
``chinesecalendar`` for the years it has. Outside them the statutory days of ``holidays`` stand, without the
bridging days and make-up days that are only announced late in the year before: such a day is
projected. The United States, Germany and the European Union have fixed rules; nothing there is projected. For
the Union the closing days of the European Central Bank's TARGET system stand for the working days of its
institutions.
"""

from datetime import date
from functools import lru_cache

from seedtrain.quantities.errors import QuantityError

COUNTRIES: tuple[str, ...] = ("CN", "US", "DE", "EU")
"""The countries whose working days are known."""


def is_working_day(day: date, country: str = "CN") -> bool:
    """Whether offices work on ``day``; raises :class:`QuantityError` (``range``) on an unknown country."""
    return _is_working(day, _known(country))


def is_projected(day: date, country: str = "CN") -> bool:
    """Whether ``day`` lies outside the published calendar of China; never elsewhere."""
    return _known(country) == "CN" and day.year not in _published_years()


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
