"""HiGHS finds the optimum of tiny mixed-integer programs; one of its versions (1.14.0) loses these."""

from math import inf

import pytest

from seedtrain.plan.highs import solve_highs
from seedtrain.plan.program import Program
from seedtrain.plan.settings import PlanSettings


def test_one_whole_and_one_broken_column() -> None:
    """min 2 x + 3 z with x + z >= 4.5, z whole: z = 0, x = 4.5, 9."""
    program = Program(maximise=False)
    x = program.column(0, 10, is_integer=False, cost=2.0)
    z = program.column(0, 10, is_integer=True, cost=3.0)
    program.at_least([(x, 1.0), (z, 1.0)], 4.5)
    found = solve_highs(program, PlanSettings())
    assert found.bound == pytest.approx(9)


def test_two_switches_of_which_one_may_be_on() -> None:
    """min 10 d0 + 8 d1, z_i <= 1000 x_i, z_i + d_i = 1000, x0 + x1 <= 1: the dearer is served, 8000."""
    program = Program(maximise=False)
    switches = [program.column(0, 1, is_integer=True) for _ in range(2)]
    for switch, cost in zip(switches, (10.0, 8.0), strict=True):
        served = program.column(0, 1000, is_integer=False)
        left = program.column(0, 1000, is_integer=False, cost=cost)
        program.at_most([(served, 1.0), (switch, -1000.0)], 0.0)
        program.equal([(served, 1.0), (left, 1.0)], 1000.0)
    program.at_most([(switch, 1.0) for switch in switches], 1.0)
    assert solve_highs(program, PlanSettings()).bound == pytest.approx(8000)


def test_an_absolute_value_beside_a_whole_column() -> None:
    """min 100 g + 0.01 t, g + x = 3, |x| <= t, 0.45 <= x <= 3 whole: x = 3, 0.03."""
    program = Program(maximise=False)
    gap = program.column(0, inf, is_integer=False, cost=100.0)
    size = program.column(-inf, inf, is_integer=False, cost=0.01)
    x = program.column(0, inf, is_integer=True)
    program.equal([(gap, 1.0), (x, 1.0)], 3.0)
    program.at_most([(x, 1.0), (size, -1.0)], 0.0)
    program.at_most([(x, -1.0), (size, -1.0)], 0.0)
    program.at_most([(x, 1.0)], 3.0)
    program.at_least([(x, 1.0)], 0.45)
    assert solve_highs(program, PlanSettings()).bound == pytest.approx(0.03)
