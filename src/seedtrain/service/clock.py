"""Regulatory clocks: those that ship, and one application on one of them."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from seedtrain.errors import InputError, finding
from seedtrain.messages import Message
from seedtrain.report.table import Table, rows
from seedtrain.service.years_columns import column

if TYPE_CHECKING:
    from seedtrain.lifecycle.clock_days import ClockDays


@dataclass(frozen=True, slots=True)
class Clocked:
    """An application followed on its clock."""

    found: "ClockDays"

    def facts(self, lang: str = "en") -> dict[str, Any]:
        """Return the days as plain data."""
        found = self.found
        return {
            "rule": found.rule,
            "name": _label(found.rule).render(lang),
            "country": found.country,
            "submitted": found.submitted.isoformat(),
            "decided": found.decided.isoformat(),
            "calendar_days": (found.decided - found.submitted).days,
            "calendar": "projected" if found.projected else "published",
            "steps": [
                {
                    "step": each.what,
                    "begins": each.begins.isoformat(),
                    "ends": each.ends.isoformat(),
                    "calendar_days": (each.ends - each.begins).days,
                    "working_days": each.working_days,
                    "days_off": each.days_off,
                    "make_up_days": each.make_up_days,
                }
                for each in found.steps
            ],
        }

    def table(self) -> Table:
        """Return the steps as a table, with the day of the decision below."""
        found = self.found
        told = {"rule": _label(found.rule), "day": found.submitted, "decided": found.decided}
        note = "clock.note.projected" if found.projected else "clock.note"
        return Table(
            id="clock",
            title=Message("clock.title", told),
            columns=(
                column("clock_step"),
                column("begins"),
                column("ends"),
                column("calendar_days", right=True, priority=2),
                column("working_days", right=True),
                column("days_off", right=True),
                column("make_up_days", right=True),
            ),
            rows=rows(
                [
                    Message(f"clock.step.{each.what}"),
                    each.begins.isoformat(),
                    each.ends.isoformat(),
                    (each.ends - each.begins).days,
                    each.working_days or None,
                    each.days_off if each.working_days else None,
                    each.make_up_days if each.working_days else None,
                ]
                for each in found.steps
            ),
            note=Message(note, {"decided": found.decided, "days": (found.decided - found.submitted).days}),
        )


def clocked(rule: str, day: str, stop: str = "0") -> Clocked:
    """Follow an application submitted on ``day`` (year-month-day), the clock stopped for ``stop`` days.

    Raises :class:`InputError` for a day or a number of days that is none, and as
    :func:`seedtrain.lifecycle.clock_days` does.
    """
    from seedtrain.lifecycle.clock_days import MOST_STOP_D, clock_days

    findings = []
    try:
        submitted = date.fromisoformat(day)
    except ValueError:
        findings.append(finding("SCN-017", path="DATE", value=day))
    if not (stop.isascii() and stop.isdigit() and len(stop) < 6):
        findings.append(finding("LIF-010", path="--stop", value=stop, most=MOST_STOP_D))
    if findings:
        raise InputError(findings)
    return Clocked(clock_days(rule, submitted, int(stop)))


def listed_clocks() -> Table:
    """Return the clocks that ship: limit, whose working days, and from when they hold."""
    from seedtrain.catalog import table
    from seedtrain.lifecycle.clock_days import known_clocks

    found = [table("clocks")[key] for key in known_clocks()]
    return Table(
        id="clocks",
        title=Message("clock.listed"),
        columns=(
            column("clock"),
            column("clock_name"),
            column("limit", right=True),
            column("valid_from", priority=2),
            column("mark", priority=3),
        ),
        rows=rows(
            [row.id, row.label, _limit(row.value.text), str(row.words["valid_from"]), row.mark]
            for row in found
        ),
    )


def clock_facts() -> dict[str, Any]:
    """Return the clocks that ship as plain data."""
    from seedtrain.catalog import table
    from seedtrain.lifecycle.clock_days import known_clocks

    rows_ = table("clocks")
    return {
        "clocks": [
            {
                "clock": key,
                "limit": rows_[key].value.text,
                "valid_from": str(rows_[key].words["valid_from"]),
                "source": rows_[key].source,
                "mark": rows_[key].mark,
            }
            for key in known_clocks()
        ]
    }


def _limit(text: str) -> Message:
    number, _, unit = text.partition(" ")
    return Message(f"clock.limit.{unit.replace(' ', '_')}", {"number": number})


def _label(rule: str) -> Any:
    from seedtrain.catalog import table

    return table("clocks")[rule].label
