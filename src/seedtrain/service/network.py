"""Timetables of the general form: peers' problems, with bound, gap and the judge's word."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

import numpy as np

from seedtrain.errors import InfeasibleError, StoppedError, finding
from seedtrain.messages import Message
from seedtrain.service.cases_read import called
from seedtrain.service.network_conflict import raise_infeasible
from seedtrain.service.network_goals import dates_first, measures_of, teller
from seedtrain.service.plan_settings import Limits
from seedtrain.service.schedule_options import NOTHING, ScheduleOptions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from seedtrain.flow.network import Network
    from seedtrain.flow.placement import Placement
    from seedtrain.flow.problem import Problem
    from seedtrain.report import Table
    from seedtrain.results.timetable import BatchOrder
    from seedtrain.schedule.network.solve import Solved
    from seedtrain.service.network_explain import NetworkExplained
    from seedtrain.service.network_replan import Replanned
    from seedtrain.service.schedule_plant import ScenarioPlant
    from seedtrain.service.schedule_search import Show

SEED = 1
SHARED_WORK = 6.0
"""Deterministic time of CP-SAT for a scenario without a time limit, besides its windows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduledNetwork:
    """The best timetable found of a problem in the general form.

    ``objective`` and ``bound`` of ``objective_name`` [h, or a weighted sum]; ``broken``: rules that the
    judge, which knows no solver, found broken. ``seconds`` of the search. ``origin``: day 0, None for
    hours only. ``plant``: the problem by units alone that its first operations are, with the suite of each
    batch. ``replanned``: what a replan moved. ``files``: CSV by name that would give the same input
    again. ``explained``: None where nothing was asked.
    """

    name: str
    network: "Network"
    found: "Placement"
    objective_name: str
    objective: float
    bound: float
    status: str
    broken: tuple[str, ...]
    seconds: float
    engine: Message
    origin: date | None = None
    plant: "tuple[Problem, list[str]] | None" = None
    replanned: "Replanned | None" = None
    files: Mapping[str, Callable[[], str]] = field(default_factory=dict)
    explained: "tuple[NetworkExplained, ...] | None" = None

    def told(self, asked: tuple[str, ...], batches: "Sequence[BatchOrder]" = ()) -> "ScheduledNetwork":
        """Return it with explanations of what is ``asked``; ``batches`` of a scenario know their orders.

        Raises :class:`InputError` (SCH-053) for what is none of its orders, jobs or operations.
        """
        from seedtrain.service.network_explain import explained, jobs_by_order

        if not asked:
            return self
        orders = jobs_by_order(batches)
        told = explained(self.network, self.found, asked, orders, self.origin)
        return replace(self, explained=told)

    @property
    def is_interrupted(self) -> bool:
        """Whether the user ended the search."""
        return self.status == "interrupted"

    @property
    def gap(self) -> float:
        """Relative distance between objective and bound [fraction]."""
        return abs(self.objective - self.bound) / max(1.0, abs(self.objective))

    def operations(self) -> list[dict[str, Any]]:
        """Return every operation that takes place as plain data; times in hours from the start."""
        from seedtrain.flow.placement import mode_of

        rows = []
        for place, operation in enumerate(self.network.operations):
            mode = mode_of(self.network, self.found, place)
            if mode is not None:
                resources = [need.resource for need in mode.needs]
                rows.append(
                    {
                        "job": operation.job,
                        "operation": operation.name,
                        "unit": resources[0] if resources else "",
                        "start_h": float(self.found.start_h[place]),
                        "end_h": float(self.found.end_h[place]),
                        "mode": int(self.found.mode[place]),
                        "resources": resources,
                    }
                )
        return rows

    def facts(self) -> dict[str, Any]:
        """Return the timetable as plain data."""
        from seedtrain.flow.placement import measures
        from seedtrain.service.network_replan import change_facts
        from seedtrain.service.network_tables import use_by_resource

        use = use_by_resource(self.network, self.found)
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
            "measures": measures(self.network, self.found),
            "bottleneck": next(iter(use), ""),
            "use": use,
            "broken": list(self.broken),
            "operations": self.operations(),
            **({} if self.replanned is None else change_facts(self.replanned, self.origin)),
            **({"explained": [each.facts() for each in self.explained]} if self.explained else {}),
        }

    def page(self, lang: str) -> str:
        """Return the report: one HTML file that loads nothing."""
        from importlib.metadata import version

        from seedtrain.flow.embed import plant_assignment
        from seedtrain.messages import say
        from seedtrain.report.engines import engine_page
        from seedtrain.service.network_tables import resource_chart
        from seedtrain.service.schedule_figures import plant_charts

        facts = say("engines.page.facts", lang, name=self.name, version=version("seedtrain"))
        charts = [resource_chart(self.network, self.found, self.origin, lang)]
        if self.plant is not None and self.replanned is None:
            problem, suites = self.plant
            use, _, *others = plant_charts(
                problem, plant_assignment(problem, self.found), suites, self.origin, lang
            )
            charts = [use, *charts, *others]
        return engine_page(self.tables(), charts, facts, lang)

    def save(self, folder: Path, lang: str) -> Path:
        """Write report, results, circumstances and the CSV files into a folder; return it.

        ``timetable.csv`` and, of a scenario, ``orders.csv`` and ``resources.csv`` can be read back. Raises as
        ``save_result``.
        """
        from seedtrain.service.network_names import placement_csv
        from seedtrain.service.plan_folder import save_result

        seconds = {"schedule": round(self.seconds, 3)}
        settings = {"command": "schedule", "name": self.name, "seed": SEED, "seconds": seconds}

        def tables(draft: Path) -> None:
            text = placement_csv(self.network, self.found, self.origin)
            (draft / "timetable.csv").write_bytes(text.encode())
            for name, write in self.files.items():
                (draft / name).write_bytes(write().encode())

        return save_result(folder, self.facts(), self.page, settings, lang, tables)

    def tables(self) -> "tuple[Table, ...]":
        """Return what was found in a few lines, the measures, the load of each resource, the operations."""
        from seedtrain.service.network_replan import change_tables
        from seedtrain.service.network_tables import (
            load_table,
            measure_table,
            operation_table,
            use_by_resource,
        )
        from seedtrain.service.plan_tables import exact, facts_table, percent, word_of_judge

        word = {
            "makespan": "engines.objective.makespan",
            "tardiness": "engines.objective.weighted_tardiness",
            "change_h": "engines.objective.least_change",
        }
        key = word.get(self.objective_name, "network.objective.sum")

        def worth(value: float) -> Message:
            return Message(key, {"value": f"{value:,.9g}"})

        pool, share = next(iter(use_by_resource(self.network, self.found).items()), ("–", 0.0))
        head = facts_table(
            Message("engines.schedule.title", {"name": called(self.name)}),
            {
                "objective": worth(self.objective),
                "bound": worth(self.bound),
                "gap": percent(self.gap),
                "bottleneck": Message("schedule.bottleneck", {"pool": pool, "share": percent(share)}),
                "status": Message(f"engines.status.{self.status}"),
                "seconds": exact(round(self.seconds, 2)),
                "solver": self.engine,
                "judge": word_of_judge(list(self.broken)),
            },
        )
        from seedtrain.service.network_explain import chain_tables

        network, found = self.network, self.found
        moved = () if self.replanned is None else change_tables(self.replanned, self.origin)
        return (
            head,
            *moved,
            *chain_tables(self.explained),
            measure_table(network, found),
            load_table(network, found),
            operation_table(network, found, self.origin),
        )


