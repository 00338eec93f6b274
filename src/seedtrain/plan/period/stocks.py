r"""Stock behind a stage at each site, its limit and its waste.

.. math::
    I_t = I_{t-1} + \sum_g y_g n_{g,t-\lambda} + w_t + U_t + X^{in}_t - R_t - X^{out}_t - Q_t, \qquad
    0 \le I_t \le \bar I

``y`` yield a batch, ``lambda`` periods until it is released; ``w`` what batches under way at the start give;
``X`` what arrives from and leaves for other sites. What leaves, R: sales S to the markets of this stock, and
the draws of later stages, ``c n`` with ``c`` quantity a batch consumes. Stock of period -1 is the opening
stock.
"""

from math import inf

from seedtrain.plan.period.frame import Frame
from seedtrain.plan.period.shelf_life import limit_age
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
    problem, rule = frame.problem, frame.problem.stages[stage].stocks[product]
    if any(problem.markets[n].outsource_cost is not None for n in problem.sold_from(stage, product)):
        return inf
    given = sum(rule.opening.values()) + sum(sum(coming) for coming in rule.arriving.values())
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
    for product, rule in rules.stocks.items():
        parts += [*rule.opening.values(), *(q for coming in rule.arriving.values() for q in coming)]
        for later, other in problem.fed_by(stage, product):
            following = problem.stages[later]
            parts += [following.drawn(s.id, other) for s in following.suites if other in s.products]
        markets = [problem.markets[name] for name in problem.sold_from(stage, product)]
        parts += [demand for market in markets for demand in market.demand]
        if any(market.lost_cost is not None for market in markets):
            return False
    parts += [each.gain for each in problem.qualifications]
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
    bought_here = problem.sold_from(stage, product) if len(problem.sites) == 1 else []
    for t in range(problem.periods):
        key = (stage, site, product, t)
        terms = [(frame.stock[key], 1.0)] + [(c, -y) for c, y in inflow.get((site, product, t), [])]
        terms += [(c, draw) for c, draw, _ in leaving[t]]
        terms += [(c, -1.0) for c in arriving(frame, stage, site, product, t)]
        if t:
            terms.append((frame.stock[stage, site, product, t - 1], -1.0))
        if key in frame.waste:
            terms.append((frame.waste[key], 1.0))
        bought = [frame.outsourced.get((name, t)) for name in bought_here]
        terms += [(column, -1.0) for column in bought if column is not None]
        program.equal(terms, rule.arrives(site, t) + (0.0 if t else rule.opening.get(site, 0.0)))
        frame.tag("stock", site, product, str(t))
        limit_age(frame, key, leaving)


def _leaving(frame: Frame, stage: int, site: str, product: str, t: int) -> list[tuple[int, float, float]]:
    """Columns that empty the stock in ``t``: column, quantity drawn per unit, count for the shelf life."""
    problem = frame.problem
    out = [(column, 1.0, 1.0) for column in leaving_site(frame, stage, site, product, t)]
    names = problem.sold_from(stage, product)
    if len(problem.sites) == 1:
        out += [(frame.sales[name, t], 1.0, 1.0) for name in names]
    else:
        sold = [frame.served.get((name, site, t)) for name in names]
        out += [(column, 1.0, 1.0) for column in sold if column is not None]
    in_batches = problem.stages[stage].stocks[product].life_in_batches
    for later, other in problem.fed_by(stage, product):
        for group, key in frame.keys(later):
            if key[2:] == (other, t) and frame.site(key) == site:
                drawn = problem.stages[later].drawn(group.suites[0].id, other)
                out.append((frame.made[key], drawn, 1.0 if in_batches else drawn))
    return out
