"""Regulatory clocks: a date in is a date out, on the working-day calendar, with the applicant's stops."""

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from seedtrain.catalog import table
from seedtrain.errors import Finding, finding
from seedtrain.lifecycle.working_days import advance
from seedtrain.model.inputs import Inputs
from seedtrain.model.value import Value

Floats = NDArray[np.float64]

HOURS_A_DAY = 24.0


@dataclass(frozen=True, slots=True)
class Clock:
    """One statutory clock of the table ``clocks``.

    ``limit``: working days, or calendar time; ``accept``: the acceptance check before it starts; ``stop``:
    the applicant's time with the clock stopped; ``valid_from`` up to, not including, ``valid_to``: the
    submissions it is for; ``before``: the clock of earlier ones; ``inspects``: working days from acceptance
    by which an inspection is called, and before the decision by which it is done, of a clock that says so.
    """

    id: str
    limit: Value
    country: str
    accept: Value | None
    stop: Value | None
    valid_from: date
    valid_to: date | None
    before: "Clock | None"
    inspects: tuple[Value, ...] = ()

    def submit(self, days: Floats, inputs: Inputs) -> Floats:
        """Return the day of the decision for applications submitted on ``days`` (ordinals).

        Shape (1 + n, ...) in and out; ``inf`` stays ``inf``. The acceptance check runs first; the stop falls
        halfway through the review. A submission before ``valid_from`` runs on ``before`` where there is one.
        """
        reviewed = self._review(days, inputs)
        if self.before is None:
            return reviewed
        earlier = days < self.valid_from.toordinal()
        return np.where(earlier, self.before.submit(days, inputs), reviewed) if earlier.any() else reviewed

    def inspected(self, days: Floats, inputs: Inputs) -> tuple[Floats, Floats]:
        """Return the days by which the inspection of an application of ``days`` is called and is done.

        The applicant's stop, halfway through the review, puts off what comes after it. Valid for a clock that
        says when it ``inspects``.
        """
        called, left = self.inspects
        inputs.draw(called)  # noted as inputs the dates rest on
        inputs.draw(left)
        begins = advance(self._accepted(days, inputs), int(called.base), self.country)
        stop = 0.0 if self.stop is None else _wide(inputs.draw(self.stop) / HOURS_A_DAY, days)
        return begins, advance(begins + stop, int(self.limit.base - called.base - left.base), self.country)

    def _accepted(self, days: Floats, inputs: Inputs) -> Floats:
        return days if self.accept is None else _run(days, self.accept, self.country, inputs)

    def _review(self, days: Floats, inputs: Inputs) -> Floats:
        accepted = self._accepted(days, inputs)
        if self.stop is None:
            return _run(accepted, self.limit, self.country, inputs)
        stop = _wide(inputs.draw(self.stop) / HOURS_A_DAY, days)
        if self.limit.dimension != "working_days":
            return _run(accepted, self.limit, self.country, inputs) + stop
        inputs.draw(self.limit)  # noted as an input the date rests on
        half = int(self.limit.base) // 2
        asked = advance(accepted, half, self.country)
        return advance(asked + stop, int(self.limit.base) - half, self.country)

    def outside(self, day: float, path: str) -> Finding | None:
        """Return the finding for a submission on ``day`` when no clock of that date is known."""
        covers_start = self.before is not None or day >= self.valid_from.toordinal()
        covers_end = self.valid_to is None or day < self.valid_to.toordinal()
        if (covers_start and covers_end) or not np.isfinite(day):
            return None
        return finding(
            "SCN-033",
            path=path,
            value=self.id,
            start=self.valid_from.isoformat(),
            end="…" if self.valid_to is None else self.valid_to.isoformat(),
            used=date.fromordinal(int(day)).isoformat(),
        )


def clock(id_: str) -> Clock:
    """Return the clock ``id_`` of the catalogue. Raises ``KeyError`` on one that is not there."""
    rows = table("clocks")
    row = rows[id_]
    until = row.words.get("valid_to")
    return Clock(
        id_,
        row.value,
        str(row.words.get("country", "CN")),
        rows[row.words["accept"]].value if "accept" in row.words else None,
        rows[row.words["stop"]].value if "stop" in row.words else None,
        date.fromisoformat(str(row.words["valid_from"])),
        None if until is None else date.fromisoformat(str(until)),
        clock(str(row.words["before"])) if "before" in row.words else None,
        tuple(rows[name].value for name in row.words.get("inspects", [])),
    )


def _wide(draws: Floats, like: Floats) -> Floats:
    """Draws of shape (1 + n,) beside an array of shape (1 + n, ...)."""
    return draws.reshape(draws.shape + (1,) * (like.ndim - 1))


def _run(days: Floats, limit: Value, country: str, inputs: Inputs) -> Floats:
    if limit.dimension == "working_days":
        inputs.draw(limit)  # noted as an input the date rests on
        return advance(days, int(limit.base), country)
    return days + _wide(inputs.draw(limit) / HOURS_A_DAY, days)
