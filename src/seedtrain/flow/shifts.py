"""Shifts: when a crew, laboratory or office works, as closures and levels of a resource."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from seedtrain.flow.closed import merged
from seedtrain.flow.network import Span
from seedtrain.quantities.calendar import is_projected, is_working_day

DAY_H = 24.0


@dataclass(frozen=True, slots=True)
class Shift:
    """People who work from ``start_h`` to ``end_h`` of a day [h]; an end beyond 24 is of the next day.

    ``working_days_only``: on the working days of ``country`` (weekends and public holidays off, make-up days
    on); else on every day of the week.
    """

    start_h: float
    end_h: float
    people: float = 1.0
    working_days_only: bool = True
    country: str = "CN"

    def spans(self, origin: date, days: int) -> list[Span]:
        """Return when it works, from the day before ``origin`` on for ``days`` days after it [h]."""
        found = []
        for place in range(-1, days):
            day = origin + timedelta(days=place)
            if not self.working_days_only or is_working_day(day, self.country):
                found.append((DAY_H * place + self.start_h, DAY_H * place + self.end_h))
        return found


def closures(shifts: Sequence[Shift], origin: date, days: int) -> tuple[Span, ...]:
    """Return when nobody works in the first ``days`` days from ``origin`` [h], ascending and apart."""
    worked = merged([span for shift in shifts for span in shift.spans(origin, days)])
    edges = [0.0, *(edge for span in worked for edge in span), DAY_H * days]
    free = zip(edges[::2], edges[1::2], strict=True)
    return tuple((max(0.0, start), end) for start, end in free if start < end and end > 0.0)


def levels(shifts: Sequence[Shift], origin: date, days: int) -> tuple[tuple[float, float], ...]:
    """Return how many people work from when on, (from [h], people), in the first ``days`` days."""
    steps: dict[float, float] = {0.0: 0.0, DAY_H * days: 0.0}
    for shift in shifts:
        for start, end in shift.spans(origin, days):
            first, last = max(0.0, start), min(DAY_H * days, end)
            if first < last:
                steps[first] = steps.get(first, 0.0) + shift.people
                steps[last] = steps.get(last, 0.0) - shift.people
    found: list[tuple[float, float]] = []
    people = 0.0
    for time in sorted(steps):
        people += steps[time]
        if not found or found[-1][1] != people:
            found.append((time, people))
    return tuple(found)


def has_projected_day(shifts: Sequence[Shift], origin: date, days: int) -> bool:
    """Whether a day looked at lies outside the published calendar of its country."""
    last = origin + timedelta(days=days - 1)
    kept = [shift for shift in shifts if shift.working_days_only]
    return any(is_projected(day, shift.country) for shift in kept for day in (origin, last))
