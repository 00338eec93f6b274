"""Dispatch: run a problem by rule with the event engine, with draws of its own or made elsewhere."""

from typing import TYPE_CHECKING, Literal, get_args

import numpy as np
from numpy.typing import NDArray

from seedtrain.flow.chunk import Chunk, Worlds
from seedtrain.flow.draws import Draws, no_draws
from seedtrain.flow.problem import Problem
from seedtrain.flow.recurrence import chunk_of, clear, given, make_outcome, owned
from seedtrain.flow.takes import take_state, takes_of
from seedtrain.flow.trace import Trace
from seedtrain.flow.walk import always_open, drawn_of, first_holder, records_of

if TYPE_CHECKING:
    from seedtrain.flow.kernels.draw import Columns, Drawn
    from seedtrain.flow.kernels.line import Line
    from seedtrain.flow.kernels.outcome import Given, Outcome
    from seedtrain.flow.kernels.plant import Plant

Rule = Literal["first_come", "due_date", "campaign", "priority"]
RULES: tuple[Rule, ...] = get_args(Rule)
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def dispatch(
    problem: Problem,
    durations_h: Floats,
    *,
    ends: NDArray[np.bool_] | None = None,
    releases_h: Floats | None = None,
    rule: Rule = "first_come",
) -> Trace:
    """Let the jobs queue at each pool by ``rule`` and take the unit that has been idle longest.

    ``durations_h`` (n, O) drawn durations [h]; ``ends`` (n, O) whether the job ends with that operation;
    ``releases_h`` (n, J) [h], the problem's own when absent, inf for a job that never comes. The rest as
    :func:`rule_plant` says.
    """
    n = len(durations_h)
    plant = rule_plant(problem, rule)
    own = given(problem, Worlds(releases_h=releases_h), n)
    order = arrivals(plant, own.release if releases_h is not None else own.release[:1])
    out = make_outcome(problem, n, horizon_h=np.inf, traced=True, tallied=False)
    columns, drawn = _columns(problem, no_draws(problem))
    own = own._replace(
        duration=owned(durations_h),
        ends=np.zeros(durations_h.shape, dtype=np.bool_) if ends is None else np.array(ends, order="C"),
    )
    _run_rows(problem, plant, takes_of(problem, plant), columns, drawn, own, out, order, 0)
    return Trace(start_h=out.start, end_h=out.end, unit=out.taken)


def run_plant(
    problem: Problem,
    plant: "Plant",
    line: "Line | None",
    draws: Draws,
    span: tuple[int, int],
    worlds: Worlds,
    *,
    horizon_h: float,
    traced: bool,
    tallied: bool,
) -> Chunk:
    """Replications ``span`` (from, up to) of a plant; the rest as in the engine's ``run``.

    ``line``: as :func:`~seedtrain.flow.takes.takes_of` found it.
    """
    first, replications = span[0], span[1] - span[0]
    own = given(problem, worlds, replications)
    order = arrivals(plant, own.release if worlds.releases_h is not None else own.release[:1])
    out = make_outcome(problem, replications, horizon_h=horizon_h, traced=traced, tallied=tallied)
    columns, drawn = _columns(problem, draws)
    _run_rows(problem, plant, line, columns, drawn, own, out, order, first)
    return chunk_of(first, out)


def _run_rows(
    problem: Problem, plant: "Plant", line: "Line | None", columns: "Columns", drawn: "Drawn", own: "Given",
    out: "Outcome", order: Ints, first: int,
) -> None:  # fmt: skip
    """Run all rows by the faster engine where there is one, what it gives up by the other."""
    rows = np.arange(len(out.done))
    if line is not None:
        from seedtrain.flow.kernels.takes import run_takes

        is_done = np.zeros(len(rows), dtype=np.bool_)
        state = take_state(problem, plant, line)
        run_takes(plant, line, columns, drawn, own, out, state, order, first, is_done)
        rows = np.flatnonzero(~is_done)
    if rows.size:
        from seedtrain.flow.kernels.events import run_events
        from seedtrain.flow.kernels.plant import make_state

        clear(out, rows)
        room = make_state(plant, len(problem.pool))
        run_events(plant, columns, drawn, own, out, room, order, first, rows)


def arrivals(plant: "Plant", release: Floats) -> Ints:
    """The jobs by release, then rank, for each row of releases. Shape as ``release``."""
    by_rank = np.argsort(release[:, plant.by_rank], axis=1, kind="stable")
    return np.ascontiguousarray(plant.by_rank[by_rank])


