"""The capacity plan of 20 products, 10 suites and 40 periods: gap reached in a given time.

Run: ``python benchmarks/plan_capacity.py [seconds ...]``.
"""

import os
import sys

from seedtrain.catalog.cases import case
from seedtrain.plan import PlanSettings, load_case, solve, verify


def main() -> None:
    problem = load_case(case("bench_plan"))
    for seconds in [float(a) for a in sys.argv[1:]] or [60.0]:
        result = solve(problem, PlanSettings(time_limit_s=seconds))
        load = os.getloadavg()[0]
        print(
            f"{seconds:g} s allowed, {result.seconds:.1f} taken, load {load:.1f}:"
            f" objective {result.objective:.1f},"
            f" bound {result.bound:.1f}, gap {result.gap:.2%}, {len(verify(problem, result))} rules broken",
            flush=True,
        )


if __name__ == "__main__":
    main()
