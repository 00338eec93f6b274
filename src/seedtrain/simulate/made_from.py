"""Orders that wait, in each sampled world, for the batches that they are made from."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from seedtrain.model.demand import Order
from seedtrain.results.timetable import BatchOrder

Floats = NDArray[np.float64]


def ready_h(
    orders: Mapping[str, Order], batches: Sequence[BatchOrder], completion_h: Mapping[str, Floats]
) -> Floats:
    """Return when what each batch is made from is there, shape (n, J) [h]; 0 where it waits for nothing.

    ``completion_h``: order to the time its last batch is released, (1 + n,) with the base first.
    """
    count = len(next(iter(completion_h.values()))) - 1 if completion_h else 0
    ready = np.zeros((count, len(batches)))
    for place, batch in enumerate(batches):
        order = orders.get(batch.order)
        for name in () if order is None or batch.begun_step else order.made_from:
            if name in completion_h:
                ready[:, place] = np.maximum(ready[:, place], completion_h[name][1:])
    return ready
