"""The memory of a simulation: it grows with the table asked for, not with what happens inside."""

import tracemalloc

from tests.unit.test_simulate_plant import case

from seedtrain.flow.case import load_case
from seedtrain.simulate.plant_work import PlantWork
from seedtrain.simulate.replicate import Circumstances, replicate
from seedtrain.simulate.variation import KINDS, variation


def peak(work: PlantWork, replications: int, chunk: int) -> tuple[int, int]:
    """Largest memory while it runs, and the bytes of the result."""
    tracemalloc.start()
    found = replicate(work, replications, Circumstances(chunk=chunk))
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most, sum(column.nbytes for column in found.columns.values())


def test_memory_grows_with_the_result_alone() -> None:
    """Ten times the replications: the peak grows by no more than twice the growth of the result."""
    read = load_case(case(cv=0.2, failure_odds=0.2, batches=40, horizon_d=200.0))
    varied = variation(None, [kind for kind in KINDS if kind != "order_change"])
    work = PlantWork(case=read, policy="plan_order", seed=1, variation=varied)
    work.part(0, 100)  # what is compiled once is there
    few, small = peak(work, 1000, 250)
    many, large = peak(work, 10_000, 250)
    assert large == 10 * small
    assert many - few < 2.2 * (large - small)
    inside = 10_000 * len(read.problem.pool) * 8
    assert many < inside / 2
