"""What varies in a simulation: the kinds switched on, each value from the scenario or from the catalogue."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from seedtrain.catalog import table
from seedtrain.errors import Finding, InputError, finding
from seedtrain.model.block import Block
from seedtrain.model.scenario import Scenario
from seedtrain.model.value import Value
from seedtrain.quantities import Bernoulli, Distribution, Empirical

CAUSES = ("contamination", "deviation", "equipment")
"""Causes for which a batch fails."""
FIELDS: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(CAUSES, ("share", "recovery")),
    "downtime": ("between", "repair"),
    "site_stop": ("between", "duration"),
    "retest": ("odds", "time"),
    "release_delay": ("time",),
    "supply": ("interval", "odds", "delay"),
    "order_change": ("amount", "due_shift", "cancelled"),
}
"""The kinds, and the values of each."""
KINDS = tuple(FIELDS)
_DRAWN_BY_KERNEL = ("repair", "time", "recovery")
"""Lengths that a kernel draws from a table, which takes no jumps."""


@dataclass(frozen=True, slots=True)
class Variation:
    """The values of all kinds that vary, by kind and field; a kind that is not there does not vary."""

    values: Mapping[str, Mapping[str, Value]] = field(default_factory=dict)

    def of(self, kind: str) -> Mapping[str, Value] | None:
        """Return the values of a kind by field, None where it does not vary."""
        return self.values.get(kind)

    @property
    def causes(self) -> tuple[str, ...]:
        """The causes that are told apart, none where no cause was asked for."""
        return tuple(cause for cause in CAUSES if cause in self.values)

    def paths(self) -> tuple[str, ...]:
        """Return the paths of all its values."""
        return tuple(value.path for fields in self.values.values() for value in fields.values())


NOTHING = Variation()
"""Nothing varies beyond the recipes and the values of the scenario."""


def variation(scenario: Scenario | None, kinds: Collection[str] = ()) -> Variation:
    """Return what varies: the kinds that the scenario writes, and ``kinds``, which the catalogue fills.

    One cause of failure brings the others: their shares add up. Raises :class:`InputError` (SIM-036) for a
    length that jumps.
    """
    written = None if scenario is None else scenario.uncertainty
    blocks = {kind: getattr(written, kind, None) for kind in KINDS}
    on = {kind for kind in KINDS if blocks[kind] is not None or kind in kinds}
    if on & set(CAUSES):
        on |= set(CAUSES)
    found = {
        kind: {name: _value(kind, name, blocks[kind]) for name in FIELDS[kind]}
        for kind in KINDS
        if kind in on
    }
    jumps = list(_jumps(found))
    if jumps:
        raise InputError(jumps)
    return Variation(found)


def _value(kind: str, name: str, block: Block | None) -> Value:
    """The value that the scenario writes, else the row of the catalogue."""
    given = None if block is None else getattr(block, name)
    if isinstance(given, Value):
        return given
    return table("variation")[f"{kind}-{name}".replace("_", "-")].value


def _jumps(found: Mapping[str, Mapping[str, Value]]) -> Iterator[Finding]:
    for fields in found.values():
        for name, value in fields.items():
            if name in _DRAWN_BY_KERNEL and isinstance(value.distribution, Bernoulli | Empirical):
                yield finding("SIM-036", path=value.path, value=value.text)


def lengths(value: Value) -> tuple[float, Distribution | None]:
    """Return the length of events as hours and the distribution of a factor on them, None for none."""
    return (value.base, None) if value.distribution is None else (1.0, value.distribution)
