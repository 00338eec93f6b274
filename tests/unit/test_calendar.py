"""Working days, worked out by hand from the published notices."""

from datetime import date, timedelta

import pytest

from seedtrain.quantities import QuantityError, is_projected, is_working_day


def _working(first: date, last: date, country: str) -> list[date]:
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    return [day for day in days if is_working_day(day, country)]


def test_china_with_its_make_up_days() -> None:
    """The published calendar has working weekends and weekdays off.

    State Council notice for 2025: off 1 to 8 October; made up on Sunday 28.9. and Saturday 11.10.
    """
    found = _working(date(2025, 9, 27), date(2025, 10, 13), "CN")
    assert [(day.month, day.day) for day in found] == [
        (9, 28),
        (9, 29),
        (9, 30),
        (10, 9),
        (10, 10),
        (10, 11),
        (10, 13),
    ]
    assert not any(is_projected(day, "CN") for day in found)


def test_china_beyond_the_published_calendar_is_projected() -> None:
    """1 January 2040 is a Sunday: by the statutory rule Monday is off; the answer says projected."""
    assert _working(date(2039, 12, 31), date(2040, 1, 3), "CN") == [date(2040, 1, 3)]
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
    assert _working(start + timedelta(days=1), expected, country) == [expected]
    assert not is_projected(expected, country)


@pytest.mark.parametrize("asked", [is_working_day, is_projected])
def test_an_unknown_country_is_refused(asked: object) -> None:
    """Whose working days are not known is out of range."""
    assert callable(asked)
    with pytest.raises(QuantityError) as caught:
        asked(date(2025, 1, 2), "XX")
    assert caught.value.kind == "range"
