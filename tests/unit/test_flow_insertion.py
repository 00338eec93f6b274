"""Insertion: gaps, pins and goals, each on a plant that can be worked out by hand."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from tests import flow_cases as cases

from seedtrain.errors import InputError
from seedtrain.flow import Problem, Step, build
from seedtrain.flow.insertion import Insertion, Misfit, place_between, repaired
from seedtrain.flow.pins import Pins, no_pins, verify_pins
from seedtrain.flow.sequence import place_in_order
from seedtrain.flow.verify import verify


def two_steps(name: str, first: float, **parts: Any) -> Any:
    """A job of one operation on the one unit M, cleaned for 1 h, 3 h of changeover."""
    return cases.job(name, Step(name="make", duration_h=first, pool="M", clean_h=1, changeover_h=3), **parts)


def pinned(problem: Problem, **starts: float) -> Pins:
    """Pins of whole jobs by name, each on the first unit of its pool."""
    pins = no_pins(problem)
    for name, start in starts.items():
        k = int(problem.route[problem.jobs.index(name)])
        pins.start_h[k] = start
        pins.unit[k] = problem.pool_units[problem.pool[k]]
    return pins


def test_a_job_goes_into_the_first_gap_that_takes_it() -> None:
    """a2 is pinned to 10 to 15 h and clean at 16 h. a1 of 8 h is clean at 9 h and fits before; a3 of 6 h not.

    a3 starts where a2 has left the unit clean, at 16 h.
    """
    problem = build([two_steps("a1", 8), two_steps("a2", 5), two_steps("a3", 6)], [cases.pool("M")])
    found = place_between(problem, np.array([2, 0, 1]), pinned(problem, a2=10.0))
    # a3 comes first in the order and takes the gap at 0 h: 6 h and cleaning end at 7 h; then a1 needs 9 h.
    assert found.start_h.tolist() == [16.0, 10.0, 0.0]
    found = place_between(problem, np.array([0, 2, 1]), pinned(problem, a2=10.0))
    assert found.start_h.tolist() == [0.0, 10.0, 16.0]
    assert verify(problem, found) == []


def test_a_changeover_must_fit_before_and_after() -> None:
    """b1 of 4 h is clean at 5 h; the changeover to a2 at 10 h needs 3 h: it fits (8 h). With 7 h it does not.

    Then b1 follows a2: clean at 16 h, changed over at 19 h.
    """
    short = build([two_steps("b1", 4), two_steps("a2", 5)], [cases.pool("M")])
    assert place_between(short, np.array([0, 1]), pinned(short, a2=10.0)).start_h[0] == 0.0
    long = build([two_steps("b1", 7), two_steps("a2", 5)], [cases.pool("M")])
    found = place_between(long, np.array([0, 1]), pinned(long, a2=10.0))
    assert found.start_h[0] == 19.0
    assert verify(long, found) == []


def test_why_a_pin_cannot_be_kept_is_told() -> None:
    """Two jobs pinned to one unit at once; one pinned before its predecessor has ended."""
    problem = build([two_steps("a1", 8), two_steps("a2", 5)], [cases.pool("M")])
    clash = Insertion(problem, pinned(problem, a1=0.0, a2=6.0), ("makespan",)).placed(np.array([0, 1]))
    assert isinstance(clash, Misfit)
    assert clash.reason == "unit_taken"
    batches = cases.plant(cases.batch("a1"))
    pins = no_pins(batches)
    pins.start_h[1] = 3.0  # the seed before it takes 4 h
    early = Insertion(batches, pins, ("makespan",)).placed(np.array([0]))
    assert early == Misfit(0, 1, "before_ready")
    with pytest.raises(InputError) as refused:
        place_between(batches, np.array([0]), pins)
    assert [found.code for found in refused.value.findings] == ["SCH-001"]


def test_a_pin_is_kept_to_the_minute() -> None:
    """A start written half a minute too early is taken; the judge of pins accepts that and no more."""
    batches = cases.plant(cases.batch("a1"))
    pins = no_pins(batches)
    pins.start_h[1] = 4.0 - 0.5 / 60.0
    found = place_between(batches, np.array([0]), pins)
    assert found.start_h[1] == 4.0
    assert verify_pins(batches, pins, found) == []
    later = replace(pins, start_h=pins.start_h - 0.1)
    assert [breach.rule for breach in verify_pins(batches, later, found)] == ["pinned_start"]


def test_the_judge_of_pins_names_each_that_is_broken() -> None:
    """A unit other than the pinned one, and a start before the floor."""
    batches = cases.plant(cases.batch("a1"), cases.batch("a2"))
    found = place_in_order(batches, np.array([0, 1]))
    unit = no_pins(batches)
    unit.unit[1] = 1 + int(found.unit[1] == 1)
    floor = no_pins(batches)
    floor.floor_h[0] = 5.0
    rules = [verify_pins(batches, pins, found)[0].rule for pins in (unit, floor)]
    assert rules == ["pinned_unit", "too_early"]


@pytest.mark.parametrize("seed", range(8))
def test_around_pins_every_rule_holds(seed: int) -> None:
    """Random plants with closures: half of the jobs pinned where they were, the rest placed in any order."""
    problem = cases.random_plant(seed, 8, closures=True)
    base = place_in_order(problem, np.arange(8))
    rng = np.random.default_rng(seed)
    kept = np.isin(problem.job_of, rng.permutation(8)[:4])
    pins = replace(
        no_pins(problem),
        start_h=np.where(kept, base.start_h, np.nan),
        unit=np.where(kept, base.unit, -1),
        given_h=base.start_h,
        given_unit=base.unit,
    )
    free = [job for job in rng.permutation(8) if not kept[problem.route[job]]]
    order = np.array([*(job for job in range(8) if kept[problem.route[job]]), *free])
    search = Insertion(problem, pins, ("least_change", "makespan"))
    order, values = search.improved(order, 200)
    found = search.placed(order)
    assert not isinstance(found, Misfit)
    assert verify(problem, found) == []
    assert verify_pins(problem, pins, found) == []
    moved = float(np.abs(found.start_h - base.start_h).sum()) + 8.0 * int((found.unit != base.unit).sum())
    assert values[4] == pytest.approx(moved)
    assert values[1] == pytest.approx(found.makespan_h)


def test_pressed_jobs_begin_as_late_as_their_end_allows() -> None:
    """a2 waits for the one reactor until 17 h; pressed, its seed starts 4 h before, and no end moves."""
    problem = cases.plant(cases.batch("a1"), cases.batch("a2", 5.0), reactors=1)
    early = place_between(problem, np.array([0, 1]), no_pins(problem))
    search = Insertion(problem, no_pins(problem), ("makespan", "wip"))
    found = search.placed(np.array([0, 1]))
    assert not isinstance(found, Misfit)
    last = problem.route[1:] - 1
    assert found.end_h[last].tolist() == early.end_h[last].tolist()
    assert (found.start_h >= early.start_h).all()
    assert verify(problem, found) == []


def test_pins_half_a_minute_too_tight_never_overlap() -> None:
    """a1 is pinned to 0 h and needs 9 h; a2 is pinned half a minute before 9 h, as somebody wrote it.

    In either order a2 is half a minute later than written, and nothing overlaps.
    """
    problem = build([two_steps("a1", 8), two_steps("a2", 5)], [cases.pool("M")])
    pins = pinned(problem, a1=0.0, a2=9.0 - 0.5 / 60.0)
    for order in ([0, 1], [1, 0]):
        found = place_between(problem, np.array(order), pins)
        assert found.start_h.tolist() == [0.0, 9.0]
        assert verify(problem, found) == []


def test_a_job_without_a_place_gets_the_first_turn() -> None:
    """a2 is pinned to 0 h on any unit, of which there is one; in the order a1, a2 it finds a1 there."""
    problem = build([two_steps("a1", 8), two_steps("a2", 5)], [cases.pool("M")])
    pins = pinned(problem, a2=0.0)
    pins.unit[1] = -1
    space = Insertion(problem, pins, ("makespan",))
    assert isinstance(space.placed(np.array([0, 1])), Misfit)
    assert repaired(space, np.array([0, 1])).tolist() == [1, 0]
