r"""Stock behind a stage, its waste and its shelf life.

.. math::
    I_t = I_{t-1} + \sum_g y_g n_{gt} + U_t - R_t - Q_t, \quad 0 \le I_t \le \bar I, \qquad
    I_t \le \sum_{k=1}^{\zeta} L_{t+k}

``y`` yield a batch. What leaves, R: for the last stage sales S; else the draws of the next stage, ``c n``
with ``c`` quantity a batch consumes. ``zeta`` shelf life in periods; L counts what leaves in the units of the
next step: S for the last stage, else batches n of the next stage, without the factor ``c``. (The published
figures were made so.)
"""

from math import inf

from seedtrain.plan.period.frame import Frame
from seedtrain.plan.program import Terms


def add_stocks(frame: Frame, stage: int) -> None:
    """Add columns I, Q and the balance."""
    rules = frame.problem.stages[stage]
    is_whole = _is_whole(frame, stage)
    for product, rule in rules.stocks.items():
        for t in range(frame.problem.periods):
            key, most = (stage, product, t), _most_stock(frame, stage, product, t)
            frame.stock[key] = frame.program.column(
                0, min(rule.limit, most), is_integer=is_whole, storage=rule.holding_cost
            )
            if rule.waste_cost is not None:
                frame.waste[key] = frame.program.column(0, most, is_integer=is_whole, waste=rule.waste_cost)


def _most_stock(frame: Frame, stage: int, product: str, period: int) -> float:
    """Quantity that all suites together could have made by the end of ``period``; no limit if it can be
    bought."""
    if stage + 1 == len(frame.problem.stages) and frame.problem.markets[product].outsource_cost is not None:
        return inf
    return sum(
        frame.program.upper[frame.made[key]] * frame.rule(group, product).yield_per_batch
        for group, key in frame.keys(stage)
        if key[2] == product and key[3] <= period
    )


def _is_whole(frame: Frame, stage: int) -> bool:
    """Whether every flow through the stock is whole because its parts are."""
    rules = frame.problem.stages[stage]
    parts = [rule.yield_per_batch for rule in rules.rules.values()]
    if stage + 1 < len(frame.problem.stages):
        parts += frame.problem.stages[stage + 1].draws.values()
    else:
        parts += [d for market in frame.problem.markets.values() for d in market.demand]
    return all(float(part).is_integer() for part in parts)


def balance_stocks(frame: Frame, stage: int) -> None:
    """Add the balance of every product and period, and its shelf life."""
    problem, program = frame.problem, frame.program
    inflow: dict[tuple[str, int], Terms] = {}
    for group, place in frame.keys(stage):
        made = (frame.made[place], frame.rule(group, place[2]).yield_per_batch)
        inflow.setdefault(place[2:], []).append(made)
    for product, rule in problem.stages[stage].stocks.items():
        leaving = [_leaving(frame, stage, product, t) for t in range(problem.periods)]
        for t in range(problem.periods):
            key = (stage, product, t)
            terms = [(frame.stock[key], 1.0)] + [(c, -y) for c, y in inflow.get((product, t), [])]
            terms += [(c, draw) for c, draw, _ in leaving[t]]
            if t:
                terms.append((frame.stock[stage, product, t - 1], -1.0))
            if key in frame.waste:
                terms.append((frame.waste[key], 1.0))
            if stage + 1 == len(problem.stages) and (product, t) in frame.outsourced:
                terms.append((frame.outsourced[product, t], -1.0))
            program.equal(terms, 0.0)
            if rule.shelf_life is not None:
                later = [row for rows in leaving[t + 1 : t + 1 + rule.shelf_life] for row in rows]
                program.at_most([(frame.stock[key], 1.0)] + [(c, -count) for c, _, count in later], 0.0)


def _leaving(frame: Frame, stage: int, product: str, t: int) -> list[tuple[int, float, float]]:
    """Columns that empty the stock in ``t``: column, quantity drawn per unit, count for the shelf life."""
    if stage + 1 == len(frame.problem.stages):
        return [(frame.sales[product, t], 1.0, 1.0)]
    following = frame.problem.stages[stage + 1]
    return [
        (frame.made[key], following.draws[product], 1.0)
        for _, key in frame.keys(stage + 1)
        if key[2:] == (product, t)
    ]
