"""A rule that a plan breaks."""

from dataclasses import dataclass

GRAIN = 1e-6
"""Difference below which two floating quantities are the same."""


@dataclass(frozen=True, slots=True)
class BrokenRule:
    """``rule`` by name, ``place`` where (suite, product, period), what was ``found`` and what is
    ``allowed``."""

    rule: str
    place: str
    found: str
    allowed: str


class Judge:
    """Gathers broken rules."""

    def __init__(self) -> None:
        self.broken: list[BrokenRule] = []

    def expect(self, holds: bool, rule: str, place: str, found: object, allowed: object) -> None:
        """Add a broken rule unless ``holds``."""
        if not holds:
            self.broken.append(BrokenRule(rule, place, str(found), str(allowed)))

    def at_most(self, found: float, allowed: float, rule: str, place: str) -> None:
        """Expect ``found <= allowed``."""
        self.expect(found <= allowed + GRAIN, rule, place, round(found, 6), f"<= {allowed:g}")

    def whole(self, found: float, place: str) -> None:
        """Expect a whole number of batches (rule ``whole``)."""
        self.expect(float(found).is_integer(), "whole", place, found, "whole batches")

    def equal(self, found: float, allowed: float, rule: str, place: str) -> None:
        """Expect ``found = allowed``, to a millionth of their size."""
        same = abs(found - allowed) <= GRAIN * max(1.0, abs(allowed))
        self.expect(same, rule, place, round(found, 6), round(allowed, 6))
