"""Kernels against plain Python simulations of the same plants, to the last bit on shared draws."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some
from tests.flow_cases import pool, random_plant
from tests.plain_engine import PlainPlant, plain_in_turn

from seedtrain.errors import InputError
from seedtrain.flow import Job, Part, Pool, Problem, Step, build
from seedtrain.flow.dispatch import dispatch
from seedtrain.flow.in_turn import in_turn


def loose(seed: int, attended: bool) -> Problem:
    """A plant without limits on waits, with extra cleaning after a failure."""
    problem = random_plant(seed, jobs=8, reactors=1 + seed % 3)
    return replace(
        problem,
        wait_limit_h=np.full(len(problem.pool), np.inf),
        fail_clean_h=np.where(problem.pool == 1, 5.0, 0.0),
        is_changeover_attended=attended,
    )


def drawn(problem: Problem, seed: int, n: int = 3) -> tuple[np.ndarray, np.ndarray]:
    """Durations with spread, and failures at the end of production."""
    rng = np.random.default_rng(seed)
    durations = problem.duration_h * np.exp(0.3 * rng.standard_normal((n, len(problem.pool))))
    ends = (rng.random(durations.shape) < 0.2) & (problem.pool == 1)
    return durations, ends


@given(some.integers(0, 10**6), some.booleans())
def test_the_event_engine_agrees_with_a_plain_simulation(seed: int, attended: bool) -> None:
    """Starts and ends are the same numbers, whatever the plant, the draws and the failures."""
    problem = loose(seed, attended)
    durations, ends = drawn(problem, seed)
    trace = dispatch(problem, durations, ends=ends)
    for row in range(len(durations)):
        plain = PlainPlant(problem, durations[row], ends[row]).run()
        assert np.array_equal(trace.start_h[row], plain.start, equal_nan=True)
        assert np.array_equal(trace.end_h[row], plain.end, equal_nan=True)


@given(some.integers(0, 10**6), some.booleans())
def test_ties_in_whole_hours_are_broken_alike(seed: int, attended: bool) -> None:
    """Whole-hour durations make many events at once; the order of ties is the same."""
    problem = loose(seed, attended)
    plain = PlainPlant(problem, problem.duration_h, np.zeros(len(problem.pool), dtype=np.bool_)).run()
    trace = dispatch(problem, problem.duration_h[None, :])
    assert np.array_equal(trace.start_h[0], plain.start)


@given(some.integers(0, 10**6), some.booleans())
def test_the_recurrence_in_turn_agrees_with_a_plain_one(seed: int, attended: bool) -> None:
    """Every pool in the order of the jobs: the same starts to the last bit."""
    problem = loose(seed, attended)
    durations, ends = drawn(problem, seed)
    trace = in_turn(problem, np.arange(8), durations, ends=ends)
    for row in range(len(durations)):
        assert np.array_equal(
            trace.start_h[row], plain_in_turn(problem, durations[row], ends[row]), equal_nan=True
        )


def test_in_turn_and_first_come_agree_where_nobody_can_overtake() -> None:
    """One unit everywhere and all jobs there from the start: both policies are the same."""
    steps = tuple(Step(name=name, duration_h=2.0, pool=name, clean_h=0.5) for name in "xyz")
    problem = build([Job(name=str(j), steps=steps) for j in range(6)], [pool(name) for name in "xyz"])
    durations, _ = drawn(problem, 4)
    first = dispatch(problem, durations)
    assert np.array_equal(first.start_h, in_turn(problem, np.arange(6), durations).start_h)


def test_in_turn_refuses_what_it_does_not_run() -> None:
    """Shared cleaning and routes that come back each have their code."""
    steps = (Step(name="a", duration_h=1.0, pool="x"), Step(name="b", duration_h=1.0, pool="x"))
    problem = build([Job(name="j", steps=steps)], [pool("x")])
    problem = replace(problem, clean_pool=np.zeros(2, dtype=np.int64))
    with pytest.raises(InputError) as caught:
        in_turn(problem, np.arange(1), problem.duration_h[None, :])
    assert [each.code for each in caught.value.findings] == ["SIM-003", "SIM-005"]


def test_in_turn_waits_for_units_that_are_open_long_enough() -> None:
    """Two units, 4 h each: x1 closed 6-10, x2 open from 3. By hand: a on x1 at 0, b on x2 at 3 (3-7), c at 7.

    At 4 x1 is free, but closes at 6: it could begin at 10; x2 can at 7, and so c goes there.
    """
    steps = (Step(name="s", duration_h=4.0, pool="x"),)
    parts = (Part("x1", closures=((6.0, 10.0),)), Part("x2", opens_h=3.0))
    problem = build([Job(name=name, steps=steps) for name in "abcd"], [Pool("x", parts)])
    trace = in_turn(problem, np.arange(4), problem.duration_h[None, :])
    assert trace.start_h[0].tolist() == [0.0, 3.0, 7.0, 10.0]
    assert trace.unit[0].tolist() == [0, 1, 1, 0]
