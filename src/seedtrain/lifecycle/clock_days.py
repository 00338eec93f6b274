"""One application on a regulatory clock, day by day: a date in, a date out."""

from dataclasses import dataclass
from datetime import date, timedelta

from seedtrain.catalog import Row, table
from seedtrain.errors import InputError, finding
from seedtrain.lifecycle.clock import HOURS_A_DAY
from seedtrain.quantities.calendar import is_projected, is_working_day

MOST_STOP_D = 3650
_LAST_SUBMISSION = date(2090, 12, 31)


@dataclass(frozen=True, slots=True)
class ClockStep:
    """A part of a review: ``what`` (accept, review, stop), from the day after ``begins`` up to ``ends``.

    ``working_days`` counted (0 where the clock runs on the calendar or stands still); ``days_off`` weekdays
    that are holidays; ``make_up_days`` Saturdays and Sundays worked instead.
    """

    what: str
    begins: date
    ends: date
    working_days: int
    days_off: int
    make_up_days: int


@dataclass(frozen=True, slots=True)
class ClockDays:
    """An application of ``submitted`` on the clock ``rule``, decided on the last step's end.

    ``rule`` is the clock of that date, which an earlier application may have instead of the one asked for.
    """

    rule: str
    country: str
    submitted: date
    steps: tuple[ClockStep, ...]

    @property
    def decided(self) -> date:
        """Day of the decision."""
        return self.steps[-1].ends

    @property
    def projected(self) -> bool:
        """Whether it counts on days whose calendar is not published yet."""
        return any(
            is_projected(day, self.country)
            for step in self.steps
            if step.working_days
            for day in (step.begins, step.ends)
        )


def clock_days(rule: str, submitted: date, stop_days: int = 0) -> ClockDays:
    """Follow an application of ``submitted``; the clock stopped for ``stop_days`` halfway through.

    Working days are counted from the day after. Raises :class:`InputError`: LIF-002 for an unknown clock,
    SCN-033 for a day on which none is in force, LIF-010 for a stop that is none or has no place.
    """
    rows = table("clocks")
    if rule not in rows or "valid_from" not in rows[rule].words:
        raise InputError([finding("LIF-002", path="RULE", value=rule, known=", ".join(known_clocks()))])
    row = _in_force(rows[rule], submitted)
    if not 0 <= stop_days <= MOST_STOP_D:
        raise InputError([finding("LIF-010", path="--stop", value=str(stop_days), most=MOST_STOP_D)])
    country = str(row.words.get("country", "CN"))
    steps = []
    at = submitted
    if "accept" in row.words:
        steps.append(_step("accept", at, rows[row.words["accept"]], 1.0, country))
        at = steps[-1].ends
    if stop_days:
        steps.append(_step("review", at, row, 0.5, country))
        at = steps[-1].ends
        steps.append(ClockStep("stop", at, at + timedelta(days=stop_days), 0, 0, 0))
        at = steps[-1].ends
        steps.append(_step("review", at, row, -0.5, country))
    else:
        steps.append(_step("review", at, row, 1.0, country))
    return ClockDays(row.id, country, submitted, tuple(steps))


def known_clocks() -> tuple[str, ...]:
    """Return the ids of the clocks of the catalogue, sorted."""
    return tuple(sorted(key for key, row in table("clocks").items() if "valid_from" in row.words))


def _in_force(row: Row, day: date) -> Row:
    """The clock itself, or the earlier one that holds on ``day``. Raises :class:`InputError` (SCN-033)."""
    begins = date.fromisoformat(str(row.words["valid_from"]))
    ends = row.words.get("valid_to")
    if day < begins and "before" in row.words:
        return _in_force(table("clocks")[str(row.words["before"])], day)
    if begins <= day <= _LAST_SUBMISSION and (ends is None or day < date.fromisoformat(str(ends))):
        return row
    raise InputError(
        [
            finding(
                "SCN-033",
                path="DATE",
                value=row.id,
                start=begins.isoformat(),
                end=str(ends or _LAST_SUBMISSION.isoformat()),
                used=day.isoformat(),
            )
        ]
    )


def _step(what: str, begins: date, row: Row, share: float, country: str) -> ClockStep:
    """Run the clock of ``row`` from ``begins``: all of it, its first half (0.5) or its second (-0.5)."""
    is_working = row.value.dimension == "working_days"
    whole = int(row.value.base) if is_working else round(row.value.base / HOURS_A_DAY)
    half = whole // 2
    count = whole if share == 1.0 else half if share > 0.0 else whole - half
    if not is_working:
        return ClockStep(what, begins, begins + timedelta(days=count), 0, 0, 0)
    day, counted, off, made_up = begins, 0, 0, 0
    while counted < count:
        day += timedelta(days=1)
        is_weekend = day.weekday() >= 5
        if is_working_day(day, country):
            counted += 1
            made_up += is_weekend
        else:
            off += not is_weekend
    return ClockStep(what, begins, day, counted, off, made_up)
