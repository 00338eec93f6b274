"""Capacity: what a suite can make in a year, from 365 days to released batches, each loss counted once."""

from collections.abc import Mapping

import numpy as np

from seedtrain.flow.plant import Profiles
from seedtrain.messages import Message
from seedtrain.model.inputs import Inputs
from seedtrain.model.referable import suites as suites_of
from seedtrain.model.scenario import Scenario
from seedtrain.model.site import Suite
from seedtrain.results.batch_profile import BatchProfile
from seedtrain.results.indicator import Draws
from seedtrain.results.suite_capacity import Rung, SuiteCapacity
from seedtrain.schedule.occupancy import cycle

DAYS = 365.0


def capacities(scenario: Scenario, profiles: Profiles, inputs: Inputs) -> tuple[SuiteCapacity, ...]:
    r"""Work out the yearly capacity of each suite for each product it may make.

    .. math:: B = \frac{365 - \text{shutdown} - \text{changeover}}{T} (1 - p_{fail})

    with days, the cycle time T of :func:`seedtrain.schedule.occupancy.cycle` and the failure odds of a batch
    (their expected share, in the base too). A suite that makes several products changes over once a year
    into each. Fill-finish suites: items by their slowest line, see :func:`line_items`. Valid for a suite
    that has opened, is staffed and has orders all year.
    """
    suites = suites_of(scenario)
    products: dict[str, int] = {}
    for _, key in profiles:
        products[key] = products.get(key, 0) + 1
    return tuple(
        _capacity(suites[key], profile, inputs, is_shared=products[key] > 1)
        for (_, key), profile in profiles.items()
        if key in suites
    )


def _capacity(suite: Suite, profile: BatchProfile, inputs: Inputs, *, is_shared: bool) -> SuiteCapacity:
    """The ladder of one suite and product."""
    turn = cycle(suite, profile)
    with inputs.trace() as seen:
        shutdown = _zero(inputs) if suite.shutdown is None else inputs.draw(suite.shutdown) / 24.0
        lines = line_items(suite, inputs)
    changeover = turn.changeover_h / 24.0 if is_shared else 0.0
    available = np.maximum(0.0, DAYS - shutdown - changeover)
    cycle_d = turn.cycle_h / 24.0
    slots = np.divide(available, cycle_d, out=np.zeros_like(cycle_d), where=cycle_d > 0.0)
    items = slots * profile.items_out
    if lines:
        open_h = available * 24.0
        slowest = np.minimum.reduce([speed * open_h for speed in lines.values()])
        per_batch = np.where(profile.items_out > 0.0, profile.items_out, np.inf)
        slots = np.minimum(slots, slowest / per_batch) if (profile.items_out > 0.0).any() else slots
        items = np.minimum(items, slowest)
    released = slots * (1.0 - profile.failure_odds)
    rungs = (
        Rung(Message("rung.year"), DAYS, "day"),
        Rung(Message("rung.shutdown"), DAYS - float(shutdown[0]), "day"),
        Rung(Message("rung.changeover"), float(available[0]), "day"),
        Rung(Message("rung.slots"), float(slots[0]), "batch"),
        Rung(Message("rung.released"), float(released[0]), "batch"),
    )
    return SuiteCapacity(
        suite=profile.suite,
        product=profile.product,
        rungs=rungs,
        cycle_time_h=float(turn.cycle_h[0]),
        bottleneck=turn.bottleneck,
        batches_a=released,
        mass_kg_a=released * profile.mass_out_g / 1000.0,
        items_a=items * (1.0 - profile.failure_odds),
        rests_on=tuple(dict.fromkeys((*profile.rests_on, *seen))),
    )


def line_items(suite: Suite, inputs: Inputs) -> Mapping[str, Draws]:
    """Items an hour that the lines of each class pass: speed times effectiveness, over all lines of it.

    Only units with a ``speed`` are lines; without ``effectiveness`` a line is taken at its speed.
    Shape (1 + n,).
    """
    speeds: dict[str, Draws] = {}
    for unit in suite.units.values():
        if unit.speed is None:
            continue
        speed = inputs.draw(unit.speed) * inputs.draw(unit.count)
        if unit.effectiveness is not None:
            speed = speed * inputs.draw(unit.effectiveness)
        speeds[unit.unit_class] = speeds.get(unit.unit_class, _zero(inputs)) + speed
    return speeds


def _zero(inputs: Inputs) -> Draws:
    return np.zeros(1 + inputs.world.replications)
