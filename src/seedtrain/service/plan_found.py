"""What was found of a scenario's plan, for tables and figures."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from seedtrain.plan import BrokenRule, PeriodPlan, PlanResult
    from seedtrain.plan.period.marginal import Marginal
    from seedtrain.plan.scenario.assemble import Plant


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanFound:
    """The best plan found for a scenario.

    ``plant`` what it was planned on, ``problem`` as it was solved; ``broken``: rules that the judge, which
    knows no solver, found broken (none: it holds); ``binding`` limits that cost most, see
    :mod:`seedtrain.plan.period.marginal`.
    """

    name: str
    plant: "Plant"
    problem: "PeriodPlan"
    result: "PlanResult"
    broken: "tuple[BrokenRule, ...]"
    binding: "tuple[Marginal, ...]"
