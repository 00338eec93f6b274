"""Speed of the simulation kernels on the published plant, against plain Python, in one run.

    python benchmarks/simulate_engines.py

Thread CPU time for each operation (7,200 a replication). SimPy is not installed here; the plain Python event
simulation with its own heap stands in for it (the published comparison has SimPy eight times slower than such
a program). Draws (NumPy, outside the kernels) are shown apart.
"""

import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from seedtrain.catalog.cases import case
from seedtrain.flow.case import load_case
from seedtrain.flow.dispatch import dispatch
from seedtrain.flow.in_turn import in_turn

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.plain_engine import PlainPlant, plain_in_turn

REPLICATIONS = 300


def measured(what: str, work: Callable[[], object], operations: int, runs: int = 3) -> float:
    """Best thread CPU time of some runs in ns an operation, printed."""
    best = np.inf
    for _ in range(runs):
        begin = time.thread_time()
        work()
        best = min(best, time.thread_time() - begin)
    print(f"{what:38s} {best / operations * 1e9:10.1f} ns an operation")
    return best / operations


def main() -> None:
    """Measure and print."""
    plant = load_case(case("bench_simulation"))
    problem = plant.problem
    rng = np.random.default_rng(1)
    sigma = np.sqrt(np.log1p(np.square(plant.cv)))
    shape = (REPLICATIONS, len(problem.pool))

    def draw() -> np.ndarray:
        return problem.duration_h * np.exp(sigma * rng.standard_normal(shape))

    durations = draw()
    ends = np.zeros(shape, dtype=np.bool_)
    ends[:, problem.route[:-1] + plant.fails_at] = rng.random((REPLICATIONS, 600)) < plant.failure_odds
    order = np.arange(600)
    begin = time.perf_counter()
    in_turn(problem, order, durations[:1], ends=ends[:1])
    dispatch(problem, durations[:1], ends=ends[:1])
    print(f"first calls, compiled or loaded from cache: {time.perf_counter() - begin:.2f} s")
    one = shape[1]
    measured("draws by NumPy", draw, shape[0] * one)
    turn = measured(
        "recurrence in turn", lambda: in_turn(problem, order, durations, ends=ends), shape[0] * one
    )
    event = measured("event engine", lambda: dispatch(problem, durations, ends=ends), shape[0] * one)
    plain_event = measured(
        "plain Python, event heap", lambda: PlainPlant(problem, durations[0], ends[0]).run(), one
    )
    plain_turn = measured(
        "plain Python, recurrence", lambda: plain_in_turn(problem, durations[0], ends[0]), one, 1
    )
    gain = plain_turn / turn, plain_event / event
    print(f"recurrence: {gain[0]:.0f} times plain Python; event engine: {gain[1]:.0f} times")


if __name__ == "__main__":
    main()
