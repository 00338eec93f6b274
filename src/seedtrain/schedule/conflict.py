"""Conflicts: a minimal set of rules that no timetable can keep together, and what each would have to give.

The jobs and rules looked at are modelled for constraint programming on a grid of 1/1024 h, every limit wider
by a minute, so that what is proven impossible there is impossible. Jobs, then rules, are left out one by one
as long as the rest is still proven impossible.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import NDArray

from seedtrain.flow.pins import MINUTE_H, Pins
from seedtrain.flow.problem import Problem

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

Kind = Literal["pin", "wait", "release", "due", "closed", "units", "dirty", "floor"]
"""A pinned ``pin``; a limit on a ``wait``; the earliest start (``release``) and ``due`` time of a job; when a
unit is ``closed``; how many ``units`` a pool has; a ``dirty`` limit; the ``floor``: not before a time."""

ORDER: tuple[Kind, ...] = ("floor", "release", "dirty", "closed", "wait", "units", "due", "pin")
"""Rules are left out in this order, so that what a planner set himself is looked at last."""
GRID = 1024.0
SLACK = 18
"""A minute on the grid."""
SECONDS = 5.0
"""Deterministic seconds that one proof may take."""
COUNTS = (1, 2, 4, 8, 24, 48)
"""How many jobs are looked at, few before many; the last is the most."""
MOST_WINDOWS = 200


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: of operation, job, unit or pool ``index``."""

    kind: Kind
    index: int


@dataclass(frozen=True, slots=True)
class Given:
    """What a rule would have to give for the others to hold: hours, or one unit; None where it can't.

    ``unit``: the unit a pinned operation would be on, -1 for none.
    """

    rule: Rule
    hours: float | None
    units: int = 0
    unit: int = -1


@dataclass(frozen=True, slots=True)
class Conflict:
    """Rules of some ``jobs`` that can't hold together, none of which can be left out; the cheapest first."""

    jobs: tuple[int, ...]
    rules: tuple[Given, ...]


class Rules:
    """A problem with its pins, whose rules can be looked at apart.

    What is pinned before its floor has happened: it can give nothing.
    """

    def __init__(self, problem: Problem, pins: Pins, *, keeps_dates: bool = False) -> None:
        self.problem, self.pins, self.keeps_dates = problem, pins, keeps_dates

    def of(self, jobs: Sequence[int]) -> list[Rule]:
        """Return the rules that concern ``jobs``."""
        problem, pins = self.problem, self.pins
        found: dict[Rule, None] = {}
        for job in jobs:
            if problem.release_h[job] > 0.0:
                found[Rule("release", job)] = None
            if self.keeps_dates and np.isfinite(problem.due_h[job]):
                found[Rule("due", job)] = None
            for k in self._operations(job):
                if not np.isnan(pins.start_h[k]):
                    found[Rule("pin", k)] = None
                elif np.isfinite(pins.floor_h[k]):
                    found[Rule("floor", k)] = None
                if k + 1 < problem.route[job + 1] and np.isfinite(problem.wait_limit_h[k]):
                    found[Rule("wait", k)] = None
                if problem.pool[k] >= 0:
                    found |= dict.fromkeys(self._of_unit(k))
        return sorted(found, key=lambda rule: (ORDER.index(rule.kind), rule.index))

    def _of_unit(self, k: int) -> list[Rule]:
        """The rules of the units that operation ``k`` may be on, and of their cleaning."""
        problem, pool = self.problem, int(self.problem.pool[k])
        found = [Rule("units", pool)]
        if problem.clean_pool[k] >= 0:
            found.append(Rule("units", int(problem.clean_pool[k])))
            if np.isfinite(problem.dirty_limit_h[k]):
                found.append(Rule("dirty", k))
        units = range(int(problem.pool_units[pool]), int(problem.pool_units[pool + 1]))
        return found + [Rule("closed", unit) for unit in units if self._windows(unit) != [(-np.inf, np.inf)]]

    def are_impossible(self, jobs: Sequence[int], rules: Sequence[Rule]) -> bool:
        """Whether it is proven that ``jobs`` can't keep ``rules``."""
        from ortools.sat.python import cp_model

        model = _Model(self, jobs, set(rules), None)
        return bool(_solver().solve(model.model) == cp_model.INFEASIBLE)

    def given(self, jobs: Sequence[int], rules: Sequence[Rule], rule: Rule) -> Given:
        """Return the least that ``rule`` must give for ``jobs`` to keep the other ``rules``."""
        from ortools.sat.python import cp_model

        if rule.kind == "floor" or (rule.kind == "pin" and self._has_happened(rule.index)):
            return Given(rule, None)
        if rule.kind == "units":
            rest = [each for each in rules if each != rule]
            return Given(rule, None, 0 if self.are_impossible(jobs, rest) else 1)
        model = _Model(self, jobs, set(rules), rule)
        model.model.minimize(model.give)
        solver = _solver()
        status = solver.solve(model.model)
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return Given(rule, None)
        hours = max(0.0, solver.value(model.give) / GRID) + SLACK / GRID
        return Given(rule, hours, unit=model.unit_of(rule.index, solver) if rule.kind == "pin" else -1)

    def _has_happened(self, k: int) -> bool:
        return bool(self.pins.start_h[k] < self.pins.floor_h[k] - MINUTE_H)

    def _operations(self, job: int) -> range:
        return range(int(self.problem.route[job]), int(self.problem.route[job + 1]))

    def _windows(self, unit: int) -> list[tuple[float, float]]:
        part = slice(int(self.problem.unit_windows[unit]), int(self.problem.unit_windows[unit + 1]))
        edges = self.problem.window_from_h[part], self.problem.window_to_h[part]
        return list(zip(edges[0].tolist(), edges[1].tolist(), strict=True))


