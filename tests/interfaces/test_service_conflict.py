"""Conflicts in the user's words: each kind of rule has its finding, with what it would have to give."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from tests import flow_cases as cases

from seedtrain.errors import InfeasibleError, StoppedError
from seedtrain.flow import Part, Pool, Problem, Step, build
from seedtrain.flow.insertion import Misfit
from seedtrain.flow.pins import Pins, no_pins
from seedtrain.messages import describe
from seedtrain.service.schedule_conflict import raise_conflict
from seedtrain.service.schedule_source import Source


def refused(problem: Problem, pins: Pins, origin: date | None = None) -> dict[str, str]:
    """The findings of the conflict of the first job, code to English line."""
    source = Source(name="plant", problem=problem, origin=origin, running=[], default="makespan", as_of_h=0.0)
    with pytest.raises(InfeasibleError) as conflict:
        raise_conflict(source, pins, Misfit(0, 0, "unit_taken"))
    for found in conflict.value.findings:
        assert describe(found, "zh").line != describe(found, "en").line
    return {found.code: describe(found, "en").line for found in conflict.value.findings}


def test_a_unit_that_is_closed_and_an_earliest_start_are_told_in_days() -> None:
    """Open for 9 h a time where 12 h are needed; and a second step pinned before its job may begin."""
    make = Step(name="make", duration_h=10, pool="M", clean_h=2)
    unit = Pool("M", (Part("M1", opens_h=0.0, closes_h=9.0),))
    told = refused(build([cases.job("a1", make)], [unit]), no_pins(build([cases.job("a1", make)], [unit])))
    assert set(told) == {"SCH-051", "SCH-064"}
    assert "M1" in told["SCH-064"]
    first, second = Step(name="one", duration_h=2), Step(name="two", duration_h=1)
    problem = build([cases.job("a1", first, second, release_h=48.0)], [cases.pool("M")])
    pins = replace(no_pins(problem), start_h=np.array([np.nan, 46.0]))
    told = refused(problem, pins, date(2026, 1, 1))
    assert set(told) == {"SCH-051", "SCH-060", "SCH-062"}
    assert "2026-01-03 00:00" in told["SCH-062"]
    assert "4.0 h" in told["SCH-062"]


def test_a_dirty_unit_that_waits_too_long_is_told() -> None:
    """Both units are dirty at 2 h; the one skid cleans the first to 4 h; the second may be dirty to 3 h only.

    Either limit 1 h longer, either pin 1 h away, or one more skid.
    """
    hold = Step(name="make", duration_h=2, pool="M", clean_h=2, clean_pool="skid", dirty_limit_h=1.0)
    skid = Pool("skid", (Part("skid1"),))
    problem = build([cases.job("a1", hold), cases.job("a2", hold)], [cases.pool("M", 2), skid])
    pins = replace(no_pins(problem), start_h=np.array([0.0, 0.0]), unit=np.array([0, 1]))
    found = Source(name="plant", problem=problem, origin=None, running=[], default="makespan", as_of_h=0.0)
    with pytest.raises(InfeasibleError) as conflict:
        raise_conflict(found, pins, Misfit(0, 0, "dirty_limit"))
    codes = {each.code for each in conflict.value.findings}
    assert codes == {"SCH-051", "SCH-060", "SCH-066", "SCH-065"}


def test_where_nothing_is_proven_that_is_said() -> None:
    """A job that has a place: no conflict is proven, and the answer says so with exit code 4."""
    make = Step(name="make", duration_h=10, pool="M")
    problem = build([cases.job("a1", make)], [cases.pool("M")])
    source = Source(name="plant", problem=problem, origin=None, running=[], default="makespan", as_of_h=0.0)
    with pytest.raises(StoppedError) as stopped:
        raise_conflict(source, no_pins(problem), Misfit(0, 0, "unit_taken"))
    assert [found.code for found in stopped.value.findings] == ["SCH-052"]
    assert stopped.value.exit_code == 4
