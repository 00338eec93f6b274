"""Traces: what happened to every operation in every replication."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Trace:
    """Times of the operations of a :class:`~seedtrain.flow.problem.Problem`, shape (n, O), in hours.

    ``start_h`` and ``end_h`` are NaN where an operation did not happen; ``start_h`` is inf (and ``end_h``
    NaN) where the job waits for ever. ``unit``: index of the unit that ran it, -1 for none.
    """

    start_h: NDArray[np.float64]
    end_h: NDArray[np.float64]
    unit: NDArray[np.int64]
