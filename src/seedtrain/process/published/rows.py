"""The rows of the validation table: each published figure with ours, the tolerance and the verdict."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from seedtrain.catalog import table
from seedtrain.messages import Wording
from seedtrain.process.published.batches import batches
from seedtrain.process.published.cash_flow import cash_flow
from seedtrain.process.published.osteopontin import osteopontin
from seedtrain.process.published.plants import plants

_CASES: tuple[Callable[[], Mapping[str, float]], ...] = (batches, plants, osteopontin, cash_flow)


@dataclass(frozen=True, slots=True)
class ValidationRow:
    """One published figure and ours, both in ``unit``.

    ``kind``: ``within`` the relative ``tolerance``, ``above`` or ``below`` the expected value. ``grade`` A
    and B gate, C is shown. ``note`` says why a row misses, where it does, or what it leaves out.
    """

    id: str
    name: Wording
    ours: float
    expected: float
    tolerance: float
    kind: str
    unit: str
    grade: str
    source: str
    note: str

    @property
    def ok(self) -> bool:
        """Whether ours is what was expected, within the tolerance."""
        if self.kind == "above":
            return self.ours >= self.expected
        if self.kind == "below":
            return self.ours <= self.expected
        return abs(self.ours - self.expected) <= self.tolerance * abs(self.expected)

    @property
    def gates(self) -> bool:
        """Whether a miss is a fault of ours."""
        return self.grade in ("A", "B")


def validation() -> tuple[ValidationRow, ...]:
    """Return every row, in the order of the table; a row that misses stays.

    Raises ``KeyError`` for a row of the table that nothing computes.
    """
    ours: dict[str, float] = {}
    for case in _CASES:
        ours.update(case())
    return tuple(
        ValidationRow(
            id=key,
            name=row.label,
            ours=ours[key],
            expected=row.values["expected"].base,
            tolerance=row.values["tolerance"].base,
            kind=row.words["kind"],
            unit=row.words["unit"],
            grade=row.words["grade"],
            source=row.source,
            note=row.note,
        )
        for key, row in table("validation").items()
    )
