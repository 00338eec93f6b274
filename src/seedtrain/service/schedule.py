"""Timetables of scenarios and of published plants, with bound, gap and the judge's word."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

from seedtrain.messages import Message
from seedtrain.service.cases_read import called
from seedtrain.service.network import ScheduledNetwork, read_network, schedule_network, schedule_shared
from seedtrain.service.plan_settings import DEFAULT, Limits
from seedtrain.service.schedule_options import (
    NOTHING,
    REPLAN_GOALS,
    ScheduleOptions,
    goals_of,
    not_for_networks,
)
from seedtrain.service.schedule_plant import Progress
from seedtrain.service.schedule_search import PLAIN, Searched, Show, around, by_goals, plain
from seedtrain.service.schedule_source import SEED, source_of

if TYPE_CHECKING:
    from seedtrain.flow.assignment import Assignment
    from seedtrain.flow.problem import Problem
    from seedtrain.report import Table
    from seedtrain.service.schedule_explain import Explained

_CLOSE = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Scheduled:
    """The best timetable found.

    ``values`` and ``bounds`` by objective, the first of ``searched.goals`` first: hours, or changeovers. No
    timetable that keeps what is settled is better than a bound. ``broken``: rules that the judge, which knows
    no solver, found broken (none: it holds). ``seconds`` of the search and its bounds. ``explained``: what
    was asked to be explained; ``asked_late``: every order that is late was.
    """

    name: str
    searched: Searched
    values: Mapping[str, float]
    bounds: Mapping[str, float]
    status: str
    broken: tuple[str, ...]
    seconds: float
    explained: "tuple[Explained, ...]" = ()
    asked_late: bool = False

    @property
    def problem(self) -> "Problem":
        """What was scheduled."""
        return self.searched.source.problem

    @property
    def found(self) -> "Assignment":
        """The operations with their times and units."""
        return self.searched.found

    @property
    def origin(self) -> date | None:
        """Day 0; None for a case, which has hours only."""
        return self.searched.source.origin

    @property
    def objective_name(self) -> str:
        """The objective that counts first."""
        return self.searched.goals[0]

    @property
    def objective(self) -> float:
        """Its value."""
        return self.values[self.objective_name]

    @property
    def bound(self) -> float:
        """Its bound."""
        return self.bounds[self.objective_name]

    @property
    def is_interrupted(self) -> bool:
        """Whether the user ended the search."""
        return self.searched.is_interrupted

    @property
    def gap(self) -> float:
        """Relative distance between objective and bound [fraction]."""
        return gap(self.objective, self.bound)

    def operations(self) -> list[dict[str, Any]]:
        """Return every operation as plain data; times in hours from the start."""
        from seedtrain.service.schedule_facts import operations

        return operations(self.problem, self.found)

    def facts(self) -> dict[str, Any]:
        """Return the timetable as plain data."""
        from seedtrain.service.schedule_facts import replan_facts
        from seedtrain.service.schedule_tables import use_by_pool

        use = use_by_pool(self.problem, self.found)
        goals = self.searched.goals
        return {
            "name": self.name,
            "objective_name": self.objective_name,
            "objective": self.objective,
            "bound": self.bound,
            "gap": self.gap,
            "status": self.status,
            "verified": not self.broken,
            "seconds": self.seconds,
            "seed": SEED,
            "makespan_h": self.values["makespan"],
            "weighted_tardiness_h": self.values["weighted_tardiness"],
            "second_bound": self.bounds[goals[1]],
            "objectives": [
                {
                    "name": goal,
                    "value": self.values[goal],
                    "bound": self.bounds[goal],
                    "gap": gap(self.values[goal], self.bounds[goal]),
                }
                for goal in goals
            ],
            "bottleneck": next(iter(use), ""),
            "use": use,
            "broken": list(self.broken),
            "operations": self.operations(),
            **replan_facts(self.searched),
            **({"explained": [each.facts() for each in self.explained]} if self.explained else {}),
        }

    def page(self, lang: str) -> str:
        """Return the report: one HTML file that loads nothing."""
        from importlib.metadata import version

        from seedtrain.messages import say
        from seedtrain.report.engines import engine_page
        from seedtrain.service.schedule_figures import charts

        facts = say("engines.page.facts", lang, name=self.name, version=version("seedtrain"))
        return engine_page(self.tables(), charts(self.searched, lang), facts, lang)

    def save(self, folder: Path, lang: str) -> Path:
        """Write report, results, circumstances and the CSV files into a folder; return it.

        ``timetable.csv``, ``orders.csv``, ``resources.csv`` can be read back. Raises as ``save_result``.
        """
        from seedtrain.service.plan_folder import save_result
        from seedtrain.service.timetable_csv import timetable_csv

        seconds = {"schedule": round(self.seconds, 3)}
        settings = {"command": "schedule", "name": self.name, "seed": SEED, "seconds": seconds}

        def tables(draft: Path) -> None:
            text = timetable_csv(self.problem, self.found, self.origin)
            (draft / "timetable.csv").write_bytes(text.encode())
            for name, write in self.searched.source.files.items():
                (draft / name).write_bytes(write().encode())

        return save_result(folder, self.facts(), self.page, settings, lang, tables)

    def tables(self) -> "tuple[Table, ...]":
        """Return what was found in a few lines, what moved, what is explained, loads, batches."""
        from seedtrain.service.change_tables import change_table, gave_way_table
        from seedtrain.service.plan_tables import exact, facts_table, percent, word_of_judge, worth
        from seedtrain.service.schedule_explain import none_late
        from seedtrain.service.schedule_tables import batch_table, load_table, use_by_pool

        second = self.searched.goals[1]
        pool, share = next(iter(use_by_pool(self.problem, self.found).items()), ("–", 0.0))
        head = facts_table(
            Message("engines.schedule.title", {"name": called(self.name)}),
            {
                "objective": worth(self.objective_name, self.objective),
                "bound": worth(self.objective_name, self.bound),
                "gap": percent(self.gap),
                "second": worth(second, self.values[second]),
                "second_bound": worth(second, self.bounds[second]),
                "bottleneck": Message("schedule.bottleneck", {"pool": pool, "share": percent(share)}),
                "status": Message(f"engines.status.{self.status}"),
                "seconds": exact(round(self.seconds, 2)),
                "solver": self.searched.engine,
                "judge": word_of_judge(list(self.broken)),
            },
        )
        problem, found = self.problem, self.found
        told = [change_table(self.searched), gave_way_table(self.searched)]
        told += [table for each in self.explained for table in each.tables()]
        told += [none_late()] if self.asked_late and not self.explained else []
        loads = load_table(problem, found), batch_table(problem, found, self.origin)
        return (head, *(table for table in told if table.rows), *loads)


def gap(value: float, bound: float) -> float:
    """Relative distance between a value and its bound [fraction]."""
    return abs(value - bound) / max(1.0, abs(value))


def schedule(
    name: str,
    objective: str | None = None,
    limits: Limits = DEFAULT,
    progress: Progress | None = None,
    *,
    options: ScheduleOptions = NOTHING,
    show: Show | None = None,
) -> "Scheduled | ScheduledNetwork":
    """Schedule a scenario or a case of kind ``schedule_plant``, by the name that ships or by file.

    A file may also hold a peer's problem: see :func:`seedtrain.service.network.schedule_network`.

    ``objective``: a comma list of objectives that count in that order; None for that of a run of the scenario
    (tardiness where there are due dates), for the makespan of a case, for least change where something is
    given. Without a time limit the search does a fixed amount of work. ``show`` is told how far it has come.
    An interruption ends the search with the best so far (``status`` interrupted).

    Raises :class:`InputError` for what can't be read or placed; :class:`InfeasibleError` with the rules that
    conflict, where that is proven; :class:`StoppedError` where nothing was found and nothing is proven.
    """
    from seedtrain.service.schedule_explain import explained, keep_dates

    tell = progress or (lambda _: None)
    names = [] if objective is None else [each.strip() for each in objective.split(",")]
    network = read_network(name)
    if network is not None:
        not_for_networks(options)
        tell("schedule")
        made = schedule_network(name, network, names, limits, show, options)
        return _dated(made, options).told(options.explain)
    source = source_of(name, options, tell)
    tell("schedule")
    if source.shared is not None:
        made = schedule_shared(
            name, source.shared, names, limits, show, options=options, as_of_h=source.as_of_h
        )
        return replace(_dated(made, options), files=source.files).told(options.explain, source.shared.batches)
    goals = goals_of(objective)
    began = perf_counter()
    if options.replans:
        found = around(source, options, goals or REPLAN_GOALS, limits, show)
    elif set(goals[:1]) <= set(PLAIN) and set(goals) <= set(PLAIN):
        first = goals[0] if goals else source.default
        both = (first, *(goal for goal in reversed(PLAIN) if goal != first))
        found = plain(source, both, limits, show)
    else:
        found = by_goals(source, goals, limits, show)
    if options.keep_dates:
        keep_dates(found)
    judgement = judged(name, found, limits, began)
    if not options.explain:
        return judgement
    told = explained(found, options.explain)
    return replace(judgement, explained=told, asked_late="late" in options.explain)


def _dated(made: "ScheduledNetwork", options: ScheduleOptions) -> "ScheduledNetwork":
    """A timetable that keeps every due date where it is to; raises as ``keep_network_dates``."""
    from seedtrain.service.network_conflict import keep_network_dates

    if options.keep_dates:
        now_h = float("-inf") if made.replanned is None else made.replanned.plan.now_h
        keep_network_dates(made.network, made.found, made.origin, now_h)
    return made


def judged(name: str, searched: Searched, limits: Limits, began: float) -> Scheduled:
    """Return what was found with its values and bounds and the word of the judge."""
    from seedtrain.flow.pins import verify_pins
    from seedtrain.flow.verify import verify
    from seedtrain.schedule.goals import goal_bound, goal_value

    problem, pins, found = searched.source.problem, searched.pins, searched.found
    goals = dict.fromkeys((*searched.goals, *PLAIN))
    values = {goal: goal_value(problem, pins, found, goal) for goal in goals}
    packed = searched.goals[:2]
    bounds = {goal: goal_bound(problem, goal, pins, packed=goal in packed) for goal in goals}
    first = searched.goals[0]
    bounds[first] = max(bounds[first], searched.bound)
    breaches = [*verify(problem, found), *verify_pins(problem, pins, found)]
    status = "feasible" if limits.time_limit_s is None else "stopped_by_time"
    if searched.is_interrupted:
        status = "interrupted"
    if values[first] <= bounds[first] + _CLOSE * max(1.0, abs(bounds[first])):
        status = "optimal"
    return Scheduled(
        name=name,
        searched=searched,
        values=values,
        bounds=bounds,
        status=status,
        broken=tuple(f"{breach.rule}: {' '.join(breach.operations)}" for breach in breaches),
        seconds=perf_counter() - began,
    )
