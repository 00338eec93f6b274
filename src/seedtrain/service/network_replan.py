"""Networks planned around what is given, pinned, frozen and told of, and what that moves, as tables."""

from dataclasses import dataclass, replace
from datetime import date
from time import perf_counter
from typing import TYPE_CHECKING, Any

import numpy as np

from seedtrain.errors import InputError, StoppedError, finding
from seedtrain.messages import Message
from seedtrain.report.table import Cell, Table
from seedtrain.service.change_tables import MOST_CHANGES, at, frozen_moved_table, hours_moved, moved_table
from seedtrain.service.csv_rows import as_text
from seedtrain.service.network_conflict import raise_infeasible
from seedtrain.service.network_names import NetworkNames, own_name
from seedtrain.service.schedule_options import ScheduleOptions, at_of, freeze_of
from seedtrain.service.timetable_csv import pins_of, read_actuals, read_places

if TYPE_CHECKING:
    from seedtrain.flow.network import Network
    from seedtrain.flow.placement import Placement
    from seedtrain.schedule.actuals import Actual
    from seedtrain.schedule.network.changes import NetworkChange
    from seedtrain.schedule.network.replan import NetworkReplan
    from seedtrain.schedule.network.solve import Budget, Solved, Tell
    from seedtrain.schedule.replan import Asked

ORDER = ("change_h", "tardiness", "makespan")
"""Measures where none is named: least change first."""


