"""Indicators of the schedule: capacity by suite and product, and the makespan."""

from collections.abc import Sequence

import numpy as np

from seedtrain.messages import Message
from seedtrain.model.inputs import Inputs
from seedtrain.results.indicator import Draws, Indicator
from seedtrain.results.suite_capacity import SuiteCapacity
from seedtrain.results.timetable import Timetable


def capacity_indicators(capacities: Sequence[SuiteCapacity]) -> list[Indicator]:
    """Yearly batches, mass and items by suite and product, items by suite, and totals.

    Where a suite makes several products, its items and the totals share its year equally among them.
    """
    found: list[Indicator] = []
    for each in capacities:
        names = {"suite": each.suite, "product": each.product}
        stem = f"capacity.{each.suite}.{each.product}"
        found.append(
            _count(
                f"{stem}.batches", Message("indicator.capacity.batches", names), each.batches_a, each.rests_on
            )
        )
        if each.mass_kg_a.any():
            mass = each.mass_kg_a * 1000.0
            found.append(
                Indicator(
                    id=f"{stem}.mass",
                    label=Message("indicator.capacity.mass", names),
                    dimension="mass",
                    draws=mass,
                    rests_on=each.rests_on,
                )
            )
        if each.items_a.any():
            found.append(
                _count(
                    f"{stem}.items", Message("indicator.capacity.items", names), each.items_a, each.rests_on
                )
            )
    return found + _suite_items(capacities) + _totals(capacities)


def timetable_indicators(timetable: Timetable, inputs: Inputs) -> list[Indicator]:
    """The makespan of the base timetable [h], the same in every world: the plan is made once."""
    return [
        Indicator(
            id="schedule.makespan",
            label=Message("indicator.schedule.makespan"),
            dimension="time",
            draws=np.full(1 + inputs.world.replications, timetable.objective),
        )
    ]


def _suite_items(capacities: Sequence[SuiteCapacity]) -> list[Indicator]:
    """Items a year of each fill-finish suite."""
    by_suite: dict[str, list[SuiteCapacity]] = {}
    for each in capacities:
        if each.items_a.any():
            by_suite.setdefault(each.suite, []).append(each)
    return [
        _count(
            f"capacity.{suite}.items",
            Message("indicator.capacity.suite_items", {"suite": suite}),
            np.asarray(np.mean([each.items_a for each in group], axis=0)),
            tuple(dict.fromkeys(path for each in group for path in each.rests_on)),
        )
        for suite, group in by_suite.items()
    ]


def _totals(capacities: Sequence[SuiteCapacity]) -> list[Indicator]:
    """Batches and mass of all suites together that make no items (those only fill what others made)."""
    by_suite: dict[str, list[SuiteCapacity]] = {}
    for each in capacities:
        if each.mass_kg_a.any() and not each.items_a.any():
            by_suite.setdefault(each.suite, []).append(each)
    if not by_suite:
        return []
    batches = sum(np.mean([each.batches_a for each in group], axis=0) for group in by_suite.values())
    mass = sum(np.mean([each.mass_kg_a for each in group], axis=0) for group in by_suite.values())
    rests_on = tuple(dict.fromkeys(path for each in capacities for path in each.rests_on))
    return [
        _count(
            "capacity.total.batches",
            Message("indicator.capacity.total_batches"),
            np.asarray(batches),
            rests_on,
            headline=True,
        ),
        Indicator(
            id="capacity.total.mass",
            label=Message("indicator.capacity.total_mass"),
            dimension="mass",
            draws=np.asarray(mass) * 1000.0,
            rests_on=rests_on,
            headline=True,
        ),
    ]


def _count(
    id_: str, label: Message, draws: Draws, rests_on: tuple[str, ...], *, headline: bool = False
) -> Indicator:
    return Indicator(
        id=id_, label=label, dimension="count", draws=draws, rests_on=rests_on, headline=headline
    )
