"""Supply of trials: the batches of each campaign, and in words how a stage may wait for them and why."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray

from seedtrain.lifecycle import is_of_trial, supply_lead
from seedtrain.lifecycle.result import LifecycleResult
from seedtrain.messages import Message, Wording
from seedtrain.model.inputs import Inputs
from seedtrain.model.referable import suites
from seedtrain.model.scenario import Scenario
from seedtrain.quantities import quantiles
from seedtrain.quantities.amount import Amount
from seedtrain.report.names import named
from seedtrain.report.show import share
from seedtrain.report.table import Cell, Quantity, Table, column, rows
from seedtrain.results.assessment import Assessment
from seedtrain.results.indicator import Draws, Indicator
from seedtrain.results.timetable import Slot, Timetable

_HOURS = 24.0


@dataclass(frozen=True, slots=True)
class SupplyRisk:
    """A stage that waits for batches.

    ``probability`` that it starts later than with supply at hand; ``delay_d`` P90 of the delay [d];
    ``order`` the one most often last to be there, or what that waits for; ``unit`` the vessel or line of its
    first batch and ``taken_by`` the order that holds it before, ``until`` the day it is free (``None``:
    nobody does).
    """

    programme: str
    stage: str
    probability: float
    delay_d: float
    order: str
    unit: str
    taken_by: str | None
    until: date | None

    def facts(self) -> dict[str, Any]:
        """Return it as plain data."""
        return {
            "programme": self.programme,
            "stage": self.stage,
            "probability_late": self.probability,
            "delay_p90_d": None if not np.isfinite(self.delay_d) else self.delay_d,
            "order": self.order,
            "unit": self.unit,
            "taken_by": self.taken_by,
            "until": None if self.until is None else self.until.isoformat(),
        }


def supply_risks(
    assessment: Assessment, scenario: Scenario, free: LifecycleResult, inputs: Inputs
) -> tuple[SupplyRisk, ...]:
    """Return each stage that waits for orders, with the risk of its supply and what stands in the way.

    ``scenario`` with the orders of its trials; ``free``: the life cycle on the same worlds as if no stage had
    to wait.
    """
    return tuple(_risks(assessment, scenario, free, inputs))


def _risks(
    assessment: Assessment, scenario: Scenario, free: LifecycleResult, inputs: Inputs
) -> Iterator[SupplyRisk]:
    known = {one.id: one for one in assessment.indicators}
    waiting: dict[tuple[str, str], list[str]] = {}
    for name, order in scenario.orders.items():
        if order.programme is not None and order.stage is not None:
            waiting.setdefault((order.programme, order.stage), []).append(name)
    for (programme, stage), orders in waiting.items():
        starts = known.get(f"lifecycle.{programme}.{stage}.start")
        there = {
            name: found.draws + supply_lead(scenario.orders[name], inputs)
            for name in orders
            if (found := known.get(f"orders.{name}.completion")) is not None and found.draws is not None
        }
        if starts is None or starts.draws is None or not there or assessment.timetable is None:
            continue
        begins = free.stage_start[programme, stage]
        reached = np.isfinite(begins[1:])
        days = np.where(reached, starts.draws[1:] - np.where(reached, begins[1:], 0.0), 0.0)
        last = _source(scenario, known, _last(there, days > 0.0))
        unit, taken_by, until = _in_the_way(assessment.timetable, scenario, last)
        yield SupplyRisk(
            programme,
            stage,
            float((days > 0.0).mean()),
            quantiles(days)[2],
            last,
            unit,
            taken_by,
            until,
        )


def _last(there: dict[str, Draws], late: NDArray[np.bool_]) -> str:
    """The order that is most often the last to be there, in the worlds in which the stage is late."""
    names = sorted(there)
    when = np.stack([there[name][1:] for name in names])
    counted = when[:, late] if late.any() else when
    return names[int(np.bincount(counted.argmax(axis=0), minlength=len(names)).argmax())]


def _source(scenario: Scenario, known: Mapping[str, Indicator], name: str) -> str:
    """The order that holds ``name`` up: of what it is made from, the last, where that is not there before.

    On the base case, in which orders were planned.
    """
    for _ in scenario.orders:
        order = scenario.orders[name]
        there = {
            each: float(found.draws[0])
            for each in order.made_from
            if (found := known.get(f"orders.{each}.completion")) is not None and found.draws is not None
        }
        last = max(there, key=lambda each: there[each], default=None)
        if last is None or order.earliest_start is None:
            break
        if there[last] <= order.earliest_start.toordinal() - 1.0:
            break
        name = last
    return name


def _in_the_way(timetable: Timetable, scenario: Scenario, order: str) -> tuple[str, str | None, date | None]:
    """The unit of the first batch of ``order`` and the order that holds it until that batch can begin.

    In the way is a batch of another order on that unit that ends after ours could have begun.
    """
    of = {batch.job: batch for batch in timetable.batches}
    own = [slot for slot in timetable.slots if of[slot.job].order == order and slot.unit]
    if not own:
        return "", None, None
    held = _vessel(own, scenario)
    earliest = of[held.job].earliest_h
    before = [
        slot
        for slot in timetable.slots
        if slot.unit == held.unit
        and of[slot.job].order not in ("", order)
        and slot.start_h < held.start_h
        and slot.free_h > earliest
    ]
    if not before:
        return held.unit, None, None
    last = max(before, key=lambda slot: slot.free_h)
    until = scenario.horizon.start + timedelta(hours=last.free_h)
    return held.unit, of[last.job].order, until


def _vessel(own: list[Slot], scenario: Scenario) -> Slot:
    """The first slot of the order on a unit that its suite lists; the first of all where none is."""
    listed = {
        f"{key}/{name}-{place + 1}"
        for key, suite in suites(scenario).items()
        for name, unit in suite.units.items()
        for place in range(int(unit.count.base))
    }
    return min((slot for slot in own if slot.unit in listed), key=_start, default=min(own, key=_start))


def _start(slot: Slot) -> float:
    return slot.start_h


def risk_table(assessment: Assessment, scenario: Scenario, found: tuple[SupplyRisk, ...]) -> Table:
    """Return the risks as sentences."""
    return Table(
        id="supply-risk",
        title=Message("supply.risk.title"),
        columns=(column("supply_risk"),),
        rows=rows([sentence(assessment, scenario, each)] for each in found),
    )


def sentence(assessment: Assessment, scenario: Scenario, risk: SupplyRisk) -> Message:
    """Say how probable it is that the stage starts late, by how much, and because of what."""
    params: dict[str, object] = {
        "programme": named(assessment.names, "programmes", risk.programme),
        "stage": Message(f"stage.{risk.stage}"),
        "probability": share(risk.probability),
        "order": named(assessment.names, "orders", risk.order),
        "unit": _unit(scenario, risk.unit),
    }
    if risk.probability <= 0.0:
        return Message("supply.risk.none", params)
    late = "never" if not np.isfinite(risk.delay_d) else ""
    params["delay"] = Message("supply.never") if late else Amount(_HOURS * risk.delay_d, "time")
    if risk.taken_by is None:
        return Message("supply.risk.time", params)
    assert risk.until is not None
    params |= {"by": named(assessment.names, "orders", risk.taken_by), "until": risk.until.isoformat()}
    return Message("supply.risk.taken", params)


def _unit(scenario: Scenario, name: str) -> Message | Wording:
    """A unit in words: the second 2000 L vessel of its suite."""
    key, _, rest = name.partition("/")
    suite = suites(scenario).get(key)
    unit_id, _, place = rest.rpartition("-")
    unit = None if suite is None else suite.units.get(unit_id)
    if suite is None or unit is None:
        return Wording(name)
    label = suite.name or Wording(key)
    if unit.volume is None:
        return Message("supply.line", {"number": place, "suite": label})
    volume = Amount(unit.volume.base, "volume")
    return Message("supply.vessel", {"number": place, "volume": volume, "suite": label})


def campaign_table(assessment: Assessment, scenario: Scenario) -> Table:
    """Return the batches of each campaign of a trial: where, at what scale, how many, by when."""
    return Table(
        id="trial-batches",
        title=Message("supply.batches.title"),
        columns=(
            column("order"),
            column("suite_scale"),
            column("batches", right=True),
            column("begins", right=True, priority=2),
            column("wanted", right=True),
            column("released_p50", right=True),
            column("released_p90", right=True, priority=3),
            column("late", right=True, priority=2),
        ),
        rows=rows(_campaigns(assessment, scenario)),
        note=Message("supply.batches.note"),
    )


def _campaigns(assessment: Assessment, scenario: Scenario) -> Iterator[list[Cell]]:
    known = {one.id: one for one in assessment.indicators}
    timetable = assessment.timetable
    for name, order in scenario.orders.items():
        if not is_of_trial(order) or timetable is None or order.due is None:
            continue
        jobs = {batch.job: batch for batch in timetable.batches if batch.order == name}
        slots = [slot for slot in timetable.slots if slot.job in jobs]
        completion = known.get(f"orders.{name}.completion")
        if not slots or completion is None or completion.draws is None:
            continue
        first = scenario.horizon.start + timedelta(hours=min(slot.start_h for slot in slots))
        _, middle, high = quantiles(completion.draws[1:])
        late = float((completion.draws[1:] > order.due.toordinal() + 1.0).mean())
        yield [
            named(assessment.names, "orders", name),
            _scale(scenario, {batch.suite for batch in jobs.values()}),
            len(jobs),
            first.isoformat(),
            order.due.isoformat(),
            Quantity(middle, "date"),
            Quantity(high, "date"),
            share(late),
        ]


def _scale(scenario: Scenario, names: set[str]) -> Message | Wording:
    """The suites of the batches with the size of their vessels."""
    (key, *more) = sorted(names)
    suite = suites(scenario)[key]
    volume = max((unit.volume.base for unit in suite.units.values() if unit.volume is not None), default=0.0)
    label = suite.name or Wording(key)
    if more or volume == 0.0:
        return label
    return Message("supply.scale", {"suite": label, "volume": Amount(volume, "volume")})
