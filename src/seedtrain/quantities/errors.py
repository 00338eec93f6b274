"""Why a text or number was refused as a quantity."""

from typing import Literal

QuantityKind = Literal["syntax", "unknown_unit", "dimension", "nan", "range", "distribution", "date"]
"""``syntax`` not a number followed by a unit; ``unknown_unit``; ``dimension`` a unit of another dimension or
none; ``nan`` not a number or infinite; ``range`` out of bounds; ``distribution`` a shape that is none;
``date`` not a day of the calendar."""

CODE_BY_KIND: dict[str, str] = {
    "syntax": "QTY-001",
    "unknown_unit": "SCN-015",
    "dimension": "SCN-014",
    "nan": "SCN-013",
    "range": "SCN-012",
    "distribution": "SCN-024",
    "date": "SCN-017",
}
"""The code of the finding that each kind becomes where its place is known."""


class QuantityError(ValueError):
    """A text or number that is not the quantity asked for.

    The place (file, line, path) is unknown here: whoever knows it turns the error into the finding
    ``code`` with ``value=found`` and the parameters ``expected`` and ``found``.
    ``kind`` one of :data:`QuantityKind`; ``expected`` what would have been right, such as ``g/L``; ``found``
    what was there.
    """

    def __init__(self, kind: QuantityKind, expected: str, found: str) -> None:
        super().__init__(kind, expected, found)
        self.kind: QuantityKind = kind
        self.expected = expected
        self.found = found

    @property
    def code(self) -> str:
        """The code of the finding this error becomes."""
        return CODE_BY_KIND[self.kind]

    def __str__(self) -> str:
        return f"{self.kind}: expected {self.expected}, found {self.found}"