FURTHER = 0.2
"""Share of the budget for what counts after the first measure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Replanned:
    """A plan around what has happened: what was found for it, what moved, and what was frozen and could not
    stay."""

    plan: "NetworkReplan"
    solved: "Solved"
    changes: "tuple[NetworkChange, ...]"
    gave_way: tuple[str, ...]
    seconds: float


def replanned(
    name: str,
    network: "Network",
    given: "Placement",
    options: ScheduleOptions,
    order: tuple[str, ...],
    place: tuple[date | None, float],
    search: "tuple[Budget, Tell | None]",
) -> Replanned:
    """Plan ``network`` again around ``given`` and the files and options.

    ``place``: day 0 (None: hours only) and the hour of the scenario's ``as_of``. Frozen operations stay where
    that is possible; else they move as little as can be. Raises :class:`InputError` for files and options,
    :class:`InfeasibleError` (SCH-051, SCH-015) where nothing keeps the rules, :class:`StoppedError` (SCH-052)
    where nothing was found.
    """
    from seedtrain.schedule.network.changes import gave_way, network_changes

    began = perf_counter()
    actuals, asked = _asked(network, given, options, place)
    plan, solved = _searched(network, given, (actuals, asked), order or ORDER, search)
    if solved.placement is None:
        if solved.status == "infeasible":
            raise_infeasible(name, plan.network, place[0], plan.now_h)
        raise StoppedError("nothing found", [finding("SCH-052", value=name)])
    was = {
        each.name: (float(given.start_h[k]), float(given.end_h[k]))
        for k, each in enumerate(network.operations)
        if given.mode[k] >= 0
    }
    return Replanned(
        plan=plan,
        solved=solved,
        changes=tuple(network_changes(plan, was, solved.placement)),
        gave_way=tuple(gave_way(plan, solved.placement)),
        seconds=perf_counter() - began,
    )


def placement_read(network: "Network", options: ScheduleOptions, origin: date | None) -> "Placement":
    """The timetable of the file as a placement; what it leaves out has mode -1.

    Raises :class:`InputError` with every finding of the file.
    """
    from seedtrain.flow.closed import closures_of, end_of
    from seedtrain.flow.network_amend import mode_on
    from seedtrain.flow.placement import Placement

    assert options.timetable is not None
    count = len(network.operations)
    mode, start, end = np.full(count, -1), np.full(count, np.nan), np.full(count, np.nan)
    for k, (unit, begins) in read_places(options.timetable, NetworkNames(network), origin).items():
        operation = network.operations[k]
        mode[k] = 0 if unit < 0 else mode_on(network, k, network.resources[unit].name, 0)
        chosen = operation.modes[int(mode[k])]
        closures = closures_of(network, chosen)
        done = end_of(closures, begins, chosen.duration_h, pauses=operation.can_pause)
        start[k], end[k] = begins, begins + chosen.duration_h if done is None else done
    return Placement(mode=mode.astype(np.int64), start_h=start, end_h=end)


def _asked(
    network: "Network", given: "Placement", options: ScheduleOptions, place: tuple[date | None, float]
) -> "tuple[list[Actual], Asked]":
    """What is told and what is to be kept. Raises :class:`InputError` with every finding."""
    from seedtrain.schedule.network.told import check_told
    from seedtrain.schedule.replan import Asked

    origin, as_of_h = place
    names = NetworkNames(network)
    actuals = [] if options.actuals is None else read_actuals(options.actuals, names, origin)
    given_at = at_of(options.at, origin)
    now = given_at if given_at is not None else _last_told(actuals, as_of_h) if actuals else -np.inf
    findings = check_told(network, given, actuals, now)
    if findings:
        raise InputError(findings)
    frozen = freeze_of(options.freeze)
    since = now if np.isfinite(now) else as_of_h
    stay, placed = pins_of(options.pins, names, origin)
    return actuals, Asked(
        now_h=now,
        frozen_to_h=since + frozen if options.freeze else -np.inf,
        pinned=frozenset(stay),
        placed=placed,
    )


def _last_told(actuals: "list[Actual]", as_of_h: float) -> float:
    """The last time in the actuals that has passed, at least the day of the scenario. [h]"""
    told = [as_of_h]
    for each in actuals:
        told += [each.start_h] if each.state in ("started", "finished", "failed") else []
        told += [each.end_h] if each.state in ("finished", "failed") else []
    return float(np.nanmax(told))


def _searched(
    network: "Network",
    given: "Placement",
    told: "tuple[list[Actual], Asked]",
    order: tuple[str, ...],
    search: "tuple[Budget, Tell | None]",
) -> "tuple[NetworkReplan, Solved]":
    """The best placement with what is frozen in its place, but for what must give way."""
    from seedtrain.schedule.network.best import best_in_order
    from seedtrain.schedule.network.changes import gave_way
    from seedtrain.schedule.network.replan import replan_network

    budget, tell = search
    plan = replan_network(network, given, *told)
    solved = _first(plan, order[0], None, search)
    if solved.placement is None and np.isfinite(told[1].frozen_to_h):
        plan = replan_network(network, given, *told, is_soft=True)
        loose = _first(plan, "change_h", None, search).placement
        if loose is not None:
            plan = replan_network(network, given, *told, released=gave_way(plan, loose))
            solved = _first(plan, order[0], loose, search)
    is_whole = order[0] == "change_h" and solved.objective == 0.0
    if solved.placement is None or solved.status == "interrupted" or is_whole:
        return plan, solved
    goal = replace(plan.network, objective={order[0]: 1.0})
    rest = best_in_order(goal, order, budget.part(FURTHER), tell, solved.placement)
    if rest.placement is None:
        return plan, solved
    return plan, replace(rest, bound=solved.bound, status=solved.status)


def _first(
    plan: "NetworkReplan", goal: str, near: "Placement | None", search: "tuple[Budget, Tell | None]"
) -> "Solved":
    """The best placement of a plan by one measure, from ``near``, or from the given one shifted."""
    from seedtrain.flow.network_amend import unshrunk
    from seedtrain.flow.place_network import place_network, unsupported
    from seedtrain.flow.relieved import mended, relieved
    from seedtrain.schedule.network.best import best_placement
    from seedtrain.schedule.network.replan import hinted

    wanted = replace(plan.network, objective={goal: 1.0})
    if near is None:
        shifted = relieved(replace(hinted(plan), objective=wanted.objective))
        found = None if unsupported(shifted) else place_network(shifted)
        near = None if found is None else unshrunk(wanted, shifted, mended(shifted, found))
    return best_placement(wanted, *search, near)


def change_facts(found: Replanned, origin: date | None) -> dict[str, Any]:
    """Return what moved and what could not stay as plain data."""
    operations = found.plan.network.operations
    return {
        "changes": [
            {
                "batch": each.job,
                "operations": each.operations,
                "first": own_name(each.first, each.job),
                "from": None if np.isnan(each.from_h) else as_text(each.from_h, origin),
                "to": as_text(each.to_h, origin),
                "moved_h": None if np.isnan(each.from_h) else each.to_h - each.from_h,
                "end_moved_h": None if np.isnan(each.end_from_h) else each.end_to_h - each.end_from_h,
                "units": [list(pair) for pair in each.units],
                "why": each.root,
                "by": each.by,
                "state": each.row.state if each.row else "",
                "reason": each.row.reason if each.row else "",
                "chain": [
                    {"operation": operations[wait.place].name, "waits_for": wait.why} for wait in each.chain
                ],
            }
            for each in found.changes
        ],
        "gave_way": list(found.gave_way),
    }


def change_tables(found: Replanned, origin: date | None) -> tuple[Table, ...]:
    """Return what moved, by how much and why, and what was frozen and could not stay; empty ones left out."""
    changes = found.changes[:MOST_CHANGES]
    note = Message(
        "schedule.note.changes",
        {"shown": len(changes), "moved": len(found.changes), "all": len(found.plan.network.jobs)},
    )
    moved = moved_table((_row(found, each, origin) for each in changes), note)
    gave = frozen_moved_table(_gave_way(found, origin))
    return tuple(table for table in (moved, gave) if table.rows)


def _gave_way(found: Replanned, origin: date | None) -> list[tuple[Cell, ...]]:
    """By batch the first operation that was frozen and moved, how many did, and its times."""
    network, placed = found.plan.network, found.solved.placement
    assert placed is not None
    by_job: dict[str, list[str]] = {}
    for name in sorted(found.gave_way, key=lambda name: found.plan.given[name][0]):
        by_job.setdefault(network.operations[network.place[name]].job or name, []).append(name)
    return [
        (
            names[0],
            str(len(names)),
            at(found.plan.given[names[0]][0], origin),
            at(float(placed.start_h[network.place[names[0]]]), origin),
        )
        for names in list(by_job.values())[:MOST_CHANGES]
    ]


def _row(found: Replanned, change: "NetworkChange", origin: date | None) -> list[Cell]:
    is_new = np.isnan(change.from_h)
    return [
        change.job,
        own_name(change.first, change.job),
        None if is_new else at(change.from_h, origin),
        at(change.to_h, origin),
        Message("schedule.word.new") if is_new else hours_moved(change.to_h - change.from_h),
        None if np.isnan(change.end_from_h) else hours_moved(change.end_to_h - change.end_from_h),
        _why(found, change),
    ]


def _why(found: Replanned, change: "NetworkChange") -> Message:
    """Say what made a batch move."""
    row = change.row
    unit = next((name for name, each in found.plan.down if each is row), "–")
    words: dict[str, object] = {
        "operation": change.by or "–",
        "unit": unit,
        "reason": Message("schedule.reason", {"text": row.reason}) if row is not None and row.reason else "",
    }
    key = f"actual_{row.state}" if change.root == "actual" and row is not None else change.root
    if change.units and key == "down":
        words["to"] = change.units[0][1]
        key = "down_moved"
    return Message(f"schedule.why.{key}", words)
