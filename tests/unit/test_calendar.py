"""Working days and hours. Days worked out by hand from the published notices."""

from datetime import date, datetime

import pytest

from seedtrain.quantities import (
    QuantityError,
    WorkingDate,
    WorkingDays,
    add_working_days,
    date_at,
    hours_from,
    is_projected,
    is_working_day,
    working_days_between,
)


@pytest.mark.parametrize(
    ("n", "expected"),
    [
        # State Council notice for 2025: off 1 to 8 October; made up on Sunday 28.9. and Saturday 11.10.
        (0, date(2025, 9, 26)),
        (1, date(2025, 9, 28)),
        (3, date(2025, 9, 30)),
        (4, date(2025, 10, 9)),
        (6, date(2025, 10, 11)),
        (7, date(2025, 10, 13)),
    ],
)
def test_china_with_its_make_up_days(n: int, expected: date) -> None:
    """The published calendar has working weekends and weekdays off."""
    assert add_working_days(date(2025, 9, 26), n) == WorkingDate(expected, projected=False)
    assert working_days_between(date(2025, 9, 26), expected) == WorkingDays(n, projected=False)


def test_china_beyond_the_published_calendar_is_projected() -> None:
    """1 January 2040 is a Sunday: by the statutory rule Monday is off; the answer says projected."""
    assert add_working_days(date(2039, 12, 30), 1) == WorkingDate(date(2040, 1, 3), projected=True)
    assert working_days_between(date(2039, 12, 30), date(2040, 1, 3)) == WorkingDays(1, projected=True)
    assert is_projected(date(2040, 1, 3))
    assert not is_projected(date(2025, 1, 3))
    assert not is_projected(date(2040, 1, 3), "US")


@pytest.mark.parametrize(
    ("country", "start", "expected"),
    [
        ("US", date(2026, 7, 2), date(2026, 7, 6)),  # 4 July 2026 is a Saturday, kept on Friday the 3rd
        ("DE", date(2026, 4, 2), date(2026, 4, 7)),  # Good Friday 3 April, Easter Monday 6 April
        ("EU", date(2026, 4, 2), date(2026, 4, 7)),
        ("DE", date(2026, 5, 13), date(2026, 5, 15)),  # Ascension Day: Germany rests
        ("EU", date(2026, 5, 13), date(2026, 5, 14)),  # TARGET does not
    ],
)
def test_other_countries(country: str, start: date, expected: date) -> None:
    """The next working day elsewhere, never projected."""
    assert add_working_days(start, 1, country) == WorkingDate(expected, projected=False)
    assert is_working_day(expected, country)


def test_refusals() -> None:
    """Unknown countries, days counted backwards and an end before its start are out of range."""
    day = date(2025, 1, 2)
    for refused in (
        lambda: is_working_day(day, "XX"),
        lambda: is_projected(day, "XX"),
        lambda: add_working_days(day, 0, "XX"),
        lambda: add_working_days(day, -1),
        lambda: add_working_days(day, 20_001),
        lambda: working_days_between(day, date(2025, 1, 1)),
        lambda: working_days_between(day, day, "XX"),
    ):
        with pytest.raises(QuantityError) as caught:
            refused()
        assert caught.value.kind == "range"


def test_hours_and_days_go_back_and_forth() -> None:
    """February 2024 has 29 days: 60 days from 1 January to 1 March are 1440 h; days are half-open."""
    origin = date(2024, 1, 1)
    assert hours_from(origin, date(2024, 3, 1)) == 1440.0
    assert date_at(origin, 1440.0) == date(2024, 3, 1)
    assert date_at(origin, 1439.99) == date(2024, 2, 29)
    assert hours_from(origin, datetime(2024, 1, 1, 6, 30)) == 6.5
    assert hours_from(date(2024, 1, 2), origin) == -24.0
