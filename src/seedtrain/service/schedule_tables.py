"""Timetables as tables: the load of each pool, and the batches."""

from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from seedtrain.messages import Message
from seedtrain.report.show import stamp
from seedtrain.report.table import Cell, Table, rows
from seedtrain.service.columns import column
from seedtrain.service.plan_tables import exact, percent

if TYPE_CHECKING:
    from seedtrain.flow.assignment import Assignment
    from seedtrain.flow.problem import Problem

MOST_BATCHES, MOST_POOLS = 40, 12
"""Batches and pools listed on a screen; the rest is counted."""


def use_by_pool(problem: "Problem", found: "Assignment") -> dict[str, float]:
    """Share of the makespan for which the units of each pool in use are taken, the largest first.

    Taken: from the start of an operation to when the unit is clean. The first is the bottleneck.
    """
    taken = np.where(found.unit < 0, 0.0, found.free_h - found.start_h)
    hours = np.bincount(np.maximum(problem.pool, 0), taken, len(problem.pools))
    units = np.maximum(1, np.diff(problem.pool_units))
    span = found.makespan_h - float(found.start_h.min())
    used = set(problem.pool[problem.pool >= 0].tolist())
    order = [int(pool) for pool in np.argsort(-hours / units, kind="stable") if pool in used]
    return {problem.pools[pool]: float(hours[pool] / units[pool] / span) for pool in order}


def load_table(problem: "Problem", found: "Assignment") -> Table:
    """Return for each pool its units, its operations, and the share of the makespan its units are taken."""
    counts = np.bincount(problem.pool[problem.pool >= 0], minlength=len(problem.pools))
    units, place = np.diff(problem.pool_units), {name: pool for pool, name in enumerate(problem.pools)}
    shares = use_by_pool(problem, found)
    return Table(
        id="load",
        title=Message("engines.schedule.load"),
        columns=(
            column("pool"),
            column("count", right=True),
            column("operations", right=True),
            column("taken", right=True),
        ),
        rows=rows(
            (name, str(units[place[name]]), str(counts[place[name]]), percent(share))
            for name, share in list(shares.items())[:MOST_POOLS]
        ),
        note=_cut(MOST_POOLS, len(shares)),
    )


def batch_table(problem: "Problem", found: "Assignment", origin: date | None) -> Table:
    """Return when each batch starts, ends and is due; in hours, or as days where day 0 is known."""
    starts, ends = found.start_h[problem.route[:-1]], found.end_h[problem.route[1:] - 1]
    order = np.lexsort((ends, starts))
    lines = [
        (
            problem.jobs[job],
            problem.families[problem.family[job]],
            _time(float(starts[job]), origin),
            _time(float(ends[job]), origin),
            _time(float(problem.due_h[job]), origin),
            _late(float(ends[job]), float(problem.due_h[job])),
        )
        for job in order[:MOST_BATCHES].tolist()
    ]
    unit = "h" if origin is None else "day"
    return Table(
        id="batches",
        title=Message("engines.schedule.batches"),
        columns=(
            column("batch"),
            column("product", priority=2),
            column(f"start_{unit}", right=True),
            column(f"end_{unit}", right=True),
            column(f"due_{unit}", right=True, priority=3),
            column("late_h", right=True),
        ),
        rows=rows(lines),
        note=_cut(MOST_BATCHES, len(problem.jobs)),
    )


def _late(end: float, due: float) -> Cell:
    return None if due == np.inf else exact(round(max(0.0, end - due), 1))


def _cut(most: int, count: int) -> Message | None:
    return Message("engines.cut", {"shown": most, "all": count}) if count > most else None


def _time(hours: float, origin: date | None) -> Cell:
    if not np.isfinite(hours):
        return None
    return exact(round(hours, 2)) if origin is None else stamp(origin, hours)
