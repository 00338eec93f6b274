"""Days on which things are followed through time: the first of each month, and the ends."""

from collections.abc import Iterable
from datetime import date

import numpy as np
from numpy.typing import NDArray


def month_days(
    start: date, end: date, also: Iterable[date] = (), *, last_days: bool = False
) -> NDArray[np.float64]:
    """Return ``start``, the first day of each month after it, ``end``, and ``also`` where between them.

    With ``last_days`` the last day of each month too.

    As ordinals (``date.toordinal()``), ascending, each once. Raises ``ValueError`` on an ``end`` before it.
    """
    if end < start:
        raise ValueError(f"{end} is before {start}")
    days = {day.toordinal() for day in (start, end, *also) if start <= day <= end}
    year, month = start.year, start.month
    while (year, month) <= (end.year, end.month):
        first = date(year, month, 1).toordinal()
        days.update(
            day
            for day in ((first - 1, first) if last_days else (first,))
            if start.toordinal() <= day <= end.toordinal()
        )
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    return np.array(sorted(days), dtype=np.float64)
