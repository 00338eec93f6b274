"""Regulatory clocks on the working-day calendar."""

from datetime import date, timedelta

import numpy as np
import pytest
from tests.years_cases import day, inputs, programme, scenario

from seedtrain.errors import InputError
from seedtrain.lifecycle import run
from seedtrain.lifecycle.clock import clock
from seedtrain.lifecycle.working_days import advance
from seedtrain.quantities.calendar import is_working_day


def test_thirty_working_days_around_mid_autumn() -> None:
    """Submitted Monday 2024-08-05: accepted after 5 on 12 August, decided 30 later on 24 September.

    13-16 Aug 4, 19-23 9, 26-30 14, 2-6 Sep 19, 9-13 24, Saturday 14 (make-up day) 25, 15-17 off,
    18-20 28, 23 and 24 30.
    """
    decided = clock("nmpa.ind-30").submit(np.array([day("2024-08-05")]), inputs(0))
    assert decided[0] == day("2024-09-24")


def test_working_days_skip_holidays_and_count_make_up_days() -> None:
    """Ten working days from 2025-01-20 end on Saturday 8 February, from 2024-09-23 on 11 October.

    21-24 Jan 4, Sunday 26 5, 27 6, 28 Jan to 4 Feb off, 5-7 Feb 9, Saturday 8 10.
    """
    reached = advance(np.array([day("2025-01-20"), day("2024-09-23"), np.inf]), 10, "CN")
    assert reached.tolist() == [day("2025-02-08"), day("2024-10-11"), np.inf]


@pytest.mark.parametrize("count", [1, 5, 30, 60, 200])
def test_arrays_agree_with_the_calendar(count: int) -> None:
    """The array form gives the day that counting day by day gives, with and without a published calendar."""
    starts = [date(2024, 2, 1), date(2025, 9, 27), date(2026, 12, 20), date(2031, 5, 1)]
    expected = [float(_counted_on(start, count).toordinal()) for start in starts]
    found = advance(np.array([float(start.toordinal()) for start in starts]), count, "CN")
    assert found.tolist() == expected


def _counted_on(day: date, count: int) -> date:
    while count:
        day += timedelta(days=1)
        count -= is_working_day(day, "CN")
    return day


def test_a_day_beyond_all_calendars_is_never() -> None:
    """An absurdly slow stage ends in the year 14000: the clock after it never ends, and nothing fails."""
    assert advance(np.array([5.1e6, day("2024-10-08")]), 1, "CN").tolist() == [np.inf, day("2024-10-09")]


def test_no_working_days_leave_the_day_alone() -> None:
    """Zero working days later is the day itself, working or not."""
    assert advance(np.array([day("2024-10-01")]), 0, "CN")[0] == day("2024-10-01")


def test_submissions_before_the_pilot_run_on_the_clock_before_it() -> None:
    """A submission of 2024-07-30 takes 60 working days, one of 2024-07-31 takes 30."""
    quick, usual = clock("nmpa.ind-30"), clock("nmpa.ind")
    days = np.array([day("2024-07-30"), day("2024-07-31")])
    found = quick.submit(days, inputs(0))
    assert found[0] == usual.submit(days, inputs(0))[0]
    assert found[1] < found[0]


def test_stops_fall_inside_the_review() -> None:
    """A filing with its stop ends later than the same clock without it by about the stop."""
    filed = np.full(1, day("2024-03-04"))
    decided = clock("nmpa.bla").submit(filed, inputs(0))[0]
    unstopped = advance(advance(filed, 5, "CN"), 200, "CN")[0]
    stop_days = 5.6 * 365.25 / 12 * np.sqrt(1.25)  # mean of a lognormal of median 5.6 months, cv 0.5
    assert decided - unstopped == pytest.approx(stop_days, abs=14)


def test_a_calendar_clock_counts_every_day() -> None:
    """Thirty days of the FDA for an IND are thirty days."""
    assert clock("fda.ind").submit(np.array([day("2024-08-05")]), inputs(0))[0] == day("2024-09-04")


def test_a_clock_before_its_time_is_refused() -> None:
    """A filing in the base case of 2019 can't run on the clock of July 2020: SCN-033 with rule and day."""
    early = programme(stage="filing", start=date(2019, 3, 4), terms={"filing": {"duration": "1 d"}})
    with pytest.raises(InputError) as refused:
        run(scenario(early, start=date(2019, 1, 1)), inputs(0), {})
    (found,) = refused.value.findings
    assert (found.code, found.value, found.path) == ("SCN-033", "nmpa.bla", "programmes.a.stages.filing")
    assert found.params == {"start": "2020-07-01", "end": "…", "used": "2019-03-05"}
