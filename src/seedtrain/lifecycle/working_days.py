"""Working days for whole arrays of dates, counted on :mod:`seedtrain.quantities.calendar`."""

from datetime import date
from functools import cache

import numpy as np
from numpy.typing import NDArray

from seedtrain.quantities.calendar import is_working_day

Floats = NDArray[np.float64]

_LAST_YEAR = 2095
"""Later years are read as this one's weekdays: the lunar holidays are not tabulated much further."""

_BEYOND = date(2500, 1, 1).toordinal()


def advance(days: Floats, count: int, country: str) -> Floats:
    """Return the ``count``-th working day after each of ``days`` (ordinals), the day itself not counted.

    Any shape, same shape back; ``inf`` stays ``inf``, and a day of the year 2500 or later
    counts as never; a day with a fraction counts as that day. ``count`` 0 or more: with 0 the days come back
    as they are.
    """
    if count == 0:
        return days
    finite = days < _BEYOND
    reached = np.full(days.shape, np.inf)
    if finite.any():
        known = np.floor(days[finite])
        first = date.fromordinal(int(known.min())).year
        last = date.fromordinal(int(known.max()) + 2 * count + 60).year
        open_days = np.concatenate([_open_days(year, country) for year in range(first, last + 1)])
        reached[finite] = open_days[np.searchsorted(open_days, known, side="right") + count - 1]
    return reached


@cache
def _open_days(year: int, country: str) -> Floats:
    """The working days of a year as ordinals, ascending."""
    first, after = date(year, 1, 1).toordinal(), date(year + 1, 1, 1).toordinal()
    days = [date.fromordinal(day) for day in range(first, after)]
    if year > _LAST_YEAR:
        return np.array([day.toordinal() for day in days if day.weekday() < 5], dtype=np.float64)
    return np.array([day.toordinal() for day in days if is_working_day(day, country)], dtype=np.float64)
