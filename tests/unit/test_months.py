"""The days on which things are followed."""

from datetime import date

import pytest

from seedtrain.quantities.months import month_days


def texts(days: list[float]) -> list[str]:
    """Ordinals as dates."""
    return [date.fromordinal(int(each)).isoformat() for each in days]


def test_ends_and_first_days() -> None:
    """From 20 November to 3 February: both, and the first days of December to February."""
    days = month_days(date(2020, 11, 20), date(2021, 2, 3))
    assert texts(days.tolist()) == ["2020-11-20", "2020-12-01", "2021-01-01", "2021-02-01", "2021-02-03"]


def test_last_days_and_others_between() -> None:
    """The last days of months where asked for; other days only between the ends, each once."""
    also = (date(2021, 1, 9), date(2021, 1, 1), date(2022, 1, 1))
    days = month_days(date(2021, 1, 1), date(2021, 2, 1), also, last_days=True)
    assert texts(days.tolist()) == ["2021-01-01", "2021-01-09", "2021-01-31", "2021-02-01"]


def test_an_end_before_the_start_is_refused() -> None:
    """Time runs forward."""
    with pytest.raises(ValueError, match="before"):
        month_days(date(2021, 1, 2), date(2021, 1, 1))
