"""Published figures beside ours: the rows of the process and of the life cycle in one table."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from seedtrain.messages import Message, Wording
from seedtrain.report.show import term
from seedtrain.report.table import Cell, Table, rows

if TYPE_CHECKING:
    from seedtrain import lifecycle, process

GATES = ("A", "B")
"""Grades whose rows decide; C is shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ValidatedRow:
    """One published figure: ``ours`` and ``expected`` in ``unit``; ``kind`` within, above or below.

    ``tolerance`` absolute, in ``unit``; ``note`` why a row misses or what it leaves out.
    """

    id: str
    name: Wording | Message
    ours: float
    expected: float
    tolerance: float
    kind: str
    unit: str
    grade: str
    source: str
    note: str
    holds: bool


@dataclass(frozen=True, slots=True)
class Validated:
    """Every row, those of the process first."""

    rows: tuple[ValidatedRow, ...]

    def tables(self) -> tuple[Table, ...]:
        """Return one table of every row, and one of those that miss, with the reason."""
        from seedtrain.report.batch.columns import column

        lines: list[list[Cell]] = [
            [
                each.name,
                _number(each.ours, each.unit),
                _expected(each),
                each.unit,
                each.grade,
                Message("validate.word.holds" if each.holds else "validate.word.misses"),
                each.source,
                each.note or None,
            ]
            for each in self.rows
        ]
        made = Table(
            id="validation",
            title=Message("validate.table"),
            columns=(
                column("figure"),
                column("ours", right=True),
                column("expected", right=True),
                column("unit", priority=2),
                column("grade", priority=2),
                column("result"),
                column("source", priority=3),
                column("note", priority=4),
            ),
            rows=rows(lines),
            note=Message("validate.note"),
        )
        missing = [each for each in self.rows if not each.holds]
        reasons = Table(
            id="validation-misses",
            title=Message("validate.misses"),
            columns=(column("figure"), column("note")),
            rows=rows([each.name, each.note] for each in missing),
        )
        return (made, reasons) if missing else (made,)

    def counts(self) -> dict[str, int]:
        """Return how many rows decide, how many of them hold, and how many are only shown."""
        gates = [each for each in self.rows if each.grade in GATES]
        return {
            "gates": len(gates),
            "gating": sum(each.holds for each in gates),
            "others": len(self.rows) - len(gates),
        }

    def facts(self, lang: str = "en") -> dict[str, Any]:
        """Return the rows as plain data."""
        return {
            "rows": [
                {
                    "id": each.id,
                    "name": each.name.render(lang),
                    "unit": each.unit,
                    "ours": each.ours,
                    "expected": each.expected,
                    "tolerance": each.tolerance,
                    "kind": each.kind,
                    "grade": each.grade,
                    "source": each.source,
                    "holds": each.holds,
                    "note": each.note,
                }
                for each in self.rows
            ],
            **self.counts(),
        }


def validated() -> Validated:
    """Work out every published figure again."""
    from seedtrain import lifecycle, process

    return Validated((*map(_process, process.validation()), *map(_lifecycle, lifecycle.validation())))


def _process(row: "process.ValidationRow") -> ValidatedRow:
    return ValidatedRow(
        id=row.id,
        name=row.name,
        ours=row.ours,
        expected=row.expected,
        tolerance=row.tolerance * abs(row.expected),
        kind=row.kind,
        unit=row.unit,
        grade=row.grade,
        source=row.source,
        note=row.note,
        holds=row.ok,
    )


def _lifecycle(row: "lifecycle.ValidationRow") -> ValidatedRow:
    name = term("validate.case", row.case)
    return ValidatedRow(
        id=f"lifecycle: {row.case}",
        name=name,
        ours=row.found,
        expected=row.expected,
        tolerance=row.tolerance,
        kind="within",
        unit=row.unit,
        grade=row.grade,
        source=row.source,
        note="",
        holds=row.holds,
    )


def _expected(row: ValidatedRow) -> str | Message:
    value = _number(row.expected, row.unit)
    if row.kind != "within":
        return Message(f"validate.word.{row.kind}", {"value": value})
    return f"{value} ± {_number(row.tolerance, '')}" if row.tolerance else value


def _number(value: float, unit: str) -> str:
    if unit == "day":
        return date.fromordinal(int(value)).isoformat()
    return f"{value:,.0f}" if abs(value) >= 10_000 else f"{value + 0.0:,.4g}"
