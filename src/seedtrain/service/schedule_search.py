"""The search for a timetable: plain, or around what is given, pinned and told of, by several objectives."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from seedtrain.errors import InputError
from seedtrain.messages import Message
from seedtrain.service.plan_settings import Limits
from seedtrain.service.schedule_options import ScheduleOptions, at_of, freeze_of
from seedtrain.service.schedule_source import SEED, Source

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from seedtrain.flow.assignment import Assignment
    from seedtrain.flow.pins import Pins
    from seedtrain.schedule.actuals import Actual
    from seedtrain.schedule.changes import Change
    from seedtrain.schedule.replan import Replan

Show = Callable[[Message], None]
"""Told how far the search has come."""
PLAIN = ("makespan", "weighted_tardiness")
"""Objectives that the plain search goes by."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Searched:
    """A timetable of ``source``: ``goals`` in order, ``pins`` that it keeps.

    ``bound``: one on the first goal that the search has proven; 0.0 for none.
    ``plan``, ``changes``, ``gave_way`` (frozen operations that could not stay): of a replan, else none.
    """

    source: Source
    found: "Assignment"
    goals: tuple[str, ...]
    pins: "Pins"
    engine: Message
    is_interrupted: bool
    bound: float = 0.0
    plan: "Replan | None" = None
    changes: "tuple[Change, ...]" = ()
    gave_way: tuple[int, ...] = field(default=())


def plain(source: Source, goals: tuple[str, ...], limits: Limits, show: Show | None) -> Searched:
    """Search by makespan and weighted tardiness: as a run of the scenario does, and on with windows in turn.

    What the run finds stays where it is proven best. By the clock, windows begin when local search stalls.
    """
    from seedtrain.flow.pins import no_pins
    from seedtrain.schedule.alternate import bettered, timed_best
    from seedtrain.schedule.goals import goal_bound
    from seedtrain.schedule.search import Watch, best_order

    problem, pins, seconds = source.problem, no_pins(source.problem), limits.time_limit_s
    is_late_first = goals[0] == "weighted_tardiness"
    least = goal_bound(problem, goals[0], pins)
    report = None
    if show is not None:
        told = show

        def report(reached: tuple[float, float]) -> None:
            told(_incumbent(goals[0], reached[1] if is_late_first else reached[0], least))

    watch = Watch(report)
    first = np.array(source.running, dtype=np.int64)
    if seconds is None:
        order = best_order(problem, tardiness_first=is_late_first, seed=SEED, watch=watch)
        better = bettered(
            problem,
            order,
            tardiness_first=is_late_first,
            fixed=first,
            least=least,
            seconds=0.0 if watch.is_interrupted else None,
            seed=SEED,
            watch=watch,
        )
    else:
        better = timed_best(
            problem, seconds, tardiness_first=is_late_first, fixed=first, least=least, seed=SEED, watch=watch
        )
    words = {"seconds": "" if seconds is None else f"{seconds:g}", "seed": SEED, "windows": better.windows}
    key = "schedule.engine" if seconds is None else "engines.schedule.timed"
    return Searched(
        source=source,
        found=better.assignment,
        goals=goals,
        pins=pins,
        engine=Message(f"{key}.windows" if better.windows else key, words),
        is_interrupted=watch.is_interrupted,
        bound=better.bound,
    )


def by_goals(source: Source, goals: tuple[str, ...], limits: Limits, show: Show | None) -> Searched:
    """Search by any objectives in order, nothing given."""
    from seedtrain.flow.pins import no_pins
    from seedtrain.schedule.search import best_order
    from seedtrain.schedule.starts import start_orders

    problem = source.problem
    jobs = np.arange(len(problem.jobs))
    is_late_first = "weighted_tardiness" in goals
    orders = [best_order(problem, tardiness_first=is_late_first, seed=SEED)]
    orders += list(start_orders(problem, jobs, due=is_late_first))
    return _searched(source, (no_pins(problem),), goals, orders, limits, show)


