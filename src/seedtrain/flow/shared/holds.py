"""How long units stay clean or sterile, batches that nothing may come between, and what recurs on units."""

import math
from dataclasses import replace
from itertools import pairwise

import numpy as np

from seedtrain.flow.network import Link, Mode, ModeRule, Need, Operation
from seedtrain.flow.plant import hours
from seedtrain.flow.shared.growing import Growing, hours_of, needs_of
from seedtrain.model.shared import Recurring, UnitHold


def add_holds(made: Growing) -> list[ModeRule]:
    """Add the block ``unit_holds``; return the rules that tie a cleaning to the unit of its operation.

    Clean: a unit that has stood for longer is cleaned again by an operation of its own before the next use.
    Sterile: each use has a sterilisation before it, from whose start its unit is kept. The first use of a
    unit finds it clean.
    """
    rules: list[ModeRule] = []
    for name, block in made.scenario.unit_holds.items():
        units = set(made.units_of(f"{block.path}.unit_class", block.suite, block.unit_class))
        for k in range(len(made.job_of)):
            if any(need.resource in units for mode in made.operations[k].modes for need in mode.needs):
                rules += _readied(made, k, name, block, units)
        if block.state == "clean":
            made.resources = [
                replace(each, idle_setups=((hours_of(block.limit), math.inf),))
                if each.name in units
                else each
                for each in made.resources
            ]
    return rules


def _readied(made: Growing, k: int, name: str, block: UnitHold, units: set[str]) -> list[ModeRule]:
    """The cleaning again (which may be left out) or the sterilisation before operation ``k``."""
    operation = made.operations[k]
    if operation.latest_start_h == 0.0:
        return []  # under way
    is_clean = block.state == "clean"
    more = needs_of(block.resource, block.amount)
    modes: list[Mode] = []
    rules: list[ModeRule] = []
    own = f"{operation.name} {name}"
    for at, mode in enumerate(operation.modes):
        unit = next(need for need in mode.needs if need.resource in units)
        kept = Need(unit.resource, until="" if is_clean else operation.name, until_end=False)
        rules.append(ModeRule(own, len(modes), operation.name, (at,)))
        modes.append(Mode(hours_of(block.duration), (kept, *more)))
    made.operations.append(
        Operation(
            name=own,
            job=operation.job,
            kind=operation.kind,
            modes=tuple(modes),
            is_optional=is_clean,
            renews=is_clean,
            counts=False,
        )
    )
    made.links.append(Link(own, operation.name))
    if not is_clean:
        made.links.append(Link(own, operation.name, "no_later_after_end", hours_of(block.limit)))
    return rules if len(rules) > 1 else []


def add_consecutive(made: Growing) -> None:
    """Let nothing come between the batches of an order that asks for it, on the units that they share."""
    for name, order in made.scenario.orders.items():
        jobs = [job for job, batch in enumerate(made.orders) if batch.order == name]
        if not order.consecutive:
            continue
        for one, other in pairwise(jobs):
            steps = [step for job, step in made.ends if job == one and (other, step) in made.ends]
            for step in steps:
                made.consecutive.append((made.ends[one, step][0], made.ends[other, step][0]))


def add_recurring(made: Growing, name: str, block: Recurring) -> None:
    """Once in each interval up to the end of the horizon, on each unit of the class, which is clean after."""
    with_limit = {each.name for each in made.resources if each.idle_setups}
    every, window, length = hours_of(block.every), hours_of(block.window), hours_of(block.duration)
    for unit in made.units_of(f"{block.path}.unit_class", block.suite, block.unit_class):
        for due in np.arange(every, hours(made.scenario, made.scenario.horizon.end) + every, every):
            made.operations.append(
                Operation(
                    name=f"{unit} {name} {round(due / every)}",
                    modes=(Mode(length, (Need(unit),)),),
                    earliest_start_h=max(0.0, float(due) - window),
                    latest_end_h=float(due),
                    counts=False,
                    renews=unit in with_limit,
                )
            )
