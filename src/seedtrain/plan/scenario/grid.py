"""The periods of a plan, as days."""

from dataclasses import dataclass
from datetime import date
from math import ceil, inf, isfinite

MONTHS = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}
"""Months of a period, by its name in the scenario."""
HOURS_A_MONTH = 365.25 / 12.0 * 24.0
SLACK = 1.0 / 6.0
"""Periods by which a time may pass a whole number of periods without taking one more: half a month of a
quarter, less than the spread of any of these times."""


@dataclass(frozen=True, slots=True)
class Grid:
    """``count`` periods of ``months`` calendar months each, from the day ``start``."""

    start: date
    months: int
    count: int

    @property
    def days(self) -> float:
        """Mean length of a period [day]."""
        return self.months * HOURS_A_MONTH / 24.0

    @property
    def years(self) -> float:
        """Length of a period [a]."""
        return self.months / 12.0

    def first_day(self, period: int) -> date:
        """First day of a period; that of ``count`` is the day after the plan."""
        month = self.start.month - 1 + self.months * period
        return date(self.start.year + month // 12, month % 12 + 1, 1)

    def position(self, day: float) -> float:
        """Where an ordinal day lies, in periods from the start; negative before it, inf for never."""
        if not isfinite(day):
            return inf if day > 0 else -inf
        return (day - self.start.toordinal()) / self.days

    def period_of(self, day: float) -> int:
        """The period that an ordinal day lies in; ``count`` where it is after the plan or never."""
        if not isfinite(day) or day >= self.first_day(self.count).toordinal():
            return self.count
        period = max(0, int(self.position(day)) - 1)
        while self.first_day(period + 1).toordinal() <= day:
            period += 1
        return period

    def first_from(self, day: float) -> int:
        """First period that begins on or after an ordinal day; ``count`` where none does."""
        if day <= self.start.toordinal():
            return 0
        period = self.period_of(day)
        begins = period < self.count and self.first_day(period).toordinal() >= day
        return period if begins or period == self.count else period + 1

    def periods_in(self, hours: float) -> int:
        """Whole periods that a time takes, rounded up where it passes them by more than :data:`SLACK`."""
        return max(0, ceil(hours / (self.months * HOURS_A_MONTH) - SLACK))


def grid_of(start: date, end: date, period: str) -> Grid:
    """Periods from the month of ``start`` to that of ``end``; a last one that would pass ``end`` is left
    out."""
    months = MONTHS[period]
    first = start.replace(day=1)
    span = (end.year - first.year) * 12 + end.month - first.month
    return Grid(first, months, span // months)
