"""The laws of a zone: what the scenario says, and the catalogue's row for its kind where it says nothing."""

from collections.abc import Mapping
from dataclasses import dataclass

from seedtrain.catalog import table
from seedtrain.model.inputs import Inputs
from seedtrain.model.park import Park
from seedtrain.model.value import Value
from seedtrain.results.indicator import Draws

_USUAL = "district"


@dataclass(frozen=True, slots=True)
class Laws:
    """Draws values of a zone, with the catalogue's where the scenario has none."""

    inputs: Inputs
    defaults: Mapping[str, Value]

    def draw(self, given: Value | None, column: str) -> Draws:
        """Return the draws of ``given``, or of the column of the table ``parks``; shape (1 + n,)."""
        return self.inputs.draw(self.defaults[column] if given is None else given)


def laws_of(park: Park, inputs: Inputs) -> Laws:
    """Return the laws of ``park``: the row its ``kind`` names, that of a district when it names none."""
    return Laws(inputs, table("parks")[park.kind or _USUAL].values)
