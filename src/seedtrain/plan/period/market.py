r"""Demand, sales, backlog, demand given up and purchases.

.. math:: B_t = B_{t-1} + D_t - S_t - L_t, \qquad B_t, L_t, U_t \ge 0

Where no backlog is allowed B = 0, so that what is not sold is given up (L), and where that is not allowed
either, sales equal demand.
"""

from math import inf

from seedtrain.plan.period.frame import Frame
from seedtrain.plan.period.licences import add_licences, most_sold
from seedtrain.plan.problem.period_plan import Market


def add_market(frame: Frame) -> None:
    """Add columns S, B, L, U with price and costs, and the rows above."""
    for name, market in frame.problem.markets.items():
        is_whole = all(float(d).is_integer() for d in market.demand)
        for t in range(len(market.demand)):
            _add_period(frame, name, market, t, is_whole)


def _add_period(frame: Frame, name: str, market: Market, t: int, is_whole: bool) -> None:
    program, weight = frame.program, frame.problem.weight(t)
    total = sum(market.demand[: t + 1])
    late = 0.0 if market.backlog_cost is None else inf
    most = most_sold(frame, market, t)
    sold = program.column(0, most, is_integer=is_whole, sales=weight * market.price)
    owed = program.column(
        0, min(late, total), is_integer=is_whole, backlog=weight * (market.backlog_cost or 0.0)
    )
    frame.sales[name, t], frame.backlog[name, t] = sold, owed
    terms = [(owed, 1.0), (sold, 1.0)]
    if t:
        terms.append((frame.backlog[name, t - 1], -1.0))
    if market.lost_cost is not None:
        lost = program.column(0, total, is_integer=False, lost=weight * market.lost_cost)
        frame.lost[name, t] = lost
        terms.append((lost, 1.0))
    program.equal(terms, market.demand[t])
    frame.tag("demand", name, str(t))
    if market.outsource_cost is not None:
        cost = weight * market.outsource_cost
        frame.outsourced[name, t] = program.column(0, inf, is_integer=False, outsourcing=cost)
    add_licences(frame, name, market, t)
