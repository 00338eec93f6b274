"""Series: an indicator followed through time."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from seedtrain.messages import Message
from seedtrain.results.indicator import Draws


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """A quantity on given days, in the base case and every sampled world.

    ``days``: shape (k,), ascending, as ``date.toordinal()``. ``draws``: shape (1 + n, k). ``kind`` says how
    to read it between days: ``step`` (the last value holds: counts) or ``line`` (linear). Before the first
    day and after the last it is not defined. ``draws`` is ``None`` where ``missing`` inputs keep it from
    being told.
    """

    id: str
    label: Message
    dimension: str
    days: NDArray[np.float64]
    draws: NDArray[np.float64] | None
    kind: str = "step"
    rests_on: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()

    def at(self, day: float) -> Draws:
        """Return the value on ``day`` (``date.toordinal()``) in every world, shape (1 + n,).

        Raises ``ValueError`` outside the days covered or where the series can't be told.
        """
        if self.draws is None:
            raise ValueError(f"series {self.id!r} can't be told without {', '.join(self.missing)}")
        if not self.days[0] <= day <= self.days[-1]:
            raise ValueError(f"series {self.id!r} covers days {self.days[0]} to {self.days[-1]}, not {day}")
        right = min(int(np.searchsorted(self.days, day, side="right")), len(self.days) - 1)
        left = int(np.searchsorted(self.days, day, side="right")) - 1
        if self.kind == "step" or right == left:
            held: Draws = self.draws[:, left]
            return held
        share = (day - self.days[left]) / (self.days[right] - self.days[left])
        between: Draws = self.draws[:, left] * (1.0 - share) + self.draws[:, right] * share
        return between
