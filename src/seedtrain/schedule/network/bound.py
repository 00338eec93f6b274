"""Bounds on a network that need no solver: the longest chain, and the work of interchangeable resources."""

import numpy as np
from numpy.typing import NDArray

from seedtrain.flow.difference import differences
from seedtrain.flow.network import Network, Operation

Floats = NDArray[np.float64]

MOST_ROUNDS = 10_000


def network_bound(network: Network) -> float:
    r"""Lower bound on the objective, for the makespan, the tardiness and the time in the plant. [h]

    Earliest ends :math:`E_k` follow from releases, shortest modes and links alone. No makespan is below
    :math:`\max_k E_k`, nor below

    .. math:: \min_{k \in K} s_k + \frac{\sum_{k \in K} \min_m d_{km}}{|S|}

    for each set S of units and the operations K each of whose modes takes one of S, nor below the like for
    the capacity of a pool. The tardiness is at least :math:`\sum_j w_j \max(0, E_j - D_j)`. Other measures
    count as nothing. What may be left out counts as left out.
    """
    start = earliest(network)
    end = start + np.array([_shortest(each) for each in network.operations])
    weights = network.objective
    total = weights.get("makespan", 0.0) * _makespan(network, start, end)
    ends: dict[str, float] = {}
    for place, operation in enumerate(network.operations):
        if operation.counts and not operation.is_optional and operation.job:
            ends[operation.job] = max(ends.get(operation.job, 0.0), float(end[place]))
    for name, time in ends.items():
        job = network.job[name]
        total += weights.get("tardiness", 0.0) * job.weight * max(0.0, time - job.due_h)
        total += weights.get("flow_time", 0.0) * job.weight * (time - job.release_h)
    return float(total)


def earliest(network: Network) -> Floats:
    """Earliest starts by releases, shortest modes and links, shape (O,). [h]"""
    start = np.array(
        [
            max(each.earliest_start_h, network.job[each.job].release_h if each.job else 0.0)
            for each in network.operations
        ]
    )
    short = np.array([_shortest(each) for each in network.operations])
    loose = np.array([_is_loose(each) for each in network.operations])
    skipped = np.array([each.is_optional for each in network.operations])
    rows = [each for each in differences(network) if not skipped[each.earlier] and not skipped[each.later]]
    rows = [each for each in rows if not (each.later_end and loose[each.later])]
    if not rows:
        return start
    one = np.array([each.earlier for each in rows])
    other = np.array([each.later for each in rows])
    lag = np.array([each.lag_h for each in rows])
    lag += np.where([each.earlier_end for each in rows], short[one], 0.0)
    lag -= np.where([each.later_end for each in rows], short[other], 0.0)
    for _ in range(min(MOST_ROUNDS, len(start) + 1)):
        before = start.copy()
        np.maximum.at(start, other, start[one] + lag)
        if np.array_equal(before, start):
            break
    return start


def _shortest(operation: Operation) -> float:
    return 0.0 if operation.is_optional else min(mode.duration_h for mode in operation.modes)


def _is_loose(operation: Operation) -> bool:
    """Whether it may take longer than its shortest mode."""
    return operation.can_pause or operation.can_stretch or len({m.duration_h for m in operation.modes}) > 1


def _makespan(network: Network, start: Floats, end: Floats) -> float:
    """Bound on the makespan by the longest chain and the work of resources. [h]"""
    counted = [
        float(end[place])
        for place, each in enumerate(network.operations)
        if each.counts and not each.is_optional
    ]
    best = max(counted, default=0.0)
    work: dict[frozenset[str], list[tuple[float, float]]] = {}
    pools: dict[str, list[tuple[float, float]]] = {}
    for place, operation in enumerate(network.operations):
        if operation.is_optional or not operation.counts:
            continue
        first, hours = float(start[place]), _shortest(operation)
        units = [_units(network, operation, mode) for mode in range(len(operation.modes))]
        if all(units):
            alike = frozenset(unit for each in units for unit in each)
            work.setdefault(alike, []).append((first, hours))
        for need in operation.modes[0].needs:
            least = min(
                sum(n.quantity for n in mode.needs if n.resource == need.resource) * mode.duration_h
                for mode in operation.modes
            )
            if network.resource[need.resource].kind == "pool":
                pools.setdefault(need.resource, []).append((first, least))
    for alike, rows in work.items():
        best = max(best, min(row[0] for row in rows) + sum(row[1] for row in rows) / len(alike))
    for name, rows in pools.items():
        most = max(level for _, level in network.resource[name].steps())
        if 0.0 < most < np.inf:
            best = max(best, min(row[0] for row in rows) + sum(row[1] for row in rows) / most)
    return best


def _units(network: Network, operation: Operation, mode: int) -> tuple[str, ...]:
    """The first unit that a mode takes, if it takes one."""
    taken = [need.resource for need in operation.modes[mode].needs]
    return tuple(name for name in taken if network.resource[name].kind == "unit")[:1]
