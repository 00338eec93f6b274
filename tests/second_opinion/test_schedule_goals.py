"""Goals of a timetable: values against plain Python, the search against every order, bounds below."""

from dataclasses import replace
from itertools import permutations

import numpy as np
import pytest
from tests import flow_cases as cases

from seedtrain.flow.insertion import GOALS, Insertion, Misfit
from seedtrain.flow.pins import no_pins
from seedtrain.flow.sequence import place_in_order
from seedtrain.schedule.goals import completed, goal_bound, goal_value
from seedtrain.schedule.incumbent import searched, value_of

LISTS = (
    ("weighted_tardiness", "changeovers", "wip"),
    ("changeovers", "makespan"),
    ("wip", "weighted_tardiness"),
    ("least_change", "weighted_tardiness"),
    ("makespan", "wip", "changeovers", "least_change"),
)


@pytest.mark.parametrize("goals", LISTS)
@pytest.mark.parametrize("seed", range(3))
def test_the_search_is_as_good_as_every_order(goals: tuple[str, ...], seed: int) -> None:
    """Five batches: no order of the jobs gives better values, first goal first; each bound is kept."""
    problem = cases.random_plant(seed, 5)
    given = place_in_order(problem, np.arange(5))
    pins = replace(no_pins(problem), given_h=given.start_h + 3.0, given_unit=given.unit)
    every = completed(goals)
    space = Insertion(problem, pins, every)
    best = min(
        (
            tuple(np.round(space.improved(np.array(order), 0)[1][space.goals], 6))
            for order in permutations(range(5))
        ),
    )
    found = searched(problem, [pins], every, [np.arange(5)], budget=100_000)
    assert tuple(np.round(found.values[space.goals], 6)) == best
    assert not isinstance(found.found, Misfit)
    for goal in GOALS:
        value = goal_value(problem, pins, found.found, goal)
        assert value == pytest.approx(value_of(found.values, goal))
        assert goal_bound(problem, goal, pins) <= value + 1e-6


def test_bounds_that_are_reached() -> None:
    """Three products on one reactor need two changeovers there and two on the column: the bound says four.

    A batch alone is under way for 4 + 10 + 1 + 2 + 20 = 37 h: three of them for 111 h at least.
    """
    problem = cases.plant(cases.batch("a1"), cases.batch("b1"), cases.batch("c1"), reactors=1)
    pins = no_pins(problem)
    assert goal_bound(problem, "changeovers", pins) == 4.0
    assert goal_bound(problem, "wip", pins) == 111.0


def test_a_change_that_is_forced_is_bounded() -> None:
    """a1 was given at 0 h and may not start before 5 h: its five operations move by 5 h each, 25 h in all."""
    problem = cases.plant(cases.batch("a1"))
    given = place_in_order(problem, np.array([0]))
    pins = replace(
        no_pins(problem),
        given_h=given.start_h,
        given_unit=given.unit,
        floor_h=np.array([5.0] + [-np.inf] * 4),
    )
    assert goal_bound(problem, "least_change", pins) == 25.0
    found = searched(problem, [pins], completed(("least_change",)), [np.array([0])])
    assert value_of(found.values, "least_change") == 25.0
