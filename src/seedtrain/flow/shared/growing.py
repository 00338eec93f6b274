"""A network that grows: the batches of a plant, and what the shared blocks of its scenario add to them."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from seedtrain.errors import Finding, finding
from seedtrain.flow.network import Link, Mode, Need, Network, Operation, Resource, Stock
from seedtrain.flow.plant import hours, on_grid
from seedtrain.model.referable import suites as suites_of
from seedtrain.model.scenario import Scenario
from seedtrain.model.value import Value
from seedtrain.results.timetable import BatchOrder


@dataclass
class Growing:
    """The network ``base`` of the batches ``orders``, and what is added to it.

    ``steps`` and ``job_of``: recipe step and batch of each of its first operations. ``ends``: first and last
    operation of each named part of a batch, by (batch, name): a recipe step, a test, a handling.
    """

    scenario: Scenario
    base: Network
    orders: list[BatchOrder]
    steps: list[str]
    job_of: list[int]
    operations: list[Operation] = field(default_factory=list)
    resources: list[Resource] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    stocks: list[Stock] = field(default_factory=list)
    consecutive: list[tuple[str, str]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    ends: dict[tuple[int, str], tuple[str, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.operations = list(self.base.operations)
        self.resources = list(self.base.resources)
        self.links = list(self.base.links)
        seen = set[int]()
        for k, job in enumerate(self.job_of):
            if self.orders[job].begun_step and job not in seen:
                self.operations[k] = replace(self.operations[k], latest_start_h=0.0)
            seen.add(job)
            self.ends[job, self.steps[k]] = self.operations[k].name, self.operations[k].name

    def fitting(
        self, path: str, steps: Sequence[str], products: Sequence[str], suites: Sequence[str] = ()
    ) -> list[int]:
        """Places of the operations of these steps; a finding for each step that no batch has."""
        found = []
        for step in steps:
            mine = [
                k
                for k, (name, job) in enumerate(zip(self.steps, self.job_of, strict=True))
                if name == step
                and (not products or self.orders[job].product in products)
                and (not suites or self.orders[job].suite in suites)
            ]
            if not mine:
                self.findings.append(finding("SCH-018", path=path, value=step))
            found += mine
        return found

    def batches_of(self, products: Sequence[str]) -> list[int]:
        """Places of the batches of these products; of all, where none is named."""
        return [job for job, order in enumerate(self.orders) if not products or order.product in products]

    def add_need(self, k: int, need: Need) -> None:
        """Let operation ``k`` take more."""
        operation = self.operations[k]
        modes = tuple(replace(mode, needs=(*mode.needs, need)) for mode in operation.modes)
        self.operations[k] = replace(operation, modes=modes)

    def add(self, name: str, job: int, duration_h: float, *needs: Need, counts: bool = False) -> str:
        """Add an operation of one mode to a batch; return its name."""
        mode = Mode(duration_h, needs)
        self.operations.append(
            Operation(name=name, job=self.orders[job].job, modes=(mode,), counts=counts, can_pause=False)
        )
        return name

    def units_of(self, path: str, suite: str, unit_class: str) -> list[str]:
        """Names of the units of a class in a suite; a finding where there are none."""
        listed = {
            unit
            for unit, each in suites_of(self.scenario)[suite].units.items()
            if each.unit_class == unit_class
        }
        listed = listed or {unit_class}
        pool = f"{suite}/"
        units = [
            each.name
            for each in self.base.resources
            if each.name.startswith(pool) and each.name[len(pool) :].rpartition("-")[0] in listed
        ]
        if not units:
            self.findings.append(finding("SCH-018", path=path, value=unit_class))
        return units

    def at(self, day: date) -> float:
        """Hours to the beginning of a day."""
        return hours(self.scenario, day)


def hours_of(value: Value | None) -> float:
    """A length of time on the grid, 0 for none. [h]"""
    return 0.0 if value is None else on_grid(value.base)


def amount_of(value: Value | None) -> float:
    """An amount, 1 where none is stated."""
    return 1.0 if value is None else value.base


def needs_of(resource: str | None, amount: Value | None) -> tuple[Need, ...]:
    """What is needed of a resource; nothing where none is named."""
    return () if resource is None else (Need(resource, amount_of(amount)),)
