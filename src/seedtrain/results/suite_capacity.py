"""Suite capacity: from 365 days to released batches, each lost day counted once."""

from dataclasses import dataclass

from seedtrain.messages import Message
from seedtrain.results.indicator import Draws


@dataclass(frozen=True, slots=True)
class Rung:
    """One step of the ladder: what is left after a loss, in ``unit`` (``day`` or ``batch``)."""

    label: Message
    value: float
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SuiteCapacity:
    """What a suite can make in a year of one product, run flat out.

    ``rungs`` lead from 365 days to released batches (base case). ``cycle_time_h`` is the time between batch
    starts and ``bottleneck`` the unit class that sets it. ``batches_a`` and ``mass_kg_a`` are per year, shape
    (1 + n,); ``items_a`` likewise for fill-finish.
    """

    suite: str
    product: str
    rungs: tuple[Rung, ...]
    cycle_time_h: float
    bottleneck: str
    batches_a: Draws
    mass_kg_a: Draws
    items_a: Draws
    rests_on: tuple[str, ...] = ()
