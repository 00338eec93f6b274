r"""Units, rooms and pools as constraints.

.. math::
    u_i + c_{ij} \le s_j \;\text{ or }\; u_j + c_{ji} \le s_i, \qquad
    \sum_{k: s_k \le t < u_k} q_k \le Q(t)

Changeovers hold between neighbours. Where going by way of a third use never shortens them (the triangle
rule) they hold between all pairs, which needs one literal a pair; elsewhere, and where idle time counts, the
uses of a unit form a circuit of neighbours.
"""

from itertools import combinations, permutations
from typing import Any

import numpy as np

from seedtrain.flow.network import Resource
from seedtrain.schedule.network.columns import Columns, Taken


def add_resources(made: Columns) -> None:
    """Add the rules of every resource."""
    for resource in made.network.resources:
        users = made.taken.get(resource.name, [])
        if not users:
            continue
        if resource.kind == "unit":
            _unit(made, resource, users)
        elif resource.kind == "room":
            _room(made, resource, users)
        else:
            _pool(made, resource, users)
    _consecutive(made)
    _same_order(made)


def before(made: Columns, one: int, other: int) -> Any:
    """The literal that operation ``one`` comes before ``other`` wherever they meet."""
    if (one, other) not in made.order:
        lit = made.model.new_bool_var("before")
        made.order[one, other], made.order[other, one] = lit, ~lit
    return made.order[one, other]


def _shut(made: Columns, resource: Resource) -> list[Any]:
    """Fixed intervals in which a unit or room has no capacity."""
    steps = resource.steps()
    shut = []
    for (start, level), (end, _) in zip(steps, [*steps[1:], (np.inf, 0.0)], strict=True):
        low = max(0, made.grid.ticks(start))
        high = min(made.grid.ticks(end), 2 * made.horizon + 1)
        if level <= 0.0 and high > low:
            shut.append(made.model.new_fixed_size_interval_var(low, high - low, "shut"))
    return shut


def _after_last(made: Columns, resource: Resource, users: list[Taken]) -> None:
    """What was in a unit before the first use: it is changed over from that."""
    if not resource.last_class:
        return
    free = made.grid.ticks(resource.free_h)
    for user in users:
        setup = made.grid.ticks(resource.setup(resource.last_class, user.kind))
        if resource.kind == "room" and user.kind == resource.last_class:
            continue
        made.model.add(user.start >= free + setup).only_enforce_if(user.lit)


def _unit(made: Columns, unit: Resource, users: list[Taken]) -> None:
    """One use after another, changed over in between."""
    made.model.add_no_overlap([user.interval for user in users] + _shut(made, unit))
    kinds = [user.kind for user in users]
    counts_changeover = made.network.objective.get("changeover_h", 0.0) > 0.0
    has_setups = any(unit.setup(one, other) > 0.0 for one in set(kinds) for other in set(kinds))
    if unit.idle_setups or unit.no_idle or (has_setups and (counts_changeover or not _triangle(unit, kinds))):
        from seedtrain.schedule.network.circuit import add_circuit

        add_circuit(made, unit, users)
        return
    _after_last(made, unit, users)
    if has_setups:
        for one, other in combinations(users, 2):
            _either_order(made, unit, one, other)


def _triangle(unit: Resource, kinds: list[str]) -> bool:
    """Whether no changeover is longer than two by way of a third class, whose use takes some time or none."""
    distinct = sorted(set(kinds) | ({unit.last_class} - {""}))
    return all(
        unit.setup(one, other) <= unit.setup(one, third) + unit.setup(third, other)
        for one, third, other in permutations(distinct, 3)
    ) and all(
        unit.setup(one, one) <= unit.setup(one, third) + unit.setup(third, one)
        for one, third in permutations(distinct, 2)
    )


