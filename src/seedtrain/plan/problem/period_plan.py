"""Campaigns in discrete periods."""

from dataclasses import dataclass

from seedtrain.plan.problem.stage import Stage


@dataclass(frozen=True, slots=True)
class Market:
    """What is sold of one product.

    ``demand`` by period [quantity]; ``price`` per quantity sold; ``backlog_cost`` per quantity late and
    period, None when demand must be met in its period; ``outsource_cost`` per quantity bought, None when
    nothing can be bought.
    """

    demand: tuple[float, ...]
    price: float = 0.0
    backlog_cost: float | None = None
    outsource_cost: float | None = None


@dataclass(frozen=True, slots=True)
class PeriodPlan:
    """A plan of campaigns over equal periods: batches, stock, sales, builds.

    ``stages`` in process order, the last one sells; ``markets`` by product; ``days_per_period`` [day];
    ``maximise`` True for profit (revenue less cost), False for cost; ``known`` best published objective, if
    any.
    """

    name: str
    products: tuple[str, ...]
    periods: int
    days_per_period: float
    stages: tuple[Stage, ...]
    markets: dict[str, Market]
    maximise: bool = True
    known: float | None = None

    @property
    def objectives(self) -> tuple[str, ...]:
        """Names of the objectives this problem can be solved for."""
        return ("profit",) if self.maximise else ("cost",)
