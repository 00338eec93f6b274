"""Slots where suites share crews, laboratories, materials: the batches asked for beside what is booked."""

import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from seedtrain.assess.quote.ask import Ask, asked_batches
from seedtrain.assess.quote.materials import Arrival
from seedtrain.errors import StoppedError, finding
from seedtrain.flow.embed import assignment_from
from seedtrain.flow.network import Network
from seedtrain.flow.network_amend import not_before, starting_at, unshrunk, with_modes
from seedtrain.flow.placement import Placement
from seedtrain.flow.plant import Profiles, compile_plant, on_grid
from seedtrain.flow.plant_network import compile_network
from seedtrain.flow.verify_network import verify_network
from seedtrain.model.scenario import Scenario
from seedtrain.results.quote import Promise
from seedtrain.results.timetable import BatchOrder
from seedtrain.schedule.network.best import best_placement
from seedtrain.schedule.network.solve import Budget
from seedtrain.schedule.network.waits import NetworkWaits
from seedtrain.schedule.solve import slots_of

WORK = 5.0
"""Deterministic time of CP-SAT to place the batches asked for."""
NEAR_H = 1.0
"""Hours by which two releases count as one."""


class SharedBooking:
    """What is booked, with all that suites share, in its place; batches asked for beside it."""

    def __init__(
        self,
        scenario: Scenario,
        profiles: Profiles,
        held: Sequence[BatchOrder],
        plan: "tuple[Network, Placement] | None",
    ) -> None:
        self.scenario, self.profiles, self.held, self.plan = scenario, profiles, tuple(held), plan

    def promise(self, ask: Ask, alone: Promise, came: Sequence[Arrival]) -> Promise:
        """Return the promise ``alone``, made by units only, with what is shared; nothing booked moves.

        Raises :class:`StoppedError` (SCH-014) where no place was found.
        """
        batches = (*self.held, *asked_batches(ask, alone.suite))
        network = self._network(ask, batches, came)
        fixed = self._fixed(network)
        solved = best_placement(fixed, Budget(work=WORK))
        if solved.placement is None:
            raise StoppedError("no timetable found", [finding("SCH-014", value=self.scenario.id)])
        broken = verify_network(fixed, solved.placement)
        found = unshrunk(network, fixed, solved.placement)
        new = {batch.job for batch in batches[len(self.held) :]}
        mine = [k for k, each in enumerate(network.operations) if each.job in new and each.counts]
        last = max(mine, key=lambda k: float(found.end_h[k]))
        release = float(found.end_h[last])
        name = self._cause(fixed, solved.placement, last) if release > alone.release_h + NEAR_H else ""
        problem = compile_plant(self.scenario, self.profiles, batches)
        count = len(problem.pool)
        first = Placement(mode=found.mode[:count], start_h=found.start_h[:count], end_h=found.end_h[:count])
        slots = slots_of(problem, assignment_from(problem, first), batches)
        here = {batch.job for batch in batches if batch.suite == alone.suite}
        return replace(
            alone,
            starts_h=float(min(found.start_h[k] for k in mine)),
            release_h=release,
            set_by="shared" if name else alone.set_by,
            material=name or alone.material,
            timetable=replace(
                alone.timetable,
                slots=tuple(slot for slot in slots if slot.job in here),
                objective=release,
                broken=tuple(f"{each.rule}: {' '.join(each.operations)}" for each in broken),
            ),
        )

    def _network(self, ask: Ask, batches: Sequence[BatchOrder], came: Sequence[Arrival]) -> Network:
        """All batches; those asked for are late from the enquiry on, and wait for their materials."""
        network = compile_network(self.scenario, self.profiles, batches, objective="tardiness")
        new = {batch.job for batch in batches[len(self.held) :]}
        jobs = tuple(
            replace(job, due_h=max(0.0, on_grid(ask.asked_h)) if job.name in new else np.inf)
            for job in network.jobs
        )
        floors = {}
        for k, operation in enumerate(network.operations):
            if operation.job in new:
                waits = [
                    each.lead_h
                    for each in came
                    if re.fullmatch(rf"{re.escape(operation.job)}/{re.escape(each.step)} \d+", operation.name)
                ]
                floors[k] = on_grid(ask.asked_h + max(waits, default=0.0))
        return not_before(replace(network, jobs=jobs), floors)

    def _fixed(self, network: Network) -> Network:
        """The network with what is booked where it is."""
        if self.plan is None:
            return network
        old, found = self.plan
        modes, starts = {}, {}
        for at, operation in enumerate(old.operations):
            k = network.place.get(operation.name)
            if k is not None and found.mode[at] >= 0:
                modes[k], starts[k] = int(found.mode[at]), float(found.start_h[at])
        made = with_modes(network, modes)
        operations = tuple(
            starting_at(each, starts[k]) if k in starts else each for k, each in enumerate(made.operations)
        )
        return replace(made, operations=operations)

    def _cause(self, network: Network, found: Placement, last: int) -> str:
        """The first thing shared on the chain of waits back from the last operation; "" for none."""
        named = {*self.scenario.resources, *self.scenario.materials, *self.scenario.quality_tests}
        for wait in NetworkWaits(network, found).chain(last):
            name = wait.resource.removesuffix(" plates")
            if name in named:
                return name
        needs = [need.resource for mode in network.operations[last].modes for need in mode.needs]
        return next((name for name in needs if name in named), next(iter(self.scenario.resources), ""))
