"""Closures of the resources an operation needs: when it may start, and when it ends if it pauses in them."""

from collections.abc import Sequence

from seedtrain.flow.network import Mode, Network, Operation, Span


def merged(spans: Sequence[Span]) -> tuple[Span, ...]:
    """Return spans ascending and apart."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        elif start < end:
            found.append((start, end))
    return tuple(found)


def closures_of(network: Network, mode: Mode) -> tuple[Span, ...]:
    """Return when any resource of ``mode`` is closed, ascending and apart."""
    return merged([span for need in mode.needs for span in network.resource[need.resource].closures])


def end_of(closures: Sequence[Span], start: float, duration: float, *, pauses: bool) -> float | None:
    """When processing that starts at ``start`` is over [h]; None where it may not start then.

    Without pauses no closure may lie in between; with them their length is added. What takes no time may not
    start inside a closure either.
    """
    end = start + duration
    for opens, closes in closures:
        if closes <= start:
            continue
        if opens <= start:
            return None
        if opens >= end:
            break
        if not pauses:
            return None
        end += closes - opens
    return end


def is_open(operation: Operation, closures: Sequence[Span], mode: Mode, start: float) -> bool:
    """Whether ``operation`` may start at ``start`` in ``mode``."""
    return end_of(closures, start, mode.duration_h, pauses=operation.can_pause) is not None
