"""A linear problem as a network: every rule of :class:`Problem` in the words of the general form, and
back."""

from collections.abc import Iterator
from itertools import product

import numpy as np
from numpy.typing import NDArray

from seedtrain.errors import InputError, finding
from seedtrain.flow.assignment import Assignment, assignment
from seedtrain.flow.network import Link, Mode, Need, Network, NetworkJob, Operation, Resource
from seedtrain.flow.placement import Placement
from seedtrain.flow.problem import Problem

Ints = NDArray[np.int64]


def network_of(
    problem: Problem,
    *,
    objective: str = "makespan",
    jobs: Ints | None = None,
    found: Assignment | None = None,
) -> Network:
    """Return ``problem`` as a network: its operations, then the cleanings by shared pools.

    ``objective`` a measure. With ``jobs`` and ``found`` it holds these jobs alone, none of which may end
    later
    than the last of them does in ``found``; what else takes their units at that time stands as it is there,
    each use as an operation of its own after all others. Raises :class:`InputError` (SCH-016) on a changeover
    that waits for the next job.
    """
    if problem.is_changeover_attended:
        raise InputError([finding("SCH-016", value=problem.jobs[0])], "attended changeover")
    chosen = np.arange(len(problem.jobs)) if jobs is None else np.sort(jobs)
    maker = Maker(problem, chosen)
    span = None if found is None else _span(problem, found, maker.mine)
    fixed = [] if found is None else list(standing(problem, found, maker, span or (0.0, 0.0)))
    return Network(
        operations=(*maker.operations(), *fixed),
        jobs=tuple(
            NetworkJob(
                name=problem.jobs[job],
                release_h=max(0.0 if span is None else span[0], float(problem.release_h[job])),
                due_h=float(problem.due_h[job]),
                deadline_h=np.inf if span is None else span[1],
                weight=float(problem.weight[job]),
            )
            for job in chosen
        ),
        resources=tuple(maker.resources()),
        links=tuple(maker.links()),
        objective={objective: 1.0},
    )


def _span(problem: Problem, found: Assignment, mine: Ints) -> tuple[float, float]:
    """The first start and the last end of operations ``mine``, cleaning included. [h]"""
    ends = np.maximum(found.end_h[mine], np.nan_to_num(found.free_h[mine], nan=-np.inf))
    return float(found.start_h[mine].min()), float(ends.max())


def standing(
    problem: Problem, found: Assignment, maker: "Maker", span: tuple[float, float]
) -> Iterator[Operation]:
    """Yield the uses of units and skids by other jobs in ``span`` as operations that can't move.

    Of each unit also the last use before the span and the first after it, for the changeovers.
    """
    others = np.ones(len(problem.pool), dtype=np.bool_)
    others[maker.mine] = False
    for unit in range(len(problem.units)):
        users = np.flatnonzero(others & (found.unit == unit))
        users = users[np.argsort(found.start_h[users], kind="stable")]
        inside = (found.free_h[users] > span[0]) & (found.start_h[users] < span[1])
        before = np.flatnonzero(found.free_h[users] <= span[0])[-1:]
        after = np.flatnonzero(found.start_h[users] >= span[1])[:1]
        for k in users[np.union1d(np.flatnonzero(inside), np.concatenate((before, after)))]:
            length = float(found.free_h[k] - found.start_h[k])
            pool = int(problem.pool[k])
            quantity = float(problem.quantity[k]) if problem.is_divisible[pool] else 1.0
            yield Operation(
                name=f"{maker.names[k]} stands",
                kind=maker.kind(int(k)),
                modes=(Mode(length, (Need(problem.units[unit], quantity),)),),
                earliest_start_h=float(found.start_h[k]),
                latest_start_h=float(found.start_h[k]),
                counts=False,
            )
    ends = found.clean_h + problem.clean_h
    for k in np.flatnonzero(others & maker.apart & (ends > span[0]) & (found.clean_h < span[1])):
        need = Need(f"{problem.pools[problem.clean_pool[k]]} skids")
        if problem.clean_pool[k] in maker.skids:
            yield Operation(
                name=f"{maker.names[k]} clean",
                modes=(Mode(float(problem.clean_h[k]), (need,)),),
                earliest_start_h=float(found.clean_h[k]),
                latest_start_h=float(found.clean_h[k]),
                counts=False,
            )


