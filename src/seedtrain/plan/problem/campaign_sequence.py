"""Campaigns in continuous time."""

from dataclasses import dataclass
from math import inf


@dataclass(frozen=True, slots=True)
class SequenceProduct:
    """One product of a campaign sequence.

    ``usp_days`` [day]: a batch in a USP suite; where USP does not bind, from the start of the plan to the
    first harvest. ``dsp_days`` of a batch [day]; ``approval_days`` from stored to released [day];
    ``shelf_life_days`` from stored [day]; ``min_batches``, ``max_batches``, ``multiple`` of a campaign;
    ``quantity_per_batch`` and ``opening_stock`` [quantity]; ``stock_limit`` after demand [quantity];
    ``demand`` and ``target`` stock by due date [quantity]; ``price``, ``usp_cost``, ``dsp_cost`` per batch;
    changeover costs per campaign; ``storage_cost`` per quantity left at a due date.
    """

    id: str
    usp_days: float
    dsp_days: float
    shelf_life_days: float
    demand: tuple[float, ...]
    approval_days: float = 0.0
    min_batches: int = 1
    max_batches: float = inf
    multiple: int = 1
    quantity_per_batch: float = 1.0
    opening_stock: float = 0.0
    stock_limit: float = inf
    target: tuple[float, ...] = ()
    price: float = 0.0
    usp_cost: float = 0.0
    dsp_cost: float = 0.0
    usp_changeover_cost: float = 0.0
    dsp_changeover_cost: float = 0.0
    storage_cost: float = 0.0


@dataclass(frozen=True, slots=True)
class SequenceRules:
    """Rules of a campaign sequence, as data.

    ``usp_suites``, ``dsp_suites`` counts; ``usp_suites`` 0 means that USP overlaps freely and DSP sets the
    pace. ``idle_before_campaign_allowed`` whether a suite that sets the pace may wait before a campaign;
    ``harvest_hold_limit_days`` how long a first harvest may wait for DSP [day];
    ``same_product_may_follow`` whether two campaigns of one product may follow each other in a suite (else
    they are one campaign, under its limits); ``serves_on_release_day`` whether a batch serves a due date
    on the very day it is released, and counts when it is stored on the last day. Of several suites each makes
    its first campaign after the changeover of its own product, a single suite begins at once.
    """

    usp_suites: int
    dsp_suites: int
    idle_before_campaign_allowed: bool = False
    harvest_hold_limit_days: float = 0.0
    same_product_may_follow: bool = False
    serves_on_release_day: bool = True


@dataclass(frozen=True, slots=True)
class CampaignSequence:
    """A plan of campaigns in continuous time: which, how long, where, in what order.

    ``due_days`` [day from the start]; ``usp_changeover`` and ``dsp_changeover`` [day] by product before and
    product after; demand is met in full and nothing may expire unsold.
    """

    name: str
    products: tuple[SequenceProduct, ...]
    due_days: tuple[float, ...]
    rules: SequenceRules
    dsp_changeover: tuple[tuple[float, ...], ...]
    usp_changeover: tuple[tuple[float, ...], ...] = ()

    @property
    def objectives(self) -> tuple[str, ...]:
        """Names of the objectives this problem can be solved for."""
        return ("throughput", "deficit") if self.rules.usp_suites == 0 else ("profit",)

    @property
    def end(self) -> float:
        """The last due date [day]."""
        return self.due_days[-1]
