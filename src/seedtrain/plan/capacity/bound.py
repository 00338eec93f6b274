r"""A bound on the cost of every plan of a shop.

Output of t is dealt out to the demand it serves:

.. math::
    \sum_s y n_{pst} = \sum_u x_{ptu} + e_{pt} + f_{pt}, \qquad
    \sum_t x_{ptu} + r_{pu} + U_{pu} + L_{pu} = D_{pu}, \qquad x_{ptu} \le D_{pu} \sum_s Y_{pst}

with ``lY <= n <= uY``, ``a n + b Y`` in days of open suites, ``e`` left at the end, ``U`` bought. Serving u
from t costs holding for u - t periods or lateness for t - u; lateness that costs more than buying, and
holding the output to the end, is no option. Output of more than :data:`AHEAD` periods before goes through a
pool (``f`` in, ``r`` out, out no more than in so far) at the holding cost of the shortest time it lies there,
and ``L`` is demand never met, late to the end: both only enlarge what is allowed, so that the least cost of
this program is a bound. Only openings are kept whole.
"""

from dataclasses import dataclass, field
from math import inf

from seedtrain.plan.capacity.shop import Shop
from seedtrain.plan.program import Program, Terms

AHEAD = 4
"""Periods that output lies in stock before it goes through the pool."""


@dataclass(slots=True)
class _Columns:
    """Columns of the program by what they mean."""

    run: dict[tuple[int, int, int], int] = field(default_factory=dict)
    made: dict[tuple[int, int, int], int] = field(default_factory=dict)
    is_open: dict[tuple[int, int], int] = field(default_factory=dict)


def bound_program(shop: Shop) -> Program:
    """Program whose least cost no plan of ``shop`` can beat."""
    program, columns = Program(maximise=False), _Columns()
    _add_openings(program, shop, columns)
    _add_campaigns(program, shop, columns)
    for p in range(shop.size[0]):
        _add_product(program, shop, columns, p)
    return program


def _add_openings(program: Program, shop: Shop, columns: _Columns) -> None:
    _, suites, periods = shop.size
    for s in range(suites):
        for t in range(periods):
            if shop.build[s] > 0:
                cost = float(shop.build[s]) * (t + 1 == periods)
                columns.is_open[s, t] = program.column(0, 1, is_integer=True, build=cost)
                if t:
                    opened = (columns.is_open[s, t], 1.0), (columns.is_open[s, t - 1], -1.0)
                    program.at_least(opened, 0.0)


def _add_campaigns(program: Program, shop: Shop, columns: _Columns) -> None:
    products, suites, periods = shop.size
    for s in range(suites):
        for t in range(periods):
            used: Terms = []
            opened = columns.is_open.get((s, t))
            for p in range(products):
                if shop.gain[p, s] <= 0 or shop.days[s, t] <= 0:
                    continue
                run = program.column(0, 1, is_integer=False, changeover=float(shop.start_cost[p, s]))
                made = program.column(
                    0, float(shop.most[p, s]), is_integer=False, production=float(shop.batch_cost[p, s])
                )
                columns.run[p, s, t], columns.made[p, s, t] = run, made
                program.at_most([(made, 1.0), (run, -float(shop.most[p, s]))], 0.0)
                program.at_least([(made, 1.0), (run, -float(shop.least[p, s]))], 0.0)
                used += [(made, float(shop.batch_days[p, s])), (run, float(shop.start_days[p, s]))]
                if opened is not None:
                    program.at_most([(run, 1.0), (opened, -1.0)], 0.0)
            if used and opened is None:
                program.at_most(used, float(shop.days[s, t]))
            elif used and opened is not None:
                program.at_most([*used, (opened, -float(shop.days[s, t]))], 0.0)


def _add_product(program: Program, shop: Shop, columns: _Columns, p: int) -> None:
    """Rows of one product: output dealt out, demand served."""
    _, suites, periods = shop.size
    hold, late, buy = float(shop.hold[p]), float(shop.late[p]), float(shop.buy[p])
    latest = min(periods, int((buy + hold * periods) // late) + 1) if late > 0 else periods
    served: list[Terms] = [[] for _ in range(periods)]
    pooled: Terms = []
    for t in range(periods):
        makers = [s for s in range(suites) if (p, s, t) in columns.run]
        dealt: Terms = [(columns.made[p, s, t], -float(shop.gain[p, s])) for s in makers]
        for u in range(max(0, t - latest), min(periods, t + AHEAD + 1)):
            cost = hold * (u - t) if u >= t else late * (t - u)
            share = program.column(0, inf, is_integer=False, storage=cost)
            demand = float(shop.demand[p, u])
            program.at_most([(share, 1.0)] + [(columns.run[p, s, t], -demand) for s in makers], 0.0)
            dealt.append((share, 1.0))
            served[u].append((share, 1.0))
        dealt.append((program.column(0, inf, is_integer=False, storage=hold * (periods - t)), 1.0))
        if t + AHEAD + 1 < periods:
            pooled.append((program.column(0, inf, is_integer=False), -1.0))
            dealt.append((pooled[-1][0], 1.0))
        program.equal(dealt, 0.0)
    drawn: Terms = []
    for u in range(periods):
        bought = program.column(0, inf, is_integer=False, outsourcing=buy)
        never = program.column(0, inf, is_integer=False, backlog=late * (periods - u))
        served[u] += [(bought, 1.0), (never, 1.0)]
        if u > AHEAD:
            drawn.append((program.column(0, inf, is_integer=False, storage=hold * (AHEAD + 1)), 1.0))
            served[u].append(drawn[-1])
            program.at_most([*drawn, *pooled[: u - AHEAD]], 0.0)
        program.equal(served[u], float(shop.demand[p, u]))
