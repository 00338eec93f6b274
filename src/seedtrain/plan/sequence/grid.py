"""Days on a whole-number grid."""

from collections.abc import Iterable

from seedtrain.errors import InputError, finding
from seedtrain.plan.ledger import GRAIN

FINEST = 10_000
"""Most steps in a day."""


def find_grid(days: Iterable[float]) -> int:
    """Least number of steps in a day with which every one of ``days`` is whole, to within a millionth of a
    day.

    A duration that is met so is met exactly by the judge, whose times are floating. Raises ``InputError``
    (PLN-014) when no grid of up to 10,000 steps a day does it.
    """
    values = sorted(set(days))
    for steps in range(1, FINEST + 1):
        if all(abs(day * steps - round(day * steps)) <= GRAIN * steps for day in values):
            return steps
    why = f"no grid of up to {FINEST} steps a day holds its durations"
    raise InputError([finding("PLN-014", value="CP-SAT", why=why, other="rounder durations")])
