"""Small networks for the tests of the general form."""

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

import numpy as np

from seedtrain.flow.closed import closures_of, end_of
from seedtrain.flow.network import Link, Mode, Need, Network, Operation, Resource
from seedtrain.flow.placement import Placement, objective
from seedtrain.flow.verify_network import verify_network
from seedtrain.schedule.network.solve import Budget, Solved, solve_network


def op(name: str, hours: float, *needs: str | Need, **parts: Any) -> Operation:
    """An operation of one mode; a need given by name takes one of it."""
    wanted = tuple(Need(need) if isinstance(need, str) else need for need in needs)
    takes, gives = parts.pop("takes", ()), parts.pop("gives", ())
    return Operation(name=name, modes=(Mode(hours, wanted, takes, gives),), **parts)


def choice(name: str, hours: float, *resources: str, **parts: Any) -> Operation:
    """An operation that runs on any one of several resources."""
    return Operation(name=name, modes=tuple(Mode(hours, (Need(one),)) for one in resources), **parts)


def units(*names: str) -> tuple[Resource, ...]:
    """Units always open."""
    return tuple(Resource(name=name) for name in names)


def after(*names: str) -> tuple[Link, ...]:
    """One after another, each after the end of the one before."""
    return tuple(Link(before, then) for before, then in pairwise(names))


def placed(
    network: Network, starts: Mapping[str, float], modes: Mapping[str, int] | None = None
) -> Placement:
    """A placement by starts; each end as its mode has it; what has no start is left out."""
    count = len(network.operations)
    mode, start, end = np.full(count, -1), np.full(count, np.nan), np.full(count, np.nan)
    for name, time in starts.items():
        place = network.place[name]
        operation = network.operations[place]
        mode[place] = (modes or {}).get(name, 0)
        chosen = operation.modes[int(mode[place])]
        done = end_of(closures_of(network, chosen), time, chosen.duration_h, pauses=operation.can_pause)
        start[place], end[place] = time, time + chosen.duration_h if done is None else done
    return Placement(mode=mode.astype(np.int64), start_h=start, end_h=end)


def broken(network: Network, found: Placement) -> set[str]:
    """Names of the rules that are broken."""
    return {breach.rule for breach in verify_network(network, found)}


def best(network: Network) -> Solved:
    """The proven optimum, which the judge finds to hold."""
    solved = solve_network(network, budget=Budget(workers=1, work=20.0))
    assert solved.status == "optimal"
    assert solved.placement is not None
    assert verify_network(network, solved.placement) == []
    assert solved.objective == objective(network, solved.placement) == solved.bound
    return solved
