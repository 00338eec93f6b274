"""Worlds that differ by more than draws, and what a chunk of replications comes to."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from seedtrain.flow.trace import Trace

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Worlds:
    """What is drawn once a world, one row a replication of the chunk (m); None: as in the problem.

    ``factors`` (m, F) on durations and odds, by the columns that :class:`~seedtrain.flow.draws.Draws` names;
    ``releases_h`` (m, J) [h], inf for a job that never comes; ``opens_h`` (m, U): a unit is not used before;
    ``stops_h`` (m, S, 2): stops of the whole site, from and up to [h], ascending and apart: no operation
    begins on a unit inside one, those that run go on. A row with fewer stops is filled up with inf.
    ``hits`` (P, S): which pools each stop concerns (a stop of one site among several), all where None; those
    of a pool are ascending and apart.
    """

    factors: Floats | None = None
    releases_h: Floats | None = None
    opens_h: Floats | None = None
    stops_h: Floats | None = None
    hits: NDArray[np.bool_] | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Chunk:
    """Outcome of replications ``first`` on, one row each (m).

    Jobs (m, J): ``done_h`` end of the last operation [h], NaN for a job that was lost or never came, inf for
    one that waits for ever; ``lost_h`` when it was lost, else NaN; ``loss`` index of the loss, else -1;
    ``over_hold`` whether an output waited beyond its limit.

    Pools (m, P), zero unless tallied: ``busy_h`` hours that operations ran on its units up to the horizon;
    ``wait_h`` hours that jobs waited for it, of those ``served`` by the horizon.

    A row depends on the problem, the policy, the draws, its row of the worlds and its number, on nothing
    else.
    """

    first: int
    done_h: Floats
    lost_h: Floats
    loss: Ints
    over_hold: NDArray[np.bool_]
    busy_h: Floats
    wait_h: Floats
    served: Ints
    trace: Trace | None = None
