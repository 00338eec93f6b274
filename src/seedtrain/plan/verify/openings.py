"""When suites are open, worked out from the projects of a plan."""

from seedtrain.plan.problem.period_plan import PeriodPlan
from seedtrain.plan.problem.stage import Suite
from seedtrain.plan.result import PlanResult
from seedtrain.plan.verify.broken_rule import Judge


def open_periods(problem: PeriodPlan, result: PlanResult, suite: Suite) -> list[int]:
    """1 for each period in which the suite is open, else 0; anything else tells of projects that clash."""
    by_id = {project.id: project for project in problem.projects}
    opened = [int(suite.is_open(t)) for t in range(problem.periods)]
    for row in result.projects:
        project = by_id[row.project]
        for t in range(problem.periods):
            if suite.id in project.opens and t >= row.begins + project.lead:
                opened[t] += 1
            if suite.id in project.closes and t >= row.begins + project.close_lag:
                opened[t] -= 1
    built = {row.suite: row.period for row in result.builds}
    if suite.id in built:
        opened = [int(t >= built[suite.id]) for t in range(problem.periods)]
    return opened


def judge_projects(judge: Judge, problem: PeriodPlan, result: PlanResult) -> None:
    """Rules ``project`` (known, once, in its time, after another), ``places``, ``budget``, ``open``."""
    by_id = {project.id: project for project in problem.projects}
    begun: dict[str, int] = {}
    for row in result.projects:
        project = by_id.get(row.project)
        judge.expect(project is not None, "project", row.project, row.project, ", ".join(by_id))
        judge.expect(row.project not in begun, "project", row.project, "twice", "once")
        begun[row.project] = row.begins
        if project is not None:
            window = project.starts(problem.periods)
            judge.expect(
                row.begins in window,
                "project",
                row.project,
                row.begins,
                f"{window.start} to {window.stop - 1}",
            )
            lag = project.lead if project.opens else project.close_lag
            judge.equal(row.opens, row.begins + lag, "project", row.project)
    if judge.broken:
        return
    for name, start in begun.items():
        before = by_id[name].after
        judge.expect(
            not before or begun.get(before, start + 1) <= start, "project", name, start, f"after {before}"
        )
    for pool, places in problem.places.items():
        used = sum(by_id[name].places for name in begun if by_id[name].pool == pool)
        judge.at_most(used, places, "places", pool)
    for t, budget in enumerate(problem.budget):
        spent = sum(by_id[name].spent_from(start, t) for name, start in begun.items())
        judge.at_most(spent, budget, "budget", f"period {t + 1}")
    for suite in (suite for stage in problem.stages for suite in stage.suites):
        states = set(open_periods(problem, result, suite))
        judge.expect(states <= {0, 1}, "open", suite.id, sorted(states), "open or closed")
