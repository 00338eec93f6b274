"""The life cycle of a scenario's programmes: indicators, series and stage starts."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from seedtrain.lifecycle.business import business
from seedtrain.lifecycle.line import line_days
from seedtrain.lifecycle.making import making_indicators
from seedtrain.lifecycle.parts import part_days
from seedtrain.lifecycle.pipeline import counted
from seedtrain.lifecycle.result import LifecycleResult
from seedtrain.lifecycle.value import withdrawal
from seedtrain.lifecycle.walk import Arrival, Walk, first, walk
from seedtrain.messages import Message
from seedtrain.model.inputs import Inputs
from seedtrain.model.scenario import Scenario
from seedtrain.quantities.months import month_days
from seedtrain.results.indicator import Draws, Indicator
from seedtrain.results.series import Series

Floats = NDArray[np.float64]


def run(scenario: Scenario, inputs: Inputs, supply: Mapping[str, Arrival]) -> LifecycleResult:
    """Walk the programmes of ``scenario`` in the base case and every sampled world.

    ``supply``: order to the day it is there, for orders that name a programme and stage; that stage starts no
    earlier. Empty on the pass down, which gives the days orders are due.

    The base of a programme of one molecule follows success (any gate of odds above zero is passed); the base
    of a cohort counts expected molecules: each counts for the product of the odds so far.
    Raises :class:`InputError`: see :func:`seedtrain.lifecycle.walk.walk`.
    """
    walks = walk(scenario, inputs, supply)
    indicators: list[Indicator] = []
    series: list[Series] = []
    stage_start: dict[tuple[str, str], Draws] = {}
    for each in walks:
        days = _days(scenario, each)
        for stage, passage in each.passages.items():
            before, whole = each.rests_of(stage, whole=False), each.rests_of(stage, whole=True)
            begins = first(passage.start, passage.entered)
            ends = first(passage.end, passage.passed)
            stage_start[each.id, stage] = begins
            for what, draws, rests_on in (("start", begins, before), ("end", ends, whole)):
                if stage != "commercial" or what == "start":
                    indicators.append(_indicator(each, stage, what, draws, rests_on))
            for what, at, count, rests_on in (
                ("entered", passage.start, passage.entered, before),
                ("passed", passage.end, passage.passed, whole),
            ):
                if stage != "commercial" or what == "entered":
                    series.append(_series(each, stage, what, days, counted(at, count, days), rests_on))
        indicators.extend(part_days(each, inputs))
        indicators.extend(making_indicators(each))
        indicators.extend(_totals(each, inputs))
        needed, followed = business(scenario, each, inputs)
        indicators.extend(needed)
        series.extend(followed)
    if walks:
        indicators.extend(line_days(scenario, inputs))
    return LifecycleResult(indicators=tuple(indicators), series=tuple(series), stage_start=stage_start)


def _totals(each: Walk, inputs: Inputs) -> list[Indicator]:
    with inputs.trace() as seen:
        cost = np.zeros(1 + inputs.world.replications)
        for terms in each.terms:
            if terms.cost is not None:
                cost = cost + inputs.draw(terms.cost) * each.passages[terms.stage].entered.sum(axis=1)
    paths = tuple(dict.fromkeys((*each.rests_on, *seen)))
    totals = [_total(each, "cost", "money", cost, paths, headline=False)]
    if "filing" in each.passages:
        approved = each.passages["filing"].passed.sum(axis=1)
        rests_on = each.rests_of("filing", whole=True)
        totals.insert(0, _total(each, "approved", "count", approved, rests_on, headline=True))
    if "confirmatory" in each.passages:
        totals[1:1] = _withdrawn(each, inputs)
    return totals


def _withdrawn(each: Walk, inputs: Inputs) -> list[Indicator]:
    """How many molecules approved on conditions are withdrawn, and when the first of them is."""
    trial, filing = each.passages["confirmatory"], each.passages["filing"]
    failed = filing.passed - trial.passed
    with inputs.trace() as seen:
        day = first(withdrawal(each, inputs), failed)
    rests_on = each.rests_of("confirmatory", whole=True)
    return [
        _total(each, "withdrawn", "count", failed.sum(axis=1), rests_on, headline=True),
        _total(each, "withdrawal", "date", day, tuple(dict.fromkeys((*rests_on, *seen))), headline=False),
    ]


def _total(
    each: Walk, what: str, dimension: str, draws: Draws, paths: tuple[str, ...], *, headline: bool
) -> Indicator:
    label = Message(f"indicator.lifecycle.{what}", {"programme": each.name})
    return Indicator(
        id=f"lifecycle.{each.id}.{what}",
        label=label,
        dimension=dimension,
        draws=draws,
        rests_on=paths,
        headline=headline,
    )


def _indicator(each: Walk, stage: str, what: str, draws: Draws, rests_on: tuple[str, ...]) -> Indicator:
    return Indicator(
        id=f"lifecycle.{each.id}.{stage}.{what}",
        label=Message(
            f"indicator.lifecycle.{what}", {"programme": each.name, "stage": Message(f"stage.{stage}")}
        ),
        dimension="date",
        draws=draws,
        rests_on=rests_on,
        headline=stage == "filing" and what == "end",
    )


def _series(
    each: Walk, stage: str, what: str, days: Floats, draws: Floats, rests_on: tuple[str, ...]
) -> Series:
    return Series(
        id=f"lifecycle.{each.id}.{what}.{stage}",
        label=Message(
            f"series.lifecycle.{what}", {"programme": each.name, "stage": Message(f"stage.{stage}")}
        ),
        dimension="count",
        days=days,
        draws=draws,
        rests_on=rests_on,
    )


def _days(scenario: Scenario, each: Walk) -> Floats:
    """First and last days of the months from the start of programme or horizon to its end, and as_of."""
    start = min(each.programme.start, scenario.horizon.start)
    also = () if scenario.as_of is None else (scenario.as_of,)
    return month_days(start, scenario.horizon.end, also, last_days=True)
