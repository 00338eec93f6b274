"""Real fermentation, harvest and filtration schedules: ours and PyJobShop's, in turn, with the same time.

    pip install "pyjobshop>=0.0.9,<0.1"
    python benchmarks/schedule_biomanufacturing.py FOLDER [seconds] [workers]

Each problem of github kimvandenhouten/pyjobshop_biomanufacturing (MIT licence) in the folder given, as it is,
through the public function that the command calls. Objective, bound, gap, seconds by the clock and by the
processor; ours are judged. Seconds are those of one machine: compare within a row.
"""

import json
import sys
import time
from pathlib import Path

from seedtrain.flow.placement import objective
from seedtrain.flow.pyjobshop import read_problem_data
from seedtrain.flow.verify_network import verify_network
from seedtrain.schedule.network.best import best_placement
from seedtrain.schedule.network.solve import Budget


def ours(text: str, seconds: float, workers: int) -> tuple[float | None, float | None, str]:
    """Objective, bound, and the judge's word."""
    network = read_problem_data(json.loads(text))
    solved = best_placement(network, Budget(seconds=seconds, workers=workers))
    if solved.placement is None:
        return None, solved.bound, "-"
    broken = verify_network(network, solved.placement)
    return objective(network, solved.placement), solved.bound, "broken" if broken else "holds"


def theirs(text: str, seconds: float, workers: int) -> tuple[float | None, float | None, str]:
    """Objective and bound of PyJobShop with OR-Tools; a dash where it is not installed."""
    try:
        from pyjobshop import ProblemData, solve
    except ImportError:
        return None, None, "not installed"
    found = solve(ProblemData.from_json(text), time_limit=seconds, num_workers=workers, display=False)
    is_found = found.objective != float("inf")
    return (found.objective if is_found else None), found.lower_bound, found.status.name.lower()


def main() -> None:
    """Measure and print."""
    folder = Path(sys.argv[1])
    seconds = float(sys.argv[2]) if len(sys.argv) > 2 else 60.0
    workers = int(sys.argv[3]) if len(sys.argv) > 3 else 8
    print(f"{seconds:g} s each, {workers} workers")
    print("case     solver      objective    bound    gap %  clock s  processor s  word")
    for file in sorted(folder.glob("*.json")):
        text = file.read_text("utf-8")
        for name, solver in (("seedtrain", ours), ("pyjobshop", theirs)):
            began, spent = time.perf_counter(), time.process_time()
            value, bound, word = solver(text, seconds, workers)
            clock, used = time.perf_counter() - began, time.process_time() - spent
            gap = "-" if value is None or bound is None else f"{100 * (value - bound) / max(1.0, value):.1f}"
            shown = "-" if value is None else f"{value:g}"
            row = f"{file.stem:8} {name:10} {shown:>10} {bound or 0.0:>8.0f} {gap:>8}"
            print(f"{row} {clock:8.1f} {used:12.1f}  {word}", flush=True)


if __name__ == "__main__":
    main()
