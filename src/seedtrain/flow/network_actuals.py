"""Actuals in a network: what has started, ended or failed stands; the rest is planned around it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from seedtrain.flow.network import Link, Mode, Network, Operation


@dataclass(frozen=True, slots=True)
class Actual:
    """What is known of an operation: its mode, its start and (finished, failed) its end [h]."""

    operation: str
    state: Literal["started", "finished", "failed"]
    mode: int
    start_h: float
    end_h: float | None = None


def with_actuals(network: Network, actuals: Sequence[Actual]) -> Network:
    """Return ``network`` with what is known fixed.

    A failed operation ends its job: what is left of the job is taken out, but for what frees the vessels of
    what had begun (their cleaning) or serves other jobs (a preparation); the cleaning follows the failure.
    ``KeyError`` for an operation that is not given.
    """
    known = {actual.operation: actual for actual in actuals}
    failed = {
        network.operations[network.place[actual.operation]].job: actual.operation
        for actual in actuals
        if actual.state == "failed"
    }
    kept = _serving(network, known, failed)
    out = {
        operation.name
        for operation in network.operations
        if operation.job in failed
        and operation.job
        and operation.name not in known
        and (operation.counts or operation.name not in kept)
    }
    operations = []
    for operation in network.operations:
        if operation.name in out:
            continue
        fixed = _fixed(operation, known[operation.name]) if operation.name in known else operation
        operations.append(replace(fixed, modes=tuple(_without(mode, out) for mode in fixed.modes)))
    links = [link for link in network.links if not {link.before, link.after} & out]
    links = [link for link in links if link.before not in known or link.after not in known]
    for link in network.links:
        operation = network.operations[network.place[link.after]]
        if link.before in out and link.after not in out and operation.job in failed:
            links.append(Link(failed[operation.job], link.after))
    return replace(
        network,
        operations=tuple(operations),
        links=tuple(links),
        same=_kept(network.same, out),
        apart=_kept(network.apart, out),
        consecutive=_kept(network.consecutive, out),
        mode_rules=tuple(r for r in network.mode_rules if not {r.operation, r.other} & {*out, *known}),
    )


def _serving(network: Network, known: Collection[str], failed: Collection[str]) -> set[str]:
    """What does not count but frees the resources of what is known, or serves jobs that have not failed."""
    job = {operation.name: operation.job for operation in network.operations}
    kept = {
        need.until
        for name in known
        for mode in network.operations[network.place[name]].modes
        for need in mode.needs
        if need.until
    }
    for link in network.links:
        kept |= {one for one, other in ((link.before, link.after), (link.after, link.before))
                 if job[other] and job[other] not in failed}  # fmt: skip
    while True:
        more = {
            link.before
            for link in network.links
            if link.after in kept and not network.operations[network.place[link.before]].counts
        }
        if more <= kept:
            return kept
        kept |= more


def _fixed(operation: Operation, actual: Actual) -> Operation:
    """The operation in the mode it ran in, at its time, with the length it had."""
    mode = operation.modes[actual.mode]
    if actual.end_h is not None:
        mode = replace(mode, duration_h=actual.end_h - actual.start_h)
    return replace(
        operation,
        modes=(mode,),
        earliest_start_h=actual.start_h,
        latest_start_h=actual.start_h,
        earliest_end_h=0.0,
        is_optional=False,
    )


def _without(mode: Mode, out: set[str]) -> Mode:
    """A mode whose holds don't wait for what is taken out."""
    needs = tuple(replace(need, until="") if need.until in out else need for need in mode.needs)
    return replace(mode, needs=needs)


def _kept(pairs: tuple[tuple[str, str], ...], out: set[str]) -> tuple[tuple[str, str], ...]:
    return tuple(pair for pair in pairs if not {*pair} & out)