def rule_plant(problem: Problem, rule: Rule) -> "Plant":
    """A plant whose jobs queue at each pool by ``rule``; ties go by arrival, due time, place in the problem.

    ``first_come``: by arrival. ``due_date``: the earliest due first. ``priority``: the greatest weight first.
    ``campaign``: by arrival, but a unit goes on with the family it made last while any of it waits. Nobody
    overtakes the first of a queue that waits for a unit, whatever the others could use.

    A unit that closes for a while takes no operation that would run into the closure; one that closes for
    good lets its last one end. Cleaning by a shared pool is served in the order in which it is asked for.
    Limits on waits are not kept, but counted: see ``over_hold`` of the chunk.
    """
    from seedtrain.flow.kernels.plant import POOL, STEP, UNIT, Plant

    jobs = np.arange(len(problem.jobs))
    by_rank = np.lexsort((jobs, problem.due_h)).astype(np.int64)
    rank = np.empty_like(by_rank)
    rank[by_rank] = jobs
    at, shift = templates(problem)
    last = np.isin(at, problem.route[1:] - 1)
    first = np.isin(at, problem.route[:-1])
    steps = records_of(
        STEP,
        pool=problem.pool[at],
        hold_at=problem.hold_offset[at],
        holder=(np.arange(len(problem.pool)) - first_holder(problem))[at],
        clean_pool=problem.clean_pool[at],
        quantity=problem.quantity[at],
        clean=problem.clean_h[at],
        lost_clean=(problem.clean_h + problem.fail_clean_h)[at],
        changeover=problem.changeover_h[at],
        limit=np.where(first, np.inf, problem.wait_limit_h[np.maximum(at - 1, 0)]),
        hold_at_end=problem.hold_at_end[at],
        is_last=last,
    )
    closes, pools = ~always_open(problem), len(problem.pools)
    entries = np.bincount(problem.pool + 1, minlength=pools + 1)[1:]
    entries = entries + np.bincount(problem.clean_pool + 1, minlength=pools + 1)[1:]
    keys = {"due_date": problem.due_h, "priority": -problem.weight}
    return Plant(
        route=problem.route,
        shift=shift,
        rank=rank,
        by_rank=by_rank,
        key=owned(keys.get(rule, np.zeros(len(jobs)))),
        family=problem.family,
        steps=steps,
        units=records_of(
            UNIT,
            pool=problem.pool_of_unit,
            capacity=problem.capacity,
            closes=closes,
            first=problem.unit_windows[:-1],
            last=problem.unit_windows[1:],
        ),
        pools=records_of(
            POOL,
            first=problem.pool_units[:-1],
            last=problem.pool_units[1:],
            queue=np.cumsum(entries) - entries,
            closes=np.bincount(problem.pool_of_unit, closes, pools) > 0,
            is_divisible=problem.is_divisible,
        ),
        window_from=problem.window_from_h,
        window_to=problem.window_to_h,
        is_attended=problem.is_changeover_attended,
        is_campaign=rule == "campaign",
    )


def _columns(problem: Problem, draws: Draws) -> "tuple[Columns, Drawn]":
    """What is drawn, as the event engine reads it."""
    from seedtrain.flow.kernels.draw import Columns

    operations = np.arange(len(problem.pool))
    columns = Columns(
        base=owned(problem.duration_h),
        start=draws.start,
        table=draws.table_of,
        factor=draws.factor_of,
        extra_of=np.repeat(operations, np.diff(draws.extra_at)),
        loss_of=np.repeat(operations, np.diff(draws.loss_at)),
    )
    return columns, drawn_of(draws)


def templates(problem: Problem) -> tuple[Ints, Ints]:
    """Operations of one job for each different route, and the shift (J) from a job's operations to them.

    Routes differ when any number of theirs does, durations apart. Operation k of job j has the data of
    operation ``steps[k + shift[j]]``.
    """
    columns = np.column_stack(
        (
            problem.pool,
            problem.quantity,
            problem.wait_limit_h,
            problem.hold_offset,
            problem.hold_at_end,
            problem.clean_h,
            problem.clean_pool,
            problem.fail_clean_h,
            problem.changeover_h,
        )
    )
    known: dict[bytes, int] = {}
    steps: list[Ints] = []
    size = 0
    shift = np.empty(len(problem.jobs), dtype=np.int64)
    for job, (first, last) in enumerate(
        zip(problem.route[:-1].tolist(), problem.route[1:].tolist(), strict=True)
    ):
        key = columns[first:last].tobytes()
        if key not in known:
            known[key] = size
            steps.append(np.arange(first, last))
            size += last - first
        shift[job] = known[key] - first
    return np.concatenate(steps), shift
