"""Quality and speed of timetables on the published plants: first solution, makespan gap, weighted tardiness.

    python benchmarks/schedule_plants.py [seconds of search]

Each plant through the same public functions as the command, one core. The gap is to a proven bound. Weighted
tardiness is shown as a share of that in order of due dates.
"""

import sys
import time

import numpy as np

from seedtrain.catalog.cases import case
from seedtrain.flow.case import load_case
from seedtrain.flow.sequence import improve, place_in_order
from seedtrain.flow.verify import verify
from seedtrain.schedule.bound import makespan_bound
from seedtrain.schedule.solve import best_order, tardiness


def budget_for(seconds: float, order: np.ndarray, name: str) -> int:
    """Operations that the search places in so many seconds, by the speed of a few trials."""
    problem = load_case(case(name)).problem
    trials = 1 + 200_000 // len(problem.pool)
    begin = time.perf_counter()
    improve(problem, order, tardiness_first=True, trials=trials, seed=1)
    return int(seconds * trials * len(problem.pool) / (time.perf_counter() - begin))


def main() -> None:
    """Measure and print."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 10.0
    print(f"search of about {seconds:g} s; gaps in %")
    print("batches  compile s  first ms  gap  gap searched  tardiness searched / due order  verified")
    for count in (50, 200, 1000, 10000):
        name = f"bench_schedule_{count}"
        begin = time.perf_counter()
        problem = load_case(case(name)).problem
        compiled = time.perf_counter() - begin
        campaigns = np.lexsort((problem.due_h, problem.family))
        place_in_order(problem, campaigns)
        begin = time.perf_counter()
        first = place_in_order(problem, campaigns)
        placed = time.perf_counter() - begin
        bound = makespan_bound(problem)
        budget = budget_for(seconds, campaigns, name)
        short = place_in_order(problem, best_order(problem, tardiness_first=False, budget=budget))
        timely = place_in_order(problem, best_order(problem, tardiness_first=True, budget=budget))
        by_due = place_in_order(problem, np.argsort(problem.due_h, kind="stable"))
        broken = sum(len(verify(problem, found)) for found in (first, short, timely))
        print(
            f"{count:7d}  {compiled:9.2f}  {placed * 1e3:8.2f}  {_gap(first.makespan_h, bound):4.2f}"
            f"  {_gap(short.makespan_h, bound):12.2f}"
            f"  {tardiness(problem, timely) / tardiness(problem, by_due):30.3f}  {broken or 'yes'}"
        )


def _gap(makespan: float, bound: float) -> float:
    return (makespan - bound) / makespan * 100.0


if __name__ == "__main__":
    main()
