"""Indicators: a number an engine answers for, in the base case and in every sampled world."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from seedtrain.messages import Message
from seedtrain.quantities.statistics import quantiles

Draws = NDArray[np.float64]
"""One number for the base case and each replication: shape ``(1 + n,)``, ``[0]`` is the base case."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """A named quantity in canonical units.

    ``draws``: shape (1 + n,), index 0 the base case (spread zero), in the canonical unit of ``dimension``
    (dates: days as ``date.toordinal()``; infinite where it never happens). ``None`` when it can't be told;
    then ``missing`` names the scenario paths that would have to be given. ``rests_on`` are the paths of the
    inputs used (``catalog:<row>`` for a default). ``headline`` marks the few shown first.
    """

    id: str
    label: Message
    dimension: str
    draws: Draws | None
    rests_on: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    headline: bool = False

    @property
    def base(self) -> float | None:
        """The value with spread zero."""
        return None if self.draws is None else float(self.draws[0])

    @property
    def quantiles(self) -> tuple[float, float, float] | None:
        """P10, P50 and P90 over the sampled worlds."""
        return None if self.draws is None else quantiles(self.draws[1:])

    @property
    def where_reached(self) -> tuple[float, tuple[float, float, float]] | None:
        """Share of the sampled worlds in which a date comes, and its P10, P50 and P90 over those.

        ``None`` where it can't be told or never comes.
        """
        if self.draws is None:
            return None
        comes = self.draws[1:][np.isfinite(self.draws[1:])]
        return (len(comes) / (len(self.draws) - 1), quantiles(comes)) if len(comes) else None


def by_id(indicators: Iterable[Indicator]) -> dict[str, Indicator]:
    """Index indicators by id; the ids must differ (``ValueError``)."""
    table: dict[str, Indicator] = {}
    for indicator in indicators:
        if indicator.id in table:
            raise ValueError(f"indicator {indicator.id!r} is given twice")
        table[indicator.id] = indicator
    return table
