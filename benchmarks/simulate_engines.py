"""Speed of the simulation on the published plant of 600 batches, against others, in one run.

    python benchmarks/simulate_engines.py

Thread CPU time for each of the 7,200 operations of a replication, the best of some runs; the first calls are
timed in processes of their own, two threads by the clock (on a machine with two cores to spare). Everything
is measured in this run; no ratio is taken from another.

Ours. *Recurrence*: in plan order. *Event engine*: first come first served, by takes; *one event at a time*:
by the kernel for what takes can't tell, here due date first. *Everything on*: breakdowns, retests, delays of
release and of material, losses of four causes in several operations, with recovery, one that breaks off what
runs, factors of the world, stops of the site or a part of it, a shutdown a year, and the tally of hours and
waits. The *floor* draws every duration by hash and table and adds it up, 128 replications side by side, and
does nothing else.

Others, with the same draws made beforehand but for Ciw, and all with the plant's rule first come first served
but for those said to be in plan order:

- *SimPy with its stores*: the plant as SimPy's manual builds it, a store of units a pool, a process a batch
  and a turnaround. It is the lean SimPy that the ratios are stated against: nothing monitored, nothing else.
- *SimPy queued by hand*: no resources of SimPy at all, deques and bare events: a harder rival, less SimPy.
- *Ciw*: a tandem of the same servers with its own draws; it knows no turnaround, changeover or failure of
  this kind, so that it does less.
- *Plain Python*: an event heap; and the recurrence, in plan order. *NumPy*: the recurrence in plan order, 500
  replications at a time.

Needs `pip install simpy "ciw>=3,<4"` (group `bench`), best in an environment of its own: Ciw also installs a
package named `tests`. What is missing is left out of the table.
"""

import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import numba
import numpy as np

from seedtrain.catalog.cases import case
from seedtrain.flow.case import PlantCase, load_case
from seedtrain.flow.chunk import Worlds
from seedtrain.flow.draws import Draws, Extra, Loss, Spread, draw_plainly, make_draws
from seedtrain.flow.engine import Engine, Policy, make_engine
from seedtrain.flow.kernels.draw import look_up_row, uniform_row
from seedtrain.flow.problem import Problem
from seedtrain.quantities.distributions import Lognormal

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "tests")]  # Ciw brings a package called "tests" along

from simulate_others import LeanSimpy, StoreSimpy, numpy_in_turn, run_ciw  # noqa: E402

from plain_engine import PlainPlant, plain_in_turn  # noqa: E402

CHUNK, LANES, NUMPY = 1024, 128, 500
STORES, BY_HAND, FLOOR = "SimPy with its stores", "SimPy queued by hand", "floor: draws alone"


def best(work: Callable[[], object], operations: int, runs: int) -> float:
    """Least thread CPU time of some runs, in ns an operation."""
    times = []
    for _ in range(runs):
        begin = time.thread_time()
        work()
        times.append(time.thread_time() - begin)
    return min(times) / operations * 1e9


def draws_of(plant: PlantCase, *, full: bool = False) -> Draws:
    """Lognormal durations and failures of the case; with ``full`` all that may vary besides."""
    p = plant.problem
    job, place = p.job_of, np.arange(len(p.pool)) - p.route[p.job_of]
    spreads = [
        Spread(
            operation=k, distribution=Lognormal(1.0, float(plant.cv[k])),
            stream=f"batch_duration.{p.jobs[job[k]]}", place=int(place[k]),
        )
        for k in range(len(p.pool))
    ]  # fmt: skip
    at = {int(p.route[j]) + plant.fails_at: p.jobs[j] for j in range(len(p.jobs))}
    losses = [
        Loss(operation=k, low=0.0, high=plant.failure_odds, stream=f"batch_failure.{name}")
        for k, name in at.items()
    ]
    if not full:
        return make_draws(p, 1, spreads=spreads, losses=losses)
    long = Lognormal(1.0, 0.8)
    causes = [
        Loss(
            operation=k + 1 + n, low=0.0, high=0.002, stream=f"cause.{n}.{name}", factor=3, recovery_h=48.0,
            recovery=long, is_within=n == 2,
        )
        for k, name in at.items()
        for n in range(3)
    ]  # fmt: skip
    extras = [
        Extra(operation=k, odds=0.02, hours=12.0, stream="down", place=k, distribution=long)
        for k in range(len(p.pool))
        if p.pool[k] >= 0
    ]
    last = [int(k) for k in p.route[1:] - 1]
    for name, odds, hours in (("retest", 0.08, 168.0), ("delay", 0.2, 96.0)):
        extras += [Extra(operation=k, odds=odds, hours=hours, stream=name, place=k) for k in last]
    return make_draws(p, 1, spreads=spreads, losses=losses + causes, extras=extras, factor_of=place % 3)


