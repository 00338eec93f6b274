r"""Stock behind a stage at each site, its waste and its shelf life.

.. math::
    I_t = I_{t-1} + \sum_g y_g n_{g,t-\lambda} + U_t + X^{in}_t - R_t - X^{out}_t - Q_t, \quad
    0 \le I_t \le \bar I, \qquad I_t \le \sum_{k=1}^{\zeta} L_{t+k}

``y`` yield a batch, ``lambda`` periods until it is released; ``X`` what arrives from and leaves for other
sites. What leaves, R: for the last stage sales S; else the draws of the next stage, ``c n`` with ``c``
quantity a batch consumes. ``zeta`` shelf life in periods; L counts what leaves in the units of the
next step: S for the last stage, else batches n of the next stage, without the factor ``c``. (The published
figures were made so.) Stock of period -1 is the opening stock.
"""

from math import inf

from seedtrain.plan.period.frame import Frame
from seedtrain.plan.period.transfers import arriving, leaving_site
from seedtrain.plan.program import Terms


def add_stocks(frame: Frame, stage: int) -> None:
    """Add columns I, Q and the balance."""
    problem, rules = frame.problem, frame.problem.stages[stage]
    is_whole = _is_whole(frame, stage)
    for site in problem.sites:
        for product, rule in rules.stocks.items():
            for t in range(problem.periods):
                key = (stage, site, product, t)
                most = _most_stock(frame, stage, product, t)
                weight = problem.weight(t)
                frame.stock[key] = frame.program.column(
                    0, min(rule.limit, most), is_integer=is_whole, storage=weight * rule.holding_cost
                )
                if rule.waste_cost is not None:
                    frame.waste[key] = frame.program.column(
                        0, most, is_integer=is_whole, waste=weight * rule.waste_cost
                    )


def _most_stock(frame: Frame, stage: int, product: str, period: int) -> float:
    """Quantity that all suites together could have made by the end of ``period``; no limit if it can be
    bought."""
    problem = frame.problem
    is_last = stage + 1 == len(problem.stages)
    bought = (m.outsource_cost for name, m in problem.markets.items() if problem.product_of(name) == product)
    if is_last and any(cost is not None for cost in bought):
        return inf
    given = sum(problem.stages[stage].stocks[product].opening.values())
    given += sum(q.gain for q in problem.qualifications if q.product == product)
    return given + sum(
        frame.program.upper[frame.made[key]] * frame.rule(group, product).yield_per_batch
        for group, key in frame.keys(stage)
        if key[2] == product and key[3] <= period
    )


def _is_whole(frame: Frame, stage: int) -> bool:
    """Whether every flow through the stock is whole because its parts are."""
    problem, rules = frame.problem, frame.problem.stages[stage]
    parts = [rule.yield_per_batch for rule in rules.rules.values()]
    parts += [amount for rule in rules.stocks.values() for amount in rule.opening.values()]
    parts += [each.gain for each in problem.qualifications]
    if stage + 1 < len(problem.stages):
        parts += problem.stages[stage + 1].draws.values()
    else:
        parts += [d for market in problem.markets.values() for d in market.demand]
        if any(market.lost_cost is not None for market in problem.markets.values()):
            return False
    return not problem.transfers and all(float(part).is_integer() for part in parts)


def balance_stocks(frame: Frame, stage: int) -> None:
    """Add the balance of every site, product and period, and its shelf life."""
    inflow = _inflow(frame, stage)
    for site in frame.problem.sites:
        for product in frame.problem.stages[stage].stocks:
            _balance(frame, stage, site, product, inflow)


def _inflow(frame: Frame, stage: int) -> dict[tuple[str, str, int], Terms]:
    """Columns that fill the stock, by site, product and the period of release."""
    stocks, periods = frame.problem.stages[stage].stocks, frame.problem.periods
    inflow: dict[tuple[str, str, int], Terms] = {}
    for group, key in frame.keys(stage):
        gain = (frame.made[key], frame.rule(group, key[2]).yield_per_batch)
        place = (group.suites[0].site, key[2], key[3] + stocks[key[2]].release_lag)
        inflow.setdefault(place, []).append(gain)
    sites = {suite.id: suite.site for suite in frame.problem.stages[stage].suites}
    for each in frame.problem.qualifications:
        if each.suite in sites and each.gain:
            for t in range(periods):
                column = frame.taken.get((each.suite, each.product, t))
                if column is not None:
                    place = (sites[each.suite], each.product, t + each.lead)
                    inflow.setdefault(place, []).append((column, each.gain))
    return inflow


def _balance(
    frame: Frame, stage: int, site: str, product: str, inflow: dict[tuple[str, str, int], Terms]
) -> None:
    problem, program = frame.problem, frame.program
    rule = problem.stages[stage].stocks[product]
    leaving = [_leaving(frame, stage, site, product, t) for t in range(problem.periods)]
    is_bought_here = stage + 1 == len(problem.stages) and len(problem.sites) == 1
    for t in range(problem.periods):
        key = (stage, site, product, t)
        terms = [(frame.stock[key], 1.0)] + [(c, -y) for c, y in inflow.get((site, product, t), [])]
        terms += [(c, draw) for c, draw, _ in leaving[t]]
        terms += [(c, -1.0) for c in arriving(frame, stage, site, product, t)]
        if t:
            terms.append((frame.stock[stage, site, product, t - 1], -1.0))
        if key in frame.waste:
            terms.append((frame.waste[key], 1.0))
        if is_bought_here:
            terms += [
                (column, -1.0)
                for (name, period), column in frame.outsourced.items()
                if period == t and problem.product_of(name) == product
            ]
        program.equal(terms, 0.0 if t else rule.opening.get(site, 0.0))
        frame.tag("stock", site, product, str(t))
        if rule.shelf_life is not None:
            later = [row for rows in leaving[t + 1 : t + 1 + rule.shelf_life] for row in rows]
            program.at_most([(frame.stock[key], 1.0)] + [(c, -count) for c, _, count in later], 0.0)
            frame.tag("shelf_life", site, product, str(t))


def _leaving(frame: Frame, stage: int, site: str, product: str, t: int) -> list[tuple[int, float, float]]:
    """Columns that empty the stock in ``t``: column, quantity drawn per unit, count for the shelf life."""
    problem = frame.problem
    out = [(column, 1.0, 1.0) for column in leaving_site(frame, stage, site, product, t)]
    if stage + 1 == len(problem.stages):
        names = [name for name in problem.markets if problem.product_of(name) == product]
        if len(problem.sites) == 1:
            return out + [(frame.sales[name, t], 1.0, 1.0) for name in names]
        sold = [frame.served.get((name, site, t)) for name in names]
        return out + [(column, 1.0, 1.0) for column in sold if column is not None]
    following = problem.stages[stage + 1]
    return out + [
        (frame.made[key], following.draws[product], 1.0)
        for _, key in frame.keys(stage + 1)
        if key[2:] == (product, t) and frame.site(key) == site
    ]
