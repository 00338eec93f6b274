"""Links as differences: every lag between two operations in one shape, for kernels, judge and solver."""

from collections.abc import Iterator
from dataclasses import dataclass

from seedtrain.flow.network import Link, Network


@dataclass(frozen=True, slots=True)
class Difference:
    """Time of ``later`` (its end where ``later_end``) minus time of ``earlier`` is at least ``lag_h`` [h]."""

    earlier: int
    earlier_end: bool
    later: int
    later_end: bool
    lag_h: float
    link: Link


_FROM_END = frozenset({"after_end", "no_later_after_end", "no_earlier_after_end"})
_LEAST = frozenset({"at_start", "after_start", "after_end", "no_earlier_after_start", "no_earlier_after_end"})
_MOST = frozenset({"at_start", "no_later_after_start", "no_later_after_end"})


def differences(network: Network) -> Iterator[Difference]:
    """Yield the differences that the links ask for; ``not_in_parallel`` is none."""
    for link in network.links:
        before, after = network.place[link.before], network.place[link.after]
        from_end = link.kind in _FROM_END
        if link.kind in _LEAST:
            yield Difference(before, from_end, after, link.of_end, link.lag_h, link)
        if link.kind in _MOST:
            yield Difference(after, link.of_end, before, from_end, -link.lag_h, link)


def exclusive(network: Network) -> Iterator[tuple[int, int]]:
    """Yield the pairs that may not run in parallel."""
    for link in network.links:
        if link.kind == "not_in_parallel":
            yield network.place[link.before], network.place[link.after]