def conflict(rules: Rules, suspects: Sequence[int]) -> Conflict | None:
    """Return a minimal conflict among the rules of ``suspects``; None where none is proven.

    ``suspects``: jobs, the most suspect first; at most the last of :data:`COUNTS` are looked at, few
    before many.
    """
    jobs: list[int] = []
    for count in COUNTS:
        jobs = list(suspects[:count])
        if rules.are_impossible(jobs, rules.of(jobs)):
            break
        if count >= len(suspects):
            return None
    else:
        return None
    for job in reversed(jobs.copy()):
        rest = [each for each in jobs if each != job]
        if rest and rules.are_impossible(rest, rules.of(rest)):
            jobs = rest
    kept = rules.of(jobs)
    for kind in ORDER:  # a whole kind at once, which is one proof instead of many
        rest_rules = [each for each in kept if each.kind != kind]
        if len(rest_rules) < len(kept) and rules.are_impossible(jobs, rest_rules):
            kept = rest_rules
    for rule in kept.copy():
        rest_rules = [each for each in kept if each != rule]
        if rules.are_impossible(jobs, rest_rules):
            kept = rest_rules
    given = [rules.given(jobs, kept, rule) for rule in kept]
    return Conflict(tuple(jobs), tuple(sorted(given, key=_dearness)))


def _dearness(given: Given) -> tuple[int, float]:
    """Hours before units before what can't be given."""
    if given.hours is not None:
        return 0, given.hours
    return (1, float(given.units)) if given.units else (2, 0.0)


def _solver() -> "cp_model.CpSolver":
    from ortools.sat.python import cp_model

    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 1
    solver.parameters.max_deterministic_time = SECONDS
    solver.parameters.catch_sigint_signal = False
    return solver


def _grid(hours: float) -> int:
    return int(np.ceil(hours * GRID - 1e-6))


