"""Parts of a simulation: what a run of consecutive replications gave, and how parts are joined."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Fault:
    """A replication that could not be run: its number (from 0), the kind of error and what it said."""

    replication: int
    kind: str
    problem: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Part:
    """Replications ``first`` up to, not including, ``end``.

    ``columns``: one number a replication, shape (end - first,), NaN for one that could not be run;
    ``series``: quantities through time, shape (k, times), of those replications whose number is small
    enough to be kept (the first k of the part); ``faults`` by number.
    """

    first: int
    end: int
    columns: Mapping[str, Floats]
    series: Mapping[str, Floats] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()


def joined(parts: Iterable[Part]) -> Part:
    """Join parts that follow one another, in any order; the same bits however they were cut.

    A column that one of them lacks (none of its replications could be run) is NaN there. Raises
    ``ValueError`` where a replication is missing or twice there, or without parts.
    """
    ordered = sorted(parts, key=lambda part: part.first)
    if not ordered or any(a.end != b.first for a, b in pairwise(ordered)):
        raise ValueError("parts that do not follow one another")
    first, end = ordered[0].first, ordered[-1].end
    names = dict.fromkeys(name for part in ordered for name in part.columns)
    columns = {name: np.full(end - first, np.nan) for name in names}
    for part in ordered:
        for name, column in part.columns.items():
            columns[name][part.first - first : part.end - first] = column
    kept = dict.fromkeys(name for part in ordered for name in part.series)
    return Part(
        first=first,
        end=end,
        columns=columns,
        series={
            name: np.concatenate([part.series[name] for part in ordered if name in part.series])
            for name in kept
        },
        faults=tuple(fault for part in ordered for fault in part.faults),
    )


def cut(part: Part, end: int, kept: int) -> Part:
    """Return the replications of ``part`` before ``end``; ``kept``: those of it that have series."""
    n = end - part.first
    return Part(
        first=part.first,
        end=end,
        columns={name: column[:n] for name, column in part.columns.items()},
        series={name: rows[: min(kept, n)] for name, rows in part.series.items()},
        faults=tuple(fault for fault in part.faults if fault.replication < end),
    )
