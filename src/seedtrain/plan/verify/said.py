"""The flows a plan states, to be looked up."""

from dataclasses import dataclass

from seedtrain.plan.problem.period_plan import PeriodPlan
from seedtrain.plan.result import PlanResult

Key = tuple[str, str, str, int, str, str, str]


@dataclass(frozen=True, slots=True)
class Said:
    """Quantities by kind, section, product, period, site, market and target."""

    quantities: dict[Key, float]

    def of(
        self,
        kind: str,
        section: str,
        product: str,
        period: int,
        *,
        site: str = "",
        market: str = "",
        target: str = "",
    ) -> float:
        """What the plan states; 0 where it says nothing."""
        return self.quantities.get((kind, section, product, period, site, market, target), 0.0)


def said_by(result: PlanResult) -> Said:
    """Flows of ``result``."""
    return Said(
        {
            (row.kind, row.section, row.product, row.period, row.site, row.market, row.target): row.quantity
            for row in result.flows
        }
    )


def at_market(problem: PeriodPlan, said: Said, kind: str, name: str, period: int, site: str = "") -> float:
    """What ``said`` has of ``kind`` for the market ``name``."""
    product = problem.product_of(name)
    market = "" if product == name else name
    section = problem.stages[problem.stage_of(name)].id
    return said.of(kind, section, product, period, site=site, market=market)
