"""Compiling nouns to arrays, and what is refused."""

import math

import numpy as np
import pytest
from tests.flow_cases import batch, plant

from seedtrain.errors import InternalError
from seedtrain.flow import Job, Part, Pool, Step, build


def test_arrays_have_the_shapes_of_jobs_and_operations() -> None:
    """Two batches of five operations on four pools of five units."""
    problem = plant(batch("a1"), batch("b1", due_h=50.0))
    assert problem.route.tolist() == [0, 5, 10]
    assert problem.job_of.tolist() == [0] * 5 + [1] * 5
    assert problem.pool.tolist() == [0, 1, 2, 3, -1] * 2
    assert problem.pool_of_unit.tolist() == [0, 1, 1, 2, 3]
    assert problem.due_h.tolist() == [math.inf, 50.0]
    assert problem.operation_name(6) == "b1/production"


def test_closures_cut_the_time_a_part_is_open() -> None:
    """Open from 10 to 100 but for 20-30 and 90-120: open 10-20 and 30-90."""
    part = Part("u", 10.0, 100.0, closures=((90.0, 120.0), (20.0, 30.0)))
    assert part.windows() == [(10.0, 20.0), (30.0, 90.0)]
    assert Part("u", 5.0, 5.0).windows() == []
    problem = build([batch("a1")], [Pool(name, (Part(name, closures=((1.0, 2.0),)),)) for name in "SRHC"])
    assert problem.unit_windows.tolist() == [0, 2, 4, 6, 8]
    assert problem.window_to_h[:2].tolist() == [1.0, np.inf]


@pytest.mark.parametrize(
    "step",
    [
        Step(name="x", duration_h=-1.0),
        Step(name="x", duration_h=math.nan),
        Step(name="x", duration_h=1.0, end_odds=1.5),
        Step(name="x", duration_h=1.0, pool="nowhere"),
        Step(name="x", duration_h=1.0, clean_pool="nowhere"),
        Step(name="x", duration_h=1.0, hold_offset=1),
    ],
)
def test_a_step_that_no_kernel_could_run_is_our_fault(step: Step) -> None:
    """Negative or missing times, odds beyond one, unknown pools and holds beyond the route are refused."""
    with pytest.raises(InternalError):
        build([Job(name="a", steps=(step,))], [])


def test_a_job_without_steps_is_our_fault() -> None:
    """A job walks at least one operation."""
    with pytest.raises(InternalError):
        build([Job(name="a", steps=())], [])
