"""A first placement by CP-SAT: the jobs of a network put in one after another, each beside those before
it."""

from collections.abc import Callable, Iterable
from dataclasses import replace

import numpy as np

from seedtrain.flow.network import Network, Operation
from seedtrain.flow.placement import Placement
from seedtrain.schedule.network.solve import Budget, solve_network

INSERT_WORK = 4.0
"""Deterministic time to put in one job."""


def is_separable(network: Network) -> bool:
    """Whether every operation belongs to a job and no rule but resources binds different jobs."""
    if len(network.jobs) < 2 or not all(operation.job for operation in network.operations):
        return False
    job = {operation.name: operation.job for operation in network.operations}
    pairs = [(link.before, link.after) for link in network.links]
    pairs += [*network.same, *((rule.operation, rule.other) for rule in network.mode_rules)]
    return not network.choices and all(job[one] == job[other] for one, other in pairs)


def insert_jobs(network: Network, spent: Callable[[], bool], seed: int) -> Placement | None:
    """Put the jobs in by due time, each at its best beside those before it; None where one finds no place.

    Valid where :func:`is_separable` holds. ``spent``: whether time is up.
    """
    order = sorted(network.jobs, key=lambda job: (job.due_h, job.release_h))
    count = len(network.operations)
    found = Placement(
        mode=np.full(count, -1, dtype=np.int64), start_h=np.full(count, np.nan), end_h=np.full(count, np.nan)
    )
    placed: set[str] = set()
    for job in order:
        if spent():
            return None
        placed.add(job.name)
        part = part_of(network, found, {job.name}, placed)
        part = replace(part, objective={"makespan": 1.0, "flow_time": 0.01})
        solved = solve_network(part, budget=Budget(work=INSERT_WORK, workers=1, seed=seed))
        if solved.placement is None:
            return None
        found = merged(network, found, part, solved.placement)
    return found


def part_of(network: Network, found: Placement, free: set[str], placed: set[str]) -> Network:
    """Return the operations of jobs ``placed``, those outside ``free`` standing as in ``found``."""
    operations = []
    for place, operation in enumerate(network.operations):
        if operation.job in free:
            operations.append(operation)
        elif operation.job in placed and found.mode[place] >= 0:
            operations.append(_standing(operation, found, place))
    inside = {operation.name for operation in operations}
    moves = {operation.name for operation in operations if operation.job in free}

    def kept(names: Iterable[str]) -> bool:
        return set(names) <= inside and bool(set(names) & moves)

    return replace(
        network,
        operations=tuple(operations),
        links=tuple(link for link in network.links if kept((link.before, link.after))),
        same=tuple(pair for pair in network.same if kept(pair)),
        apart=tuple(pair for pair in network.apart if kept(pair)),
        consecutive=tuple(pair for pair in network.consecutive if set(pair) <= inside),
        mode_rules=tuple(rule for rule in network.mode_rules if kept((rule.operation, rule.other))),
        same_order=tuple(row for row in network.same_order if {*row[2], *row[3]} <= inside),
    )


def _standing(operation: Operation, found: Placement, place: int) -> Operation:
    """An operation that can't move."""
    start, end = float(found.start_h[place]), float(found.end_h[place])
    return replace(
        operation,
        modes=(operation.modes[int(found.mode[place])],),
        earliest_start_h=start,
        latest_start_h=start,
        earliest_end_h=end,
        latest_end_h=end,
        is_optional=False,
    )


def merged(network: Network, found: Placement, part: Network, solved: Placement) -> Placement:
    """Return ``found`` with what was solved in ``part``."""
    mode, start, end = found.mode.copy(), found.start_h.copy(), found.end_h.copy()
    for at, operation in enumerate(part.operations):
        place = network.place[operation.name]
        is_fixed = operation.earliest_start_h == operation.latest_start_h and len(operation.modes) == 1
        if not (is_fixed and mode[place] >= 0):
            mode[place] = solved.mode[at]
        start[place], end[place] = solved.start_h[at], solved.end_h[at]
    return Placement(mode=mode, start_h=start, end_h=end)
