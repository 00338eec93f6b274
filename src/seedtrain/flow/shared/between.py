"""What comes between the steps of each batch: assays, reviews, freezing, storage, thawing, shipping."""

import math

from seedtrain.errors import finding
from seedtrain.flow.network import Link, Mode, Need, Operation, Resource
from seedtrain.flow.shared.growing import Growing, amount_of, hours_of, needs_of
from seedtrain.flow.shared.runs import LOADING_H, add_runs
from seedtrain.model.shared import Handling, QualityTest


def add_between(made: Growing, shared: dict[str, Resource], span_h: float) -> None:
    """Add the blocks ``quality_tests`` and ``handling``; each may come after or before another.

    ``shared``: resources by name; ``span_h``: how far runs are worked out. SCH-018 where one stands after,
    before or is held to what no batch has.
    """
    for name, test in made.scenario.quality_tests.items():
        pool = add_runs(made, name, test, shared[test.resource], span_h) if test.every is not None else ""
        for turn, job in enumerate(made.batches_of(test.products)):
            _test(made, name, test, job, turn, pool)
    for name, handling in made.scenario.handling.items():
        needs = needs_of(handling.resource, handling.amount)
        for job in made.batches_of(handling.products):
            own = made.add(
                f"{made.orders[job].job} {name}", job, hours_of(handling.duration), *needs, counts=True
            )
            made.ends[job, name] = own, own
    both: list[tuple[str, QualityTest | Handling]] = [*made.scenario.quality_tests.items()]
    both += made.scenario.handling.items()
    for name, block in both:
        for job in made.batches_of(block.products):
            _linked(made, name, block, job)
        _known(made, block)
    for name, handling in made.scenario.handling.items():
        if handling.held_to is not None:
            for job in made.batches_of(handling.products):
                _held(made, job, name, handling.held_to)


def _test(made: Growing, name: str, test: QualityTest, job: int, turn: int, pool: str) -> None:
    """The test of one batch, and the second one of a batch that is tested again.

    The share that is tested again is spread evenly: batch ``turn`` is where the count passes a whole number.
    """
    share = 0.0 if test.retest is None else test.retest.base
    times = 2 if math.floor((turn + 1) * share + 1e-9) > math.floor(turn * share + 1e-9) else 1
    amount = 0.0 if pool else amount_of(test.amount)
    first = last = ""
    for time in range(times):
        own = f"{made.orders[job].job} {name}" + (" retest" if time else "")
        mode = Mode(hours_of(test.duration), (Need(test.resource, amount),))
        made.operations.append(Operation(name=own, job=made.orders[job].job, modes=(mode,), can_pause=True))
        begins = own
        if pool:
            length = min(LOADING_H, hours_of(test.duration))
            begins = made.add(f"{own} sample", job, length, Need(pool))
            made.links.append(Link(begins, own, "at_start"))
        if last:
            made.links.append(Link(last, begins))
        first, last = first or begins, own
    made.ends[job, name] = first, last


def _linked(made: Growing, name: str, block: QualityTest | Handling, job: int) -> None:
    """Link one to what it comes after and before, as far as its batch has them."""
    first, last = made.ends[job, name]
    before = made.ends.get((job, block.after))
    if before is not None:
        made.links.append(Link(before[1], first))
        if isinstance(block, Handling) and block.limit is not None:
            made.links.append(Link(before[1], first, "no_later_after_end", hours_of(block.limit)))
    after = made.ends.get((job, block.before)) if block.before is not None else None
    if after is not None:
        made.links.append(Link(last, after[0]))


def _known(made: Growing, block: QualityTest | Handling) -> None:
    """A finding where one stands after, before or is held to what no batch has."""
    names = {name for _, name in made.ends}
    held = block.held_to if isinstance(block, Handling) else None
    for key, name in (("after", block.after), ("before", block.before), ("held_to", held)):
        if name is not None and name not in names:
            made.findings.append(finding("SCH-018", path=f"{block.path}.{key}", value=name))


def _held(made: Growing, job: int, name: str, to: str) -> None:
    """Keep the resource of a handling until the start of another part of the batch."""
    until = made.ends.get((job, to))
    place = next(k for k, each in enumerate(made.operations) if each.name == made.ends[job, name][0])
    if until is None:
        return
    operation = made.operations[place]
    needs = tuple(
        Need(need.resource, need.quantity, until[0], until_end=False) for need in operation.modes[0].needs
    )
    made.operations[place] = Operation(
        name=operation.name, job=operation.job, modes=(Mode(operation.modes[0].duration_h, needs),)
    )
