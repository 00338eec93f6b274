"""Conflicts worked out by hand: a minimal set of rules, and what each would have to give."""

from dataclasses import replace

import numpy as np
import pytest
from tests import flow_cases as cases

from seedtrain.catalog.cases import case
from seedtrain.flow import Part, Pool, Problem, Step, build
from seedtrain.flow.case import load_case
from seedtrain.flow.pins import Pins, no_pins
from seedtrain.schedule.conflict import Conflict, Rules, conflict, suspects

MINUTE = 1.0 / 60.0


def told(found: Conflict | None) -> dict[tuple[str, int], float | None]:
    """Rules of a conflict with what each gives [h], units as their number."""
    assert found is not None
    return {
        (given.rule.kind, given.rule.index): float(given.units) if given.units else given.hours
        for given in found.rules
    }


def pinned(problem: Problem, starts: dict[int, float]) -> Pins:
    """Operations pinned to a start on any unit."""
    start = np.full(len(problem.pool), np.nan)
    for k, time in starts.items():
        start[k] = time
    return replace(no_pins(problem), start_h=start)


def test_two_jobs_pinned_to_one_unit() -> None:
    """a1 at 0 h is clean at 12 h; a2 is pinned to 8 h on the only unit; a3 has nothing to do with it.

    a2 would have to be 4 h later, a1 4 h earlier, or there is one more unit.
    """
    make = Step(name="make", duration_h=10, pool="M", clean_h=2)
    problem = build([cases.job(name, make) for name in ("a1", "a2", "a3")], [cases.pool("M")])
    found = conflict(Rules(problem, pinned(problem, {0: 0.0, 1: 8.0})), [1, 0, 2])
    given = told(found)
    assert found is not None
    assert set(found.jobs) == {0, 1}
    assert set(given) == {("pin", 0), ("pin", 1), ("units", 0)}
    assert given["pin", 0] == pytest.approx(4.0, abs=4 * MINUTE)
    assert given["pin", 1] == pytest.approx(4.0, abs=4 * MINUTE)
    assert given["units", 0] == 1.0
    assert found.rules[-1].rule.kind == "units"


def test_a_wait_that_may_not_be_so_long() -> None:
    """Production ends at 14 h and may wait 2 h; harvest is pinned to 20 h: 4 h too late.

    Either the wait is 4 h longer, the harvest 4 h earlier, or production 4 h later.
    """
    problem = cases.plant(cases.batch("a1"))
    given = told(conflict(Rules(problem, pinned(problem, {1: 4.0, 2: 20.0})), [0]))
    assert set(given) == {("pin", 1), ("pin", 2), ("wait", 1)}
    assert list(given.values()) == [pytest.approx(4.0, abs=4 * MINUTE)] * 3


def test_a_unit_that_is_not_open_long_enough() -> None:
    """10 h and 2 h of cleaning, but the only unit is open for 9 h a time: 3 h more at the edges."""
    make = Step(name="make", duration_h=10, pool="M", clean_h=2)
    unit = Pool("M", (Part("M1", opens_h=0.0, closes_h=20.0, closures=((9.0, 11.0),)),))
    problem = build([cases.job("a1", make)], [unit])
    given = told(conflict(Rules(problem, no_pins(problem)), [0]))
    assert set(given) == {("closed", 0)}
    assert given["closed", 0] == pytest.approx(1.5, abs=4 * MINUTE)  # 1.5 h at each edge


def test_dates_that_can_not_all_be_kept() -> None:
    """Two jobs of 10 h on one unit cleaned in 2 h, both due at 20 h: the second ends at 22 h, 2 h late.

    a3, due at 100 h, is in no conflict; without any of the two dates or with another unit it can be done.
    """
    make = Step(name="make", duration_h=10, pool="M", clean_h=2)
    dues = {"a1": 20.0, "a2": 20.0, "a3": 100.0}
    problem = build([cases.job(name, make, due_h=due) for name, due in dues.items()], [cases.pool("M")])
    found = conflict(Rules(problem, no_pins(problem), keeps_dates=True), [1, 0, 2])
    given = told(found)
    assert set(given) == {("due", 0), ("due", 1), ("units", 0)}
    assert given["due", 0] == pytest.approx(2.0, abs=4 * MINUTE)
    assert found is not None
    assert found.rules[0].rule.kind == "due"


def test_what_has_happened_can_give_nothing() -> None:
    """a1 began at 0 h, now is 5 h; a2 is pinned to 8 h: only a2 or another unit can give."""
    make = Step(name="make", duration_h=10, pool="M", clean_h=2)
    problem = build([cases.job(name, make) for name in ("a1", "a2")], [cases.pool("M")])
    pins = replace(pinned(problem, {0: 0.0, 1: 8.0}), floor_h=np.full(2, 5.0))
    given = told(conflict(Rules(problem, pins), [1, 0]))
    assert given["pin", 0] is None
    assert given["pin", 1] == pytest.approx(4.0, abs=4 * MINUTE)


def test_without_a_conflict_none_is_told() -> None:
    """Two jobs that follow one another; and the jobs near to one in time come before those far from it."""
    make = Step(name="make", duration_h=10, pool="M", clean_h=2)
    problem = build([cases.job(name, make) for name in ("a1", "a2", "a3")], [cases.pool("M")])
    pins = pinned(problem, {0: 0.0, 1: 90.0, 2: 12.0})
    assert conflict(Rules(problem, pins), [0, 1, 2]) is None
    assert suspects(problem, pins, 0) == [0, 2, 1]


def test_a_dirty_limit_and_an_earliest_start_can_conflict_too() -> None:
    """Released at 5 h, pinned to 1 h: no conflict, a pin comes before the release of its first operation.

    Of the second operation of a job released at 5 h, pinned to 3 h, the release must give 4 h: 1 h of work
    comes before.
    """
    first, second = Step(name="one", duration_h=2), Step(name="two", duration_h=1)
    problem = build([cases.job("a1", first, second, release_h=5.0)], [cases.pool("M")])
    assert conflict(Rules(problem, pinned(problem, {0: 1.0})), [0]) is None
    given = told(conflict(Rules(problem, pinned(problem, {1: 3.0})), [0]))
    assert set(given) == {("release", 0), ("pin", 1)}
    assert given["release", 0] == pytest.approx(4.0, abs=4 * MINUTE)


def test_three_dates_of_a_plant_of_two_hundred_conflict_on_two_pools() -> None:
    """All dates five per cent later: among 200 batches the three whose dates two seed pools can't keep.

    What is named is proven impossible together, and no longer where any one date is left out.
    """
    stated = load_case(case("bench_schedule_200")).problem
    problem = replace(stated, due_h=stated.due_h * 1.05)
    rules = Rules(problem, no_pins(problem), keeps_dates=True)
    found = conflict(rules, np.argsort(problem.due_h, kind="stable").tolist())
    assert found is not None
    named = [given.rule for given in found.rules]
    assert [rule.kind for rule in named] == ["due", "due", "due", "units", "units"]
    assert all(given.hours or given.units for given in found.rules)
    assert rules.are_impossible(found.jobs, named)
    for left_out in named[:3]:
        assert not rules.are_impossible(found.jobs, [rule for rule in named if rule != left_out])
