"""What an operation of a placed network waits for, and the chain of waits back to what holds it up."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from seedtrain.flow.closed import closures_of
from seedtrain.flow.difference import Difference, differences
from seedtrain.flow.network import Mode, Network
from seedtrain.flow.placement import Placement, Taking, mode_of, takings

Why = Literal["pinned", "before", "unit", "pool", "opens", "release", "hold", "stock", "nothing"]
"""``pinned``: its time is settled; ``before``: another operation that it follows; ``unit``: its unit or room
gets free; ``pool``: somebody or something that another takes gets free; ``opens``: a resource opens;
``release``: its earliest start; ``hold``: its output may not wait longer for what follows; ``stock``: a lot
comes in; ``nothing``."""
NEAR_H = 1e-5


@dataclass(frozen=True, slots=True)
class NetworkWait:
    """Operation ``place`` starts at ``start_h`` [h] for ``why``; ``other``: -1 for none; ``resource``: ""."""

    place: int
    why: Why
    start_h: float
    other: int = -1
    resource: str = ""


class NetworkWaits:
    """A placed network whose operations can be asked what they wait for."""

    def __init__(self, network: Network, found: Placement) -> None:
        self.network, self.found = network, found
        self._takings: dict[str, list[Taking]] = {}
        for taking in takings(network, found):
            self._takings.setdefault(taking.resource, []).append(taking)
        for users in self._takings.values():
            users.sort(key=lambda each: (each.start_h, each.end_h))
        self._before: dict[int, list[Difference]] = {}
        for each in differences(network):
            if min(found.mode[each.earlier], found.mode[each.later]) >= 0:
                self._before.setdefault(each.later, []).append(each)

    def waits_for(self, place: int) -> NetworkWait:
        """Return what an operation waits for: the first cause that is met exactly."""
        operation, start = self.network.operations[place], float(self.found.start_h[place])
        if operation.earliest_start_h == operation.latest_start_h:
            return NetworkWait(place, "pinned", start)
        for found in (self._resource(place, start), self._closed(place, start), self._link(place)):
            if found is not None:
                return found
        job = self.network.job.get(operation.job)
        if abs(max(operation.earliest_start_h, job.release_h if job else 0.0) - start) <= NEAR_H:
            return NetworkWait(place, "release", start)
        for stock, _ in self._mode(place).takes:
            if any(abs(lot.from_h - start) <= NEAR_H for lot in self.network.stock[stock].lots):
                return NetworkWait(place, "stock", start, resource=stock)
        return NetworkWait(place, "nothing", start)

    def chain(self, place: int) -> list[NetworkWait]:
        """Return the waits from an operation back to the one that waits for no other operation."""
        found: list[NetworkWait] = []
        seen: set[int] = set()
        while place >= 0 and place not in seen:
            wait = self.waits_for(place)
            found.append(wait)
            seen.add(place)
            place = wait.other
        return found

    def _mode(self, place: int) -> Mode:
        mode = mode_of(self.network, self.found, place)
        assert mode is not None
        return mode

    def _resource(self, place: int, start: float) -> NetworkWait | None:
        """The use after which a unit, or enough of a pool, is free."""
        for need in self._mode(place).needs:
            resource = self.network.resource[need.resource]
            users = self._takings[need.resource]
            if resource.kind == "pool":
                ends = [each.place for each in users if abs(each.end_h - start) <= NEAR_H]
                others = [other for other in ends if other != place]
                if others:
                    return NetworkWait(place, "pool", start, others[0], need.resource)
                continue
            for before, after in pairwise(users):
                setup = resource.setup(before.kind, after.kind)
                if after.place == place and abs(before.end_h + setup - start) <= NEAR_H:
                    return NetworkWait(place, "unit", start, before.place, need.resource)
        return None

    def _closed(self, place: int, start: float) -> NetworkWait | None:
        """The resource that opens when an operation starts."""
        mode = self._mode(place)
        for need in mode.needs:
            resource = self.network.resource[need.resource]
            steps = resource.steps()
            rises = [time for (_, one), (time, other) in pairwise(steps) if other > one]
            rises += [end for _, end in resource.closures]
            if any(abs(time - start) <= NEAR_H for time in rises):
                return NetworkWait(place, "opens", start, resource=need.resource)
        if any(abs(end - start) <= NEAR_H for _, end in closures_of(self.network, mode)):
            return NetworkWait(place, "opens", start)
        return None

    def _link(self, place: int) -> NetworkWait | None:
        """The operation that this one follows at once, or whose start its output may not wait beyond."""
        start = float(self.found.start_h[place])
        rows = sorted(self._before.get(place, []), key=lambda each: each.link.before == self._name(place))
        for each in rows:
            one = self._time(each.earlier, is_end=each.earlier_end)
            two = self._time(place, is_end=each.later_end)
            if each.earlier != place and abs(one + each.lag_h - two) <= NEAR_H:
                return NetworkWait(place, "before" if each.lag_h >= 0.0 else "hold", start, each.earlier)
        return None

    def _name(self, place: int) -> str:
        return self.network.operations[place].name

    def _time(self, place: int, *, is_end: bool) -> float:
        return float((self.found.end_h if is_end else self.found.start_h)[place])
