"""The whole program of a plan in periods."""

from seedtrain.plan.period.batches import add_batches, limit_batches
from seedtrain.plan.period.comparability import add_comparability
from seedtrain.plan.period.frame import Frame, groups_of
from seedtrain.plan.period.market import add_market
from seedtrain.plan.period.one_product import add_one_product
from seedtrain.plan.period.projects import add_projects, open_suites
from seedtrain.plan.period.qualifications import add_qualifications, limit_by_qualification
from seedtrain.plan.period.safety import add_safety
from seedtrain.plan.period.starts import add_starts
from seedtrain.plan.period.stocks import add_stocks, balance_stocks
from seedtrain.plan.period.suite_days import add_opening, add_suite_days
from seedtrain.plan.period.transfers import add_transfers
from seedtrain.plan.period.waiting import add_waiting
from seedtrain.plan.problem.period_plan import PeriodPlan
from seedtrain.plan.program import Program


def build_program(problem: PeriodPlan) -> Frame:
    """Program of ``problem`` with every family of constraints."""
    changed = {name for project in problem.projects for name in (*project.opens, *project.closes)}
    apart = frozenset(changed | {each.suite for each in problem.qualifications})
    groups = [groups_of(stage, index, apart) for index, stage in enumerate(problem.stages)]
    frame = Frame(problem, Program(maximise=problem.maximise), groups)
    add_market(frame)
    add_projects(frame)
    add_qualifications(frame)
    add_comparability(frame)
    add_transfers(frame)
    for stage in range(len(problem.stages)):
        add_opening(frame, stage)
        open_suites(frame, stage)
        add_batches(frame, stage)
        add_starts(frame, stage)
        add_waiting(frame, stage)
        limit_batches(frame, stage)
        add_one_product(frame, stage)
        add_suite_days(frame, stage)
        limit_by_qualification(frame, stage)
        add_stocks(frame, stage)
        add_safety(frame, stage)
    for stage in range(len(problem.stages)):
        balance_stocks(frame, stage)
    return frame
