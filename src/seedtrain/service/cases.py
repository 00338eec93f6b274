"""Published cases: what ships, and our results beside the published ones."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from seedtrain.catalog.cases import case, case_names
from seedtrain.errors import InputError, finding
from seedtrain.messages import Message
from seedtrain.report.table import Table, rows
from seedtrain.service.cases_read import SCHEDULE_KIND, SIMULATION_KIND, names_of, plan_kinds
from seedtrain.service.columns import column
from seedtrain.service.plan_settings import DEFAULT, Limits

if TYPE_CHECKING:
    from seedtrain.plan import ComparisonRow

COMMANDS = {SCHEDULE_KIND: "schedule", SIMULATION_KIND: "simulate"}
"""The command that reads a kind of case; all others are read by ``plan``."""


@dataclass(frozen=True, slots=True)
class Compared:
    """Published results beside ours, a row for each case, objective and rule."""

    found: "tuple[ComparisonRow, ...]"

    def facts(self) -> dict[str, Any]:
        """Return the rows as plain data."""
        return {"cases": [asdict(row) for row in self.found]}

    def tables(self) -> tuple[Table, ...]:
        """Return values and bounds, then what found them."""
        from seedtrain.service.plan_tables import published_tables

        return published_tables(self.found)


def compare_published(names: tuple[str, ...] = (), limits: Limits = DEFAULT) -> Compared:
    """Solve the planning cases ``names`` that ship (all by default), each within ``limits``.

    Raises :class:`InputError` for a name that is none of them.
    """
    from seedtrain.plan import PlanSettings, compare_cases

    known = names_of(plan_kinds())
    findings = [finding("CLI-020", value=name, near=", ".join(known)) for name in names if name not in known]
    if findings:
        raise InputError(findings)
    return Compared(compare_cases(names or known, PlanSettings(**limits._asdict())))


def case_facts() -> dict[str, Any]:
    """Return every case that ships as plain data: name, kind, the command that reads it, source."""
    return {"cases": [{"case": name, **_told(case(name))} for name in case_names()]}


def listed_cases() -> Table:
    """Return every case that ships as a table."""
    return Table(
        id="list",
        title=Message("engines.cases.listed"),
        columns=(column("case"), column("kind", priority=2), column("command"), column("source", priority=3)),
        rows=rows((name, *_told(case(name)).values()) for name in case_names()),
    )


def _told(content: Mapping[str, Any]) -> dict[str, str]:
    kind, source = str(content["kind"]), content["source"]
    return {
        "kind": kind,
        "command": COMMANDS.get(kind, "plan"),
        "source": str(source["reference"] if isinstance(source, Mapping) else source),
    }