def _either_order(made: Columns, unit: Resource, one: Taken, other: Taken) -> None:
    """Two uses in either order, with the changeover that lies between."""
    model, kinds = made.model, (one.kind, other.kind)
    forth, back = made.grid.ticks(unit.setup(*kinds)), made.grid.ticks(unit.setup(*kinds[::-1]))
    if (forth == 0 and back == 0) or (made.stands(one.place) and made.stands(other.place)):
        return
    both = [one.lit, other.lit]
    if made.is_before(one.place, other.place):
        if forth:
            model.add(one.end + forth <= other.start).only_enforce_if(both)
    elif made.is_before(other.place, one.place):
        if back:
            model.add(other.end + back <= one.start).only_enforce_if(both)
    else:
        lit = before(made, one.place, other.place)
        model.add(one.end + forth <= other.start).only_enforce_if([*both, lit])
        model.add(other.end + back <= one.start).only_enforce_if([*both, ~lit])


def _room(made: Columns, room: Resource, users: list[Taken]) -> None:
    """One class at a time."""
    shut = _shut(made, room)
    _after_last(made, room, users)
    for user in users:
        if shut:
            made.model.add_no_overlap([user.interval, *shut])
    for one, other in combinations(users, 2):
        kinds = one.kind, other.kind
        if kinds[0] == kinds[1]:
            continue
        forth, back = made.grid.ticks(room.setup(*kinds)), made.grid.ticks(room.setup(*kinds[::-1]))
        both, lit = [one.lit, other.lit], made.model.new_bool_var("first")
        made.model.add(one.end + forth <= other.start).only_enforce_if([*both, lit])
        made.model.add(other.end + back <= one.start).only_enforce_if([*both, ~lit])


def _pool(made: Columns, pool: Resource, users: list[Taken]) -> None:
    """At most as much at a time as there is then."""
    steps = pool.steps()
    most = max(level for _, level in steps)
    if most == np.inf:
        return
    intervals = [user.interval for user in users if user.quantity]
    demands = [user.quantity for user in users if user.quantity]
    for (start, level), (end, _) in zip(steps, [*steps[1:], (np.inf, 0.0)], strict=True):
        low, high = max(0, made.grid.ticks(start)), min(made.grid.ticks(end), 2 * made.horizon + 1)
        missing = made.grid.amount(most) - made.grid.amount(level)
        if missing > 0 and high > low:
            intervals.append(made.model.new_fixed_size_interval_var(low, high - low, "less"))
            demands.append(missing)
    made.model.add_cumulative(intervals, demands, made.grid.amount(most))


def _consecutive(made: Columns) -> None:
    """Nothing between the two on a unit they share."""
    model = made.model
    for first, second in made.network.consecutive:
        one, other = made.network.place[first], made.network.place[second]
        for unit in made.network.resources:
            users = {user.place: user for user in made.taken.get(unit.name, [])}
            if unit.kind != "unit" or one not in users or other not in users:
                continue
            begin, end = users[one], users[other]
            both = [begin.lit, end.lit]
            model.add(begin.end <= end.start).only_enforce_if(both)
            for user in users.values():
                if user.place in (one, other):
                    continue
                lit = before(made, user.place, one)
                all_here = [*both, user.lit]
                model.add(user.end <= begin.start).only_enforce_if([*all_here, lit])
                model.add(end.end <= user.start).only_enforce_if([*all_here, ~lit])


def _same_order(made: Columns) -> None:
    """Two units are passed in the same order."""
    for _, _, ones, others in made.network.same_order:
        pairs = [
            (made.network.place[one], made.network.place[other])
            for one, other in zip(ones, others, strict=True)
        ]
        for (a, c), (b, d) in combinations(pairs, 2):
            here = [made.present[place] for place in (a, b, c, d)]
            lit = made.model.new_bool_var("order")
            for one, other in ((a, b), (c, d)):
                made.model.add(made.start[one] <= made.start[other]).only_enforce_if([*here, lit])
                made.model.add(made.start[other] <= made.start[one]).only_enforce_if([*here, ~lit])
