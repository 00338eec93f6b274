"""Modes that depend on each other: which choices of modes go together in each group of operations."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from seedtrain.flow.network import Network

MOST_ROWS = 64
MOST_STEPS = 20_000


@dataclass(frozen=True, slots=True)
class ModeGroup:
    """Operations whose modes depend on each other, and choices of their modes that go together (rows)."""

    members: tuple[int, ...]
    rows: tuple[tuple[int, ...], ...]


def mode_groups(network: Network, present: set[int], seed: int) -> list[ModeGroup]:
    """Return the groups of the operations ``present``, each with up to 64 rows drawn from ``seed``."""
    allowed: dict[tuple[int, int], set[tuple[int, int]]] = {}
    for one, other, pairs in _pairs(network):
        if one in present and other in present and one != other:
            for key, these in (((one, other), pairs), ((other, one), {(b, a) for a, b in pairs})):
                allowed[key] = allowed[key] & these if key in allowed else these
    near: dict[int, list[int]] = {}
    for one, other in allowed:
        near.setdefault(one, []).append(other)
    rng = np.random.default_rng(seed)
    found, seen = [], set[int]()
    for first in sorted(near):
        if first in seen:
            continue
        members, front = [], [first]
        seen.add(first)
        while front:
            here = front.pop(0)
            members.append(here)
            for other in near[here]:
                if other not in seen:
                    seen.add(other)
                    front.append(other)
        found.append(ModeGroup(tuple(members), tuple(_rows(network, members, allowed, near, rng))))
    return found


def _pairs(network: Network) -> Iterator[tuple[int, int, set[tuple[int, int]]]]:
    """Yield pairs of operations with the pairs of modes that go together."""
    operations, place = network.operations, network.place

    def sets(at: int) -> list[frozenset[str]]:
        return [frozenset(need.resource for need in mode.needs) for mode in operations[at].modes]

    for pairs, is_same in ((network.same, True), (network.apart, False)):
        for first, second in pairs:
            one, other = place[first], place[second]
            yield (
                one,
                other,
                {
                    (a, b)
                    for a, left in enumerate(sets(one))
                    for b, right in enumerate(sets(other))
                    if (left == right if is_same else not left & right)
                },
            )
    for rule in network.mode_rules:
        one, other = place[rule.operation], place[rule.other]
        count = range(len(operations[other].modes))
        modes = range(len(operations[one].modes))
        yield one, other, {(a, b) for a in modes for b in count if a != rule.mode or b in rule.modes}


def _rows(
    network: Network,
    members: list[int],
    allowed: dict[tuple[int, int], set[tuple[int, int]]],
    near: dict[int, list[int]],
    rng: np.random.Generator,
) -> Iterator[tuple[int, ...]]:
    """Draw rows by depth first search in random orders of modes, each within so many steps."""
    distinct: set[tuple[int, ...]] = set()
    for _ in range(MOST_ROWS):
        choices: list[list[int]] = [
            rng.permutation(len(network.operations[k].modes)).tolist() for k in members
        ]
        row: dict[int, int] = {}
        at, tried, steps = 0, [0] * len(members), 0
        while 0 <= at < len(members) and steps < MOST_STEPS:
            steps += 1
            k = members[at]
            row.pop(k, None)
            if tried[at] == len(choices[at]):
                tried[at] = 0
                at -= 1
                continue
            mode = choices[at][tried[at]]
            tried[at] += 1
            if all((mode, row[other]) in allowed[k, other] for other in near[k] if other in row):
                row[k] = mode
                at += 1
        found = tuple(row[k] for k in members) if at == len(members) else ()
        if found and found not in distinct:
            distinct.add(found)
            yield found
