"""Campaigns in discrete periods."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from seedtrain.plan.problem.comparability import Comparability
from seedtrain.plan.problem.project import Project
from seedtrain.plan.problem.qualification import Qualification
from seedtrain.plan.problem.stage import Stage
from seedtrain.plan.problem.transfer import Transfer


@dataclass(frozen=True, slots=True)
class Market:
    """What is sold of one product to one buyer or market.

    ``demand`` by period [quantity]; ``price`` per quantity sold; ``backlog_cost`` per quantity late and
    period, None when demand can't be late; ``outsource_cost`` per quantity bought, None when nothing can be
    bought; ``lost_cost`` per quantity of demand given up, None when none may be. ``product`` sold (empty: the
    one the market is named for). ``licensed`` first period in which material of a site may be sold here, by
    site: a site it does not name never may; None: every site from the first period on. ``stage`` whose stock
    it buys from (empty: the last one).
    """

    demand: tuple[float, ...]
    price: float = 0.0
    backlog_cost: float | None = None
    outsource_cost: float | None = None
    lost_cost: float | None = None
    product: str = ""
    licensed: Mapping[str, int] | None = None
    stage: str = ""

    def may_sell(self, site: str, period: int) -> bool:
        """Whether material of ``site`` may be sold here in ``period``."""
        return self.licensed is None or period >= self.licensed.get(site, period + 1)


@dataclass(frozen=True, slots=True)
class PeriodPlan:
    """A plan of campaigns over equal periods: batches, stock, sales, projects.

    ``stages`` in process order, the last one sells unless a market says another; ``markets`` by name;
    ``days_per_period`` [day]; ``maximise`` True for profit (revenue less cost), False for cost; ``known``
    best published objective, if any. ``projects`` may change which suites there are, within the prepared
    ``places`` of each pool and the ``budget`` money of each period; ``qualifications`` by product and
    suite; a product and suite without one need none; ``comparabilities`` between unlike lines.
    ``transfers`` between sites. ``weights`` of the money of each period (empty: all one): discount
    factors make the objective a net present value. ``goal`` names the objective where it is not profit or
    cost.
    """

    name: str
    products: tuple[str, ...]
    periods: int
    days_per_period: float
    stages: tuple[Stage, ...]
    markets: dict[str, Market]
    maximise: bool = True
    known: float | None = None
    projects: tuple[Project, ...] = ()
    places: Mapping[str, float] = field(default_factory=dict)
    budget: tuple[float, ...] = ()
    qualifications: tuple[Qualification, ...] = ()
    comparabilities: tuple[Comparability, ...] = ()
    transfers: tuple[Transfer, ...] = ()
    weights: tuple[float, ...] = ()
    goal: str = ""

    @property
    def objectives(self) -> tuple[str, ...]:
        """Names of the objectives this problem can be solved for."""
        return (self.goal or ("profit" if self.maximise else "cost"),)

    @property
    def sites(self) -> tuple[str, ...]:
        """Sites of its suites, in their order."""
        return tuple(dict.fromkeys(suite.site for stage in self.stages for suite in stage.suites))

    def weight(self, period: int) -> float:
        """Factor of the money of ``period``."""
        return self.weights[period] if self.weights else 1.0

    def product_of(self, market: str) -> str:
        """Product that ``market`` buys."""
        return self.markets[market].product or market

    def stage_of(self, market: str) -> int:
        """Number of the stage whose stock ``market`` buys from."""
        name = self.markets[market].stage or self.stages[-1].id
        return next(i for i, stage in enumerate(self.stages) if stage.id == name)

    def sold_from(self, stage: int, product: str) -> list[str]:
        """Markets that buy ``product`` from behind ``stage``."""
        return [n for n in self.markets if self.product_of(n) == product and self.stage_of(n) == stage]

    def source(self, stage: int, product: str) -> tuple[int, str] | None:
        """Stage and product that batches of ``product`` in ``stage`` draw from; None where they draw
        nothing."""
        given = self.stages[stage].sources.get(product)
        if given is not None:
            return next(i for i, each in enumerate(self.stages) if each.id == given[0]), given[1]
        return (stage - 1, product) if stage and product in self.stages[stage].draws else None

    def fed_by(self, stage: int, product: str) -> list[tuple[int, str]]:
        """Stages and products whose batches draw on ``product`` behind ``stage``."""
        return [
            (later, other)
            for later in range(stage + 1, len(self.stages))
            for other in self.stages[later].stocks
            if self.source(later, other) == (stage, product)
        ]
