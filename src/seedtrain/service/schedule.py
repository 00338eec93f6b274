"""Timetables of scenarios and of published plants, with bound, gap and the judge's word."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

from seedtrain.errors import InputError, finding
from seedtrain.messages import Message
from seedtrain.service.cases_read import SCHEDULE_KIND, is_case, read_case
from seedtrain.service.network import ScheduledNetwork, read_network, schedule_network, schedule_shared
from seedtrain.service.plan_settings import DEFAULT, Limits
from seedtrain.service.schedule_plant import Progress, ScenarioPlant, scenario_plant

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from seedtrain.flow.assignment import Assignment
    from seedtrain.flow.problem import Problem
    from seedtrain.report import Table

MAKESPAN, TARDINESS = "makespan", "weighted_tardiness"
SEED = 1
_CLOSE = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Scheduled:
    """The best timetable found.

    ``objective`` and ``bound`` [h] of ``objective_name``; no timetable is better than the bound. ``found``:
    the operations of ``problem`` with their times and units. ``broken``: rules that the judge, which knows no
    solver, found broken (none: it holds). ``second_bound``: the bound
    [h] of the objective that counts second. ``seconds`` of the search and its bounds. ``origin``: day 0, None
    for a case, which has hours only.
    """

    name: str
    problem: "Problem"
    found: "Assignment"
    objective_name: str
    objective: float
    bound: float
    status: str
    makespan_h: float
    tardiness_h: float
    second_bound: float
    broken: tuple[str, ...]
    seconds: float
    engine: Message
    origin: date | None

    @property
    def gap(self) -> float:
        """Relative distance between objective and bound [fraction]."""
        return abs(self.objective - self.bound) / max(1.0, abs(self.objective))

    def operations(self) -> list[dict[str, Any]]:
        """Return every operation as plain data; times in hours from the start."""
        problem, found = self.problem, self.found
        return [
            {
                "job": problem.jobs[job],
                "operation": problem.steps[step],
                "unit": problem.units[unit] if unit >= 0 else "",
                "start_h": start,
                "end_h": end,
            }
            for job, step, unit, start, end in zip(
                problem.job_of.tolist(),
                problem.step.tolist(),
                found.unit.tolist(),
                found.start_h.tolist(),
                found.end_h.tolist(),
                strict=True,
            )
        ]

    def facts(self) -> dict[str, Any]:
        """Return the timetable as plain data."""
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
            "makespan_h": self.makespan_h,
            "weighted_tardiness_h": self.tardiness_h,
            "second_bound": self.second_bound,
            "broken": list(self.broken),
            "operations": self.operations(),
        }

    def page(self, lang: str) -> str:
        """Return the report: one HTML file that loads nothing."""
        from importlib.metadata import version

        from seedtrain.messages import say
        from seedtrain.report.engines import engine_page
        from seedtrain.service.schedule_figures import unit_chart

        facts = say("engines.page.facts", lang, name=self.name, version=version("seedtrain"))
        chart = unit_chart(self.problem, self.found, self.origin, lang)
        return engine_page(self.tables(), [chart], facts, lang)

    def save(self, folder: Path, lang: str) -> Path:
        """Write report, results and circumstances into a folder; return it. Raises as ``save_result``."""
        from seedtrain.service.plan_folder import save_result

        seconds = {"schedule": round(self.seconds, 3)}
        settings = {"command": "schedule", "name": self.name, "seed": SEED, "seconds": seconds}
        return save_result(folder, self.facts(), self.page, settings, lang)

    def tables(self) -> "tuple[Table, ...]":
        """Return what was found in a few lines, the load of each pool, and the batches."""
        from seedtrain.service.plan_tables import exact, facts_table, percent, word_of_judge, worth
        from seedtrain.service.schedule_tables import batch_table, load_table

        other = TARDINESS if self.objective_name == MAKESPAN else MAKESPAN
        head = facts_table(
            Message("engines.schedule.title", {"name": self.name}),
            {
                "objective": worth(self.objective_name, self.objective),
                "bound": worth(self.objective_name, self.bound),
                "gap": percent(self.gap),
                "second": worth(other, self.tardiness_h if other == TARDINESS else self.makespan_h),
                "second_bound": worth(other, self.second_bound),
                "status": Message(f"engines.status.{self.status}"),
                "seconds": exact(round(self.seconds, 2)),
                "solver": self.engine,
                "judge": word_of_judge(list(self.broken)),
            },
        )
        problem, found = self.problem, self.found
        return head, load_table(problem, found), batch_table(problem, found, self.origin)


def schedule(
    name: str, objective: str | None = None, limits: Limits = DEFAULT, progress: Progress | None = None
) -> "Scheduled | ScheduledNetwork":
    """Schedule a scenario or a case of kind ``schedule_plant``, by the name that ships or by file.

    A file may also hold a peer's problem: see :func:`seedtrain.service.network.schedule_network`.

    ``objective``: ``makespan`` or ``weighted_tardiness`` (the other counts second); None for that of a run of
    the scenario (tardiness where there are due dates) and for the makespan of a case. Without a time limit
    the search does a fixed amount of work. Raises :class:`InputError` for what can't be read or placed.
    """
    tell = progress or (lambda _: None)
    names = [] if objective is None else [each.strip() for each in objective.split(",")]
    network = read_network(name)
    if network is not None:
        tell("schedule")
        return schedule_network(name, network, names, limits)
    plant = None if is_case(name) else scenario_plant(name, 0, SEED, tell)
    if plant is not None and _has_shared(plant):
        tell("schedule")
        return schedule_shared(name, plant, names, limits)
    for each in names:
        if each not in (MAKESPAN, TARDINESS):
            near = f"{MAKESPAN}, {TARDINESS}"
            raise InputError([finding("SCN-016", path="--objective", value=each, near=near)])
    running: list[int] = []
    origin = None
    if plant is None:
        from seedtrain.flow.case import load_case

        tell("read")
        problem = load_case(read_case(name, (SCHEDULE_KIND,))).problem
        default = MAKESPAN
    else:
        problem, origin = plant.problem, plant.origin
        running = [job for job, batch in enumerate(plant.batches) if batch.begun_step]
        default = TARDINESS if any(due < float("inf") for due in problem.due_h.tolist()) else MAKESPAN
    tell("schedule")
    return _searched(name, problem, running, (names or [default])[0], limits, origin)


def _has_shared(plant: ScenarioPlant) -> bool:
    """Whether its batches need more than the units of their suites."""
    from seedtrain.flow.plant_network import has_shared

    return has_shared(plant.scenario)


def _searched(
    name: str, problem: "Problem", running: list[int], objective: str, limits: Limits, origin: date | None
) -> Scheduled:
    import numpy as np

    from seedtrain.flow.sequence import place_in_order
    from seedtrain.flow.verify import verify
    from seedtrain.schedule.late import tardiness_bound
    from seedtrain.schedule.packing import packed_makespan_bound
    from seedtrain.schedule.solve import tardiness

    began = perf_counter()
    order, engine = _order(problem, limits.time_limit_s, tardiness_first=objective == TARDINESS)
    first = np.array(running, dtype=np.int64)
    found = place_in_order(problem, np.concatenate([first, order[~np.isin(order, first)]]))
    values = {MAKESPAN: found.makespan_h, TARDINESS: tardiness(problem, found)}
    bounds: dict[str, Callable[[Problem], float]] = {
        MAKESPAN: packed_makespan_bound,
        TARDINESS: tardiness_bound,
    }
    bound = bounds[objective](problem)
    other = TARDINESS if objective == MAKESPAN else MAKESPAN
    is_best = values[objective] <= bound + _CLOSE * max(1.0, abs(bound))
    return Scheduled(
        name=name,
        problem=problem,
        found=found,
        objective_name=objective,
        objective=values[objective],
        bound=bound,
        status="optimal" if is_best else "feasible" if limits.time_limit_s is None else "stopped_by_time",
        makespan_h=values[MAKESPAN],
        tardiness_h=values[TARDINESS],
        second_bound=bounds[other](problem),
        broken=tuple(f"{breach.rule}: {' '.join(breach.operations)}" for breach in verify(problem, found)),
        seconds=perf_counter() - began,
        engine=engine,
        origin=origin,
    )


def _order(
    problem: "Problem", seconds: float | None, *, tardiness_first: bool
) -> "tuple[NDArray[np.int64], Message]":
    """The order of the jobs by a fixed amount of work, or by the clock; and what made it."""
    if seconds is None:
        from seedtrain.schedule.solve import best_order

        order = best_order(problem, tardiness_first=tardiness_first, seed=SEED)
        return order, Message("schedule.engine", {"seed": SEED})
    from seedtrain.schedule.search import timed_order

    order = timed_order(problem, seconds, tardiness_first=tardiness_first, seed=SEED)
    return order, Message("engines.schedule.timed", {"seconds": f"{seconds:g}", "seed": SEED})
