"""What steps need of shared resources: all the while, at their start, for cleaning and its verification."""

from dataclasses import replace

from seedtrain.errors import finding
from seedtrain.flow.network import Link, Mode, Need, Operation
from seedtrain.flow.shared.growing import Growing, amount_of, hours_of
from seedtrain.model.shared import Use

_NEEDS_TIME = ("start", "verification")
_ORDER = ("during", "start", "cleaning", "verification")


def add_uses(made: Growing) -> None:
    """Add the block ``uses``: cleaning before its verification, which comes after it.

    SCH-019 for the beginning of a step, or a verification, without its duration.
    """
    uses = sorted(made.scenario.uses.items(), key=lambda item: _ORDER.index(item[1].part))
    for name, use in uses:
        if use.part in _NEEDS_TIME and use.duration is None:
            made.findings.append(finding("SCH-019", path=use.path, value=name))
            continue
        for k in made.fitting(f"{use.path}.steps", use.steps, use.products, use.suites):
            _use(made, k, name, use)


def _use(made: Growing, k: int, name: str, use: Use) -> None:
    modality = made.scenario.products[made.orders[made.job_of[k]].product].modality
    need = Need(use.resource, amount_of(use.amount), kind=use.group or modality)
    if use.part == "during":
        made.add_need(k, need)
    elif use.part == "cleaning":
        _clean(made, k, name, need, use)
    elif use.part == "verification":
        _verify(made, k, name, need, use)
    else:
        operation = made.operations[k]
        begin = made.add(f"{operation.name} {name}", made.job_of[k], hours_of(use.duration), need)
        made.links.append(Link(operation.name, begin, "at_start"))


def _clean(made: Growing, k: int, name: str, need: Need, use: Use) -> None:
    """Make the turnaround after operation ``k`` an operation of its own, by a shared resource."""
    operation = made.operations[k]
    then = max((n.then_h for mode in operation.modes for n in mode.needs), default=0.0)
    if then > 0.0:
        clean = Operation(
            name=f"{operation.name} {name}", job=operation.job, modes=(Mode(then, (need,)),), counts=False
        )
        _after_use(made, k, clean, use)


def _verify(made: Growing, k: int, name: str, need: Need, use: Use) -> None:
    """Keep the unit of operation ``k`` until the result of its swabs, taken when it is clean.

    A turnaround that no resource does is made an operation first.
    """
    operation = made.operations[k]
    if not any(_is_unit(made, need) for mode in operation.modes for need in mode.needs):
        return
    if max(n.then_h for mode in operation.modes for n in mode.needs) > 0.0:
        then = max(n.then_h for mode in operation.modes for n in mode.needs)
        bare = Operation(
            name=f"{operation.name} turnaround", job=operation.job, modes=(Mode(then),), counts=False
        )
        _after_use(made, k, bare, None)
    swab = Operation(
        name=f"{operation.name} {name}",
        job=operation.job,
        modes=(Mode(hours_of(use.duration), (need,)),),
        can_pause=True,
        counts=False,
    )
    _after_use(made, k, swab, use)


def _after_use(made: Growing, k: int, then: Operation, use: Use | None) -> None:
    """Keep the unit of operation ``k`` for ``then`` too, which follows what it was kept for."""
    operation = made.operations[k]
    own = next(n for mode in operation.modes for n in mode.needs if _is_unit(made, n))
    until, at_end = own.until or operation.name, own.until_end if own.until else True
    modes = tuple(
        replace(
            mode,
            needs=tuple(
                replace(n, until=then.name, until_end=True, then_h=0.0) if _is_unit(made, n) else n
                for n in mode.needs
            ),
        )
        for mode in operation.modes
    )
    made.operations[k] = replace(operation, modes=modes)
    made.operations.append(then)
    made.links.append(Link(until, then.name, "after_end" if at_end else "after_start"))
    if use is not None and use.limit is not None:
        kind = "no_later_after_end" if at_end else "no_later_after_start"
        made.links.append(Link(until, then.name, kind, hours_of(use.limit)))  # type: ignore[arg-type]


def _is_unit(made: Growing, need: Need) -> bool:
    """Whether a need is the unit that the operation runs on."""
    return need.resource in made.base.resource
