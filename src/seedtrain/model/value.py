"""Values: a number with its unit, its uncertainty and where it comes from."""

from typing import Literal

import msgspec

from seedtrain.messages import Wording
from seedtrain.quantities.distributions import Distribution

OriginKind = Literal["fact", "catalog", "assumption", "user"]


class Origin(msgspec.Struct, frozen=True):
    """Where a value comes from: a fact of the source, a catalogue row, an assumption, or the user's own word.

    ``ref`` is the fact id or the catalogue row id; ``reason`` says why an assumption was made.
    """

    kind: OriginKind = "user"
    ref: str = ""
    reason: Wording | None = None

    def is_fact(self, fact: str) -> bool:
        """Whether it is the fact of that id."""
        return self.kind == "fact" and self.ref == fact


class Value(msgspec.Struct, frozen=True):
    """A number in canonical units, or a distribution, with its origin.

    ``base`` is the number used when spread is zero: the value as given, or the mean of its distribution.
    ``dimension`` names a row of :data:`seedtrain.quantities.units.DIMENSIONS`; ``text`` is what was written;
    ``path`` is the scenario path (``recipes.mab.production.titer``) or ``catalog:<row>``.
    """

    base: float
    dimension: str
    text: str
    origin: Origin
    path: str
    distribution: Distribution | None = None


class RawValue(msgspec.Struct, frozen=True):
    """A value whose dimension is not known until the recipe or stage table that it overrides is at hand.

    ``content`` is the plain text, number or mapping as written, without its origin.
    """

    content: object
    origin: Origin
    path: str
