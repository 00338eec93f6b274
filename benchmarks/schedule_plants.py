"""Quality and speed of timetables on the published plants: first solution, makespan gap, weighted tardiness.

    python benchmarks/schedule_plants.py [seconds of search]

Each plant through the same public functions as the command, one core. The gap is to a proven bound. Weighted
tardiness is shown as a share of that in order of due dates, and beside its bound. The second row of a plant
is disturbed: every unit is closed for a week twice a year, each reactor for three days more at a time of its
own, and one batch in twenty has failed in the reactor and is made again; waits are limited in both rows.
"""

import sys
import time
from dataclasses import replace

import numpy as np

from seedtrain.catalog.cases import case
from seedtrain.flow.build import Part
from seedtrain.flow.case import load_case
from seedtrain.flow.problem import Problem
from seedtrain.flow.sequence import improve, place_in_order
from seedtrain.flow.verify import verify
from seedtrain.schedule.late import tardiness_bound
from seedtrain.schedule.packing import packed_makespan_bound
from seedtrain.schedule.search import best_order
from seedtrain.schedule.solve import tardiness

OF_OPERATIONS = (
    "step", "pool", "quantity", "duration_h", "wait_limit_h", "hold_offset", "hold_at_end", "clean_h",
    "clean_pool", "dirty_limit_h", "fail_clean_h", "changeover_h", "end_odds",
)  # fmt: skip
YEAR_H = 8766.0
WEEK_H = 168.0


def disturbed(problem: Problem) -> Problem:
    """The plant with shutdowns, units down and failed batches, by rule: no chance is in it."""
    failed = np.zeros(len(problem.jobs), dtype=np.bool_)
    failed[::20] = True
    again = np.flatnonzero(failed)
    jobs = np.concatenate([np.arange(len(problem.jobs)), again])
    ends_early = np.concatenate([failed, np.zeros(again.size, dtype=np.bool_)])
    reactor = problem.pools.index("reactor")
    routes = []
    for job, cut in zip(jobs.tolist(), ends_early.tolist(), strict=True):
        route = np.arange(problem.route[job], problem.route[job + 1])
        lost = np.flatnonzero(problem.pool[route] == reactor)
        routes.append(route[: lost[0] + 1] if cut else route)
    k = np.concatenate(routes)
    due = np.where(ends_early, np.inf, problem.due_h[jobs])
    windows = [_windows(problem, unit, reactor) for unit in range(len(problem.units))]
    edges = np.concatenate([np.array(each) for each in windows])
    return replace(
        problem,
        jobs=tuple(
            f"{problem.jobs[job]}{'' if at < failed.size else '-again'}" for at, job in enumerate(jobs)
        ),
        release_h=problem.release_h[jobs],
        due_h=due,
        weight=problem.weight[jobs],
        family=problem.family[jobs],
        route=np.cumsum([0, *(each.size for each in routes)]),
        **{name: getattr(problem, name)[k] for name in OF_OPERATIONS},
        unit_windows=np.cumsum([0, *(len(each) for each in windows)]),
        window_from_h=edges[:, 0].copy(),
        window_to_h=edges[:, 1].copy(),
    )


def _windows(problem: Problem, unit: int, reactor: int) -> list[tuple[float, float]]:
    """Times at which a unit is open: not in the shutdowns, nor, a reactor, in three days a year."""
    horizon = 1.5 * float(problem.duration_h.sum())
    closed = [(at, at + WEEK_H) for at in np.arange(YEAR_H / 4, horizon, YEAR_H / 2)]
    if problem.pool_of_unit[unit] == reactor:
        own = YEAR_H * (0.4 + 0.07 * (unit - problem.pool_units[reactor]))
        closed += [(at, at + 72.0) for at in np.arange(own, horizon, YEAR_H)]
    return Part(problem.units[unit], closures=tuple((float(a), float(b)) for a, b in closed)).windows()


def budget_for(seconds: float, order: np.ndarray, problem: Problem) -> int:
    """Operations that the search places in so many seconds, by the speed of a few trials."""
    trials = 1 + 200_000 // len(problem.pool)
    begin = time.perf_counter()
    improve(problem, order, tardiness_first=True, trials=trials, seed=1)
    return int(seconds * trials * len(problem.pool) / (time.perf_counter() - begin))


def main() -> None:
    """Measure and print."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 10.0
    print(f"search of about {seconds:g} s; gaps in %")
    print(
        f"{'batches':>7}  {'plant':9}  {'compile s':>9}  {'first ms':>8}  {'gap':>5}  {'gap searched':>12}"
        f"  {'tardiness / in due order':>24}  {'bound / tardiness':>17}  judged"
    )
    for count in (50, 200, 1000, 10000):
        begin = time.perf_counter()
        problem = load_case(case(f"bench_schedule_{count}")).problem
        compiled = time.perf_counter() - begin
        for plant, given in (("as stated", problem), ("disturbed", disturbed(problem))):
            print(f"{count:7d}  {plant:9}  {compiled:9.2f}  {_measured(given, seconds)}", flush=True)


def _measured(problem: Problem, seconds: float) -> str:
    campaigns = np.lexsort((problem.due_h, problem.family))
    place_in_order(problem, campaigns)
    begin = time.perf_counter()
    first = place_in_order(problem, campaigns)
    placed = time.perf_counter() - begin
    bound = packed_makespan_bound(problem)
    budget = budget_for(seconds, campaigns, problem)
    short = place_in_order(problem, best_order(problem, tardiness_first=False, budget=budget))
    timely = place_in_order(problem, best_order(problem, tardiness_first=True, budget=budget))
    by_due = place_in_order(problem, np.argsort(problem.due_h, kind="stable"))
    broken = sum(len(verify(problem, found)) for found in (first, short, timely))
    late = tardiness(problem, timely)
    return (
        f"{placed * 1e3:8.2f}  {_gap(first.makespan_h, bound):5.2f}  {_gap(short.makespan_h, bound):12.2f}"
        f"  {late / tardiness(problem, by_due):24.3f}  {tardiness_bound(problem) / max(1.0, late):17.3f}"
        f"  {'holds' if not broken else f'{broken} broken'}"
    )


def _gap(makespan: float, bound: float) -> float:
    return (makespan - bound) / makespan * 100.0


if __name__ == "__main__":
    main()
