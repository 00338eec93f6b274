"""Simulated output: what the timetable gives when titer, durations and failures are drawn."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from seedtrain.results.indicator import Draws


@dataclass(frozen=True, slots=True, kw_only=True)
class SimulationResult:
    """Outcome of every replication; index 0 along the first axis is the base case.

    ``released_batches``, ``failed_batches``, ``makespan_h``: shape (1 + n,). ``on_time`` by order: share of
    its batches that were released by the due time, shape (1 + n,). ``mass_kg`` by product. ``stock_kg`` by
    product: mass at hand on the first day and released up to ``months_h`` (hours of each month's end), shape
    (1 + n, months). ``completion_h``: release time of each batch in timetable order, shape (1 + n, batches),
    ``inf`` for a failed one. ``utilisation`` by suite and unit class (``suite.unit_class``): shape (1 + n,).
    ``order_completion_h`` by order: when all its batches are released, shape (1 + n,); a failed batch is
    made once more, over its planned length, from when its failure is found. ``over_hold_batches``: released
    batches of which an intermediate waited beyond its limit, shape (1 + n,). ``rests_on``: paths of the
    inputs used.

    ``order_met`` by order: 1 where all that is wanted of it is released by its due time. ``service``: what
    was released by the due times over what was wanted in the end, over all orders; None without orders that
    have one. ``queue`` by suite and unit class: batches that wait for it, on average over the horizon.
    ``cost_cny`` of the batches that ended by the horizon, ``lost_cny`` of those that failed.
    ``least_stock_kg`` by product: the lowest of what is at hand and released by a month's end less what is
    due by then; negative where that falls short. ``events`` by name: what came to pass in each world
    (failures by cause, breakdowns, delays), what may move the rest. ``lost_at`` by cause and step
    (``cause.step``): batches lost and found there.
    """

    policy: str
    replications: int
    failed_replications: int
    released_batches: Draws
    failed_batches: Draws
    makespan_h: Draws
    mass_kg: Mapping[str, Draws]
    on_time: Mapping[str, Draws]
    stock_kg: Mapping[str, NDArray[np.float64]]
    months_h: NDArray[np.float64]
    completion_h: NDArray[np.float64]
    utilisation: Mapping[str, Draws]
    order_completion_h: Mapping[str, Draws]
    over_hold_batches: Draws
    rests_on: tuple[str, ...] = ()
    order_met: Mapping[str, Draws] = field(default_factory=dict)
    service: Draws | None = None
    queue: Mapping[str, Draws] = field(default_factory=dict)
    cost_cny: Draws | None = None
    lost_cny: Draws | None = None
    least_stock_kg: Mapping[str, Draws] = field(default_factory=dict)
    events: Mapping[str, Draws] = field(default_factory=dict)
    lost_at: Mapping[str, Draws] = field(default_factory=dict)
