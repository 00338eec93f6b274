r"""Demand, sales, backlog and outsourcing.

.. math:: B_t = B_{t-1} + D_t - S_t, \qquad B_t \ge 0

Where no backlog is allowed B = 0, so sales equal demand.
"""

from math import inf

from seedtrain.plan.period.frame import Frame


def add_market(frame: Frame) -> None:
    """Add columns S, B, U with price and costs, and the row above."""
    problem, program = frame.problem, frame.program
    for product, market in problem.markets.items():
        is_whole = all(float(d).is_integer() for d in market.demand)
        total = 0.0
        for t, demand in enumerate(market.demand):
            total += demand
            late = 0.0 if market.backlog_cost is None else inf
            sold = program.column(0, total, is_integer=is_whole, sales=market.price)
            owed = program.column(
                0, min(late, total), is_integer=is_whole, backlog=market.backlog_cost or 0.0
            )
            frame.sales[product, t], frame.backlog[product, t] = sold, owed
            terms = [(owed, 1.0), (sold, 1.0)]
            if t:
                terms.append((frame.backlog[product, t - 1], -1.0))
            program.equal(terms, demand)
            if market.outsource_cost is not None:
                frame.outsourced[product, t] = program.column(
                    0, inf, is_integer=False, outsourcing=market.outsource_cost
                )
