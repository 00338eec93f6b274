"""What the race and the windows add to local search, at equal processor time on one core.

    python benchmarks/schedule_windows.py [--batches 50 200] [--seconds 10 60]

Three engines on the published plants: local search from the best of the orders to start from; from the winner
of a race between them; and that until it stalls, then windows of CP-SAT in turn with it, which is what
`seedtrain schedule --time-limit` does. Their clock is that of the processor, so that other programs on the
machine do not count. All timetables are judged. Values in hours; less is better.
"""

import argparse
import time

import numpy as np

import seedtrain.schedule.alternate as alternate
import seedtrain.schedule.search as search
from seedtrain.catalog.cases import case
from seedtrain.flow.assignment import Assignment
from seedtrain.flow.case import load_case
from seedtrain.flow.problem import Problem
from seedtrain.flow.sequence import improve, place_in_order
from seedtrain.flow.verify import verify
from seedtrain.schedule.solve import tardiness

ENGINES = ("local search", "race", "race, windows")


def solved(problem: Problem, engine: str, late: bool, seconds: float) -> tuple[Assignment, int]:
    """The assignment of an engine, and how many windows it solved."""
    began = time.process_time()
    search.RACE = 0.0 if engine == "local search" else 0.3
    has_windows = engine == "race, windows"
    order = search.timed_order(problem, seconds, tardiness_first=late, ends_stalled=has_windows)
    left = seconds - (time.process_time() - began)
    if not has_windows or left <= 0.0:
        return place_in_order(problem, order), 0
    none = np.array([], dtype=np.int64)
    best = alternate.bettered(problem, order, tardiness_first=late, fixed=none, seconds=left)
    return best.assignment, best.windows


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--batches", nargs="+", type=int, default=[50, 200])
    parser.add_argument("--seconds", nargs="+", type=float, default=[10.0, 60.0])
    arguments = parser.parse_args()
    search.perf_counter = alternate.perf_counter = time.process_time  # type: ignore[attr-defined]
    print(f"{'batches':>7}  {'objective':18}  {'limit s':>7}  {'engine':13}  {'value h':>9}  {'windows':>7}"
          f"  {'processor s':>11}  judged")  # fmt: skip
    for count in arguments.batches:
        problem = load_case(case(f"bench_schedule_{count}")).problem
        for late in (False, True):
            improve(problem, np.arange(count), tardiness_first=late, trials=0, seed=1)
            for seconds in arguments.seconds:
                for engine in ENGINES:
                    began = time.process_time()
                    found, windows = solved(problem, engine, late, seconds)
                    spent = time.process_time() - began
                    value = tardiness(problem, found) if late else found.makespan_h
                    word = "holds" if not verify(problem, found) else "broken"
                    goal = "weighted tardiness" if late else "makespan"
                    print(f"{count:7d}  {goal:18}  {seconds:7g}  {engine:13}  {value:9,.0f}  {windows:7d}"
                          f"  {spent:11.1f}  {word}", flush=True)  # fmt: skip


if __name__ == "__main__":
    main()