def read_network(name: str) -> "Network | None":
    """Return the problem in the file ``name`` where it is one in a peer's form; None for anything else.

    Raises :class:`InputError` for a problem that can't be read as a network.
    """
    from seedtrain.service.cases_read import file_content

    content = file_content(name)
    if content is None:
        return None
    from seedtrain.flow.pyjobshop import is_problem_data, read_problem_data

    return read_problem_data(content, name) if is_problem_data(content) else None


def schedule_network(
    name: str,
    network: "Network",
    names: list[str],
    limits: Limits,
    show: "Show | None" = None,
    options: ScheduleOptions = NOTHING,
) -> ScheduledNetwork:
    """Schedule a network for its own objective, or for those named, the first above all.

    Around what the ``options`` give, pin, freeze and tell of, where they do. ``show`` is told how far it has
    come; an interruption ends it with the best so far.

    Raises :class:`InputError` (SCH-010, SCH-013, and for the options), :class:`InfeasibleError` (SCH-051,
    SCH-015) where that is proven, and :class:`StoppedError` (SCH-014, SCH-052) where nothing was found in
    time.
    """
    from seedtrain.schedule.network.best import best_in_order, best_placement
    from seedtrain.schedule.network.solve import Budget

    own = tuple(network.objective) if len(network.objective) == 1 and not options.replans else ()
    order = dates_first(measures_of(names) or (own if options.keep_dates else ()), options)
    began = perf_counter()
    if options.timetable is None:
        plain = order if not options.replans else ()
        if plain:
            network = replace(network, objective={plain[0]: 1.0})
        budget = Budget(seconds=limits.time_limit_s, seed=SEED).shared(max(1, len(plain)))
        tell = teller(tuple(network.objective), show)
        solved = (
            best_in_order(network, plain, budget, tell) if plain else best_placement(network, budget, tell)
        )
        if solved.placement is None:
            if solved.status == "infeasible":
                raise_infeasible(name, network, None)
            raise StoppedError("no timetable found in time", [finding("SCH-014", value=name)])
        if not options.replans:
            return _scheduled(name, network, solved, perf_counter() - began, None)
    given = None if options.timetable is not None else solved.placement
    return _replanned(name, network, given, order, limits, show, options, (None, 0.0))


