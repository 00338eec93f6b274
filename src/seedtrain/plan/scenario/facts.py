"""The numbers of one sampled world: those of the scenario, and of the catalogue where it gives none."""

from dataclasses import dataclass

from seedtrain.catalog import table
from seedtrain.model.inputs import Inputs
from seedtrain.model.value import Value


@dataclass(frozen=True, slots=True)
class Facts:
    """``inputs`` drawn on, ``world`` the sampled world read; 0 is the base case."""

    inputs: Inputs
    world: int

    def of(self, value: Value) -> float:
        """The number of ``value`` in this world."""
        return float(self.inputs.draw(value)[self.world])

    def default(self, *keys: str) -> float:
        """The number of the first row of the planning table that exists among ``keys``."""
        rows = table("planning")
        return self.of(next(rows[key].value for key in keys if key in rows))

    def given(self, value: Value | None, *keys: str) -> float:
        """The number of ``value``, or of the catalogue where it is absent."""
        return self.default(*keys) if value is None else self.of(value)