def around(
    source: Source, options: ScheduleOptions, goals: tuple[str, ...], limits: Limits, show: Show | None
) -> Searched:
    """Search around what is given, pinned, frozen and told of.

    Without a given timetable, that of the plain search is given. Raises :class:`InputError` for the files and
    options.
    """
    from seedtrain.schedule.actuals import check_actuals, check_down
    from seedtrain.schedule.changes import changes
    from seedtrain.schedule.replan import Asked, assumed, replan, softened, ways
    from seedtrain.service.timetable_csv import Names, pins_of, read_actuals

    problem, origin = source.problem, source.origin
    given = given_timetable(source, options)
    actuals = [] if options.actuals is None else read_actuals(options.actuals, Names(problem), origin)
    at = at_of(options.at, origin)
    now = at if at is not None else _last_told(actuals, source) if actuals else -np.inf
    findings = check_actuals(problem, actuals, now if np.isfinite(now) else np.inf)
    told = {each.operation: each for each in actuals if each.state != "down"}
    down = [each for each in actuals if each.state == "down"]
    findings += check_down(problem, given, assumed(problem, given, told, now), down)
    if findings:
        raise InputError(findings)
    frozen = freeze_of(options.freeze)
    since = now if np.isfinite(now) else source.as_of_h
    stay, placed = pins_of(options.pins, Names(problem), origin)
    asked = Asked(
        now_h=now,
        frozen_to_h=since + frozen if options.freeze else -np.inf,
        pinned=frozenset(stay),
        placed=placed,
    )
    plan = replan(problem, given, actuals, asked)
    order = _by_given(plan, given, source)
    plan, gave = softened(plan, order, goals)
    amended_source = replace(source, problem=plan.problem)
    found = _searched(amended_source, ways(plan), goals, [order], limits, show)
    return replace(
        found,
        pins=plan.pins,
        plan=plan,
        changes=tuple(changes(plan, found.found)),
        gave_way=tuple(gave),
    )


def given_timetable(source: Source, options: ScheduleOptions) -> "Assignment":
    """The timetable of the file, NaN for what it leaves out; without one that of the plain search."""
    from seedtrain.flow.assignment import assignment
    from seedtrain.service.plan_settings import DEFAULT
    from seedtrain.service.timetable_csv import Names, read_places

    if options.timetable is None:
        return plain(source, (source.default,), DEFAULT, None).found
    operations = len(source.problem.pool)
    start, unit = np.full(operations, np.nan), np.full(operations, -1, dtype=np.int64)
    for k, place in read_places(options.timetable, Names(source.problem), source.origin).items():
        unit[k], start[k] = place
    return assignment(source.problem, start, unit)


def _searched(
    source: Source,
    pins: "tuple[Pins, ...]",
    goals: tuple[str, ...],
    orders: "list[NDArray[np.int64]]",
    limits: Limits,
    show: Show | None,
) -> Searched:
    from seedtrain.flow.insertion import Misfit
    from seedtrain.schedule.goals import completed, goal_bound
    from seedtrain.schedule.incumbent import searched, value_of
    from seedtrain.service.schedule_conflict import raise_conflict

    report = None
    if show is not None:
        bound = goal_bound(source.problem, goals[0], pins[-1])
        told = show

        def report(values: "NDArray[np.float64]") -> None:
            told(_incumbent(goals[0], value_of(values, goals[0]), bound))

    best = searched(
        source.problem,
        pins,
        completed(goals),
        orders,
        seconds=limits.time_limit_s,
        seed=SEED,
        report=report,
    )
    if isinstance(best.found, Misfit):
        raise_conflict(source, pins[-1], best.found)
    return Searched(
        source=source,
        found=best.found,
        goals=completed(goals),
        pins=pins[-1],
        engine=Message("schedule.engine.insertion_search", {"seed": SEED}),
        is_interrupted=best.is_interrupted,
    )


def _by_given(plan: "Replan", given: "Assignment", source: Source) -> "NDArray[np.int64]":
    """The jobs by their given start, those under way or with something pinned first."""
    problem = plan.problem
    first = problem.route[:-1]
    start = np.array([given.start_h[plan.old[k]] if plan.old[k] >= 0 else problem.release_h[job]
                      for job, k in enumerate(first.tolist())])  # fmt: skip
    has_pin = np.logical_or.reduceat(plan.pins.is_pinned, first)
    running = np.isin(np.arange(len(problem.jobs)), source.running)
    return np.lexsort((np.arange(len(problem.jobs)), start, ~(has_pin | running))).astype(np.int64)


def _last_told(actuals: "Sequence[Actual]", source: Source) -> float:
    """The last time in the actuals that has passed, at least the day of the scenario. [h]"""
    told = [source.as_of_h]
    for each in actuals:
        told += [each.start_h] if each.state in ("started", "finished", "failed") else []
        told += [each.end_h] if each.state in ("finished", "failed") else []
    return float(np.nanmax(told))


def _incumbent(goal: str, value: float, bound: float) -> Message:
    words = {"value": f"{value:,.1f}", "bound": f"{bound:,.1f}"}
    return Message("progress.incumbent", {**words, "goal": Message(f"engines.objective_name.{goal}")})
