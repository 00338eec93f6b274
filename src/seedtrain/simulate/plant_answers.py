"""What is asked of a case that has orders or costs: orders met and when, service, money."""

import numpy as np
from numpy.typing import NDArray

from seedtrain.flow.case import PlantCase
from seedtrain.flow.chunk import Chunk
from seedtrain.model.inputs import Inputs
from seedtrain.results.timetable import BatchOrder
from seedtrain.simulate.money import spent_on
from seedtrain.simulate.orders import orders, service, wanted_in_the_end
from seedtrain.simulate.variation import Variation

Floats = NDArray[np.float64]


def order_columns(
    case: PlantCase, base: Chunk, chunk: Chunk, variation: Variation, inputs: Inputs
) -> dict[str, Floats]:
    """Return what becomes of the orders of a case in the replications of ``chunk``, by column, (n,) each.

    Service level; of each order whether it is met and when it is complete [h]; what is wanted in the end over
    what was ordered, where orders change. ``base``: the plant where nothing varies; a failed batch is made
    once more over the length it has there.
    """
    if not any(case.orders):
        return {}
    problem = case.problem
    begins, ends = base.trace, base.done_h[0]
    assert begins is not None
    span = ends - begins.start_h[0, problem.route[:-1]]
    done_h = np.concatenate((base.done_h, chunk.done_h))
    lost_h = np.concatenate((base.lost_h, chunk.lost_h))
    released_h = np.where(np.isfinite(done_h), done_h, np.inf)
    remade_h = np.where(np.isnan(lost_h), released_h, lost_h + span)
    outcomes = orders(_batches(case), released_h, remade_h, variation, inputs)
    found: dict[str, Floats] = {}
    level = service(outcomes)
    if level is not None:
        found["service"] = level[1:]
    for name, each in outcomes.items():
        if each.is_met is not None:
            found[f"orders.{name}.met"] = each.is_met[1:]
        found[f"orders.{name}.completion"] = each.completion_h[1:]
    if variation.of("order_change") is not None:
        found["event.order_change.wanted"] = wanted_in_the_end(outcomes)
    return found


def cost_columns(case: PlantCase, chunk: Chunk, since_h: float) -> dict[str, Floats]:
    """Return cost and lost cost of the batches of a case that ended from ``since_h`` to the horizon [CNY]."""
    if case.used_up_cny is None or case.other_cny is None:
        return {}
    ends = np.where(chunk.loss >= 0, chunk.lost_h, chunk.done_h)
    has_ended = (ends >= since_h) & (ends < case.horizon_h)
    place = np.where(chunk.loss >= 0, case.fails_at, -1)
    total, lost = spent_on(case.problem, case.used_up_cny.tolist(), case.other_cny.tolist(), has_ended, place)
    return {"cost": total, "cost_lost": lost}


def _batches(case: PlantCase) -> list[BatchOrder]:
    problem = case.problem
    return [
        BatchOrder(
            job=job,
            product=problem.families[problem.family[place]],
            suite="",
            order=case.orders[place],
            purpose="",
            earliest_h=0.0,
            due_h=float(problem.due_h[place]),
        )
        for place, job in enumerate(problem.jobs)
    ]
