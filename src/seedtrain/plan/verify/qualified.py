"""Rules of qualification: engineering and validation before the first batch that counts."""

from seedtrain.plan.problem.period_plan import PeriodPlan
from seedtrain.plan.problem.qualification import Qualification
from seedtrain.plan.result import PlanResult, QualificationRow
from seedtrain.plan.verify.broken_rule import Judge
from seedtrain.plan.verify.openings import open_periods

Walks = dict[tuple[str, str], Qualification]


def judge_qualifications(judge: Judge, problem: PeriodPlan, result: PlanResult) -> None:
    """Rules ``walk`` (known, once, within the plan, validation in one run of all its batches, in an open
    suite, after what it comes after) and ``qualified`` (no batch before it)."""
    walks: Walks = {(each.suite, each.product): each for each in problem.qualifications}
    begun: dict[tuple[str, str], int] = {}
    for row in result.qualifications:
        key, place = (row.suite, row.product), f"{row.product}, {row.suite}"
        judge.expect(key in walks, "walk", place, place, "a product to be qualified")
        judge.expect(key not in begun, "walk", place, "twice", "once")
        begun[key] = row.begins
    if judge.broken:
        return
    for row in result.qualifications:
        _judge_walk(judge, problem, result, row, walks[row.suite, row.product])
        after = walks[row.suite, row.product].after
        if after:
            ready = ready_from(walks, begun, row.suite, after, problem.periods)
            judge.at_most(ready, row.on_site, "walk", f"{row.product}, {row.suite}, after {after}")
        fed_by, lag = walks[row.suite, row.product].fed_by, walks[row.suite, row.product].fed_lag
        fed = [each.on_site + lag for each in result.qualifications if (each.suite, each.product) in fed_by]
        fits = not fed_by or min(fed, default=problem.periods) <= row.on_site
        judge.expect(fits, "walk", f"{row.product}, {row.suite}", row.on_site, "after what it is made of")
    for each in problem.comparabilities:
        here = {row.suite: row.begins for row in result.qualifications if row.product == each.product}
        for row in (row for row in result.qualifications if row.product == each.product):
            told, place = row.is_supplement, f"{row.product}, {row.suite}"
            if any(row.suite in kind for kind in each.kinds):
                said = each.is_supplement(here, row.suite)
                judge.expect(told == said, "walk", place, told, f"supplement: {said}")
    for made in result.campaigns:
        if (made.suite, made.product) in walks:
            ready = ready_from(walks, begun, made.suite, made.product, problem.periods)
            place = f"{made.suite}, {made.product}, period {(made.period or 0) + 1}"
            judge.at_most(ready, made.period or 0, "qualified", place)


def _judge_walk(
    judge: Judge, problem: PeriodPlan, result: PlanResult, row: QualificationRow, walk: Qualification
) -> None:
    place, first = f"{row.product}, {row.suite}", row.begins + walk.transfer
    judge.at_most(0, row.begins, "walk", place)
    judge.equal(row.on_site, first, "walk", place)
    judge.equal(row.ready, row.begins + walk.lead, "walk", place)
    judge.equal(row.validation, sum(walk.validation), "walk", place)
    judge.equal(row.engineering, sum(walk.engineering), "walk", place)
    judge.at_most(row.ready, problem.periods - 1, "walk", place)
    used = [k for k, count in enumerate(walk.validation) if count]
    is_one_run = not used or used == list(range(used[0], used[-1] + 1))
    judge.expect(is_one_run, "walk", place, walk.validation, "consecutive validation batches")
    suite = next(s for stage in problem.stages for s in stage.suites if s.id == row.suite)
    opened = open_periods(problem, result, suite)
    for t in range(max(0, first), min(first + len(walk.on_site), problem.periods)):
        judge.expect(opened[t] == 1, "walk", f"{place}, period {t + 1}", "closed", "an open suite")


def ready_from(walks: Walks, begun: dict[tuple[str, str], int], suite: str, product: str, never: int) -> int:
    """First period in which the product may be made in the suite; ``never`` where it is not qualified."""
    walk = walks.get((suite, product))
    if walk is None:
        return 0
    own = begun[suite, product] + walk.lead if (suite, product) in begun else never
    if not walk.carried_from or (walk.carried_from, product) not in walks:
        return own
    return min(own, ready_from(walks, begun, walk.carried_from, product, never))


def days_on_site(problem: PeriodPlan, result: PlanResult, suite: str, period: int) -> float:
    """Days that qualifications hold the suite in a period."""
    rules = next(stage.rules for stage in problem.stages if any(s.id == suite for s in stage.suites))
    walks: Walks = {(each.suite, each.product): each for each in problem.qualifications}
    total = 0.0
    for row in result.qualifications:
        walk = walks[row.suite, row.product]
        step = period - row.begins - walk.transfer
        if row.suite == suite and 0 <= step < len(walk.on_site):
            rule = rules[suite, row.product]
            total += rule.days_per_batch * walk.on_site[step] + rule.start_days
    return total
