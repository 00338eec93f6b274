r"""Links, pairs, modes, choices and stocks as constraints.

.. math::
    t_{later} \ge t_{earlier} + lag, \qquad
    \sum_g x_{gk} = \text{take}_k, \quad \sum_k x_{gk} \le \text{give}_g

the second for stocks that expire: what k takes comes from givers g whose lot is there and in date.
"""

from typing import Any, NamedTuple

import numpy as np

from seedtrain.flow.difference import differences, exclusive
from seedtrain.flow.network import Stock
from seedtrain.schedule.network.columns import Columns


def add_rules(made: Columns) -> None:
    """Add everything that is not about one resource."""
    for each in differences(made.network):
        earlier = (made.end if each.earlier_end else made.start)[each.earlier]
        later = (made.end if each.later_end else made.start)[each.later]
        rule = made.model.add(later >= earlier + made.grid.ticks(each.lag_h))
        _where_both(made, rule, each.earlier, each.later)
    for one, other in exclusive(made.network):
        first = made.model.new_bool_var("first")
        here = [made.present[one], made.present[other]]
        made.model.add(made.end[one] <= made.start[other]).only_enforce_if([*here, first])
        made.model.add(made.end[other] <= made.start[one]).only_enforce_if([*here, ~first])
    _pairs(made)
    for rule in made.network.mode_rules:
        others = made.modes[made.network.place[rule.other]]
        lit = made.modes[made.network.place[rule.operation]][rule.mode]
        made.model.add_bool_or([~lit, *(others[mode] for mode in rule.modes)])
    _choices(made)
    for stock in made.network.stocks:
        _stock(made, stock)


def _where_both(made: Columns, rule: Any, one: int, other: int) -> None:
    optional = [place for place in (one, other) if made.network.operations[place].is_optional]
    if optional:
        rule.only_enforce_if([made.present[place] for place in optional])


def _pairs(made: Columns) -> None:
    """Pairs that take the same resources, and pairs that share none."""
    uses: dict[int, dict[str, Any]] = {}
    for name, users in made.taken.items():
        for user in users:
            uses.setdefault(user.place, {})[name] = user.lit
    for first, second in made.network.same:
        one, other = (uses.get(made.network.place[name], {}) for name in (first, second))
        for name in sorted({*one, *other}):
            if name in one and name in other:
                made.model.add(one[name] == other[name])
            else:
                made.model.add(one.get(name, other.get(name)) == 0)
    for first, second in made.network.apart:
        one, other = (uses.get(made.network.place[name], {}) for name in (first, second))
        for name in sorted({*one} & {*other}):
            made.model.add_bool_or([~one[name], ~other[name]])


def _choices(made: Columns) -> None:
    """Groups of which all or none, at least one, or one takes place."""
    for choice in made.network.choices:
        lits = [made.present[made.network.place[name]] for name in choice.operations]
        here = [made.present[made.network.place[choice.condition]]] if choice.condition else []
        if choice.kind == "all_or_none":
            for lit in lits[1:]:
                made.model.add(lits[0] == lit).only_enforce_if(here)
        elif choice.kind == "exactly_one":
            made.model.add(sum(lits) == 1).only_enforce_if(here)
        else:
            made.model.add(sum(lits) >= 1).only_enforce_if(here)


class _Part(NamedTuple):
    """What comes or goes: time, amount [step], literal (None: surely), and until when it is good."""

    time: Any
    amount: int
    lit: Any
    expires: Any


def _stock(made: Columns, stock: Stock) -> None:
    """Never below zero, never beyond the capacity, never out of date."""
    grid, model = made.grid, made.model
    gives = [
        _Part(grid.ticks(lot.from_h), grid.amount(lot.amount), None, lot.expires_h) for lot in stock.lots
    ]
    takes = []
    for place, operation in enumerate(made.network.operations):
        for mode, lit in zip(operation.modes, made.modes[place], strict=True):
            for name, amount in mode.gives:
                if name == stock.name and amount:
                    gives.append(_Part(made.end[place], grid.amount(amount), lit, None))
            for name, amount in mode.takes:
                if name == stock.name and amount:
                    takes.append(_Part(made.start[place], grid.amount(amount), lit, None))
    always = model.new_constant(1)
    parts = [part._replace(lit=always if part.lit is None else part.lit) for part in gives]
    most = grid.amount(stock.capacity) if np.isfinite(stock.capacity) else sum(part.amount for part in gives)
    model.add_reservoir_constraint_with_active(
        [max(part.time, 0) if isinstance(part.time, int) else part.time for part in (*parts, *takes)],
        [part.amount for part in parts] + [-part.amount for part in takes],
        [part.lit for part in (*parts, *takes)],
        0,
        max(0, most),
    )
    if np.isfinite(stock.shelf_life_h) or any(np.isfinite(lot.expires_h) for lot in stock.lots):
        _in_date(made, stock, parts, takes)


def _in_date(made: Columns, stock: Stock, gives: list[_Part], takes: list[_Part]) -> None:
    """Everything taken comes from a lot that is there and in date."""
    model, grid = made.model, made.grid
    given: list[list[Any]] = [[] for _ in gives]
    for take in takes:
        sources = []
        for give, used in zip(gives, given, strict=True):
            amount = model.new_int_var(0, min(give.amount, take.amount), "amount")
            is_used = model.new_bool_var("used")
            model.add(amount == 0).only_enforce_if(~is_used)
            model.add(take.time >= give.time).only_enforce_if(is_used)
            model.add_implication(is_used, give.lit)
            model.add_implication(is_used, take.lit)
            if give.expires is None:
                expires = give.time + grid.ticks(stock.shelf_life_h)
            else:
                expires = grid.ticks(give.expires)
            model.add(take.time <= expires).only_enforce_if(is_used)
            sources.append(amount)
            used.append(amount)
        model.add(sum(sources) == take.amount * take.lit)
    for give, used in zip(gives, given, strict=True):
        model.add(sum(used) <= give.amount)
