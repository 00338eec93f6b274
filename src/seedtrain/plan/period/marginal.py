r"""What binds a plan: the worth of a little more of each thing.

What is built and qualified stays as the plan has it; campaigns may be divided. The dual price of a row of
that linear programme is

.. math:: \lambda_i = \frac{\partial z}{\partial b_i}

``z`` objective, ``b_i`` its limit: days of a suite, demand of a market, safety stock, budget. Campaigns are
limited by the days of the suite alone, else these would share their worth with the most batches of a period.
A licence, which is no row, is moved forward by one period and the programme solved again. Valid for a little
more, not for twice as much.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from math import inf

from seedtrain.plan.linear import relax
from seedtrain.plan.period.build import build_program
from seedtrain.plan.period.decisions import decided_by, fix_decisions
from seedtrain.plan.period.frame import Frame
from seedtrain.plan.problem.period_plan import Market, PeriodPlan
from seedtrain.plan.result import PlanResult

LEAST = 1e-6
"""Worth below which a limit does not bind [money]."""


@dataclass(frozen=True, slots=True)
class Marginal:
    """A limit that binds.

    ``kind`` suite_days, demand, safety, budget or licence; ``name`` of the suite, market or product;
    ``worth`` what the objective gains (better is positive) for one ``more``: a day in each period, one per
    cent of demand, one per cent of safety stock less, one per cent of budget, a licence one period earlier;
    ``periods`` in which it binds; ``section`` behind which a stock is, where there is more than one.
    :mod:`seedtrain.plan.period.pattern_marginal` has further kinds.
    """

    kind: str
    name: str
    worth: float
    periods: tuple[int, ...]
    section: str = ""


def marginals(problem: PeriodPlan, result: PlanResult) -> tuple[Marginal, ...]:
    """Limits that bind ``result``, the most worth first; empty where it is no plan."""
    if result.objective is None:
        return ()
    problem = by_days(problem)
    frame = _open_program(problem, result)
    base = relax(frame.program)
    if base is None:
        return ()
    sign = 1.0 if problem.maximise else -1.0
    found: dict[tuple[str, str], list[tuple[float, int]]] = {}
    for row, tag in frame.tags.items():
        step = 0.0 if _is_closed(frame, base.values, tag) else step_of(problem, tag)
        worth = sign * base.worth[row] * step
        if step and abs(worth) > LEAST:
            name = tag[1] if len(tag) > 2 else ""
            found.setdefault((tag[0], name), []).append((worth, int(tag[-1])))
    rows = [
        Marginal(kind, name, sum(w for w, _ in each), tuple(t for _, t in each))
        for (kind, name), each in found.items()
    ]

    def again(changed: PeriodPlan) -> float:
        sooner = relax(_open_program(changed, result).program)
        return 0.0 if sooner is None else sign * (sooner.objective - base.objective)

    rows += licences(problem, again)
    return tuple(sorted((row for row in rows if row.worth > LEAST), key=lambda row: -row.worth))


def _is_closed(frame: Frame, values: list[float], tag: tuple[str, ...]) -> bool:
    """Whether the row is about the days of a suite that is not open, so that it has none to be longer."""
    column = frame.is_open.get((tag[1], int(tag[-1]))) if tag[0] == "suite_days" else None
    return column is not None and values[column] < LEAST


def _open_program(problem: PeriodPlan, result: PlanResult) -> Frame:
    """The program with the decisions of ``result``; columns that a row limits as well lose limits of their
    own, which would share its worth."""
    frame = build_program(problem)
    fix_decisions(frame, decided_by(result))
    limited = (frame.sales, frame.served, frame.lost, frame.made)
    for column in (column for columns in limited for column in columns.values()):
        if frame.program.upper[column] > 0.0:
            frame.program.upper[column] = inf
    return frame


def by_days(problem: PeriodPlan) -> PeriodPlan:
    """``problem`` with campaigns that may last twice as long, so that only the suite's days limit them."""
    stages = tuple(
        replace(
            stage,
            rules={key: replace(rule, max_days=2.0 * rule.max_days) for key, rule in stage.rules.items()},
        )
        for stage in problem.stages
    )
    return replace(problem, stages=stages)


def step_of(problem: PeriodPlan, tag: tuple[str, ...]) -> float:
    """Units of the row's limit that one step more is; 0 for a row that is no limit of the user's."""
    if tag[0] == "suite_days":
        return 1.0
    if tag[0] == "demand":
        return 0.01 * problem.markets[tag[1]].demand[int(tag[2])]
    if tag[0] == "safety":
        return -0.01 * max(stage.stocks[tag[1]].safety for stage in problem.stages if tag[1] in stage.stocks)
    if tag[0] == "budget":
        return 0.01 * problem.budget[int(tag[1])]
    return 0.0


def licences(problem: PeriodPlan, gain: Callable[[PeriodPlan], float]) -> list[Marginal]:
    """Markets whose licence comes within the plan: the ``gain`` of its coming one period earlier."""
    rows = []
    for name, market in problem.markets.items():
        late = [t for t in (market.licensed or {}).values() if 0 < t < problem.periods]
        if not late or not any(market.demand):
            continue
        sooner = replace(problem, markets={**problem.markets, name: _sooner(market)})
        rows.append(Marginal("licence", name, gain(sooner), (min(late),)))
    return rows


def _sooner(market: Market) -> Market:
    assert market.licensed is not None
    sooner = {site: max(0, t - 1) if t < len(market.demand) else t for site, t in market.licensed.items()}
    return replace(market, licensed=sooner)
