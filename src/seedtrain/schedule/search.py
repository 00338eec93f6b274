"""Searches that the clock ends: the best order of the jobs found in so many seconds."""

from time import perf_counter

import numpy as np
from numpy.typing import NDArray

from seedtrain.flow.problem import Problem
from seedtrain.flow.sequence import components, improve, score
from seedtrain.schedule.starts import start_orders

Ints = NDArray[np.int64]

ROUND_S = 0.25
"""Length of one round of the search: how far the limit may be passed, but for one trial."""
SHARE = 0.4
"""Share of the time in which orders to start from are tried."""
FIRST_TRIALS = 4


def timed_order(problem: Problem, seconds: float, *, tardiness_first: bool, seed: int = 1) -> Ints:
    """Search for the best order in which to place the jobs, for about ``seconds`` [s].

    As :func:`seedtrain.schedule.solve.best_order`, but ended by the clock: the result may differ from run to
    run. Jobs that share no equipment share the time by their number. The order to start from is there
    whatever the limit; compiling the kernels does not count.
    """
    parts = components(problem)
    improve(problem, parts[0], tardiness_first=tardiness_first, trials=0, seed=seed)
    orders = []
    for jobs in parts:
        ends = perf_counter() + seconds * jobs.size / len(problem.jobs)
        orders.append(_part(problem, jobs, ends, tardiness_first, seed))
    return np.concatenate(orders)


def _part(problem: Problem, jobs: Ints, ends: float, tardiness_first: bool, seed: int) -> Ints:
    began = perf_counter()
    best, reached = jobs, (np.inf, np.inf)
    for order in start_orders(problem, jobs, due=tardiness_first):
        found = _rank(score(problem, order), tardiness_first)
        if found < reached:
            best, reached = order, found
        if perf_counter() > began + SHARE * (ends - began):
            break
    trials, turn = FIRST_TRIALS, 0
    while (now := perf_counter()) < ends:
        best, _ = improve(problem, best, tardiness_first=tardiness_first, trials=trials, seed=seed + turn)
        spent = max(1e-6, perf_counter() - now)
        trials = max(1, int(trials * min(ROUND_S, max(0.0, ends - now - spent)) / spent))
        turn += 1
    return best


def _rank(reached: tuple[float, float], tardiness_first: bool) -> tuple[float, float]:
    return (reached[1], reached[0]) if tardiness_first else reached
