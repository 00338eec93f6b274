"""Comparability: what it takes that a product comes out of lines that differ."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Comparability:
    """Comparability of one product between kinds of line.

    ``kinds`` suites that make it, those in one tuple alike in site, scale and material. A qualification in a
    suite of another kind than those begun before needs a study of ``cost`` money, paid as it begins; its
    validation batches are compared with those of the first line, and its approval is a supplement.
    """

    product: str
    kinds: tuple[tuple[str, ...], ...]
    cost: float

    def begun(self, starts: Mapping[str, int], period: int) -> int:
        """Kinds of line in which a qualification has begun by ``period``; ``starts`` by suite."""
        return sum(any(starts.get(suite, period + 1) <= period for suite in kind) for kind in self.kinds)

    def is_supplement(self, starts: Mapping[str, int], suite: str) -> bool:
        """Whether the qualification in ``suite`` comes after one in a line of another kind. Of two that begin
        in the same period the one listed later does."""
        order = [name for kind in self.kinds for name in kind]
        mine = next(kind for kind in self.kinds if suite in kind)
        here = (starts[suite], order.index(suite))
        others = [(starts[name], order.index(name)) for name in order if name in starts and name not in mine]
        alike = [(starts[name], order.index(name)) for name in mine if name in starts]
        return bool(others) and min(others) < min(here, *alike)
