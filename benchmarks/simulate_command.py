"""What ``seedtrain simulate bench_simulation`` costs from reading the case to the last answer.

Plain: durations and failures. Full: causes of failure with their recoveries, breakdowns, stops of the site,
repeated tests, late releases and late materials, as ``--vary all`` has them. Thread CPU time in one process,
the least of some runs after one that warms up:

    python benchmarks/simulate_command.py [replications]
"""

import sys
import time

from seedtrain import service
from seedtrain.service.simulate_settings import checked_simulation

POLICIES, RUNS = ("plan_order", "first_come"), 3


def seconds(policy: str, vary: str, replications: int) -> float:
    """Least thread CPU time of some runs."""
    options = checked_simulation(vary=vary, cluster="here")
    service.simulate("bench_simulation", 64, policy=policy, options=options)
    times = []
    for _ in range(RUNS):
        begin = time.thread_time()
        service.simulate("bench_simulation", replications, policy=policy, options=options)
        times.append(time.thread_time() - begin)
    return min(times)


def main() -> None:
    """Print seconds for each policy, and how many times longer all that varies takes."""
    replications = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    print(f"{replications:,} replications of bench_simulation, all answers, one thread")
    for policy in POLICIES:
        plain, full = (seconds(policy, vary, replications) for vary in ("none", "all"))
        print(f"{policy:12} plain {plain:5.2f} s   --vary all {full:5.2f} s   {full / plain:4.2f} times")


if __name__ == "__main__":
    main()
