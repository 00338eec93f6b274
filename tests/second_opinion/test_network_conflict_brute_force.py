"""Conflicts of the general form against brute force: nothing found where proven, and no rule or step more."""

from dataclasses import replace

import pytest
from tests.second_opinion.test_network_brute_force import Brute, random_network

from seedtrain.flow.jobs_alone import jobs_alone
from seedtrain.flow.network import Network, NetworkJob
from seedtrain.flow.network_rules import rules_of, with_rules
from seedtrain.schedule.network.conflict import network_conflict

HORIZON = 14


class Dated(Brute):
    """The same with latest ends, of operations and of their jobs; it ends with the first it finds."""

    def run(self, at: int = 0) -> "Dated":
        """Place operation ``at`` and the rest, unless all are placed."""
        if self.best == float("inf"):
            super().run(at)
        return self

    def links_hold(self) -> bool:
        """Whether links hold, and nothing that is placed ends too late."""
        return super().links_hold() and all(end <= self.latest(name) for name, end in self.ends.items())

    def latest(self, name: str) -> float:
        """The latest end of an operation. [h]"""
        operation = self.network.operations[self.network.place[name]]
        return min(operation.latest_end_h, self.network.job[operation.job].deadline_h)


def is_possible(network: Network) -> bool:
    """Whether brute force finds a timetable."""
    return Dated(network, HORIZON).run().best < float("inf")


def late(seed: int) -> Network:
    """A random network of four jobs that must all end an hour before any timetable of all does."""
    plain = random_network(seed, 4)
    least = Brute(plain, HORIZON).run().best
    limit = 6.0 if least == float("inf") else least - 1.0
    jobs = tuple(NetworkJob(name=f"job {each.name}", deadline_h=limit) for each in plain.operations)
    operations = tuple(replace(each, job=f"job {each.name}") for each in plain.operations)
    return replace(plain, operations=operations, jobs=jobs)


@pytest.mark.parametrize("seed", range(20))
def test_conflicts_against_brute_force(seed: int) -> None:
    """By brute force a conflict has no timetable; without any rule it has; with what a rule gives it
    has, and with a step less it has not."""
    network = late(seed)
    found = network_conflict(network)
    assert found is not None
    assert found.is_minimal
    part = jobs_alone(network, found.jobs)
    own = rules_of(part)
    kept = [each.rule for each in found.rules]
    assert not is_possible(with_rules(part, own, kept))
    for each in found.rules:
        assert is_possible(with_rules(part, own, [rule for rule in kept if rule != each.rule]))
        if each.by is None:
            continue
        assert is_possible(with_rules(part, own, kept, (each.rule, each.by)))
        step = 0.5 if each.rule.name == "C" else 1.0
        if each.by > step:
            assert not is_possible(with_rules(part, own, kept, (each.rule, each.by - step)))
