"""What a chunk of replications is given and what it comes to, as every kernel reads and fills it."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


class Given(NamedTuple):
    """What a chunk is given, one row a replication: ``factors`` (m, F), ``release`` (m, J), ``opens`` (m, U),
    ``stop_from`` and ``stop_to`` (S, m), ``hits`` (P, S) which pools a stop concerns; durations (m, O) and
    ends (m, O) that were drawn elsewhere, with no rows where the kernel draws."""

    factors: Floats
    release: Floats
    opens: Floats
    stop_from: Floats
    stop_to: Floats
    hits: Bools
    duration: Floats
    ends: Bools


class Outcome(NamedTuple):
    """What a chunk comes to, by the names of :class:`seedtrain.flow.chunk.Chunk`; a trace with no rows is
    not kept. Pools (P, m). ``horizon`` and ``is_tallied`` as in the engine."""

    done: Floats
    lost: Floats
    loss: Ints
    over: Bools
    busy: Floats
    wait: Floats
    served: Floats
    start: Floats
    end: Floats
    taken: Ints
    horizon: float
    is_tallied: bool
