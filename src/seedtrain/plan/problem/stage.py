"""A stage of manufacture: its suites and the stock behind them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import inf

from seedtrain.plan.problem.campaign_rule import CampaignRule


@dataclass(frozen=True, slots=True)
class Suite:
    """Segregated rooms that make one product at a time.

    ``products`` what it may make; ``open_from`` first period in which it is open (0 is the first), None for a
    suite that only a project opens; ``build_cost`` price of opening it in any period, for a suite that is not
    open by itself (money), else None; ``site`` where it stands; ``fixed_cost`` money for each period in which
    it is open; ``days_off`` of each period for maintenance, calibration and holidays [day]; ``days_taken`` of
    the first periods by batches under way when the plan begins [day].
    """

    id: str
    products: tuple[str, ...]
    open_from: int | None = 0
    build_cost: float | None = None
    site: str = ""
    fixed_cost: float = 0.0
    days_off: float = 0.0
    days_taken: tuple[float, ...] = ()

    def days_free(self, days: float, period: int) -> float:
        """Days left of the ``days`` of ``period`` for campaigns [day]."""
        taken = self.days_taken[period] if period < len(self.days_taken) else 0.0
        return max(0.0, days - self.days_off - taken)

    def is_open(self, period: int) -> bool:
        """Whether the suite is open in ``period`` without being built, and unless a project closes it."""
        return self.build_cost is None and self.open_from is not None and period >= self.open_from


@dataclass(frozen=True, slots=True)
class StockRule:
    """How one product may be stored behind one stage.

    ``limit`` most stock at the end of a period [quantity]; ``shelf_life`` in periods: stock at the end of a
    period leaves within that many further periods, None for no limit; ``holding_cost`` per quantity and
    period; ``waste_cost`` per quantity thrown away, None when nothing may be thrown away. ``release_lag``
    periods from the period a batch is made in to that in which it is in stock; ``opening`` stock by site
    [quantity]; ``safety`` stock wanted at the end of each period over all sites [quantity] and
    ``safety_cost`` per quantity and period below it, None where it must be held. ``arriving`` quantity that
    comes by itself, of batches under way when the plan begins, by site and period. ``life_in_batches``: what
    leaves counts against the shelf life in batches of the next stage instead of quantities they draw, as in
    the published model of two stages.
    """

    limit: float = inf
    shelf_life: int | None = None
    holding_cost: float = 0.0
    waste_cost: float | None = None
    release_lag: int = 0
    opening: Mapping[str, float] = field(default_factory=dict)
    safety: float = 0.0
    safety_cost: float | None = None
    arriving: Mapping[str, tuple[float, ...]] = field(default_factory=dict)
    life_in_batches: bool = False

    def arrives(self, site: str, period: int) -> float:
        """Quantity that comes by itself to ``site`` in ``period``."""
        coming = self.arriving.get(site, ())
        return coming[period] if period < len(coming) else 0.0


@dataclass(frozen=True, slots=True)
class Stage:
    """Suites that do the same section of the process.

    ``rules`` by suite and product; ``stocks`` by product; ``draws`` quantity of its source that one batch
    consumes, by product; ``sources`` stage and product whose stock a product draws from, where that is not
    the product of the same name behind the stage before; a product in neither draws nothing.
    ``one_product_a_period`` a suite holds one product
    in a period; ``starts_carry_over`` a campaign that ran in the period before goes on without a new start;
    ``waits_for_stage_before`` a start pays its lead time only when the stage before starts the same product
    in the same period.
    """

    id: str
    suites: tuple[Suite, ...]
    rules: Mapping[tuple[str, str], CampaignRule]
    stocks: Mapping[str, StockRule]
    draws: Mapping[str, float]
    one_product_a_period: bool = True
    starts_carry_over: bool = True
    waits_for_stage_before: bool = False
    sources: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    def drawn(self, suite: str, product: str) -> float:
        """Quantity of its source that a batch of ``product`` in ``suite`` consumes."""
        own = self.rules[suite, product].takes_per_batch
        return self.draws.get(product, 0.0) if own is None else own
