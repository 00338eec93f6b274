"""The nomenclature of recipe parameters: each declared once, with dimension, bounds and meaning."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from seedtrain.catalog.text import content, wording
from seedtrain.messages import Wording
from seedtrain.model.parse import Bounds
from seedtrain.quantities import canonical


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of a recipe step.

    ``dimension`` names its dimension; ``bounds``, in the canonical unit, are what no value may pass;
    ``valid`` is the range for which the equations are known to hold, outside of which a warning is given;
    ``optional_for`` the families whose steps may be given it although no recipe does.
    """

    id: str
    dimension: str
    meaning: Wording
    bounds: Bounds
    valid: tuple[float, float] | None
    optional_for: tuple[str, ...]


@cache
def parameters() -> Mapping[str, Parameter]:
    """Return every parameter by its id."""
    return {key: _parameter(key, row) for key, row in content("parameters.yaml")["parameters"].items()}


def _parameter(key: str, row: dict[str, object]) -> Parameter:
    dimension = str(row["dimension"])

    def bound(name: str) -> float | None:
        return canonical(str(row[name]), dimension) if name in row else None

    low, high = bound("valid_from"), bound("valid_to")
    meaning = wording(row["meaning"])
    assert meaning is not None, key
    valid = None if low is None or high is None else (low, high)
    bounds = Bounds(
        least=bound("least"), above=bound("above"), most=bound("most"), whole=row.get("whole") == "true"
    )
    families = row.get("optional_for") or ()
    assert isinstance(families, list | tuple), key
    return Parameter(key, dimension, meaning, bounds, valid, tuple(families))