def with_shutdowns(problem: Problem) -> Problem:
    """The plant with two weeks of shutdown a year, in six years."""
    units, year = len(problem.units), 8766.0
    begins = np.concatenate(([-np.inf], year * np.arange(6) + 1100.0))
    ends = np.concatenate((year * np.arange(6) + 764.0, [np.inf]))
    return replace(
        problem,
        unit_windows=np.arange(units + 1) * 7,
        window_from_h=np.tile(begins, units),
        window_to_h=np.tile(ends, units),
    )


def worlds_of(problem: Problem, n: int) -> Worlds:
    """Factors of the world, late material, a stop of the site and one of its cell culture."""
    rng = np.random.default_rng(1)
    stops = np.sort(rng.uniform(0.0, 40000.0, (n, 2)), axis=1)
    return Worlds(
        factors=rng.uniform(0.9, 1.1, (n, 4)),
        releases_h=problem.release_h + rng.exponential(24.0, (n, len(problem.jobs))),
        stops_h=np.stack((stops, stops + 72.0), axis=2),
        hits=np.array([[True, p < 5] for p in range(len(problem.pools))]),
    )


@numba.njit(nogil=True)  # type: ignore[untyped-decorator]
def floor(tables, table, start, base, first, replications, u, by, total):  # type: ignore[no-untyped-def]
    """Draw every duration and add it up."""
    for at in range(first, first + replications, u.size):
        for k in range(start.size):
            for lane in range(u.size):
                by[lane] = base[k]
            uniform_row(start[k], at, u.size, u)
            look_up_row(tables, table[k], u.size, u, by)
            for lane in range(u.size):
                total[lane] += by[lane]


def run_floor(plant: PlantCase, draws: Draws) -> None:
    """The floor of one chunk."""
    rows = np.zeros((3, LANES))
    tables = draws.tables.ravel()
    floor(tables, draws.table_of, draws.start, plant.problem.duration_h, 0, CHUNK, rows[0], rows[1], rows[2])


def two_threads(engine: Engine, draws: Draws, chunk: int) -> float:
    """How many times faster four chunks are on two threads than on one, by the clock: the best of three."""
    spans = [(at, at + chunk) for at in range(0, 4 * chunk, chunk)]
    gains = []
    for _ in range(3):
        times = []
        for threads in (1, 2):
            with ThreadPoolExecutor(threads) as pool:
                begin = time.perf_counter()
                list(pool.map(lambda span: engine.run(draws, *span), spans))
                times.append(time.perf_counter() - begin)
        gains.append(times[0] / times[1])
    return max(gains)


FIRST = """
import time, sys
begin, cpu = time.perf_counter(), time.process_time()
from seedtrain.catalog.cases import case
from seedtrain.flow.case import load_case
from seedtrain.flow.draws import make_draws
from seedtrain.flow.engine import make_engine
problem = load_case(case("bench_simulation")).problem
make_engine(problem, sys.argv[1]).run(make_draws(problem, 1), 0, 1)
print(time.perf_counter() - begin, time.process_time() - cpu)
"""


def first_calls(policy: str) -> None:
    """First call without and with the compiled code in the cache: seconds by the clock and of CPU."""
    with tempfile.TemporaryDirectory() as folder:
        source = HERE.parent / "src" / "seedtrain"
        shutil.copytree(source, Path(folder) / "seedtrain", ignore=shutil.ignore_patterns("__pycache__"))
        for what in ("without cache", "from cache"):
            command = [sys.executable, "-c", FIRST, policy]
            env = os.environ | {"PYTHONPATH": folder}
            said = subprocess.run(command, env=env, capture_output=True, text=True, check=True).stdout
            clock, cpu = map(float, said.split())
            print(f"first call, {policy}, {what}: {clock:.2f} s by the clock, {cpu:.2f} s of CPU")


