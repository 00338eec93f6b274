"""Replicate: run a work as often as asked for, wherever it runs, and join what it gave."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from seedtrain.errors import InputError, finding
from seedtrain.simulate.checkpoint import Checkpoint
from seedtrain.simulate.cluster import Cluster, Here
from seedtrain.simulate.packed import Span
from seedtrain.simulate.part import Part, cut, joined
from seedtrain.simulate.target import Target
from seedtrain.simulate.work import Work

KEPT = 2000
"""Replications whose series through time are kept: those with the lowest numbers."""

Advance = Callable[[int, int], None]
"""Told how many replications are done, of how many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """What moves no result: where parts run, how long they are, where they are kept, who is told."""

    cluster: Cluster = field(default_factory=Here)
    chunk: int = 1024
    checkpoint: Checkpoint | None = None
    advance: Advance | None = None


def replicate(
    work: Work, replications: int, circumstances: Circumstances, target: Target | None = None
) -> Part:
    """Run replications 0 up to ``replications``, or up to those that reach ``target``; return them joined.

    Parts in the checkpoint are not run again. Raises :class:`InputError` (SIM-034) where not one replication
    could be run, and as the cluster and the checkpoint do.
    """
    parts: dict[int, Part] = {}
    if circumstances.checkpoint is not None:
        parts = {part.first: part for part in circumstances.checkpoint.parts() if part.first < replications}
    done = sum(part.end - part.first for part in parts.values())
    prefix = _Prefix()
    enough = prefix.grown(parts, target)
    if enough is None:
        spans = gaps(((part.first, part.end) for part in parts.values()), replications, circumstances.chunk)
        for part in circumstances.cluster.map(work, spans):
            parts[part.first] = part
            if circumstances.checkpoint is not None:
                circumstances.checkpoint.keep(part)
            done += part.end - part.first
            if circumstances.advance is not None:
                circumstances.advance(min(done, replications), replications)
            enough = prefix.grown(parts, target)
            if enough is not None:
                break
    return _whole(parts, min(replications, enough or replications))


def _whole(parts: Mapping[int, Part], end: int) -> Part:
    whole = cut(joined(_leading(parts, end)), end, KEPT)
    if len(whole.faults) == end:
        first = whole.faults[0]
        raise InputError([finding("SIM-034", value=end, problem=f"{first.kind}: {first.problem}")])
    return whole


def _leading(parts: Mapping[int, Part], end: int) -> Iterator[Part]:
    """The parts from replication 0 on, one behind the other, that hold those before ``end``."""
    at = 0
    while at < end:
        part = parts[at]
        yield part
        at = part.end


def gaps(done: Iterable[Span], end: int, chunk: int) -> Iterator[Span]:
    """Give spans of at most ``chunk`` replications that fill what ``done`` leaves of 0 up to ``end``."""
    at = 0
    for first, last in [*sorted(done), (end, end)]:
        while at < min(first, end):
            upto = min(at + chunk, first, end)
            yield at, upto
            at = upto
        at = max(at, last)


class _Prefix:
    """The replications from 0 on without a gap, as a target looks at them."""

    def __init__(self) -> None:
        self._end = 0

    def grown(self, parts: Mapping[int, Part], target: Target | None) -> int | None:
        """How many replications reach ``target`` now, None where they don't."""
        while target is not None and self._end in parts:
            part = parts[self._end]
            self._end = part.end
            enough = target.reached(part)
            if enough is not None:
                return enough
        return None
