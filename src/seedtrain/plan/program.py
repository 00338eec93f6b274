"""A mixed-integer program in plain arrays, for any solver."""

from collections.abc import Iterable
from math import inf

Terms = list[tuple[int, float]]


class Program:
    """Columns with limits and costs by category, and rows ``lower <= sum(coefficient * column) <= upper``.

    The category ``sales`` is revenue, every other one is cost; the objective of a profit is sales less the
    rest, of a cost the sum of the rest. A report adds up the same categories, so reported cost and objective
    cannot differ.
    """

    def __init__(self, *, maximise: bool) -> None:
        self.maximise = maximise
        self.lower: list[float] = []
        self.upper: list[float] = []
        self.is_integer: list[bool] = []
        self.costs: dict[str, Terms] = {}
        self.rows: list[tuple[float, float, Terms]] = []

    def column(self, lower: float, upper: float, *, is_integer: bool, **costs: float) -> int:
        """Add a column and return its number; ``costs`` gives money per unit by category."""
        index = len(self.lower)
        self.lower.append(lower)
        self.upper.append(upper)
        self.is_integer.append(is_integer)
        for category, cost in costs.items():
            terms = self.costs.setdefault(category, [])
            if cost:
                terms.append((index, cost))
        return index

    def at_most(self, terms: Iterable[tuple[int, float]], limit: float) -> None:
        """Add the row ``sum(terms) <= limit``."""
        self.rows.append((-inf, limit, list(terms)))

    def at_least(self, terms: Iterable[tuple[int, float]], limit: float) -> None:
        """Add the row ``sum(terms) >= limit``."""
        self.rows.append((limit, inf, list(terms)))

    def equal(self, terms: Iterable[tuple[int, float]], value: float) -> None:
        """Add the row ``sum(terms) = value``."""
        self.rows.append((value, value, list(terms)))

    def objective(self) -> list[float]:
        """Coefficient of each column in the objective."""
        total = [0.0] * len(self.lower)
        for category, terms in self.costs.items():
            sign = -1.0 if self.maximise and category != "sales" else 1.0
            for column, cost in terms:
                total[column] += sign * cost
        return total

    def categories(self, values: list[float]) -> dict[str, float]:
        """Money by category at ``values``."""
        return {c: sum(cost * values[i] for i, cost in terms) for c, terms in self.costs.items()}
