r"""The program of a plan in which a suite may run before it opens, if the rule of its opening gives.

.. math:: \sum_p Y_{gpt} \le m_{gt} + e

``m`` suites of the group that are open in t.
"""

from dataclasses import replace

from seedtrain.plan.period.build import build_program
from seedtrain.plan.period.frame import Frame
from seedtrain.plan.problem.period_plan import PeriodPlan
from seedtrain.plan.problem.stage import Stage


def opened(problem: PeriodPlan) -> Frame:
    """Program of ``problem`` with rows tagged ``opening`` for the periods before a suite opens."""
    changed = {name for project in problem.projects for name in (*project.opens, *project.closes)}
    opens = {
        suite.id: suite.open_from
        for stage in problem.stages
        for suite in stage.suites
        if suite.open_from and suite.build_cost is None and suite.id not in changed
    }
    if not opens:
        return build_program(problem)
    frame = build_program(replace(problem, stages=tuple(_opened(stage, opens) for stage in problem.stages)))
    for stage in range(len(problem.stages)):
        _close_again(frame, stage, opens)
    return frame


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
