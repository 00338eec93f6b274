"""Recurrence: run a walk, with draws of its own or draws made elsewhere."""

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from seedtrain.flow.chunk import Chunk, Worlds
from seedtrain.flow.draws import Draws, no_draws
from seedtrain.flow.problem import Problem
from seedtrain.flow.trace import Trace
from seedtrain.flow.walk import with_draws

if TYPE_CHECKING:
    from seedtrain.flow.kernels.lanes import Walk
    from seedtrain.flow.kernels.outcome import Given, Outcome

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

LANES = 128
"""Replications side by side: their rows stay in a processor's second cache. It moves no result."""


def run_walk(
    problem: Problem,
    walk: "Walk",
    draws: Draws,
    span: tuple[int, int],
    worlds: Worlds,
    *,
    horizon_h: float,
    traced: bool,
    tallied: bool,
) -> Chunk:
    """Replications ``span`` (from, up to) of a walk; the rest as in the engine's ``run``."""
    from seedtrain.flow.kernels.lanes import make_state, run_lanes

    first, replications = span[0], span[1] - span[0]
    ready, drawn = with_draws(problem, walk, draws)
    out = make_outcome(problem, replications, horizon_h=horizon_h, traced=traced, tallied=tallied)
    width = min(LANES, max(1, replications))
    run_lanes(
        ready, drawn, given(problem, worlds, replications), out, make_state(ready, width), first, replications
    )
    return chunk_of(first, out)


def trace_walk(
    problem: Problem, walk: "Walk", durations_h: Floats, ends: Bools | None, worlds: Worlds
) -> Trace:
    """Trace of a walk with durations and ends (n, O) drawn elsewhere."""
    from seedtrain.flow.kernels.lanes import make_state, run_lanes

    n = len(durations_h)
    ready, drawn = with_draws(problem, walk, no_draws(problem))
    out = make_outcome(problem, n, horizon_h=np.inf, traced=True, tallied=False)
    own = given(problem, worlds, n)._replace(
        duration=owned(durations_h),
        ends=np.zeros(durations_h.shape, dtype=np.bool_) if ends is None else np.array(ends, order="C"),
    )
    run_lanes(ready, drawn, own, out, make_state(ready, min(LANES, max(1, n))), 0, n)
    return Trace(start_h=out.start, end_h=out.end, unit=out.taken)


def given(problem: Problem, worlds: Worlds, n: int) -> "Given":
    """The worlds of ``n`` replications as the kernels read them."""
    from seedtrain.flow.kernels.outcome import Given

    def rows(values: Floats | None, default: Floats) -> Floats:
        wanted = np.broadcast_to(default, (n, len(default))) if values is None else values
        return owned(wanted)

    stops = np.empty((n, 0, 2)) if worlds.stops_h is None else worlds.stops_h
    hits = np.ones((len(problem.pools), stops.shape[1]), dtype=np.bool_)
    return Given(
        factors=rows(worlds.factors, np.ones(1)),
        release=rows(worlds.releases_h, problem.release_h),
        opens=rows(worlds.opens_h, np.full(len(problem.units), -np.inf)),
        stop_from=owned(stops[:, :, 0].T),
        stop_to=owned(stops[:, :, 1].T),
        hits=hits if worlds.hits is None else np.array(worlds.hits, dtype=np.bool_, order="C"),
        duration=np.empty((0, len(problem.pool))),
        ends=np.empty((0, len(problem.pool)), dtype=np.bool_),
    )


def owned(values: Floats) -> Floats:
    """A copy of one's own: a kernel is compiled once more for arrays that can't be written to."""
    return np.array(values, dtype=np.float64, order="C")


def make_outcome(problem: Problem, n: int, *, horizon_h: float, traced: bool, tallied: bool) -> "Outcome":
    """Room for what ``n`` replications come to."""
    from seedtrain.flow.kernels.outcome import Outcome

    jobs, pools, operations = len(problem.jobs), len(problem.pools), len(problem.pool)
    shape = (n if traced else 0, operations)
    return Outcome(
        done=np.full((n, jobs), np.nan),
        lost=np.full((n, jobs), np.nan),
        loss=np.full((n, jobs), -1, dtype=np.int64),
        over=np.zeros((n, jobs), dtype=np.bool_),
        busy=np.zeros((pools, n)),
        wait=np.zeros((pools, n)),
        served=np.zeros((pools, n)),
        start=np.full(shape, np.nan),
        end=np.full(shape, np.nan),
        taken=np.full(shape, -1, dtype=np.int64),
        horizon=horizon_h,
        is_tallied=tallied,
    )


def clear(out: "Outcome", rows: NDArray[np.int64]) -> None:
    """Forget what ``rows`` came to."""
    for values, none in ((out.done, np.nan), (out.lost, np.nan), (out.loss, -1), (out.over, False)):
        values[rows] = none
    for values in (out.busy, out.wait, out.served):
        values[:, rows] = 0.0
    if len(out.start):
        for values, none in ((out.start, np.nan), (out.end, np.nan), (out.taken, -1)):
            values[rows] = none


def chunk_of(first: int, out: "Outcome") -> Chunk:
    """What the kernels filled, as a chunk."""
    trace = Trace(start_h=out.start, end_h=out.end, unit=out.taken) if len(out.start) else None
    return Chunk(
        first=first,
        done_h=out.done,
        lost_h=out.lost,
        loss=out.loss,
        over_hold=out.over,
        busy_h=np.ascontiguousarray(out.busy.T),
        wait_h=np.ascontiguousarray(out.wait.T),
        served=out.served.T.astype(np.int64),
        trace=trace,
    )
