"""The general form against brute force: every mode and every whole-hour start of up to six operations."""

import numpy as np
import pytest
from tests.network_cases import best

from seedtrain.flow.network import Link, LinkKind, Mode, Need, Network, Operation, Resource
from seedtrain.schedule.network.solve import Budget, solve_network

KINDS: tuple[LinkKind, ...] = (
    "after_end",
    "after_start",
    "no_later_after_end",
    "no_later_after_start",
    "at_start",
)


class Brute:
    """Depth first over operations, modes and starts; hours of each resource counted one by one."""

    def __init__(self, network: Network, horizon: int) -> None:
        self.network, self.horizon = network, horizon
        self.used = {one.name: [0.0] * (horizon + 1) for one in network.resources}
        self.starts: dict[str, int] = {}
        self.ends: dict[str, int] = {}
        self.best = float("inf")

    def run(self, at: int = 0) -> "Brute":
        """Place operation ``at`` everywhere it fits, then the rest."""
        if at == len(self.network.operations):
            self.best = min(self.best, max(self.ends.values()))
            return self
        operation = self.network.operations[at]
        for mode in operation.modes:
            length = int(mode.duration_h)
            for start in range(int(min(self.horizon, self.best - 1)) - length + 1):
                self.starts[operation.name], self.ends[operation.name] = start, start + length
                if self.links_hold() and self.fits(mode, start, start + length):
                    self.take(mode, start, start + length, 1.0)
                    self.run(at + 1)
                    self.take(mode, start, start + length, -1.0)
            self.starts.pop(operation.name, None)
            self.ends.pop(operation.name, None)
        return self

    def fits(self, mode: Mode, start: int, end: int) -> bool:
        """Whether every resource has room in every hour and is not closed."""
        for need in mode.needs:
            resource = self.network.resource[need.resource]
            for hour in range(start, end):
                if any(opens <= hour < closes for opens, closes in resource.closures):
                    return False
                if self.used[need.resource][hour] + need.quantity > resource.capacity:
                    return False
        return True

    def take(self, mode: Mode, start: int, end: int, sign: float) -> None:
        """Book or free the hours."""
        for need in mode.needs:
            for hour in range(start, end):
                self.used[need.resource][hour] += sign * need.quantity

    def links_hold(self) -> bool:
        """Whether all links between what is placed hold."""
        for link in self.network.links:
            if link.before in self.starts and link.after in self.starts:
                of = self.ends if link.kind.endswith("end") else self.starts
                gap = self.starts[link.after] - of[link.before] - link.lag_h
                if link.kind == "at_start":
                    holds = gap == 0
                else:
                    holds = gap <= 0 if link.kind.startswith("no_later") else gap >= 0
                if not holds:
                    return False
        return True


def random_network(seed: int, operations: int) -> Network:
    """Operations of one or two modes on units and a pool, with a few links of any kind."""
    rng = np.random.default_rng(seed)
    resources = (
        Resource(name="U"),
        Resource(name="V", closures=((3.0, 5.0),)),
        Resource(name="C", kind="pool", capacity=2.0),
    )

    def mode() -> Mode:
        unit = "UV"[int(rng.integers(2))]
        needs = (Need(unit), Need("C", float(rng.integers(1, 3)) / 2.0))
        return Mode(float(rng.integers(1, 4)), needs[: 1 + int(rng.integers(2))])

    names = [f"k{at}" for at in range(operations)]
    links = []
    for at in range(1, operations):
        if rng.random() < 0.7:
            kind = KINDS[int(rng.integers(len(KINDS)))]
            links.append(Link(names[int(rng.integers(at))], names[at], kind, float(rng.integers(0, 3))))
    made = tuple(
        Operation(name=n, modes=tuple(mode() for _ in range(1 + int(rng.integers(2))))) for n in names
    )
    return Network(operations=made, resources=resources, links=tuple(links))


@pytest.mark.parametrize("seed", range(12))
def test_the_program_finds_what_brute_force_finds(seed: int) -> None:
    """The same least makespan, or both find that there is none."""
    network = random_network(seed, 4 if seed % 3 else 5)
    found = Brute(network, 13).run().best
    if found == float("inf"):
        assert solve_network(network, budget=Budget(workers=1)).status == "infeasible"
    else:
        assert best(network).objective == found
