"""The whole-number grid of a solver: one converter, which refuses a loss beyond its tolerance."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from seedtrain.errors import InputError, finding
from seedtrain.flow.network import Network

STEPS = (1, 2, 4, 12, 60, 1024, 61_440)
"""Steps an hour that are tried: hours, halves, quarters, 5 minutes, minutes, 1/1024 h, and both of these."""
SCALES = (1, 10, 100, 1000, 10_000)
TOLERANCE = 1e-7
MOST_TICKS = 2**42


@dataclass(frozen=True, slots=True)
class Grid:
    """``per_hour`` steps an hour, ``per_amount`` steps for one of a quantity."""

    per_hour: int
    per_amount: int

    def ticks(self, hours: float) -> int:
        """Hours in steps; infinity is the largest number of steps."""
        if math.isinf(hours):
            return MOST_TICKS if hours > 0.0 else -MOST_TICKS
        return round(hours * self.per_hour)

    def hours(self, ticks: int) -> float:
        """Steps in hours."""
        return ticks / self.per_hour

    def amount(self, quantity: float) -> int:
        """A quantity in steps."""
        return round(quantity * self.per_amount)


def grid_of(network: Network) -> Grid:
    """Return the coarsest grid on which every time and quantity of ``network`` lies.

    Raises :class:`InputError` (SCH-010) where none of :data:`STEPS` or :data:`SCALES` is fine enough.
    """
    times, amounts = sorted(set(_times(network))), sorted(set(_amounts(network)))
    found = []
    for values, choices in ((times, STEPS), (amounts, SCALES)):
        fits = [scale for scale in choices if all(_is_whole(value * scale) for value in values)]
        if not fits:
            off = next(value for value in values if not _is_whole(value * choices[-1]))
            raise InputError([finding("SCH-010", value=off)], "no grid fits")
        found.append(fits[0])
    return Grid(*found)


def _is_whole(value: float) -> bool:
    return abs(value - round(value)) <= TOLERANCE * max(1.0, abs(value) * 1e-3)


def _times(network: Network) -> Iterable[float]:
    spans = [mode.duration_h for operation in network.operations for mode in operation.modes]
    spans += [n.then_h for operation in network.operations for mode in operation.modes for n in mode.needs]
    spans += [link.lag_h for link in network.links]
    for operation in network.operations:
        spans += [operation.earliest_start_h, operation.latest_start_h]
        spans += [operation.earliest_end_h, operation.latest_end_h]
    for job in network.jobs:
        spans += [job.release_h, job.due_h, job.deadline_h]
    for resource in network.resources:
        spans += [time for span in resource.closures for time in span]
        spans += [time for time, _ in resource.levels]
        spans += list(resource.changeover_h.values())
        spans += [time for pair in resource.idle_setups for time in pair]
        spans.append(resource.free_h)
    spans += [start for start, _, _ in network.given.values()]
    for stock in network.stocks:
        spans += [stock.shelf_life_h, *(time for lot in stock.lots for time in (lot.from_h, lot.expires_h))]
    return [span for span in spans if math.isfinite(span)]


def _amounts(network: Network) -> Iterable[float]:
    amounts = [level for resource in network.resources for _, level in resource.steps()]
    for operation in network.operations:
        for mode in operation.modes:
            amounts += [need.quantity for need in mode.needs]
            amounts += [amount for _, amount in (*mode.takes, *mode.gives)]
    for stock in network.stocks:
        amounts += [stock.capacity, *(lot.amount for lot in stock.lots)]
    return [amount for amount in amounts if math.isfinite(amount)]