class _Model:
    """The model of some jobs and rules; ``give`` widens the one that is ``relaxed``."""

    def __init__(self, rules: Rules, jobs: Sequence[int], kept: set[Rule], relaxed: Rule | None) -> None:
        from ortools.sat.python import cp_model

        self.problem, self.pins, self.kept, self.relaxed = rules.problem, rules.pins, kept, relaxed
        self.rules = rules
        self.model = cp_model.CpModel()
        self.low, self.high = self._span(jobs)
        self.give = self.model.new_int_var(0, self.high - self.low, "give")
        self.start: dict[int, Any] = {}
        self.free: dict[int, Any] = {}
        self.on: dict[int, list[tuple[int, int, Any]]] = {}
        """By unit: (operation, family, whether it is there)."""
        for job in jobs:
            self._job(job)
        self.cleaned: dict[int, list[Any]] = {}
        """By pool that cleans: the intervals of its cleanings."""
        for k in self.free:
            if _is_cleaned(self.problem, k):
                self._clean(k)
        for pool, cleanings in self.cleaned.items():
            if Rule("units", pool) in kept:
                room = int(self.problem.pool_units[pool + 1] - self.problem.pool_units[pool])
                self.model.add_cumulative(cleanings, [1] * len(cleanings), room)
        for unit, users in self.on.items():
            if Rule("units", int(self.problem.pool_of_unit[unit])) in kept:
                self._apart(users)

    def unit_of(self, k: int, solver: "cp_model.CpSolver") -> int:
        """The unit an operation is on in the solution; -1 for none."""
        for unit, users in self.on.items():
            if any(user == k and solver.value(there) for user, _, there in users):
                return unit
        return -1

    def _span(self, jobs: Sequence[int]) -> tuple[int, int]:
        """Earliest and latest time that matters, on the grid."""
        problem, pins = self.problem, self.pins
        work, edges = 0.0, [0.0]
        for job in jobs:
            part = slice(int(problem.route[job]), int(problem.route[job + 1]))
            work += float(
                (problem.duration_h[part] + problem.clean_h[part] + problem.changeover_h[part]).sum()
            )
            edges += [float(problem.release_h[job]), float(problem.due_h[job])]
            edges += [*pins.start_h[part].tolist(), *pins.floor_h[part].tolist()]
            for pool in np.unique(problem.pool[part]):
                if pool >= 0:
                    for unit in range(problem.pool_units[pool], problem.pool_units[pool + 1]):
                        edges += [edge for window in self.rules._windows(unit) for edge in window]
        finite = [edge for edge in edges if np.isfinite(edge)]
        return _grid(min(finite) - 2.0 * work - 1.0), _grid(max(finite) + 2.0 * work + 1.0)

    def _extra(self, rule: Rule) -> Any:
        """By how much a rule is wider: a minute, and what it gives where it is the one that is relaxed."""
        return SLACK + self.give if rule == self.relaxed else SLACK

    def _job(self, job: int) -> None:
        problem, model, kept = self.problem, self.model, self.kept
        part = self.rules._operations(job)
        for k in part:
            self.start[k] = model.new_int_var(self.low, self.high, f"s{k}")
        release = Rule("release", job)
        if np.isnan(self.pins.start_h[part[0]]):
            if release in kept:
                model.add(self.start[part[0]] >= _grid(problem.release_h[job]) - self._extra(release))
            elif problem.release_h[job] <= 0.0:  # the start of the plan: nobody can give that
                model.add(self.start[part[0]] >= _grid(problem.release_h[job]) - SLACK)
        due = Rule("due", job)
        if due in kept:
            end = self.start[part[-1]] + _grid(problem.duration_h[part[-1]])
            model.add(end <= _grid(problem.due_h[job]) + self._extra(due))
        self._sequence(part)
        for k in part:
            if problem.pool[k] >= 0:
                self._unit(k)

    def _sequence(self, part: range) -> None:
        """The operations of a job in turn, with pins, floors and limits on waits."""
        problem, model, kept = self.problem, self.model, self.kept
        for k in part:
            pin, floor, wait = Rule("pin", k), Rule("floor", k), Rule("wait", k)
            if pin in kept:
                at = _grid(self.pins.start_h[k])
                model.add(self.start[k] >= at - self._extra(pin))
                model.add(self.start[k] <= at + self._extra(pin))
            if floor in kept:
                model.add(self.start[k] >= _grid(self.pins.floor_h[k]) - self._extra(floor))
            if k + 1 < part.stop:
                ends = self.start[k] + _grid(problem.duration_h[k])
                model.add(self.start[k + 1] >= ends - 1)
                if wait in kept:
                    limit = _grid(problem.wait_limit_h[k])
                    model.add(self.start[k + 1] <= ends + limit + self._extra(wait))

    def _unit(self, k: int) -> None:
        """Operation ``k`` is on one unit of its pool until that is clean."""
        problem, model = self.problem, self.model
        at = k + int(problem.hold_offset[k])
        held = self.start[at] + (_grid(problem.duration_h[at]) if problem.hold_at_end[k] else 0)
        clean = _grid(problem.clean_h[k])
        self.free[k] = model.new_int_var(self.low, self.high, f"f{k}")
        model.add(self.free[k] >= held + clean - 1)
        model.add(self.free[k] >= self.start[k] + _grid(problem.duration_h[k]) + clean - 1)
        dirty = Rule("dirty", k)
        if dirty in self.kept:
            limit = _grid(problem.dirty_limit_h[k])
            model.add(self.free[k] <= held + clean + limit + self._extra(dirty))
        pool, family = int(problem.pool[k]), int(problem.family[self.problem.job_of[k]])
        units = range(int(problem.pool_units[pool]), int(problem.pool_units[pool + 1]))
        if Rule("pin", k) in self.kept and self.pins.unit[k] >= 0 and Rule("pin", k) != self.relaxed:
            units = range(int(self.pins.unit[k]), int(self.pins.unit[k]) + 1)
        there = [model.new_bool_var(f"u{k}_{unit}") for unit in units]
        model.add_exactly_one(there)
        for unit, is_there in zip(units, there, strict=True):
            self.on.setdefault(unit, []).append((k, family, is_there))
            if Rule("closed", unit) in self.kept:
                self._open(k, unit, is_there)

    def _clean(self, k: int) -> None:
        """The cleaning after operation ``k`` takes a unit of its pool, but for a minute."""
        size = max(1, _grid(self.problem.clean_h[k]) - SLACK)
        cleaning = self.model.new_interval_var(self.free[k] - size, size, self.free[k], f"c{k}")
        self.cleaned.setdefault(int(self.problem.clean_pool[k]), []).append(cleaning)

    def _open(self, k: int, unit: int, is_there: Any) -> None:
        closed = Rule("closed", unit)
        inside = []
        for start, end in self.rules._windows(unit)[:MOST_WINDOWS]:
            here = self.model.new_bool_var("")
            inside.append(here)
            if np.isfinite(start):
                self.model.add(self.start[k] >= _grid(start) - self._extra(closed)).only_enforce_if(here)
            if np.isfinite(end):
                self.model.add(self.free[k] <= _grid(end) + self._extra(closed)).only_enforce_if(here)
        self.model.add_bool_or([*inside, is_there.negated()])

    def _apart(self, users: list[tuple[int, int, Any]]) -> None:
        """No two operations are on a unit at once, changeovers included."""
        for place, (k, family, there) in enumerate(users):
            for other, other_family, is_there in users[:place]:
                change = family != other_family
                first = self.model.new_bool_var("")
                gap = _grid(self.problem.changeover_h[other]) if change else 0
                back = _grid(self.problem.changeover_h[k]) if change else 0
                after = self.model.add(self.start[other] >= self.free[k] + gap - SLACK)
                after.only_enforce_if([there, is_there, first])
                before = self.model.add(self.start[k] >= self.free[other] + back - SLACK)
                before.only_enforce_if([there, is_there, first.negated()])


def _is_cleaned(problem: Problem, k: int) -> bool:
    """Whether operation ``k`` has its unit cleaned by a pool."""
    return bool(problem.clean_pool[k] >= 0 and problem.clean_h[k] > 0.0)


def suspects(problem: Problem, pins: Pins, job: int) -> list[int]:
    """Return ``job``, then the jobs that share its pools, those pinned near to it in time first."""
    part = slice(int(problem.route[job]), int(problem.route[job + 1]))
    pools = set(problem.pool[part].tolist()) - {-1}
    starts = pins.start_h[part]
    centre = float(np.nanmax(starts)) if (~np.isnan(starts)).any() else float(problem.release_h[job])
    first: dict[int, float] = {}
    job_of: NDArray[np.int64] = problem.job_of
    for k in np.flatnonzero(np.isin(problem.pool, list(pools))).tolist():
        other = int(job_of[k])
        if other != job:
            at = pins.start_h[k]
            distance = abs(float(at) - centre) if not np.isnan(at) else 1e9
            first[other] = min(first.get(other, np.inf), distance)
    return [job, *sorted(first, key=lambda each: (first[each], each))]
