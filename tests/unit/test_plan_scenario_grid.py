"""Periods of a plan as days."""

from datetime import date
from math import inf

import pytest

from seedtrain.plan.scenario.grid import HOURS_A_MONTH, Grid, grid_of

QUARTERS = Grid(date(2022, 4, 1), 3, 8)


@pytest.mark.parametrize(
    ("day", "period"),
    [
        (date(2022, 3, 31), 0),
        (date(2022, 4, 1), 0),
        (date(2022, 6, 30), 0),
        (date(2022, 7, 1), 1),
        (date(2024, 3, 31), 7),
        (date(2024, 4, 1), 8),
    ],
)
def test_a_day_lies_in_the_period_that_has_begun(day: date, period: int) -> None:
    """Periods are half-open; what is over before the plan counts as its first one."""
    assert QUARTERS.period_of(day.toordinal()) == period


@pytest.mark.parametrize(
    ("day", "period"),
    [(date(2022, 1, 1), 0), (date(2022, 4, 2), 1), (date(2022, 7, 1), 1), (date(2024, 1, 2), 8)],
)
def test_what_opens_within_a_period_is_open_from_the_next(day: date, period: int) -> None:
    """A suite counts for whole periods only."""
    assert QUARTERS.first_from(day.toordinal()) == period


def test_what_never_comes_comes_after_the_plan() -> None:
    """Infinity is no period of the plan."""
    assert QUARTERS.first_from(inf) == QUARTERS.period_of(inf) == 8


@pytest.mark.parametrize(("months", "periods"), [(0, 0), (3, 1), (3.4, 1), (3.6, 2), (12.3, 4), (13, 5)])
def test_times_are_rounded_up_to_whole_periods(months: float, periods: int) -> None:
    """Up to a sixth of a period, half a month of a quarter, is let go."""
    assert QUARTERS.periods_in(months * HOURS_A_MONTH) == periods


def test_a_last_period_that_would_pass_the_end_is_left_out() -> None:
    """From the month of the start; ten months are three quarters."""
    grid = grid_of(date(2022, 3, 9), date(2023, 1, 1), "quarter")
    assert (grid.start, grid.count, grid.first_day(3)) == (date(2022, 3, 1), 3, date(2022, 12, 1))