def placement_of(
    problem: Problem, found: Assignment, network: Network, jobs: Ints | None = None
) -> Placement:
    """Return ``found`` as a placement of :func:`network_of`."""
    mine = Maker(problem, np.arange(len(problem.jobs)) if jobs is None else np.sort(jobs)).mine
    cleanings = mine[cleaned_apart(problem)[mine]]
    first = problem.pool_units[np.maximum(problem.pool, 0)]
    mode = np.where(problem.pool < 0, 0, found.unit - first)[mine]
    clean = found.clean_h[cleanings]
    rest = network.operations[mine.size + cleanings.size :]
    stand = np.array([operation.earliest_start_h for operation in rest])
    lengths = np.array([operation.modes[0].duration_h for operation in rest])
    return Placement(
        mode=np.concatenate((mode, np.zeros(cleanings.size + len(rest), dtype=np.int64))),
        start_h=np.concatenate((found.start_h[mine], clean, stand)),
        end_h=np.concatenate((found.end_h[mine], clean + problem.clean_h[cleanings], stand + lengths)),
    )


def assignment_from(
    problem: Problem, placed: Placement, jobs: Ints | None = None, found: Assignment | None = None
) -> Assignment:
    """Return a placement of :func:`network_of` as an assignment; other jobs stand as in ``found``."""
    mine = Maker(problem, np.arange(len(problem.jobs)) if jobs is None else np.sort(jobs)).mine
    cleanings = mine[cleaned_apart(problem)[mine]]
    first = problem.pool_units[np.maximum(problem.pool, 0)]
    start = np.zeros(len(problem.pool)) if found is None else found.start_h.copy()
    unit = np.full(len(problem.pool), -1) if found is None else found.unit.copy()
    start[mine] = placed.start_h[: mine.size]
    unit[mine] = np.where(problem.pool[mine] < 0, -1, first[mine] + placed.mode[: mine.size])
    clean = assignment(problem, start, unit).clean_h
    if found is not None:
        rest = np.ones(len(problem.pool), dtype=np.bool_)
        rest[mine] = False
        clean[rest] = found.clean_h[rest]
    clean[cleanings] = placed.start_h[mine.size : mine.size + cleanings.size]
    return assignment(problem, start, unit, clean)


def plant_assignment(problem: Problem, placed: Placement) -> Assignment:
    """Return the units' part of a placement whose first operations are those of ``problem``."""
    count = len(problem.pool)
    first = Placement(mode=placed.mode[:count], start_h=placed.start_h[:count], end_h=placed.end_h[:count])
    return assignment_from(problem, first)


def cleaned_apart(problem: Problem) -> NDArray[np.bool_]:
    """Whether the cleaning of an operation's unit is an operation of its own: done by a shared pool, (O,)."""
    return (problem.clean_pool >= 0) & (problem.clean_h > 0.0) & (problem.pool >= 0)


