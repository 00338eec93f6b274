"""Jobs, steps and pools as nouns, and what turns them into a :class:`Problem`."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from seedtrain.errors import InternalError
from seedtrain.flow.problem import Problem


@dataclass(frozen=True, slots=True)
class Part:
    """A unit of a pool: open from ``opens_h`` to ``closes_h`` [h] but for ``closures`` (from, to) in between.

    ``capacity``: 1 for a whole unit; the part's quantity (m2, places) in a divisible pool.
    """

    name: str
    opens_h: float = -math.inf
    closes_h: float = math.inf
    capacity: float = 1.0
    closures: tuple[tuple[float, float], ...] = ()

    def windows(self) -> list[tuple[float, float]]:
        """Return the times it is open, ascending; empty when it never is."""
        open_from, windows = self.opens_h, []
        for start, end in sorted(self.closures):
            if start > open_from:
                windows.append((open_from, min(start, self.closes_h)))
            open_from = max(open_from, end)
        windows.append((open_from, self.closes_h))
        return [(start, end) for start, end in windows if start < end]


@dataclass(frozen=True, slots=True)
class Pool:
    """Interchangeable units, or (``is_divisible``) parts of one quantity taken in any amount."""

    name: str
    parts: tuple[Part, ...]
    is_divisible: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One operation of a route; the fields are those of :class:`Problem`, pools by name ("" for none)."""

    name: str
    duration_h: float
    pool: str = ""
    quantity: float = 1.0
    wait_limit_h: float = math.inf
    hold_offset: int = 0
    hold_at_end: bool = True
    clean_h: float = 0.0
    clean_pool: str = ""
    dirty_limit_h: float = math.inf
    fail_clean_h: float = 0.0
    changeover_h: float = 0.0
    end_odds: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """Something that walks a route: a batch, a molecule, a company."""

    name: str
    steps: tuple[Step, ...]
    family: str = ""
    release_h: float = 0.0
    due_h: float = math.inf
    weight: float = 1.0


def build(jobs: Sequence[Job], pools: Sequence[Pool], *, is_changeover_attended: bool = False) -> Problem:
    """Compile jobs and pools to arrays.

    Raises :class:`InternalError` on a pool that is named but not given, a negative or NaN time, a hold that
    reaches beyond the end of its route.
    """
    pool_index = {pool.name: index for index, pool in enumerate(pools)} | {"": -1}
    parts = [part for pool in pools for part in pool.parts]
    windows = [part.windows() for part in parts]
    steps = [step for job in jobs for step in job.steps]
    step_index = {name: index for index, name in enumerate(dict.fromkeys(step.name for step in steps))}
    family_index = {name: index for index, name in enumerate(dict.fromkeys(job.family for job in jobs))}
    for job in jobs:
        _check(job, pool_index)

    def floats(name: str) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
        return np.array([getattr(step, name) for step in steps], dtype=np.float64)

    def offsets(counts: Sequence[int]) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
        return np.concatenate(([0], np.cumsum(np.array(counts, dtype=np.int64)))).astype(np.int64)

    return Problem(
        jobs=tuple(job.name for job in jobs),
        families=tuple(family_index),
        steps=tuple(step_index),
        pools=tuple(pool.name for pool in pools),
        units=tuple(part.name for part in parts),
        release_h=np.array([job.release_h for job in jobs], dtype=np.float64),
        due_h=np.array([job.due_h for job in jobs], dtype=np.float64),
        weight=np.array([job.weight for job in jobs], dtype=np.float64),
        family=np.array([family_index[job.family] for job in jobs], dtype=np.int64),
        route=offsets([len(job.steps) for job in jobs]),
        step=np.array([step_index[step.name] for step in steps], dtype=np.int64),
        pool=np.array([pool_index[step.pool] for step in steps], dtype=np.int64),
        quantity=floats("quantity"),
        duration_h=floats("duration_h"),
        wait_limit_h=floats("wait_limit_h"),
        hold_offset=np.array([step.hold_offset for step in steps], dtype=np.int64),
        hold_at_end=np.array([step.hold_at_end for step in steps], dtype=np.bool_),
        clean_h=floats("clean_h"),
        clean_pool=np.array([pool_index[step.clean_pool] for step in steps], dtype=np.int64),
        dirty_limit_h=floats("dirty_limit_h"),
        fail_clean_h=floats("fail_clean_h"),
        changeover_h=floats("changeover_h"),
        end_odds=floats("end_odds"),
        pool_units=offsets([len(pool.parts) for pool in pools]),
        is_divisible=np.array([pool.is_divisible for pool in pools], dtype=np.bool_),
        capacity=np.array([part.capacity for part in parts], dtype=np.float64),
        unit_windows=offsets([len(each) for each in windows]),
        window_from_h=np.array([start for each in windows for start, _ in each], dtype=np.float64),
        window_to_h=np.array([end for each in windows for _, end in each], dtype=np.float64),
        is_changeover_attended=is_changeover_attended,
    )


def _check(job: Job, pools: dict[str, int]) -> None:
    """Refuse a job that no kernel could run."""
    if not job.steps or math.isnan(job.release_h) or math.isnan(job.due_h):
        raise InternalError(f"job {job.name!r} has no steps, or a release or due time that is not a number")
    for place, step in enumerate(job.steps):
        times = (step.duration_h, step.wait_limit_h, step.clean_h, step.dirty_limit_h, step.changeover_h)
        if not all(time >= 0.0 for time in times) or not 0.0 <= step.end_odds <= 1.0:
            raise InternalError(
                f"{job.name}/{step.name}: a time below zero, not a number, or odds outside 0 to 1"
            )
        if step.pool not in pools or step.clean_pool not in pools:
            raise InternalError(f"{job.name}/{step.name}: pool {step.pool or step.clean_pool!r} is not given")
        if step.hold_offset < 0 or place + step.hold_offset >= len(job.steps):
            raise InternalError(f"{job.name}/{step.name}: its unit is held beyond the end of the route")
