"""What was found of a scenario's plan, for tables and figures."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from seedtrain.service.plan_simulated import PlanRisk
from seedtrain.service.plan_wishes import NONE, Wishes

if TYPE_CHECKING:
    from seedtrain.plan import BrokenRule, PeriodPlan, PlanResult
    from seedtrain.plan.period.marginal import Marginal
    from seedtrain.plan.reversals import Reversal
    from seedtrain.plan.scenario.assemble import Plant
    from seedtrain.plan.scenario.replan import Replanned
    from seedtrain.plan.stochastic.two_stage import TwoStage


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanFound:
    """The best plan found for a scenario.

    ``plant`` what it was planned on, ``problem`` as it was solved; ``broken``: rules that the judge, which
    knows no solver, found broken (none: it holds); ``binding`` limits that cost most, see
    :mod:`seedtrain.plan.period.marginal`. What ``wishes`` ask for besides: ``uncertain`` the two-stage plan
    whose decisions ``result`` keeps in the base case, ``others`` near-optimal plans, ``rolled`` worlds lived
    through, ``risk`` of the plan as simulated, ``reversed_options`` each decided the other way; None or empty
    where not asked for.
    """

    name: str
    plant: "Plant"
    problem: "PeriodPlan"
    result: "PlanResult"
    broken: "tuple[BrokenRule, ...]"
    binding: "tuple[Marginal, ...]"
    wishes: Wishes = NONE
    uncertain: "TwoStage | None" = None
    others: "tuple[PlanResult, ...]" = ()
    rolled: "tuple[Replanned | None, ...]" = ()
    risk: PlanRisk | None = None
    reversed_options: "tuple[Reversal, ...]" = ()