class Maker:
    """Makes the nouns of a network from some jobs of a problem; ``mine`` are their operations."""

    def __init__(self, problem: Problem, jobs: Ints) -> None:
        self.problem = problem
        self.apart = cleaned_apart(problem)
        self.job_of = problem.job_of
        self.jobs = jobs
        self.mine = np.flatnonzero(np.isin(self.job_of, jobs))
        self.skids = set(problem.clean_pool[self.mine[self.apart[self.mine]]].tolist())
        first = problem.route[self.job_of]
        self.names = [f"{problem.operation_name(k)} {k - int(first[k])}" for k in range(len(problem.pool))]

    def kind(self, k: int) -> str:
        """The class a unit changes over by: the family, and the changeover before the operation."""
        return f"{self.problem.family[self.job_of[k]]}:{float(self.problem.changeover_h[k])!r}"

    def operations(self) -> Iterator[Operation]:
        """Yield every operation, then the cleanings by shared pools."""
        problem = self.problem
        for k in self.mine.tolist():
            job = problem.jobs[self.job_of[k]]
            yield Operation(name=self.names[k], job=job, kind=self.kind(k), modes=tuple(self.modes(k)))
        for k in self.mine[self.apart[self.mine]].tolist():
            skid = Need(f"{problem.pools[problem.clean_pool[k]]} skids")
            yield Operation(
                name=f"{self.names[k]} clean",
                job=problem.jobs[self.job_of[k]],
                modes=(Mode(float(problem.clean_h[k]), (skid,)),),
                counts=False,
            )

    def modes(self, k: int) -> Iterator[Mode]:
        """Yield one mode for each unit of the pool."""
        problem, p = self.problem, int(self.problem.pool[k])
        hours = float(problem.duration_h[k])
        if p < 0:
            yield Mode(hours)
            return
        until, at_end, then = self.names[k + int(problem.hold_offset[k])], bool(problem.hold_at_end[k]), 0.0
        if self.apart[k]:
            until, at_end = f"{self.names[k]} clean", True
        else:
            then = float(problem.clean_h[k])
        if until == self.names[k]:
            until = ""
        quantity = float(problem.quantity[k]) if problem.is_divisible[p] else 1.0
        for unit in range(problem.pool_units[p], problem.pool_units[p + 1]):
            yield Mode(hours, (Need(problem.units[unit], quantity, until, at_end, then),))

    def resources(self) -> Iterator[Resource]:
        """Yield every unit with its windows and changeovers, and the shared pools that clean."""
        problem = self.problem
        for pool in range(len(problem.pools)):
            users = np.flatnonzero(problem.pool == pool)
            kinds = {
                self.kind(int(k)): (problem.family[self.job_of[k]], problem.changeover_h[k]) for k in users
            }
            changes = {
                (one, other): float(kinds[other][1])
                for one, other in product(kinds, kinds)
                if kinds[one][0] != kinds[other][0] and kinds[other][1] > 0.0
            }
            for unit in range(problem.pool_units[pool], problem.pool_units[pool + 1]):
                yield Resource(
                    name=problem.units[unit],
                    kind="pool" if problem.is_divisible[pool] else "unit",
                    capacity=float(problem.capacity[unit]),
                    levels=self.levels(unit),
                    changeover_h={} if problem.is_divisible[pool] else changes,
                )
        for pool in sorted(self.skids):
            room = float(problem.pool_units[pool + 1] - problem.pool_units[pool])
            yield Resource(name=f"{problem.pools[pool]} skids", kind="pool", capacity=room)

    def levels(self, unit: int) -> tuple[tuple[float, float], ...]:
        """The windows of a unit as levels."""
        problem, steps = self.problem, []
        full = float(problem.capacity[unit])
        windows = range(problem.unit_windows[unit], problem.unit_windows[unit + 1])
        opens = [float(problem.window_from_h[w]) for w in windows]
        closes = [float(problem.window_to_h[w]) for w in windows]
        if not opens or opens[0] > 0.0:
            steps.append((-1.0, 0.0))
        steps += [(time, full) for time in opens if np.isfinite(time)]
        steps += [(time, 0.0) for time in closes if np.isfinite(time)]
        return tuple(sorted(steps))

    def links(self) -> Iterator[Link]:
        """Yield the route of every job with its limits on waits, and when a shared pool may clean."""
        problem = self.problem
        for job in self.jobs:
            for k in range(problem.route[job], problem.route[job + 1] - 1):
                yield Link(self.names[k], self.names[k + 1])
                if np.isfinite(problem.wait_limit_h[k]):
                    yield Link(
                        self.names[k], self.names[k + 1], "no_later_after_end", float(problem.wait_limit_h[k])
                    )
        for k in self.mine[self.apart[self.mine]]:
            at, clean = self.names[k + problem.hold_offset[k]], f"{self.names[k]} clean"
            at_end = bool(problem.hold_at_end[k]) or problem.hold_offset[k] == 0
            yield Link(at, clean, "after_end" if at_end else "after_start")
            if np.isfinite(problem.dirty_limit_h[k]):
                limit = float(problem.dirty_limit_h[k])
                yield Link(at, clean, "no_later_after_end" if at_end else "no_later_after_start", limit)