def schedule_shared(
    name: str,
    plant: "ScenarioPlant",
    names: list[str],
    limits: Limits,
    show: "Show | None" = None,
    *,
    options: ScheduleOptions = NOTHING,
    as_of_h: float = 0.0,
) -> ScheduledNetwork:
    """Schedule the batches of a scenario with everything they share.

    The objectives ``names`` count in that order; without any the tardiness, then the makespan, where there
    are due times, and the makespan elsewhere. Around what the ``options`` give, pin, freeze and tell of,
    where they do, from ``as_of_h`` on. ``show`` is told how far the first has come; an interruption ends it
    with the best so far. Raises as :func:`schedule_network` and
    :func:`seedtrain.schedule.plant.shared_plan`.
    """
    from seedtrain.flow.plant_network import compile_network
    from seedtrain.schedule.network.solve import Budget
    from seedtrain.schedule.plant import FURTHER_WORK, has_due, shared_plan

    order = dates_first(measures_of(names), options)
    began = perf_counter()
    budget = Budget(seconds=limits.time_limit_s, work=SHARED_WORK, seed=SEED).shared(max(2, len(order)))
    further = Budget(work=FURTHER_WORK, seed=SEED) if limits.time_limit_s is None else None
    plain = () if options.replans else order
    plain = plain or (("tardiness", "makespan") if has_due(plant.batches) else ("makespan",))
    if options.timetable is None:
        tell = teller(plain[:1], show)
        try:
            plan = shared_plan(
                plant.scenario,
                plant.profiles,
                plant.batches,
                order=plain,
                budget=budget,
                tell=tell,
                further=further,
            )
        except InfeasibleError:
            network = compile_network(plant.scenario, plant.profiles, plant.batches, objective=plain[0])
            raise_infeasible(name, network, plant.origin)
        if not options.replans:
            made = _scheduled(name, plan.network, plan.solved, perf_counter() - began, plant.origin)
            return replace(made, plant=(plant.problem, [batch.suite for batch in plant.batches]))
        network, given = plan.network, plan.found
    else:
        network = compile_network(plant.scenario, plant.profiles, plant.batches, objective=plain[0])
        given = None
    place = plant.origin, as_of_h
    return _replanned(name, network, given, order, limits, show, options, place)


def _replanned(
    name: str,
    network: "Network",
    given: "Placement | None",
    order: tuple[str, ...],
    limits: Limits,
    show: "Show | None",
    options: ScheduleOptions,
    place: tuple[date | None, float],
) -> ScheduledNetwork:
    """Plan a network again around a placement, or that of the file where it is None."""
    from seedtrain.schedule.network.solve import Budget
    from seedtrain.schedule.plant import WORK
    from seedtrain.service.network_replan import ORDER, placement_read, replanned

    chosen = order or ORDER
    given = placement_read(network, options, place[0]) if given is None else given
    budget = Budget(seconds=limits.time_limit_s, work=WORK, seed=SEED).shared(len(chosen))
    tell = teller(chosen[:1], show)
    found = replanned(name, network, given, options, chosen, place, (budget, tell))
    made = replace(found.plan.network, objective={chosen[0]: 1.0})
    return replace(_scheduled(name, made, found.solved, found.seconds, place[0]), replanned=found)


def _scheduled(
    name: str, network: "Network", solved: "Solved", seconds: float, origin: date | None
) -> ScheduledNetwork:
    from importlib.metadata import version

    from seedtrain.flow.placement import objective
    from seedtrain.flow.verify_network import verify_network

    assert solved.placement is not None
    found = solved.placement
    value = objective(network, found)
    return ScheduledNetwork(
        name=name,
        network=network,
        found=found,
        objective_name=next(iter(network.objective)) if len(network.objective) == 1 else "weighted_sum",
        objective=value,
        bound=value if solved.bound is None else float(np.minimum(value, solved.bound)),
        status=solved.status,
        broken=tuple(f"{each.rule}: {' '.join(each.operations)}" for each in verify_network(network, found)),
        seconds=seconds,
        origin=origin,
        engine=Message("network.engine", {"version": version("ortools"), "seed": SEED}),
    )
