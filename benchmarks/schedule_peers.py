"""Timetables of the published plants beside those of PyJobShop and of plain CP-SAT, one core, equal time.

    python benchmarks/schedule_peers.py [--batches 50 200 1000 10000] [--seconds 1 10 60]

Needs PyJobShop beside the locked dependencies: `pip install pyjobshop`. Each engine runs in a process of its
own with one worker; building its model counts, loading libraries and compiling kernels do not. All timetables
are checked by the judge of seedtrain. Times are in hours, gaps in % of the best bound of all engines.
"""

import argparse
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

import numpy as np
from schedule_models import Shop, cp_sat_shop, pyjobshop_shop

from seedtrain.catalog.cases import case
from seedtrain.flow.assignment import Assignment
from seedtrain.flow.case import load_case
from seedtrain.flow.problem import Problem
from seedtrain.flow.sequence import improve, place_in_order
from seedtrain.flow.verify import verify
from seedtrain.schedule.alternate import timed_best
from seedtrain.schedule.late import tardiness_bound
from seedtrain.schedule.packing import packed_makespan_bound
from seedtrain.schedule.solve import tardiness

OBJECTIVES = ("makespan", "weighted_tardiness")
MOST = {"pyjobshop": 200, "cp_sat": 200}
"""Batches up to which a peer is tried: both model changeovers by pairs of batches."""

Solved = tuple[Assignment | None, float | None, float | None]


def ours(problem: Problem, _: Shop, late: bool, seconds: float) -> Solved:
    """The engine of the command `seedtrain schedule --time-limit`."""
    improve(problem, np.arange(2), tardiness_first=late, trials=0, seed=1)
    began = time.perf_counter()
    place_in_order(problem, np.lexsort((problem.due_h, problem.family)))
    first = time.perf_counter() - began
    none = np.array([], dtype=np.int64)
    found = timed_best(problem, seconds, tardiness_first=late, fixed=none)
    bound = tardiness_bound(problem) if late else packed_makespan_bound(problem)
    return found.assignment, max(bound, found.bound), first


ENGINES: dict[str, Callable[[Problem, Shop, bool, float], Solved]] = {
    "seedtrain": ours,
    "pyjobshop": pyjobshop_shop,
    "cp_sat": cp_sat_shop,
}


def work(engine: str, count: int, objective: str, seconds: float) -> dict[str, Any]:
    """Run one engine once and say what it reached."""
    content = case(f"bench_schedule_{count}")
    problem = load_case(content).problem
    late = objective == "weighted_tardiness"
    found, bound, first = ENGINES[engine](problem, Shop.read(content), late, seconds)
    value = None if found is None else tardiness(problem, found) if late else found.makespan_h
    return {
        "value": value,
        "bound": bound,
        "first_s": first,
        "broken": 0 if found is None else len(verify(problem, found)),
        "peak_MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def main() -> None:
    """Run every engine in a process of its own and print one row for each."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--batches", nargs="+", type=int, default=[50, 200, 1000, 10000])
    parser.add_argument("--seconds", nargs="+", type=float, default=[1.0, 10.0, 60.0])
    parser.add_argument("--worker", nargs=4)
    arguments = parser.parse_args()
    if arguments.worker:
        engine, count, objective, seconds = arguments.worker
        print(json.dumps(work(engine, int(count), objective, float(seconds))))
        return
    print(f"{'batches':>7}  {'objective':18}  {'seconds':>7}  {'engine':9}  {'value h':>12}  {'bound h':>10}"
          f"  {'gap %':>6}  {'first s':>7}  {'MB':>5}  judged")  # fmt: skip
    for count in arguments.batches:
        for objective in OBJECTIVES:
            for seconds in arguments.seconds:
                rows = {engine: _run(engine, count, objective, seconds) for engine in ENGINES}
                bound = max(row["bound"] or 0.0 for row in rows.values())
                for engine, row in rows.items():
                    print(_line(count, objective, seconds, engine, row, bound), flush=True)


def _run(engine: str, count: int, objective: str, seconds: float) -> dict[str, Any]:
    if count > MOST.get(engine, count):
        return {"value": None, "bound": None, "first_s": None, "broken": 0, "peak_MB": 0.0}
    command = [sys.executable, __file__, "--worker", engine, str(count), objective, str(seconds)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    row: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return row


def _line(count: int, objective: str, seconds: float, engine: str, row: dict[str, Any], bound: float) -> str:
    value, first = row["value"], row["first_s"]
    shown = "none found" if value is None else f"{value:,.0f}"
    gap = "-" if value is None else f"{(value - bound) / max(1.0, value) * 100:.2f}"
    judged = "-" if value is None else "holds" if row["broken"] == 0 else f"{row['broken']} broken"
    since = "-" if first is None else f"{first:.3f}"
    own = "-" if row["bound"] is None else f"{row['bound']:,.0f}"
    return (
        f"{count:7d}  {objective:18}  {seconds:7g}  {engine:9}  {shown:>12}  {own:>10}  {gap:>6}  {since:>7}"
        f"  {row['peak_MB']:5.0f}  {judged}"
    )


if __name__ == "__main__":
    main()
