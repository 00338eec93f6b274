"""The plan horizon: campaigns, stock and investment over months and years, each plan with its bound."""

from seedtrain.plan.case.load import Problem, load_case
from seedtrain.plan.compare import ComparisonRow, compare_cases, packaged_cases
from seedtrain.plan.dump import dump_front, dump_plan
from seedtrain.plan.explain import Explanation, explain
from seedtrain.plan.problem.campaign_sequence import CampaignSequence
from seedtrain.plan.problem.period_plan import PeriodPlan
from seedtrain.plan.result import PlanResult
from seedtrain.plan.sequence.evaluate import evaluate
from seedtrain.plan.settings import PlanSettings
from seedtrain.plan.solve import front, solve
from seedtrain.plan.verify import BrokenRule, verify

__all__ = [
    "BrokenRule",
    "CampaignSequence",
    "ComparisonRow",
    "Explanation",
    "PeriodPlan",
    "PlanResult",
    "PlanSettings",
    "Problem",
    "compare_cases",
    "dump_front",
    "dump_plan",
    "evaluate",
    "explain",
    "front",
    "load_case",
    "packaged_cases",
    "solve",
    "verify",
]
