"""Compile a plant with what its suites share: crews, skids, laboratories, rooms, preparations, materials."""

import math
from collections.abc import Sequence
from dataclasses import replace

from seedtrain.errors import InputError
from seedtrain.flow.embed import network_of
from seedtrain.flow.network import Network, Resource
from seedtrain.flow.plant import Profiles, compile_plant, hours
from seedtrain.flow.shared.between import add_between
from seedtrain.flow.shared.growing import Growing
from seedtrain.flow.shared.holds import add_consecutive, add_holds, add_recurring
from seedtrain.flow.shared.materials import add_material
from seedtrain.flow.shared.preparations import add_preparations
from seedtrain.flow.shared.uses import add_uses
from seedtrain.flow.shared_resources import shared_resource
from seedtrain.model.scenario import Scenario
from seedtrain.results.timetable import BatchOrder


def has_shared(scenario: Scenario) -> bool:
    """Whether batches need more than the units of their suites, or bind each other."""
    blocks = (
        scenario.uses,
        scenario.quality_tests,
        scenario.handling,
        scenario.preparations,
        scenario.materials,
        scenario.unit_holds,
        scenario.recurring,
    )
    return any(blocks) or any(order.consecutive for order in scenario.orders.values())


def compile_network(
    scenario: Scenario, profiles: Profiles, orders: Sequence[BatchOrder], *, objective: str
) -> Network:
    """Compile the batches ``orders`` with everything they share; ``objective`` a measure.

    The operations of :func:`~seedtrain.flow.plant.compile_plant` come first, in their order; then what the
    blocks of :func:`has_shared` ask for. Raises :class:`InputError` with all findings: SCH-018 for a block
    that fits no batch, SCH-019 for the beginning of a step without its duration, SCH-069 and SCH-070 for a
    laboratory or a tank too small.
    """
    problem = compile_plant(scenario, profiles, orders)
    base = network_of(problem, objective=objective)
    steps = [problem.steps[step] for step in problem.step]
    made = Growing(scenario, base, list(orders), steps, problem.job_of.tolist())
    span_h = _span_h(scenario, base)
    days = math.ceil(span_h / 24.0)
    shared = {
        name: shared_resource(name, block, scenario.horizon.start, days)
        for name, block in scenario.resources.items()
    }
    add_consecutive(made)
    add_uses(made)
    add_between(made, shared, span_h)
    add_preparations(made)
    for name, material in scenario.materials.items():
        add_material(made, name, material)
    rules = add_holds(made)
    for name, recurring in scenario.recurring.items():
        add_recurring(made, name, recurring)
    if made.findings:
        raise InputError(made.findings, "blocks that fit no batch")
    used = {need.resource for each in made.operations for mode in each.modes for need in mode.needs}
    return replace(
        base,
        operations=tuple(made.operations),
        resources=(*made.resources, *_used(shared, used)),
        stocks=tuple(made.stocks),
        links=tuple(made.links),
        consecutive=tuple(made.consecutive),
        mode_rules=tuple(rules),
    )


def _used(shared: dict[str, Resource], used: set[str]) -> list[Resource]:
    return [resource for name, resource in shared.items() if name in used]


def _span_h(scenario: Scenario, base: Network) -> float:
    """How far calendars are worked out: the horizon, or all the work of the batches if that is longer. [h]"""
    work = sum(max(mode.duration_h for mode in each.modes) for each in base.operations)
    return max(hours(scenario, scenario.horizon.end), min(work, 10.0 * 8766.0)) + 8766.0
