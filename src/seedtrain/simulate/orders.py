"""Orders in every world: when each is complete, whether by its due day, what was wanted in the end."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from seedtrain.model.inputs import Inputs
from seedtrain.results.indicator import Draws
from seedtrain.results.timetable import BatchOrder
from seedtrain.simulate.variation import Variation
from seedtrain.simulate.worlds import event_sizes

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class OrderOutcome:
    """One order; arrays of shape (1 + n,), index 0 the base.

    ``completion_h`` when all its batches are released; ``on_time`` share of its batches released by the due
    time, None without one; ``is_met``: all that is wanted is released by then; ``wanted`` batches in the end;
    ``supplied``: of those, released by the due time; ``due_h`` the due time in the end.
    """

    completion_h: Draws
    on_time: Draws | None
    is_met: Draws | None
    wanted: Draws
    supplied: Draws
    due_h: Draws


def orders(
    batches: Sequence[BatchOrder],
    released_h: Floats,
    remade_h: Floats,
    variation: Variation,
    inputs: Inputs,
) -> Mapping[str, OrderOutcome]:
    """Return the outcome of each order by id.

    ``released_h`` (1 + n, J): inf for a batch that failed; ``remade_h``: the same with a failed batch made
    once more. An order is met when as many of its batches as are wanted, up to those planned, are released by
    the due day; one that grew is met by what was planned and counts as short in ``supplied`` over ``wanted``;
    one that is cancelled wants none.
    """
    names = np.array([batch.order for batch in batches])
    due = np.array([batch.due_h for batch in batches])
    found = {}
    for name in dict.fromkeys(names):
        if name:
            mine = names == name
            found[str(name)] = _outcome(
                str(name), due[mine], released_h[:, mine], remade_h[:, mine], variation, inputs
            )
    return found


def _outcome(
    name: str, due: Floats, released_h: Floats, remade_h: Floats, variation: Variation, inputs: Inputs
) -> OrderOutcome:
    planned = len(due)
    wanted, shift = _changed(name, planned, variation, inputs)
    due_h = float(due.max()) + shift
    has_due = bool(np.isfinite(due).all())
    in_time = np.sum(released_h <= due_h[:, None], axis=1)
    ordered = np.sort(remade_h, axis=1)
    needed = np.minimum(wanted, planned).astype(np.int64)
    last = np.take_along_axis(ordered, np.maximum(needed - 1, 0)[:, None], axis=1)[:, 0]
    return OrderOutcome(
        completion_h=ordered[:, -1],
        on_time=np.asarray(in_time / planned, dtype=np.float64) if has_due else None,
        is_met=((last <= due_h) | (needed == 0)).astype(np.float64) if has_due else None,
        wanted=wanted,
        supplied=np.minimum(in_time, wanted).astype(np.float64),
        due_h=due_h,
    )


def _changed(name: str, planned: int, variation: Variation, inputs: Inputs) -> tuple[Draws, Draws]:
    """Batches wanted in the end and by how much the due time moves [h], each (1 + n,)."""
    n = inputs.world.replications
    values = variation.of("order_change")
    if values is None:
        return np.full(1 + n, float(planned)), np.zeros(1 + n)
    amount = event_sizes(values["amount"], f"order_change.{name}.amount", inputs)
    shift = event_sizes(values["due_shift"], f"order_change.{name}.due_shift", inputs)
    cancelled = inputs.world.uniform(f"order_change.{name}.cancelled") < inputs.draw(values["cancelled"])[1:]
    wanted = np.where(cancelled, 0.0, np.ceil(planned * amount - 1e-9))
    return np.concatenate(([float(planned)], wanted)), np.concatenate(([0.0], shift))


def service(outcomes: Mapping[str, OrderOutcome]) -> Floats | None:
    """Return batches released by the due times over those wanted in the end, (1 + n,); 1 where none are.

    None where no order has a due time.
    """
    due = [each for each in outcomes.values() if each.on_time is not None]
    if not due:
        return None
    wanted = np.sum([each.wanted for each in due], axis=0)
    supplied = np.sum([each.supplied for each in due], axis=0)
    level = np.divide(supplied, wanted, out=np.ones_like(supplied), where=wanted > 0.0)
    return np.asarray(level, dtype=np.float64)


def wanted_in_the_end(outcomes: Mapping[str, OrderOutcome]) -> Floats:
    """Return batches wanted in the end over those ordered, all orders together, (n,)."""
    planned = sum(float(each.wanted[0]) for each in outcomes.values())
    wanted = np.sum([each.wanted[1:] for each in outcomes.values()], axis=0)
    return np.asarray(wanted / planned, dtype=np.float64)
