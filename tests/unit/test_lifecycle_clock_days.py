"""One application on a clock, day by day."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some
from tests.years_cases import inputs

from seedtrain.errors import InputError
from seedtrain.lifecycle.clock import clock
from seedtrain.lifecycle.clock_days import clock_days, known_clocks
from seedtrain.service import clocked, listed_clocks


def test_an_application_before_the_holidays_of_october() -> None:
    """Submitted Monday 2024-09-23 on the 60-day clock: accepted 29 September, decided 26 December.

    24-27 Sep 4, Sunday 29 (make-up) 5. Review: 30 Sep 1; 1-7 Oct off (five weekdays); 8-11 Oct 5, Saturday 12
    (make-up) 6, 14-31 Oct 20, November 21 days 41, December up to Friday 27 20 days 61: the 60th is the 26th.
    """
    found = clock_days("nmpa.ind", date(2024, 9, 23))
    accepted, reviewed = found.steps
    assert (accepted.ends, accepted.working_days, accepted.make_up_days) == (date(2024, 9, 29), 5, 1)
    assert (reviewed.ends, reviewed.days_off, reviewed.make_up_days) == (date(2024, 12, 26), 5, 1)
    assert found.decided == date(2024, 12, 26)
    assert not found.projected


def test_a_stop_stands_halfway_and_is_added() -> None:
    """200 days with a stop of 90: 100 working days, 90 calendar days, 100 working days."""
    found = clock_days("nmpa.bla", date(2024, 3, 4), 90)
    assert [each.what for each in found.steps] == ["accept", "review", "stop", "review"]
    assert [each.working_days for each in found.steps] == [5, 100, 0, 100]
    assert (found.steps[2].ends - found.steps[2].begins).days == 90


@given(rule=some.sampled_from(known_clocks()), after=some.integers(0, 2000))
def test_the_single_application_agrees_with_the_arrays(rule: str, after: int) -> None:
    """Without a stop a date ends on the day that the clock of the pipeline gives it."""
    submitted = date.fromordinal(date(2022, 2, 1).toordinal() + after)
    one = clock(rule)
    if one.stop is None:
        decided = one.submit(np.array([float(submitted.toordinal())]), inputs(0))[0]
        assert clock_days(rule, submitted).decided.toordinal() == pytest.approx(decided, abs=0.51)


def test_an_earlier_application_runs_on_the_clock_of_its_day() -> None:
    """Before the pilot of July 2024 the 30-day clock is the 60-day one."""
    assert clock_days("nmpa.ind-30", date(2024, 7, 30)).rule == "nmpa.ind"


@pytest.mark.parametrize(
    ("rule", "day", "stop", "code"),
    [
        ("nmpa.xyz", "2024-01-02", "0", "LIF-002"),
        ("nmpa.bla", "2019-01-02", "0", "SCN-033"),
        ("nmpa.bla", "2024-13-02", "0", "SCN-017"),
        ("nmpa.bla", "2024-01-02", "9999", "LIF-010"),
        ("nmpa.bla", "2024-01-02", "-1", "LIF-010"),
    ],
)
def test_what_can_t_be_counted_is_refused(rule: str, day: str, stop: str, code: str) -> None:
    """An unknown clock, a day outside it, no day, and a stop that is none each have their code."""
    with pytest.raises(InputError) as refused:
        clocked(rule, day, stop)
    assert [each.code for each in refused.value.findings] == [code]


def test_facts_and_tables_read_in_both_languages() -> None:
    """The table has a row a step and the facts the same days; a year not yet published is projected."""
    found = clocked("nmpa.bla", "2029-01-08", "30")
    assert found.facts()["calendar"] == "projected"
    assert len(found.table().rows) == len(found.facts()["steps"]) == 4
    for lang in ("en", "zh"):
        assert found.table().texts(lang)
        assert len(listed_clocks().texts(lang)) == len(known_clocks())
