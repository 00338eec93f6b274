"""Batch profiles: what one batch takes and gives, handed from ``process`` to ``flow``."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from seedtrain.results.indicator import Draws


@dataclass(frozen=True, slots=True, kw_only=True)
class OperationProfile:
    """One recipe step as the schedule sees it: it holds one unit of a class for a time.

    ``duration_h``: processing time, shape (1 + n,) over sampled worlds. ``spread_cv``: batch-to-batch
    coefficient of variation (lognormal, mean one) on top of it. ``hold_limit_h``: longest wait of its output
    before the next step starts (``None``: no limit; 0: no wait). ``turnaround_h``: cleaning and preparation
    of the unit before the next batch of the same product. ``changeover_h``: the same before another product,
    instead of the turnaround. ``unit_class`` empty: it needs no unit (an incubator shelf, a release).
    ``failure_share``: share of failed batches that are found at its end. ``held_through_next``: its unit is
    held until the next step has ended, which empties it (a bioreactor through its harvest).
    """

    step: str
    section: str
    unit_class: str
    duration_h: Draws
    spread_cv: float
    hold_limit_h: float | None
    turnaround_h: float
    changeover_h: float
    failure_share: float
    volume_out_L: Draws
    mass_out_g: Draws
    held_through_next: bool = False
    rests_on: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchProfile:
    """A batch of ``product`` by ``recipe`` in one vessel size and material.

    Arrays are of shape (1 + n,), index 0 the base case. ``mass_out_g`` is what a good batch yields;
    ``items_out`` the pens or vials of a fill-finish batch (zero elsewhere). ``failure_odds`` are those of
    one batch. ``mass_spread_cv`` is the batch-to-batch spread on ``mass_out_g``. ``cost_cny`` is the cost
    of a batch by category (materials, consumables, labour, quality, utilities, capital, overhead) in the
    price year of the scenario. ``consumption`` names what it uses in canonical units: ``media_L``,
    ``buffer_L``, ``wfi_L``, ``labour_h``, ``resin_L`` ...
    """

    product: str
    recipe: str
    suite: str
    working_volume_L: float
    material: str
    operations: tuple[OperationProfile, ...]
    overall_yield: Draws
    mass_out_g: Draws
    mass_spread_cv: float
    items_out: Draws
    failure_odds: Draws
    cost_cny: Mapping[str, Draws]
    consumption: Mapping[str, Draws]
    rests_on: tuple[str, ...] = ()

    def under_way(self, step: str, elapsed_h: float) -> "BatchProfile":
        """Return what is left of a batch that has been in ``step`` for ``elapsed_h`` hours.

        The step keeps the time it still needs, at least a thousandth of the whole. The odds of failure are
        those of failing later given that no failure was found so far. Raises ``ValueError`` for another step.
        """
        place = [operation.step for operation in self.operations].index(step)
        current = self.operations[place]
        left = np.maximum(current.duration_h - elapsed_h, 0.001 * current.duration_h)
        shares = [operation.failure_share for operation in self.operations]
        later = sum(shares[place:]) / sum(shares) if sum(shares) > 0.0 else 1.0
        failing = self.failure_odds * later
        return replace(
            self,
            operations=(replace(current, duration_h=left), *self.operations[place + 1 :]),
            failure_odds=failing / (1.0 - self.failure_odds + failing),
        )

    @property
    def processing_time_h(self) -> float:
        """Sum of the base processing times along the route, without waiting. [h]"""
        return float(sum(operation.duration_h[0] for operation in self.operations))
