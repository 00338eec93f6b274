"""The uses of a unit as a circuit of neighbours: changeovers, idle limits, no idle time."""

from typing import Any

import numpy as np

from seedtrain.flow.network import Resource
from seedtrain.schedule.network.columns import Columns, Taken


def add_circuit(made: Columns, unit: Resource, users: list[Taken]) -> None:
    """Let the uses follow each other; each literal ``follows`` carries the rule between its two uses.

    The hours of changeover of each literal go to ``made.changeovers``.
    """
    model, arcs = made.model, []
    none = model.new_bool_var("unused")
    arcs.append((0, 0, none))
    for at, user in enumerate(users, start=1):
        arcs += [(at, at, ~user.lit), (at, 0, model.new_bool_var("last"))]
        model.add_implication(none, ~user.lit)
        first = model.new_bool_var("first")
        arcs.append((0, at, first))
        if unit.last_class:
            _between(made, unit, (unit.last_class, made.grid.ticks(unit.free_h)), user, first)
        for to, other in enumerate(users, start=1):
            if to != at and not made.is_before(other.place, user.place):
                follows = model.new_bool_var("follows")
                arcs.append((at, to, follows))
                _between(made, unit, (user.kind, user.end), other, follows)
    model.add_circuit(arcs)


def _between(made: Columns, unit: Resource, left: tuple[str, Any], user: Taken, lit: Any) -> None:
    """The rules between what was left, (class, time), and the next use, where ``lit`` holds."""
    model, (kind, free) = made.model, left
    setup = made.grid.ticks(unit.setup(kind, user.kind))
    if unit.no_idle:
        model.add(user.start == free + setup).only_enforce_if(lit)
    else:
        model.add(user.start >= free + setup).only_enforce_if(lit)
    if setup:
        made.changeovers.append((lit, setup))
    for limit, needed in () if made.network.operations[user.place].renews else unit.idle_setups:
        if limit >= needed:
            continue
        soon = model.new_bool_var("soon")
        model.add(user.start <= free + made.grid.ticks(limit)).only_enforce_if([lit, soon])
        if np.isfinite(needed):
            model.add(user.start >= free + made.grid.ticks(needed)).only_enforce_if([lit, ~soon])
        else:
            model.add_implication(lit, soon)
