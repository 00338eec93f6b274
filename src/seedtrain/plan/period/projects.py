r"""Projects that open and close suites.

.. math::
    O_{st} = o_{st} + \sum_{j: s \in A_j} \sum_{\tau \le t - l_j} x_{j\tau}
           - \sum_{j: s \in Z_j} \sum_{\tau \le t - c_j} x_{j\tau}, \qquad 0 \le O_{st} \le 1, \qquad
    \sum_\tau x_{j\tau} \le 1

.. math::
    \sum_{\tau \le t} x_{j\tau} \le \sum_{\tau \le t} x_{i\tau} \text{ where j comes after i}, \qquad
    \sum_{j,\tau} a_j x_{j\tau} \le P, \qquad \sum_{j,\tau} e_{j,t-\tau} x_{j\tau} \le K_t

``x`` 1 if project j starts in t; ``o`` 1 if the suite is open by itself; ``A``, ``Z`` suites that j opens
after ``l`` and closes after ``c`` periods; ``a`` prepared places it takes of the ``P`` of its pool; ``e``
money it spends in each period from its start, ``K`` budget. An expansion closes a suite and opens its larger
form; O >= 0 keeps two projects from changing one suite. Standing cost is paid while O = 1.
"""

from seedtrain.plan.period.frame import Frame
from seedtrain.plan.problem.project import Project
from seedtrain.plan.problem.stage import Suite
from seedtrain.plan.program import Terms


def add_projects(frame: Frame) -> None:
    """Add columns x with what they spend, and the rows that hold for projects alone."""
    problem, program = frame.problem, frame.program
    for project in problem.projects:
        for t in project.starts(problem.periods):
            frame.begun[project.id, t] = program.column(
                0,
                1,
                is_integer=True,
                capital=_spent(frame, project, t),
                residual=-problem.weight(problem.periods - 1) * project.residual[t]
                if project.residual
                else 0.0,
            )
        program.at_most(_begun(frame, project.id, problem.periods), 1.0)
        frame.tag("project_once", project.id)
    for project in problem.projects:
        if project.after:
            for t in range(problem.periods):
                mine = _begun(frame, project.id, t)
                if mine:
                    earlier = [(column, -1.0) for column, _ in _begun(frame, project.after, t)]
                    program.at_most([*mine, *earlier], 0.0)
    _limit_places(frame)
    _limit_budget(frame)


def _spent(frame: Frame, project: Project, start: int) -> float:
    """Weighted money that a project spends within the plan when it begins in ``start``."""
    problem = frame.problem
    return sum(problem.weight(t) * project.spent_from(start, t) for t in range(start, problem.periods))


def _begun(frame: Frame, project: str, period: int) -> Terms:
    """Columns of ``project`` begun in ``period`` or before."""
    return [(column, 1.0) for (name, t), column in frame.begun.items() if name == project and t <= period]


def _limit_places(frame: Frame) -> None:
    for pool, places in frame.problem.places.items():
        terms = [
            (column, project.places)
            for project in frame.problem.projects
            if project.pool == pool and project.places
            for column, _ in _begun(frame, project.id, frame.problem.periods)
        ]
        if terms:
            frame.program.at_most(terms, places)
            frame.tag("places", pool)


def _limit_budget(frame: Frame) -> None:
    for t, budget in enumerate(frame.problem.budget):
        terms = [
            (frame.begun[project.id, start], project.spent_from(start, t))
            for project in frame.problem.projects
            for start in project.starts(frame.problem.periods)
            if project.spent_from(start, t)
        ]
        if terms:
            frame.program.at_most(terms, budget)
            frame.tag("budget", str(t))


def open_suites(frame: Frame, stage: int) -> None:
    """Add columns O and their balance for the suites that projects touch or that cost while they stand."""
    problem, program = frame.problem, frame.program
    for suite in problem.stages[stage].suites:
        if not is_changed(frame, suite) and not suite.fixed_cost:
            continue
        for t in range(problem.periods):
            opened = program.column(0, 1, is_integer=False, standing=problem.weight(t) * suite.fixed_cost)
            frame.is_open[suite.id, t] = opened
            terms: Terms = [(opened, 1.0)]
            for project in problem.projects:
                for sign, names, lag in (
                    (-1.0, project.opens, project.lead),
                    (1.0, project.closes, project.close_lag),
                ):
                    if suite.id in names:
                        terms += [(column, sign) for column, _ in _begun(frame, project.id, t - lag)]
            program.equal(terms, float(suite.is_open(t)))


def is_changed(frame: Frame, suite: Suite) -> bool:
    """Whether any project opens or closes the suite."""
    return any(suite.id in (*project.opens, *project.closes) for project in frame.problem.projects)