def here(name: str, policy: Policy, chunk: int, plant: PlantCase, draws: Draws) -> dict[str, float]:
    """One engine, plain and with everything on, ns an operation."""
    wide, full, size = (
        with_shutdowns(plant.problem),
        draws_of(plant, full=True),
        chunk * len(plant.problem.pool),
    )
    engine, more, worlds = (
        make_engine(plant.problem, policy),
        make_engine(wide, policy),
        worlds_of(wide, chunk),
    )
    engine.run(draws, 0, 1)
    print(f"{name}: two threads {two_threads(engine, draws, chunk):.2f} times one, by the clock")
    return {
        name: best(lambda: engine.run(draws, 0, chunk), size, 7),
        f"{name}, everything on": best(
            lambda: more.run(full, 0, chunk, worlds=worlds, tallied=True), size, 3
        ),
    }


def others(plant: PlantCase, draws: Draws, one: int) -> dict[str, float]:
    """The same plant elsewhere, ns an operation."""
    durations, loss = draw_plainly(plant.problem, draws, 0, NUMPY)
    ends = loss >= 0
    found = {}
    if importlib.util.find_spec("simpy"):
        found[BY_HAND] = best(lambda: LeanSimpy(plant, durations[0], ends[0]), one, 3)
        found[STORES] = best(lambda: StoreSimpy(plant, durations[0], ends[0]), one, 2)
    if importlib.util.find_spec("ciw"):
        begin = time.thread_time()
        did = run_ciw(plant, 1)
        found["Ciw, a plainer plant"] = (time.thread_time() - begin) / did * 1e9
    found["plain Python, event heap"] = best(
        lambda: PlainPlant(plant.problem, durations[0], ends[0]).run(), one, 1
    )
    found["plain Python, in plan order"] = best(
        lambda: plain_in_turn(plant.problem, durations[0], ends[0]), one, 1
    )
    found[f"NumPy across {NUMPY}, in plan order"] = best(
        lambda: numpy_in_turn(plant, durations, ends), one * NUMPY, 1
    )
    return found


def table(found: dict[str, float]) -> None:
    """Print the figures and their ratios."""
    against = [name for name in (STORES, BY_HAND) if name in found]
    print(f"{'':32s}{'ns an operation':>16s}" + "".join(f"{name + ' / it':>28s}" for name in against), end="")
    print(f"{'it / floor':>12s}")
    for name, value in found.items():
        ratios = "".join(f"{found[other] / value:28.1f}" for other in against)
        print(f"{name:32s}{value:16.2f}{ratios}{value / found[FLOOR]:12.1f}")


def main() -> None:
    """Measure and print."""
    plant = load_case(case("bench_simulation"))
    one = len(plant.problem.pool)
    draws = draws_of(plant)
    found: dict[str, float] = {}
    run_floor(plant, draws)
    found[FLOOR] = best(lambda: run_floor(plant, draws), CHUNK * one, 7)
    names: tuple[tuple[str, Policy, int], ...] = (
        ("recurrence", "plan_order", CHUNK),
        ("event engine", "first_come", 128),
        ("one event at a time", "due_date", 128),
    )
    for name, policy, chunk in names:
        found |= here(name, policy, chunk, plant, draws)
    found |= others(plant, draws, one)
    table(found)
    for name, _, _ in names:
        print(f"{name}: everything on is {found[f'{name}, everything on'] / found[name]:.1f} times plain")
    engine = make_engine(plant.problem, "plan_order")
    begin = time.thread_time()
    means = [
        (engine.run(draws, at, at + 1000).done_h < plant.horizon_h).sum(axis=1).mean()
        for at in range(0, 10_000, 1000)
    ]
    print(f"10,000 replications by recurrence: {time.thread_time() - begin:.2f} s, mean {np.mean(means):.2f}")
    for _, policy, _ in names:
        first_calls(policy)


if __name__ == "__main__":
    main()
