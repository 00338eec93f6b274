r"""The program of a plan in which a suite may run before it opens, and a market be served before its licence,
if these rules give.

.. math:: \sum_p Y_{gpt} \le m_{gt} + e, \qquad S_{ft} \le e \text{ before the licence of site f}

``m`` suites of the group that are open in t.
"""

from dataclasses import replace

from seedtrain.plan.period.build import build_program
from seedtrain.plan.period.frame import Frame
from seedtrain.plan.problem.period_plan import Market, PeriodPlan
from seedtrain.plan.problem.stage import Stage


def opened(problem: PeriodPlan) -> Frame:
    """Program of ``problem`` with rows of what may come sooner.

    Tags: ``opening`` for the periods before a suite opens; for those before a licence ``licence`` of a
    market, where there is one site, else ``licence_at`` of a market at a site.
    """
    changed = {name for project in problem.projects for name in (*project.opens, *project.closes)}
    opens = {
        suite.id: suite.open_from
        for stage in problem.stages
        for suite in stage.suites
        if suite.open_from and suite.build_cost is None and suite.id not in changed
    }
    licensed = {name for name, market in problem.markets.items() if _may_wait(problem, market)}
    stages = tuple(_opened(stage, opens) for stage in problem.stages)
    markets = {n: replace(m, licensed=None) if n in licensed else m for n, m in problem.markets.items()}
    frame = build_program(replace(problem, stages=stages, markets=markets))
    for stage in range(len(problem.stages)):
        if opens:
            _close_again(frame, stage, opens)
    for name in licensed:
        _ask_licence(frame, problem, name)
    return frame


def _may_wait(problem: PeriodPlan, market: Market) -> bool:
    """Whether the licence of a market keeps something out: what is bought enters the one site unlicensed."""
    enters_unlicensed = len(problem.sites) == 1 and market.outsource_cost is not None
    return market.licensed is not None and not enters_unlicensed


def _ask_licence(frame: Frame, problem: PeriodPlan, name: str) -> None:
    """Add the row above for every site and period without the licence."""
    market, is_one = problem.markets[name], len(problem.sites) == 1
    for site in problem.sites:
        for t in range(problem.periods):
            column = frame.sales[name, t] if is_one else frame.served[name, site, t]
            if not market.may_sell(site, t):
                frame.program.at_most([(column, 1.0)], 0.0)
                frame.tag(*(("licence", name) if is_one else ("licence_at", name, site)), str(t))


def _opened(stage: Stage, opens: dict[str, int]) -> Stage:
    suites = tuple(replace(s, open_from=0) if s.id in opens else s for s in stage.suites)
    return replace(stage, suites=suites)


def _close_again(frame: Frame, stage: int, opens: dict[str, int]) -> None:
    """Add the row above for every group that has a suite not yet open."""
    is_alone = not frame.problem.stages[stage].one_product_a_period
    runs: dict[tuple[int, int, str], list[tuple[int, float]]] = {}
    for _, key in frame.keys(stage):
        runs.setdefault((key[1], key[3], key[2] if is_alone else ""), []).append((frame.run[key], 1.0))
    for (g, t, _), terms in runs.items():
        suites = frame.groups[stage][g].suites
        closed = [suite.id for suite in suites if opens.get(suite.id, 0) > t]
        if closed:
            frame.program.at_most(terms, float(len(suites) - len(closed)))
            frame.tag("opening", closed[0], str(t))
