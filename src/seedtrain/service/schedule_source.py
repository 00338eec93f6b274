"""What is scheduled: a scenario or a plant case, with the CSV files laid over it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from seedtrain.service.cases_read import SCHEDULE_KIND, is_case, read_case
from seedtrain.service.documents import open_document
from seedtrain.service.plant_csv import (
    case_orders_csv,
    case_resources_csv,
    case_with_csv,
    orders_csv,
    with_csv,
)
from seedtrain.service.resources_csv import resources_csv
from seedtrain.service.schedule_options import ScheduleOptions
from seedtrain.service.schedule_plant import Progress, ScenarioPlant, compiled_plant

if TYPE_CHECKING:
    from seedtrain.flow.problem import Problem
    from seedtrain.results.timetable import BatchOrder

SEED = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A problem with where it comes from.

    ``origin``: day 0, None for a case; ``running``: jobs under way; ``default``: the objective where none is
    named; ``batches`` of a scenario; ``shared``: the plant of a scenario whose suites share more than units,
    which only the general form schedules; ``files``: CSV by name that would give the same input again.
    """

    name: str
    problem: "Problem"
    origin: date | None
    running: list[int]
    default: str
    as_of_h: float
    batches: "tuple[BatchOrder, ...]" = ()
    shared: "ScenarioPlant | None" = None
    files: dict[str, Callable[[], str]] = field(default_factory=dict)

    @property
    def orders(self) -> list[str]:
        """The order of each job, "" for none; a case has none."""
        return [batch.order for batch in self.batches] or [""] * len(self.problem.jobs)

    @property
    def suites(self) -> list[str]:
        """The suite of each job, "" where there is none."""
        return [batch.suite for batch in self.batches] or [""] * len(self.problem.jobs)


def source_of(name: str, options: ScheduleOptions, tell: Progress) -> Source:
    """Read a scenario or a case with the files of the options.

    Raises :class:`InputError` for what can't be read.
    """
    if is_case(name):
        from seedtrain.flow.case import load_case

        tell("read")
        content = case_with_csv(read_case(name, (SCHEDULE_KIND,)), options.orders, options.resources)
        problem = load_case(content).problem
        return Source(
            name=name,
            problem=problem,
            origin=None,
            running=[],
            default="makespan",
            as_of_h=0.0,
            files={
                "orders.csv": lambda: case_orders_csv(content),
                "resources.csv": lambda: case_resources_csv(content),
            },
        )
    from seedtrain.flow.plant_network import has_shared

    tell("read")
    document = with_csv(open_document(name), options.orders, options.resources)
    plant = compiled_plant(document, 0, SEED, tell)
    scenario, problem = plant.scenario, plant.problem
    as_of = scenario.as_of or scenario.provenance.published
    has_due = any(due < float("inf") for due in problem.due_h.tolist())
    return Source(
        name=name,
        problem=problem,
        origin=plant.origin,
        running=[job for job, batch in enumerate(plant.batches) if batch.begun_step],
        default="weighted_tardiness" if has_due else "makespan",
        as_of_h=max(0.0, (as_of - plant.origin).days * 24.0),
        batches=plant.batches,
        shared=plant if has_shared(scenario) else None,
        files={
            "orders.csv": lambda: orders_csv(scenario),
            "resources.csv": lambda: resources_csv(scenario),
        },
    )
