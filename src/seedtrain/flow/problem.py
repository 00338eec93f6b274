"""The compiled problem: jobs, routes and resources as arrays. It knows no solver.

Symbols used by the kernels and the verifier, for an operation k of a job on unit u:

.. code-block:: text

    s_k, e_k   start and end of processing                     e_k = s_k + duration_k
    w_k        wait of its output                              s_(k+1) - e_k <= wait_limit_k
    h_k        end of the hold of its unit                     s or e of operation k + hold_offset_k
    c_k        start of cleaning (turnaround)                  h_k <= c_k <= h_k + dirty_limit_k
    f_k        unit free for the same family                   f_k = c_k + clean_k
    next on u  s_next >= f_k + (changeover_next where the family differs)

All times are hours from the origin; intervals are half-open.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Problem:
    """Jobs J, operations O (those of job j stand at ``route[j]:route[j + 1]``), pools P of units U.

    Names: ``jobs`` (J), ``families`` (what a changeover goes by), ``steps``, ``pools`` (P), ``units`` (U).

    Jobs: ``release_h`` earliest start [h]; ``due_h`` [h], inf when none; ``weight`` of a late hour;
    ``family`` index into ``families``.

    Operations, shape (O,): ``step`` index into ``steps``; ``pool`` the pool that gives it a unit, -1 for none
    (unlimited, or run in the unit an earlier operation holds); ``quantity`` of a divisible pool taken;
    ``duration_h`` [h]; ``wait_limit_h`` longest wait before the job's next operation starts (0: none allowed,
    inf: no limit); the unit is held until operation k + ``hold_offset`` starts (or ends, where
    ``hold_at_end``); then it is cleaned for ``clean_h``, by the pool ``clean_pool`` (-1: by nobody), at the
    latest ``dirty_limit_h`` after the hold; ``fail_clean_h`` is added where the job ends here;
    ``changeover_h`` passes on the unit before the operation when its last family was another;
    ``end_odds`` the odds that the job ends at this operation's end (batch failure, stage gate).

    Pools: ``pool_units`` (P + 1) the units of pool p stand at ``pool_units[p]:pool_units[p + 1]``;
    ``is_divisible`` (P): its units are parts of one quantity (floor area), not things taken whole.
    Units: ``capacity`` (U), 1 for whole units; open in the windows ``unit_windows[u]:unit_windows[u + 1]``
    of ``window_from_h``, ``window_to_h`` [h], ascending and apart.

    ``is_changeover_attended``: a changeover begins only when the next job has taken the unit (it waits for
    it); otherwise it is done ahead, in idle time.
    """

    jobs: tuple[str, ...]
    families: tuple[str, ...]
    steps: tuple[str, ...]
    pools: tuple[str, ...]
    units: tuple[str, ...]
    release_h: Floats
    due_h: Floats
    weight: Floats
    family: Ints
    route: Ints
    step: Ints
    pool: Ints
    quantity: Floats
    duration_h: Floats
    wait_limit_h: Floats
    hold_offset: Ints
    hold_at_end: Bools
    clean_h: Floats
    clean_pool: Ints
    dirty_limit_h: Floats
    fail_clean_h: Floats
    changeover_h: Floats
    end_odds: Floats
    pool_units: Ints
    is_divisible: Bools
    capacity: Floats
    unit_windows: Ints
    window_from_h: Floats
    window_to_h: Floats
    is_changeover_attended: bool = False

    @property
    def job_of(self) -> Ints:
        """Job of each operation, shape (O,)."""
        return np.repeat(np.arange(len(self.jobs)), np.diff(self.route))

    @property
    def pool_of_unit(self) -> Ints:
        """Pool of each unit, shape (U,)."""
        return np.repeat(np.arange(len(self.pools)), np.diff(self.pool_units))

    def operation_name(self, operation: int | np.integer) -> str:
        """Name operation ``operation`` for a reader: job and step."""
        job = int(np.searchsorted(self.route, operation, side="right")) - 1
        return f"{self.jobs[job]}/{self.steps[self.step[operation]]}"
