"""What a schedule is asked beside its objective: the files it reads, what stays, what is explained."""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from seedtrain.errors import InputError, finding
from seedtrain.quantities.errors import QuantityError
from seedtrain.quantities.units import canonical
from seedtrain.service.csv_rows import as_hours, time_form

GOALS = ("weighted_tardiness", "makespan", "changeovers", "wip", "least_change")
"""Objectives of a timetable, as they are written."""
REPLAN_GOALS = ("least_change", "weighted_tardiness", "makespan")
"""Objectives where something is given, pinned or told of and none is named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduleOptions:
    """Options as texts and files.

    ``timetable``: the timetable to change little; ``pins``: batches, operations or CSV files; ``freeze``: how
    long from ``at`` on nothing moves (``14d``); ``at``: the time of replanning, a day or hours; ``actuals``:
    what has happened; ``orders``, ``resources``: files in place of the scenario's own; ``explain``: what to
    explain; ``keep_dates``: due dates are rules.
    """

    timetable: Path | None = None
    pins: tuple[str, ...] = ()
    freeze: str = ""
    at: str = ""
    actuals: Path | None = None
    orders: Path | None = None
    resources: Path | None = None
    explain: tuple[str, ...] = field(default=())
    keep_dates: bool = False

    @property
    def replans(self) -> bool:
        """Whether anything is given, pinned, frozen or told of."""
        return bool(self.timetable or self.pins or self.freeze or self.at or self.actuals)


NOTHING = ScheduleOptions()


def not_for_networks(options: ScheduleOptions) -> None:
    """Refuse options that problems of other programs do not take.

    Raises :class:`InputError` (SCH-057) with each.
    """
    given = {
        "--orders": options.orders,
        "--resources": options.resources,
    }
    if any(given.values()):
        raise InputError(
            [finding("SCH-057", path=name, value=name) for name, value in given.items() if value]
        )


def goals_of(objective: str | None) -> tuple[str, ...]:
    """Return the objectives named, in order. Raises :class:`InputError` (SCN-016) with each that is none."""
    names = tuple(each.strip() for each in objective.split(",")) if objective is not None else ()
    wrong = [name for place, name in enumerate(names) if name not in GOALS or name in names[:place]]
    if wrong:
        near = ", ".join(GOALS)
        raise InputError([finding("SCN-016", path="--objective", value=name, near=near) for name in wrong])
    return names


def freeze_of(text: str) -> float:
    """Return how long nothing moves [h], 0 for no text. Raises :class:`InputError` (SCH-054)."""
    if not text:
        return 0.0
    try:
        hours = canonical(text, "time")
    except QuantityError:
        hours = -1.0
    if not 0.0 <= hours <= 1e5:
        raise InputError([finding("SCH-054", path="--freeze", value=text)])
    return hours


def at_of(text: str, origin: date | None) -> float | None:
    """Return the time of replanning [h], None for no text. Raises :class:`InputError` (SCH-043)."""
    if not text:
        return None
    hours = as_hours(text, origin)
    if hours is None:
        raise InputError([finding("SCH-043", path="--at", value=text, form=time_form(origin))])
    return hours
