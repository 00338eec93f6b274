"""The plan horizon: campaigns, stock and investment over months and years, each plan with its bound."""

from seedtrain.plan.case.load import Problem, load_case
from seedtrain.plan.problem.period_plan import PeriodPlan
from seedtrain.plan.result import PlanResult
from seedtrain.plan.settings import PlanSettings
from seedtrain.plan.solve import solve

__all__ = ["PeriodPlan", "PlanResult", "PlanSettings", "Problem", "load_case", "solve"]
