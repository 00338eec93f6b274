"""Plants to schedule or simulate: compiled from a scenario, or read from a case as it is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from seedtrain.errors import InputError, finding
from seedtrain.model.document import Document
from seedtrain.model.scenario import Scenario
from seedtrain.service.documents import open_document

if TYPE_CHECKING:
    from seedtrain.flow.problem import Problem
    from seedtrain.model.inputs import Inputs
    from seedtrain.results.batch_profile import BatchProfile
    from seedtrain.results.timetable import BatchOrder

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenarioPlant:
    """The batches of a scenario as a problem, with all that stands behind it."""

    scenario: Scenario
    input_hash: str
    inputs: "Inputs"
    profiles: "Mapping[tuple[str, str], BatchProfile]"
    batches: "tuple[BatchOrder, ...]"
    problem: "Problem"

    @property
    def origin(self) -> date:
        """Day 0 of the problem."""
        return self.scenario.horizon.start


def scenario_plant(
    name: str, replications: int, seed: int, progress: Progress, *, may_be_empty: bool = False
) -> ScenarioPlant:
    """Compile the batches of a scenario that ships or of a file, as a run of it does.

    Raises :class:`InputError` with all findings of the scenario; SCH-006 where it has nothing to schedule,
    unless it ``may_be_empty``.
    """
    progress("read")
    return compiled_plant(open_document(name), replications, seed, progress, may_be_empty=may_be_empty)


def compiled_plant(
    document: Document, replications: int, seed: int, progress: Progress, *, may_be_empty: bool = False
) -> ScenarioPlant:
    """Compile the batches of a scenario, as :func:`scenario_plant`."""
    from seedtrain import flow, lifecycle, process, schedule
    from seedtrain.assess.chain import due_days
    from seedtrain.model.demand import depth
    from seedtrain.model.inputs import Inputs
    from seedtrain.quantities.streams import World

    scenario, inputs = document.scenario, Inputs(World(replications, seed))
    progress("profiles")
    profiles = process.profiles(scenario, inputs)
    progress("lifecycle")
    molecules = lifecycle.run(scenario, inputs, {})
    scenario = lifecycle.with_trials(scenario, molecules.stage_start)
    due = due_days(scenario, molecules)
    if depth(scenario.orders):
        scenario = schedule.planned(scenario, profiles, due)[0]
    batches = schedule.batch_orders(scenario, profiles, due)
    if not batches and not may_be_empty:
        raise InputError([finding("SCH-006", value=scenario.id)])
    return ScenarioPlant(
        scenario=scenario,
        input_hash=document.input_hash,
        inputs=inputs,
        profiles=profiles,
        batches=batches,
        problem=flow.compile_plant(scenario, profiles, batches),
    )
