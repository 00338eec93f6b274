"""Amounts: a number that words itself in the reader's language."""

from dataclasses import dataclass
from datetime import date
from math import isfinite
from typing import cast

from seedtrain.quantities.display import Language, format_quantity


@dataclass(frozen=True, slots=True)
class Amount:
    """``value`` in the canonical unit of ``dimension``; a date is ``date.toordinal()``, infinite: never."""

    value: float
    dimension: str

    def render(self, lang: str) -> str:
        """Return number and unit as a reader in ``lang`` writes them."""
        if self.dimension == "date":
            return _day(self.value, lang)
        return format_quantity(self.value, self.dimension, cast(Language, lang))


def _day(ordinal: float, lang: str) -> str:
    if not isfinite(ordinal):
        return "never" if lang == "en" else "不会发生"
    return date.fromordinal(int(ordinal)).isoformat()
