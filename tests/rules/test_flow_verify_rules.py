"""The judge: a valid timetable holds, and each way of breaking it is named."""

from dataclasses import replace

import numpy as np
import pytest
from tests.flow_cases import batch, plant

from seedtrain.flow import Problem
from seedtrain.flow.assignment import Assignment
from seedtrain.flow.sequence import place_in_order
from seedtrain.flow.verify import verify

# One seed vessel, two reactors, jobs a1 (family a), b1 (family b), a2; operation k of job j is 5 j + k.
SEED, PRODUCTION, HARVEST, CAPTURE, RELEASE = range(5)


@pytest.fixture
def problem() -> Problem:
    """Three batches of two products."""
    return plant(batch("a1", release_h=3.0), batch("b1"), batch("a2"))


@pytest.fixture
def valid(problem: Problem) -> Assignment:
    """A timetable that holds."""
    return place_in_order(problem, np.arange(3))


def moved(found: Assignment, k: int, by: float) -> Assignment:
    """The operation with everything of it moved by some hours."""
    parts = {}
    for name in ("start_h", "end_h", "hold_end_h", "clean_h", "free_h"):
        times = getattr(found, name).copy()
        times[k] += by
        parts[name] = times
    return replace(found, **parts)


def changed(found: Assignment, name: str, k: int, value: float) -> Assignment:
    """One number of one operation set to another."""
    values = getattr(found, name).copy()
    values[k] = value
    return replace(found, **{name: values})


def rules(problem: Problem, found: Assignment) -> set[str]:
    """Names of the rules that are broken."""
    return {breach.rule for breach in verify(problem, found)}


def test_a_valid_timetable_holds(problem: Problem, valid: Assignment) -> None:
    """Nothing is found in a timetable of the list scheduler."""
    assert verify(problem, valid) == []


def test_a_missing_operation_is_named(problem: Problem, valid: Assignment) -> None:
    """An operation without a start is missing, by name."""
    broken = verify(problem, changed(valid, "start_h", 7, np.nan))
    assert [(each.rule, each.operations) for each in broken] == [("missing_operation", ("b1/harvest",))]


def test_a_wrong_duration_is_named(problem: Problem, valid: Assignment) -> None:
    """Capture takes 2 h; one that takes 1 h is found with both lengths."""
    broken = verify(problem, changed(valid, "end_h", CAPTURE, valid.end_h[CAPTURE] - 1.0))
    assert ("duration", ("a1/capture",), 2.0, 1.0) in [
        (each.rule, each.operations, each.needed_h, each.found_h) for each in broken
    ]


def test_a_start_before_release_is_named(problem: Problem, valid: Assignment) -> None:
    """Job a1 may start at 3 h and does so; an hour earlier breaks its release and its no-wait rule."""
    assert valid.start_h[SEED] == 3.0
    assert rules(problem, moved(valid, SEED, -1.0)) >= {"before_release", "hold_limit"}


def test_an_operation_before_its_predecessor_is_named(problem: Problem, valid: Assignment) -> None:
    """Release testing can't begin while capture runs."""
    assert rules(problem, moved(valid, RELEASE, -1.0)) == {"precedence"}


def test_an_exceeded_hold_limit_is_named(problem: Problem, valid: Assignment) -> None:
    """Clarified harvest may wait 5 h for capture; the last batch's waits 6 h longer than planned."""
    late = moved(moved(valid, 10 + CAPTURE, 6.0), 10 + RELEASE, 6.0)
    breach = next(each for each in verify(problem, late) if each.rule == "hold_limit")
    assert breach.operations == ("a2/harvest", "a2/capture")
    assert breach.found_h - breach.needed_h == pytest.approx(valid.start_h[13] + 6.0 - valid.end_h[12] - 5.0)


def test_a_unit_of_another_class_is_named(problem: Problem, valid: Assignment) -> None:
    """A seed vessel is no reactor, and release testing needs no unit."""
    assert "wrong_unit" in rules(problem, changed(valid, "unit", PRODUCTION, 0))
    assert "wrong_unit" in rules(problem, changed(valid, "unit", RELEASE, 3))


def test_a_vessel_freed_too_early_is_named(problem: Problem, valid: Assignment) -> None:
    """The reactor is held until the harvest is over, not only until its own end."""
    early = changed(valid, "hold_end_h", PRODUCTION, valid.end_h[PRODUCTION])
    assert "unit_hold" in rules(problem, early)


def test_a_turnaround_cut_short_is_named(problem: Problem, valid: Assignment) -> None:
    """A reactor needs 2 h of cleaning."""
    assert rules(problem, changed(valid, "free_h", PRODUCTION, valid.free_h[PRODUCTION] - 0.5)) == {
        "cleaning"
    }


def test_a_dirty_vessel_left_too_long_is_named(problem: Problem, valid: Assignment) -> None:
    """With a dirty hold limit of 1 h, cleaning that begins 2 h after the hold is named."""
    limited = replace(problem, dirty_limit_h=np.full(len(problem.pool), 1.0))
    late = changed(
        changed(valid, "clean_h", 13, valid.clean_h[13] + 2.0), "free_h", 13, valid.free_h[13] + 2.0
    )
    assert rules(limited, valid) == set()
    assert rules(limited, late) == {"dirty_limit"}


def test_work_outside_availability_is_named(problem: Problem, valid: Assignment) -> None:
    """The column closes at the end of the first capture: its cleaning and the other batches are outside."""
    closes = np.full(len(problem.units), np.inf)
    closes[4] = valid.end_h[CAPTURE]
    found = verify(replace(problem, window_to_h=closes), valid)
    assert {each.rule for each in found} == {"outside_availability"}
    assert {each.resource for each in found} == {"C1"}
    assert len(found) == 3


def test_two_batches_on_one_unit_are_named(problem: Problem, valid: Assignment) -> None:
    """Both reactors' batches on one reactor overlap."""
    both = changed(valid, "unit", 5 + PRODUCTION, float(valid.unit[PRODUCTION]))
    breach = next(each for each in verify(problem, both) if each.rule == "overlap")
    assert set(breach.operations) == {"a1/production", "b1/production"}
    assert breach.resource == problem.units[int(valid.unit[PRODUCTION])]


def test_a_changeover_left_out_is_named(problem: Problem, valid: Assignment) -> None:
    """After a1 the column needs 4 h before b1; starting it as soon as it is clean breaks that rule alone."""
    wide = replace(problem, wait_limit_h=np.full(len(problem.pool), np.inf))
    users = sorted((CAPTURE, 5 + CAPTURE), key=lambda k: float(valid.start_h[k]))
    first, then = users
    early = moved(valid, then, float(valid.free_h[first] - valid.start_h[then]))
    wide = replace(wide, duration_h=wide.duration_h.copy())
    assert valid.start_h[then] >= valid.free_h[first] + 4.0
    assert "changeover" in rules(wide, early)
    assert "overlap" not in rules(wide, early)


def test_a_skid_cleaning_two_vessels_at_once_is_named(problem: Problem, valid: Assignment) -> None:
    """When the harvest skid does all cleaning of seed vessel and reactors, two at once are one too many."""
    cleaned = np.where(np.isin(problem.pool, (0, 1)), 2, -1)
    long = np.where(cleaned == 2, 20.0, problem.clean_h)
    found = verify(replace(problem, clean_pool=cleaned, clean_h=long), valid)
    assert {"skid", "cleaning"} <= {each.rule for each in found}
    assert next(each for each in found if each.rule == "skid").resource == "H"
