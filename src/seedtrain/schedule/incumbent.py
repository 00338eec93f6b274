"""The search with its best so far: in rounds, with progress, ended by work, by the clock or by the user."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import perf_counter

import numpy as np
from numpy.typing import NDArray

from seedtrain.flow.assignment import Assignment, assignment
from seedtrain.flow.insertion import GOALS, Insertion, Misfit, repaired
from seedtrain.flow.pins import Pins
from seedtrain.flow.problem import Problem
from seedtrain.flow.sequence import components

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Report = Callable[[Floats], None]
"""Told the values (5,) of the best timetable so far, in the order of the goals of flow."""

BUDGET = 6_000_000
"""Operations placed by a search of fixed work; about a second."""
ROUNDS = 20
MOST_KEEPERS = 400
"""Jobs up to which those that can stay are looked for one by one."""
ROUND_S = 0.25


@dataclass(slots=True, kw_only=True)
class Incumbent:
    """The best order so far: its ``values`` (5,), the timetable, and why the search ended."""

    order: Ints
    values: Floats
    found: Assignment | Misfit
    is_interrupted: bool = False


@dataclass(slots=True)
class _Part:
    """Jobs that share no equipment with others: where they are searched, the best order, what it reaches."""

    space: Insertion
    order: Ints
    values: Floats


def searched(
    problem: Problem,
    pins: Sequence[Pins],
    goals: tuple[str, ...],
    orders: Sequence[Ints],
    *,
    seconds: float | None = None,
    budget: int = BUDGET,
    seed: int = 1,
    report: Report | None = None,
) -> Incumbent:
    """Search for the best order of the jobs by ``goals``, the first of them first.

    ``pins``: settled places, in one or several ways that are all allowed (with and without floors, say); each
    of ``orders`` is tried with each. Jobs that share no equipment are searched apart. The best is improved by
    shifts and swaps: a fixed amount of work, or for ``seconds``. An interruption by the user ends it with
    the best so far. Where something could not be placed, ``found`` is the misfit.
    """
    began = perf_counter()
    parts: list[_Part] = []
    is_interrupted = False
    spaces = [Insertion(problem, each, goals, seed=seed) for each in pins]
    groups = components(problem)
    try:
        for jobs in groups:
            mine = [order[np.isin(order, jobs)] for order in orders]
            if "least_change" in goals:
                mine += [keepers_first(spaces[0], order) for order in mine[:1]]
            parts.append(_begun(spaces, mine))
        _tell(parts, report)
        _improved(problem, parts, began, seconds, budget, report)
    except KeyboardInterrupt:
        if len(parts) < len(groups):
            raise
        is_interrupted = True
    found = _together(problem, parts)
    return Incumbent(
        order=np.concatenate([part.order for part in parts]),
        values=_values(parts),
        found=found,
        is_interrupted=is_interrupted,
    )


def _begun(spaces: Sequence[Insertion], orders: Sequence[Ints]) -> _Part:
    """The best of some orders to start from."""
    best: _Part | None = None
    for space in spaces:
        for order in orders:
            tried, values = space.improved(repaired(space, order), 0)
            if best is None or space.is_better(values, best.values):
                best = _Part(space, tried, values)
    assert best is not None
    return best


def _improved(
    problem: Problem,
    parts: Sequence[_Part],
    began: float,
    seconds: float | None,
    budget: int,
    report: Report | None,
) -> None:
    """Improve each part in rounds."""
    route = np.diff(problem.route)
    work = sum(int(route[part.order].sum()) for part in parts if not _is_done(part))
    span = None if seconds is None else began + seconds - perf_counter()
    for part in parts:
        if _is_done(part):
            continue
        trials, turn = max(1, budget // max(1, work) // ROUNDS), 0
        ends = np.inf if span is None else perf_counter() + span * part.order.size / len(problem.jobs)
        if span is not None:
            trials = 4
        while perf_counter() < ends if span is not None else turn < ROUNDS:
            before = perf_counter()
            order, values = part.space.improved(part.order, trials)
            is_better = part.space.is_better(values, part.values)
            part.order, part.values = order, values
            if is_better:
                _tell(parts, report)
            if span is not None:
                spent = max(1e-6, perf_counter() - before)
                left = max(0.0, ends - perf_counter())
                trials = max(1, int(trials * min(ROUND_S, left) / spent))
            turn += 1


def _is_done(part: _Part) -> bool:
    """Whether nothing can be better: the first two goals are at zero; or nothing can be placed."""
    first, second = part.space.goals[:2]
    is_best = not part.values[first] and not part.values[second]
    return bool(is_best) or not bool(np.isfinite(part.values).all())


def keepers_first(space: Insertion, order: Ints) -> Ints:
    """Order the jobs so that those come first which can stay where they are given, in turn; then the others.

    So a few move far instead of many a little. Beyond :data:`MOST_KEEPERS` jobs the order stays as it is.
    """
    if order.size > MOST_KEEPERS:
        return order
    kept: list[int] = []
    rest: list[int] = []
    change = GOALS.index("least_change")
    reached = 0.0
    for job in order.tolist():
        _, values = space.improved(np.array([*kept, job], dtype=np.int64), 0)
        pinned = bool(space.pins.is_pinned[space.problem.route[job]])
        if pinned or values[change] <= reached + 1e-6:
            kept.append(job)
            reached = max(reached, float(values[change])) if np.isfinite(values[change]) else reached
        else:
            rest.append(job)
    return np.array([*kept, *rest], dtype=np.int64)


def _together(problem: Problem, parts: Sequence[_Part]) -> Assignment | Misfit:
    """The timetable of all parts, each placed by the pins it was searched with."""
    start, clean = np.empty(len(problem.pool)), np.empty(len(problem.pool))
    unit = np.full(len(problem.pool), -1, dtype=np.int64)
    for part in parts:
        found = part.space.placed(part.order)
        if isinstance(found, Misfit):
            return found
        mine = np.isin(problem.job_of, part.order)
        start[mine], unit[mine], clean[mine] = found.start_h[mine], found.unit[mine], found.clean_h[mine]
    return assignment(problem, start, unit, clean)


def _values(parts: Sequence[_Part]) -> Floats:
    """The values of all parts together: sums, and the latest makespan."""
    all_values = np.array([part.values for part in parts])
    total = all_values.sum(axis=0)
    total[GOALS.index("makespan")] = all_values[:, GOALS.index("makespan")].max()
    return np.asarray(total, dtype=np.float64)


def _tell(parts: Sequence[_Part], report: Report | None) -> None:
    if report is not None:
        report(_values(parts))


def value_of(values: Floats, goal: str) -> float:
    """The value of one goal."""
    return float(values[GOALS.index(goal)])
