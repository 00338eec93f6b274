"""Compile a plant with what its suites share: crews, skids, laboratories, rooms, preparations, materials."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

import numpy as np

from seedtrain.errors import Finding, InputError, finding
from seedtrain.flow.embed import network_of
from seedtrain.flow.network import Link, Lot, Mode, Need, Network, NetworkJob, Operation, Stock
from seedtrain.flow.plant import Profiles, compile_plant, hours, on_grid
from seedtrain.flow.shared_resources import shared_resource
from seedtrain.model.referable import suites as suites_of
from seedtrain.model.scenario import Scenario
from seedtrain.model.shared import Material, Preparation, QualityTest, Recurring, Use
from seedtrain.model.value import Value
from seedtrain.results.timetable import BatchOrder


def has_shared(scenario: Scenario) -> bool:
    """Whether batches need more than the units of their suites."""
    return bool(
        scenario.uses
        or scenario.quality_tests
        or scenario.preparations
        or scenario.materials
        or scenario.recurring
    )


def compile_network(
    scenario: Scenario, profiles: Profiles, orders: Sequence[BatchOrder], *, objective: str
) -> Network:
    """Compile the batches ``orders`` with everything they share; ``objective`` a measure.

    The operations of :func:`~seedtrain.flow.plant.compile_plant` come first, in their order; then what the
    blocks ``uses``, ``quality_tests``, ``preparations``, ``materials`` and ``recurring`` ask for. Raises
    :class:`InputError` with all findings: SCH-018 for a block that fits no batch, SCH-019 for the beginning
    of a step without its duration.
    """
    problem = compile_plant(scenario, profiles, orders)
    base = network_of(problem, objective=objective)
    steps = [problem.steps[step] for step in problem.step]
    maker = _Plant(scenario, base, list(orders), steps, problem.job_of.tolist())
    for name, use in scenario.uses.items():
        maker.use(name, use)
    maker.tests()
    for name, preparation in scenario.preparations.items():
        maker.prepare(name, preparation)
    for name, material in scenario.materials.items():
        maker.material(name, material)
    for name, recurring in scenario.recurring.items():
        maker.recur(name, recurring)
    if maker.findings:
        raise InputError(maker.findings, "blocks that fit no batch")
    used = {need.resource for each in maker.operations for mode in each.modes for need in mode.needs}
    days = math.ceil(_span_h(scenario, maker) / 24.0)
    shared = [
        shared_resource(name, block, scenario.horizon.start, days)
        for name, block in scenario.resources.items()
        if name in used
    ]
    return replace(
        base,
        operations=tuple(maker.operations),
        resources=(*base.resources, *shared),
        stocks=tuple(maker.stocks),
        links=(*maker.links, *maker.more),
        jobs=(*base.jobs, *maker.jobs),
    )


def _span_h(scenario: Scenario, maker: "_Plant") -> float:
    """How far calendars are worked out: the horizon, or all the work of the batches if that is longer. [h]"""
    work = sum(max(mode.duration_h for mode in each.modes) for each in maker.operations)
    return max(hours(scenario, scenario.horizon.end), min(work, 10.0 * 8766.0)) + 8766.0


def _hours(value: Value | None) -> float:
    return 0.0 if value is None else on_grid(value.base)


def _amount(value: Value | None) -> float:
    return 1.0 if value is None else value.base


@dataclass
class _Plant:
    """A network that grows."""

    scenario: Scenario
    base: Network
    orders: list[BatchOrder]
    steps: list[str]
    job_of: list[int]
    operations: list[Operation] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    more: list[Link] = field(default_factory=list)
    jobs: list[NetworkJob] = field(default_factory=list)
    stocks: list[Stock] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.operations = list(self.base.operations)
        self.links = list(self.base.links)
        seen = set[int]()
        for k, job in enumerate(self.job_of):
            if self.orders[job].begun_step and job not in seen:
                self.operations[k] = replace(self.operations[k], latest_start_h=0.0)
            seen.add(job)

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

    def add_need(self, k: int, need: Need) -> None:
        """Let operation ``k`` take more."""
        operation = self.operations[k]
        modes = tuple(replace(mode, needs=(*mode.needs, need)) for mode in operation.modes)
        self.operations[k] = replace(operation, modes=modes)

    def use(self, name: str, use: Use) -> None:
        """What steps need of a shared resource."""
        if use.part == "start" and use.duration is None:
            self.findings.append(finding("SCH-019", path=use.path, value=name))
            return
        for k in self.fitting(f"{use.path}.steps", use.steps, use.products, use.suites):
            modality = self.scenario.products[self.orders[self.job_of[k]].product].modality
            need = Need(use.resource, _amount(use.amount), kind=modality)
            if use.part == "during":
                self.add_need(k, need)
            elif use.part == "cleaning":
                self.clean_by(k, name, need, use)
            else:
                operation = self.operations[k]
                begin = Operation(
                    name=f"{operation.name} {name}",
                    job=operation.job,
                    modes=(Mode(_hours(use.duration), (need,)),),
                    counts=False,
                )
                self.operations.append(begin)
                self.more.append(Link(operation.name, begin.name, "at_start"))

    def clean_by(self, k: int, name: str, need: Need, use: Use) -> None:
        """Make the turnaround after operation ``k`` an operation of its own, by a shared resource."""
        operation = self.operations[k]
        then = max((n.then_h for mode in operation.modes for n in mode.needs), default=0.0)
        if then == 0.0:
            return
        clean = f"{operation.name} {name}"
        own = next(n for mode in operation.modes for n in mode.needs if n.then_h)
        until = own.until or operation.name
        at_end = own.until_end if own.until else True
        modes = tuple(
            replace(
                mode,
                needs=tuple(
                    replace(n, until=clean, until_end=True, then_h=0.0) if n.then_h else n for n in mode.needs
                ),
            )
            for mode in operation.modes
        )
        self.operations[k] = replace(operation, modes=modes)
        self.operations.append(
            Operation(name=clean, job=operation.job, modes=(Mode(then, (need,)),), counts=False)
        )
        self.more.append(Link(until, clean, "after_end" if at_end else "after_start"))
        if use.limit is not None:
            kind = "no_later_after_end" if at_end else "no_later_after_start"
            self.more.append(Link(until, clean, kind, _hours(use.limit)))  # type: ignore[arg-type]

    def tests(self) -> None:
        """Assays and reviews between steps of each batch; a test may follow another."""
        made: dict[tuple[int, str], str] = {}
        at = {(job, step): k for k, (step, job) in enumerate(zip(self.steps, self.job_of, strict=True))}
        for name, test in self.scenario.quality_tests.items():
            mine = [
                job
                for job, order in enumerate(self.orders)
                if not test.products or order.product in test.products
            ]
            for job in mine:
                operation = Operation(
                    name=f"{self.orders[job].job} {name}",
                    job=self.orders[job].job,
                    modes=(Mode(_hours(test.duration), (Need(test.resource, _amount(test.amount)),)),),
                    can_pause=True,
                )
                made[job, name] = operation.name
                self.operations.append(operation)
        for name, test in self.scenario.quality_tests.items():
            for job, mine_name in [(job, made[job, other]) for job, other in made if other == name]:
                ends = [(test.after, True)] + ([(test.before, False)] if test.before else [])
                for step, is_first in ends:
                    other = made.get((job, step))
                    if other is None and (job, step) in at:
                        other = self.operations[at[job, step]].name
                    if other is None:
                        continue
                    self.more.append(Link(other, mine_name) if is_first else Link(mine_name, other))
            self.known(test, at, made)

    def known(
        self, test: QualityTest, at: dict[tuple[int, str], int], made: dict[tuple[int, str], str]
    ) -> None:
        """A finding where a test stands after or before what no batch has."""
        names = {step for _, step in (*at, *made)}
        for key, step in (("after", test.after), ("before", test.before)):
            if step is not None and step not in names:
                self.findings.append(finding("SCH-018", path=f"{test.path}.{key}", value=step))

    def prepare(self, name: str, block: Preparation) -> None:
        """A preparation before each step that uses it; its tank is kept until the step starts or ends."""
        for k in self.fitting(f"{block.path}.step", [block.step], block.products):
            operation = self.operations[k]
            need = Need(block.resource, 1.0, operation.name, block.held_to == "end")
            made = Operation(
                name=f"{operation.name} {name}",
                job=operation.job,
                modes=(Mode(_hours(block.duration), (need,)),),
                counts=False,
            )
            self.operations.append(made)
            self.more.append(Link(made.name, operation.name))
            if block.shelf_life is not None:
                limit = _hours(block.shelf_life)
                self.more.append(Link(made.name, operation.name, "no_later_after_end", limit))

    def material(self, name: str, block: Material) -> None:
        """A stock of lots, taken at the start of the steps that use it."""
        for k in self.fitting(f"{block.path}.steps", block.steps, block.products):
            operation = self.operations[k]
            takes = (name, _amount(block.amount))
            modes = tuple(replace(mode, takes=(*mode.takes, takes)) for mode in operation.modes)
            self.operations[k] = replace(operation, modes=modes)
        lots = tuple(
            Lot(
                lot.amount.base,
                -math.inf if lot.from_ is None else self.at(lot.from_),
                math.inf if lot.expires is None else self.at(lot.expires) + 24.0,
            )
            for lot in block.lots.values()
        )
        self.stocks.append(Stock(name=name, lots=lots))

    def at(self, day: date) -> float:
        """Hours to the beginning of a day."""
        return hours(self.scenario, day)

    def recur(self, name: str, block: Recurring) -> None:
        """Once in each interval up to the end of the horizon, on each unit of the class."""
        pool = f"{block.suite}/"
        suite = suites_of(self.scenario)[block.suite]
        listed = {unit for unit, each in suite.units.items() if each.unit_class == block.unit_class}
        listed = listed or {block.unit_class}
        units = [
            each.name
            for each in self.base.resources
            if each.name.startswith(pool) and each.name[len(pool) :].rpartition("-")[0] in listed
        ]
        if not units:
            self.findings.append(finding("SCH-018", path=f"{block.path}.unit_class", value=block.unit_class))
        every, window, length = _hours(block.every), _hours(block.window), _hours(block.duration)
        for unit in units:
            for due in np.arange(every, hours(self.scenario, self.scenario.horizon.end) + every, every):
                self.operations.append(
                    Operation(
                        name=f"{unit} {name} {round(due / every)}",
                        modes=(Mode(length, (Need(unit),)),),
                        earliest_start_h=max(0.0, float(due) - window),
                        latest_end_h=float(due),
                        counts=False,
                    )
                )
