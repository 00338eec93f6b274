"""Causes in the general form: what an operation of a placement waits for, and the chain of them back."""

from collections import deque
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import numpy as np

from seedtrain.flow.closed import closures_of
from seedtrain.flow.difference import Difference, differences
from seedtrain.flow.network import Network
from seedtrain.flow.placement import Placement, Taking, mode_of, takings

Why = Literal["pinned", "before", "lag", "hold", "unit", "changeover", "pool", "opens", "release", "nothing"]
"""``pinned``: its time is settled; ``before``: another operation ends or starts; ``lag``: so many hours after
that; ``hold``: another may come no later than so many hours after it; ``unit``: one that another leaves;
``changeover``: and that is changed over; ``pool``: enough of a resource of which others have some; ``opens``:
its resources open; ``release``: its earliest start; ``nothing``."""

NEAR_H = 1e-5


@dataclass(frozen=True, slots=True)
class NetworkWait:
    """Operation ``place`` starts at ``start_h`` for ``why``.

    ``other``: the operation it waits for, -1 for none; ``next``: the one the chain goes on with, which ends
    the hold of the resource; ``hours`` of a lag, a limit or a changeover.
    """

    place: int
    why: Why
    start_h: float
    other: int = -1
    resource: str = ""
    hours: float = 0.0
    next: int = -1


class NetworkCauses:
    """A placement whose operations can be asked what they wait for: rules that are met exactly."""

    def __init__(self, network: Network, found: Placement) -> None:
        self.network, self.found = network, found
        self._ties: dict[int, list[Difference]] = {}
        for each in differences(network):
            self._ties.setdefault(each.later, []).append(each)
        self._takings = list(takings(network, found))
        self._by_resource: dict[str, list[Taking]] = {}
        self._of_place: dict[int, list[Taking]] = {}
        for taking in self._takings:
            self._by_resource.setdefault(taking.resource, []).append(taking)
            self._of_place.setdefault(taking.place, []).append(taking)

    def chain(self, place: int) -> list[NetworkWait]:
        """Return the waits from operation ``place`` back to one that waits for no other operation.

        Operations tied by links count as one: the first of them found that waits for a resource leads on.
        """
        found: list[NetworkWait] = []
        seen: set[int] = set()
        while place >= 0 and place not in seen:
            path = self._way_out(place, seen)
            found += path
            seen |= {each.place for each in path}
            place = path[-1].next
        return found

    def _way_out(self, place: int, seen: set[int]) -> list[NetworkWait]:
        """The waits along links up to the first operation that waits for something else."""
        came: dict[int, NetworkWait | None] = {place: None}
        turn, at = deque([place]), place
        while turn:
            at = turn.popleft()
            outer = self._outer(at)
            if outer is not None:
                return [*_path(came, at), outer]
            for step in self._tied(at):
                if step.other not in came and step.other not in seen:
                    came[step.other] = step
                    turn.append(step.other)
        return [*_path(came, at), NetworkWait(at, "nothing", float(self.found.start_h[at]))]

    def _tied(self, place: int) -> list[NetworkWait]:
        """The links that keep an operation from starting earlier."""
        found, told = self.found, []
        start = float(found.start_h[place])
        for each in self._ties.get(place, ()):
            if found.mode[each.earlier] < 0 or each.earlier == place:
                continue
            since = float((found.end_h if each.earlier_end else found.start_h)[each.earlier])
            mine = float(found.end_h[place]) if each.later_end else start
            if abs(since + each.lag_h - mine) > NEAR_H:
                continue
            why: Why = "hold" if each.earlier == self.network.place[each.link.after] else "before"
            hours = abs(each.lag_h)
            told.append(
                NetworkWait(
                    place, "lag" if why == "before" and hours else why, start, each.earlier, hours=hours
                )
            )
        return told

    def _outer(self, place: int) -> NetworkWait | None:
        """The resource, or the time, that an operation waits for; None for neither."""
        operation = self.network.operations[place]
        if operation.earliest_start_h == operation.latest_start_h:
            return NetworkWait(place, "pinned", float(self.found.start_h[place]))
        for mine in self._of_place.get(place, ()):
            found = self._taken(mine)
            if found is not None:
                return found
        network, start = self.network, float(self.found.start_h[place])
        mode = mode_of(network, self.found, place)
        if mode is not None and start > NEAR_H:
            opens = [end for _, end in closures_of(network, mode)]
            opens += [
                time
                for need in mode.needs
                for (_, level), (time, then) in _steps(network.resource[need.resource].steps())
                if then > level
            ]
            if any(abs(time - start) <= NEAR_H for time in opens):
                return NetworkWait(place, "opens", start, resource=mode.needs[0].resource)
        job = network.job.get(operation.job)
        least = max(operation.earliest_start_h, job.release_h if job is not None else 0.0)
        return NetworkWait(place, "release", start) if abs(start - least) <= NEAR_H else None

    def _taken(self, mine: Taking) -> NetworkWait | None:
        """The use of the same resource that ends just when ``mine`` begins, changed over or not."""
        resource = self.network.resource[mine.resource]
        before = [
            each
            for each in self._by_resource[mine.resource]
            if each.place != mine.place and each.end_h <= mine.start_h + NEAR_H
        ]
        if not before:
            return None
        last = max(before, key=lambda each: each.end_h + self._setup(each, mine))
        setup = self._setup(last, mine)
        if abs(last.end_h + setup - mine.start_h) > NEAR_H:
            return None
        if resource.kind == "pool":
            taken = sum(
                each.quantity
                for each in self._by_resource[mine.resource]
                if each.place != mine.place and each.start_h < mine.start_h - NEAR_H <= each.end_h
            )
            most = max((level for time, level in resource.steps() if time <= mine.start_h), default=np.inf)
            if taken + mine.quantity <= most + 1e-9:
                return None
        elif resource.kind == "room" and last.kind == mine.kind:
            return None
        why: Why = "changeover" if setup else "pool" if resource.kind == "pool" else "unit"
        return NetworkWait(
            mine.place, why, mine.start_h, last.place, mine.resource, setup, next=self._ends(last)
        )

    def _setup(self, before: Taking, mine: Taking) -> float:
        """Hours between two uses of a resource."""
        resource = self.network.resource[mine.resource]
        is_same_room = resource.kind == "room" and before.kind == mine.kind
        return 0.0 if resource.kind == "pool" or is_same_room else resource.setup(before.kind, mine.kind)

    def _ends(self, taking: Taking) -> int:
        """The operation whose time ends a use: that which holds it, or its own."""
        mode = mode_of(self.network, self.found, taking.place)
        for need in mode.needs if mode is not None else ():
            if need.resource == taking.resource and need.until:
                other = self.network.place[need.until]
                if self.found.mode[other] >= 0 and self.found.end_h[taking.place] < taking.end_h - NEAR_H:
                    return other
        return taking.place


def _path(came: dict[int, NetworkWait | None], at: int) -> list[NetworkWait]:
    """The waits that led to ``at``, the first first."""
    path: list[NetworkWait] = []
    step = came[at]
    while step is not None:
        path.append(step)
        step = came[step.place]
    return path[::-1]


def _steps(
    steps: list[tuple[float, float]] | tuple[tuple[float, float], ...],
) -> list[tuple[tuple[float, float], tuple[float, float]]]:
    """Levels side by side with the next."""
    return list(pairwise(steps))
