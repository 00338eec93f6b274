"""Amending a problem: jobs that end early, jobs made again, times that are known, units that are down."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from seedtrain.flow.problem import Problem

Ints = NDArray[np.int64]

_BY_JOB = ("release_h", "due_h", "weight", "family")
_BY_OPERATION = (
    "step", "pool", "quantity", "duration_h", "wait_limit_h", "hold_offset", "hold_at_end", "clean_h",
    "clean_pool", "dirty_limit_h", "fail_clean_h", "changeover_h", "end_odds",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Amendment:
    """What is known better than when a problem was compiled.

    ``duration_h`` by operation [h]; ``ends_at``: job to the operation with which it failed; ``again``: jobs
    made once more, each with a name and the time [h] before which it does not start; ``down``: unit, from and
    to [h].
    """

    duration_h: Mapping[int, float] = field(default_factory=dict)
    ends_at: Mapping[int, int] = field(default_factory=dict)
    again: Sequence[tuple[int, str, float]] = ()
    down: Sequence[tuple[int, float, float]] = ()


def amended(problem: Problem, known: Amendment) -> tuple[Problem, Ints]:
    """Return the problem as amended, and for each of its operations the old one, -1 for one made again.

    A failed job keeps its operations up to the one it failed with, at whose end its units are free to be
    cleaned (with ``fail_clean_h`` on top); it has no due time any more. A job made again has the route,
    family, due time and weight of the first. The other jobs keep their places.
    """
    duration = problem.duration_h.copy()
    for k, time in known.duration_h.items():
        duration[k] = time
    longer = replace(problem, duration_h=duration)
    rows: list[int] = []
    old: list[int] = []
    counts: list[int] = []
    for job in range(len(problem.jobs)):
        first = int(problem.route[job])
        last = known.ends_at.get(job, int(problem.route[job + 1]) - 1)
        rows += range(first, last + 1)
        old += range(first, last + 1)
        counts.append(last + 1 - first)
    for job, _, _ in known.again:
        part = range(int(problem.route[job]), int(problem.route[job + 1]))
        rows += part
        old += [-1] * len(part)
        counts.append(len(part))
    sources = [*range(len(problem.jobs)), *(job for job, _, _ in known.again)]
    changes: dict[str, Any] = {name: getattr(longer, name)[rows] for name in _BY_OPERATION}
    changes |= {name: getattr(problem, name)[sources] for name in _BY_JOB}
    changes["jobs"] = (*problem.jobs, *(name for _, name, _ in known.again))
    changes["route"] = np.concatenate(([0], np.cumsum(counts))).astype(np.int64)
    made = replace(longer, **changes)
    made.duration_h[np.array(old) < 0] = problem.duration_h[rows][np.array(old) < 0]
    for place, (_, _, since) in enumerate(known.again):
        made.release_h[len(problem.jobs) + place] = since
    _end_early(made, known)
    return _down(made, known.down), np.array(old, dtype=np.int64)


def _end_early(made: Problem, known: Amendment) -> None:
    """Let the holds of failed jobs end with the last operation left, and clean for longer."""
    for job in known.ends_at:
        made.due_h[job] = np.inf
        last = int(made.route[job + 1]) - 1
        for k in range(int(made.route[job]), last + 1):
            if k + made.hold_offset[k] >= last:
                made.hold_at_end[k] = made.hold_at_end[k] or k + made.hold_offset[k] > last
                made.hold_offset[k] = last - k
                if k == last:
                    made.clean_h[k] += made.fail_clean_h[k]


def _down(problem: Problem, down: Sequence[tuple[int, float, float]]) -> Problem:
    """Take the times a unit is down out of its windows."""
    if not down:
        return problem
    starts: list[float] = []
    ends: list[float] = []
    counts = [0]
    for unit in range(len(problem.units)):
        part = slice(int(problem.unit_windows[unit]), int(problem.unit_windows[unit + 1]))
        windows = list(zip(problem.window_from_h[part], problem.window_to_h[part], strict=True))
        for _, since, until in (each for each in down if each[0] == unit):
            windows = [
                piece
                for start, end in windows
                for piece in ((start, min(end, since)), (max(start, until), end))
                if piece[0] < piece[1]
            ]
        starts += [start for start, _ in windows]
        ends += [end for _, end in windows]
        counts.append(len(starts))
    return replace(
        problem,
        unit_windows=np.array(counts, dtype=np.int64),
        window_from_h=np.array(starts, dtype=np.float64),
        window_to_h=np.array(ends, dtype=np.float64),
    )


def is_known(problem: Problem) -> bool:
    """Whether every field of the problem is one that is amended here (a test holds it)."""
    kept = {"jobs", "families", "steps", "pools", "units", "route", "pool_units", "is_divisible", "capacity"}
    kept |= {"unit_windows", "window_from_h", "window_to_h", "is_changeover_attended"}
    return {each.name for each in fields(problem)} == {*kept, *_BY_JOB, *_BY_OPERATION}
