r"""Licences: which sites may serve a market, and what it is served with.

.. math:: S_t = \sum_{f \in F_t} S_{ft} + U_t

``F`` sites whose licence for the market has arrived by t; ``S_f`` what they sell to it; where there is no
such site and nothing may be bought, S = 0. With one site its sales are S itself, and purchases U go into its
stock.
"""

from seedtrain.plan.period.frame import Frame
from seedtrain.plan.problem.period_plan import Market


def most_sold(frame: Frame, market: Market, period: int) -> float:
    """All demand so far, or nothing where no site may sell and nothing can be bought [quantity]."""
    may_sell = any(market.may_sell(site, period) for site in frame.problem.sites)
    return sum(market.demand[: period + 1]) if may_sell or market.outsource_cost is not None else 0.0


def add_licences(frame: Frame, name: str, market: Market, period: int) -> None:
    """Add columns S_f and the row above, where there is more than one site."""
    problem, program = frame.problem, frame.program
    if len(problem.sites) == 1:
        return
    parts = [(frame.sales[name, period], 1.0)]
    for site in problem.sites:
        if market.may_sell(site, period):
            total = sum(market.demand[: period + 1])
            frame.served[name, site, period] = program.column(0, total, is_integer=False)
            parts.append((frame.served[name, site, period], -1.0))
    if market.outsource_cost is not None:
        parts.append((frame.outsourced[name, period], -1.0))
    program.equal(parts, 0.0)
