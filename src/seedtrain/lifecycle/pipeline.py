"""Molecules of many companies walk their routes together: groups by modality, every world at once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from seedtrain.lifecycle.cohort import Cohort, gates
from seedtrain.lifecycle.route import STAGES, route_of
from seedtrain.lifecycle.stage_time import awaited, stage_time
from seedtrain.lifecycle.walk import Passage, Walk, part_ends
from seedtrain.model.inputs import Inputs
from seedtrain.model.programme import Programme

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

Queue = Callable[[str, Sequence[tuple[str, Floats, Bools]]], Sequence[Floats]]
"""Given a stage and for each group its modality, the days its molecules are ready and whether they come, give
how long each waits [d]."""


@dataclass(frozen=True, slots=True)
class Group:
    """Molecules of one modality on one route: a programme, ``share`` and ``starts`` (1 + n, m)."""

    programme: Programme
    share: Floats
    starts: Floats


def flow_through(groups: Sequence[Group], inputs: Inputs, queue: Queue) -> tuple[Walk, ...]:
    """Walk every group stage by stage; ``queue`` tells how long each molecule waits in it.

    The groups meet in the queues; they wait for no suites. Clocks run on the rule they name, on any day.
    """
    walks = []
    for group in groups:
        id_ = group.programme.path.rpartition(".")[2]
        cohort = Cohort(id_, group.share, group.starts, is_single=False)
        walks.append(Walk(id_, group.programme, route_of(group.programme), cohort))
    for stage in STAGES:
        _walk_stage(stage, walks, inputs, queue)
    return tuple(walks)


def _walk_stage(stage: str, walks: Sequence[Walk], inputs: Inputs, queue: Queue) -> None:
    here = [(each, terms) for each in walks for terms in each.terms if terms.stage == stage]
    asked = []
    for each, terms in here:
        ready = each.cohort.starts
        for before in terms.after:
            ready = np.maximum(ready, each.passages[before].end)
        entered = each.share_of(terms.after)
        asked.append((each.programme.modality, ready, entered > 0.0))
    waits = queue(stage, [(modality, ready, comes) for modality, ready, comes in asked])
    for (each, terms), (_, ready, comes), waited in zip(here, asked, waits, strict=True):
        end, parts = stage_time(each.cohort, terms, inputs).walk(ready + waited, part_ends(each))
        parts = {part: span for part, span in parts.items() if f"{stage}.{part}" in awaited(each.terms)}
        if terms.clock is not None:
            end = np.where(comes, terms.clock.submit(np.where(comes, end, np.inf), inputs), np.inf)
        each.odds[stage] = gates(each.cohort, stage, terms.odds, inputs)
        each.passages[stage] = Passage(
            ready, end, each.share_of(terms.after), each.share_of((stage,)), parts=parts
        )


def reached(walks: Sequence[Walk], stage: str, days: Floats) -> Floats:
    """Molecules of all groups that have entered ``stage`` up to each of ``days``: (1 + n, k)."""
    walked = [each.passages[stage] for each in walks if stage in each.passages]
    total = np.zeros((walks[0].cohort.share.shape[0], len(days)))
    for each in walked:
        total += counted(each.start, each.entered, days)
    return total


def counted(at: Floats, weight: Floats, days: Floats) -> Floats:
    """Sum of ``weight`` of what happens up to and including each of ``days``, whole ordinals: (1 + n, k)."""
    rows, first = at.shape[0], days[0]
    # Of whole days as many lie before a time as before the next whole day: a table by day, read once.
    before = np.searchsorted(days, np.arange(first, days[-1] + 2.0), side="left")
    after = np.clip(np.ceil(at) - first, 0.0, len(before) - 1.0).astype(np.int64)
    place = before[after] + np.arange(rows)[:, None] * (len(days) + 1)
    cells = np.bincount(place.ravel(), weights=weight.ravel(), minlength=rows * (len(days) + 1))
    return np.cumsum(cells.reshape(rows, len(days) + 1)[:, :-1], axis=1)
