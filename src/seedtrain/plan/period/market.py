r"""Demand, sales, backlog, demand given up, outsourcing and licences.

.. math:: B_t = B_{t-1} + D_t - S_t - L_t, \qquad B_t, L_t \ge 0, \qquad
          S_t = \sum_{f \in F_t} S_{ft} + U_t

Where no backlog is allowed B = 0, so that what is not sold is given up (L), and where that is not allowed
either, sales equal demand. ``F`` sites whose licence has arrived by t: S_f is what they sell to the market.
With one site its sales are S itself, and purchases U go into its stock.
"""

from math import inf

from seedtrain.plan.period.frame import Frame
from seedtrain.plan.problem.period_plan import Market


def add_market(frame: Frame) -> None:
    """Add columns S, B, L, U with price and costs, and the rows above."""
    for name, market in frame.problem.markets.items():
        is_whole = all(float(d).is_integer() for d in market.demand)
        for t in range(len(market.demand)):
            _add_period(frame, name, market, t, is_whole)


def _add_period(frame: Frame, name: str, market: Market, t: int, is_whole: bool) -> None:
    problem, program, weight = frame.problem, frame.program, frame.problem.weight(t)
    total = sum(market.demand[: t + 1])
    late = 0.0 if market.backlog_cost is None else inf
    sites = [site for site in problem.sites if market.may_sell(site, t)]
    most = total if sites or market.outsource_cost is not None else 0.0
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
    if len(problem.sites) > 1:
        for site in sites:
            frame.served[name, site, t] = program.column(0, total, is_integer=False)
        parts = [(frame.served[name, site, t], -1.0) for site in sites]
        if market.outsource_cost is not None:
            parts.append((frame.outsourced[name, t], -1.0))
        program.equal([(sold, 1.0), *parts], 0.0)
