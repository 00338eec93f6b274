"""The judge of plans: it knows the rules and no solver."""

from seedtrain.plan.problem.campaign_sequence import CampaignSequence
from seedtrain.plan.problem.period_plan import PeriodPlan
from seedtrain.plan.result import PlanResult
from seedtrain.plan.verify.broken_rule import BrokenRule
from seedtrain.plan.verify.period import verify_period_plan
from seedtrain.plan.verify.sequence import verify_sequence

__all__ = ["BrokenRule", "verify"]


def verify(problem: PeriodPlan | CampaignSequence, result: PlanResult) -> list[BrokenRule]:
    """Every rule of ``problem`` that ``result`` breaks; empty for a sound plan, and for one that is no
    plan."""
    if result.objective is None:
        return []
    if isinstance(problem, PeriodPlan):
        return verify_period_plan(problem, result)
    return verify_sequence(problem, result)
