"""Windows of a network: a few jobs set free at a time for CP-SAT, from a complete hint, all else standing."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from seedtrain.flow.network import Network
from seedtrain.flow.placement import Placement, job_ends, objective
from seedtrain.flow.verify_network import verify_network
from seedtrain.schedule.network.insertion import merged, part_of
from seedtrain.schedule.network.solve import Budget, solve_network

FREE = 60
"""Operations that a window sets free, at least those of two jobs."""
IDLE = 12
"""Windows in a row that better nothing, after which no more are tried."""
NEAR = 1e-9


def has_windows(network: Network, found: Placement) -> bool:
    """Whether windows can be cut: several jobs, nothing left out and nothing to choose."""
    return len(network.jobs) > 2 and not network.choices and bool((found.mode >= 0).all())


def better_windows(
    network: Network,
    found: Placement,
    budget: Callable[[], Budget | None],
    seed: int,
    took: Callable[[Placement], None] = lambda _: None,
) -> Placement:
    """Return ``found`` or a placement that is better by the objective of ``network``; the judge must agree.

    Valid where :func:`has_windows` holds. A window is jobs that start near to one that is drawn: by how late
    it is where lateness counts, else by how late it ends. ``budget`` of the next window; None ends the
    search, as do :data:`IDLE` windows without gain. ``took`` is handed each that is better.
    """
    draws, idle, tried = np.random.default_rng(seed), 0, set[frozenset[str]]()
    value = objective(network, found)
    while idle < IDLE and (limits := budget()) is not None:
        free = _window(network, found, draws)
        idle += 1
        if free in tried:
            continue
        tried.add(free)
        part = part_of(network, found, set(free), {job.name for job in network.jobs} | {""})
        solved = solve_network(part, _restricted(network, found, part), limits)
        if solved.placement is None:
            continue
        better = merged(network, found, part, solved.placement)
        reached = objective(network, better)
        if reached < value - NEAR * max(1.0, abs(value)) and not verify_network(network, better):
            found, value, idle = better, reached, 0
            tried.clear()
            took(found)
    return found


def _window(network: Network, found: Placement, draws: np.random.Generator) -> frozenset[str]:
    """The jobs of a window."""
    ends = job_ends(network, found)
    names = [job.name for job in network.jobs if job.name in ends]
    weights = np.array([_weight(network, name, ends) for name in names])
    centre = names[int(draws.choice(len(names), p=weights / weights.sum()))]
    first: dict[str, float] = {}
    sizes: dict[str, int] = {}
    for place, operation in enumerate(network.operations):
        if operation.job in ends:
            start = float(found.start_h[place])
            first[operation.job] = min(first.get(operation.job, np.inf), start)
            sizes[operation.job] = sizes.get(operation.job, 0) + 1
    near = sorted(names, key=lambda name: (name != centre, _distance(name, centre, first, draws)))
    chosen: list[str] = []
    for name in near:
        if len(chosen) >= 2 and sum(sizes[each] for each in (*chosen, name)) > FREE:
            break
        chosen.append(name)
    return frozenset(chosen)


def _distance(name: str, centre: str, first: dict[str, float], draws: np.random.Generator) -> float:
    """How far apart two jobs start, blurred by chance so that one centre has several windows. [h]"""
    return abs(first[name] - first[centre]) * float(draws.uniform(0.5, 1.5))


def _weight(network: Network, name: str, ends: dict[str, float]) -> float:
    """How likely a job is the centre of a window."""
    job, last = network.job[name], max(ends.values())
    late = max(0.0, ends[name] - job.due_h) * job.weight
    counts = any(network.objective.get(each) for each in ("tardiness", "max_tardiness", "tardy_jobs"))
    if counts and late > 0.0:
        return 1e-3 + float(np.sqrt(late))
    return 1e-3 + (0.0 if counts else float((ends[name] / max(last, 1e-9)) ** 8))


def _restricted(network: Network, found: Placement, part: Network) -> Placement:
    """``found`` as a placement of ``part``."""
    places: NDArray[np.int64] = np.array([network.place[each.name] for each in part.operations])
    stands = [
        len(each.modes) == 1 and len(network.operations[place].modes) > 1
        for each, place in zip(part.operations, places.tolist(), strict=True)
    ]
    return Placement(
        mode=np.where(stands, 0, found.mode[places]),
        start_h=found.start_h[places],
        end_h=found.end_h[places],
    )


def by_work(count: int, each: Budget) -> Callable[[], Budget | None]:
    """Return the budgets of ``count`` windows."""
    left = [count]

    def following() -> Budget | None:
        left[0] -= 1
        return each if left[0] >= 0 else None

    return following


def by_clock(left_s: Callable[[], float], longest_s: float, each: Budget) -> Callable[[], Budget | None]:
    """Return the budgets of windows as long as there is time, none longer than ``longest_s`` [s]."""

    def following() -> Budget | None:
        left = left_s()
        return replace(each, seconds=min(longest_s, left)) if left > 0.0 else None

    return following
