"""What to change: the fifth sentence."""

from collections.abc import Iterator
from math import isfinite

from seedtrain.messages import Message
from seedtrain.quantities import quantiles
from seedtrain.report.names import class_name, named
from seedtrain.report.show import last_day, moment, share, worded
from seedtrain.report.words import bare
from seedtrain.results.assessment import Assessment
from seedtrain.results.suite_capacity import SuiteCapacity
from seedtrain.results.verdict import Verdict

_LATE = 0.8
"""An order on time in fewer cases than this is worth a change."""
_GRADES = {"verdict.remedy.enough": 3, "verdict.remedy.best": 2, "verdict.remedy.hinges": 1}
"""Remedies by one input: enough, a help, or found out rather than set. Each holds ``probability`` [%]."""
_WORTH = 20.0


def what_to_change(assessment: Assessment) -> Message:
    """Name the first lever.

    What makes a failing claim hold or a late order come in time; else what to relieve; else what to find out.
    """
    return next(_levers(assessment))


def _levers(assessment: Assessment) -> Iterator[Message]:
    failing = _failing(assessment)
    yield from (_remedied(verdict) for verdict in failing if _strength(verdict) == 3)
    yield from _late(assessment)
    yield from (_remedied(verdict) for verdict in failing if _strength(verdict) == 2)
    yield from _busiest(assessment)
    yield from (_remedied(verdict) for verdict in failing if _strength(verdict) == 1)
    if failing:
        verdict = failing[0]
        yield Message("report.change.without", {"claim": verdict.claim, "text": bare(verdict.text)})
    if assessment.drivers:
        yield Message("report.change.measure", {"label": assessment.drivers[0].label})
    yield from (
        Message("report.change.missing", {"path": path})
        for verdict in assessment.verdicts
        for path in verdict.missing
    )
    yield Message("report.change.nothing")


def _failing(assessment: Assessment) -> list[Verdict]:
    """Claims that fail, what the engines found before arithmetic, the least probable first."""
    ranks = {"engine": 0, "posterior": 1, "arithmetic": 2}
    return sorted(
        (verdict for verdict in assessment.verdicts if verdict.verdict in {"unlikely", "contradicted"}),
        key=lambda verdict: (ranks.get(verdict.basis, 3), verdict.probability or 0.0),
    )


def _strength(verdict: Verdict) -> int:
    """3 where the remedy makes the claim hold, 2 where it helps noticeably, else 0.

    2 also where arithmetic alone is at odds with a claim; 1 where the input is found out rather than decided.
    """
    remedy = verdict.remedy
    if not isinstance(remedy, Message):
        return 0 if remedy is None else 3 if verdict.basis == "engine" else 2
    if remedy.key not in _GRADES or float(str(remedy.params["probability"])) < _WORTH:
        return 0
    return _GRADES[remedy.key]


def _remedied(verdict: Verdict) -> Message:
    assert verdict.remedy is not None
    params = {"claim": verdict.claim, "text": bare(verdict.text), "remedy": bare(verdict.remedy)}
    if verdict.basis == "engine" and verdict.probability is not None:
        return Message("report.change.remedy", {**params, "probability": share(verdict.probability)})
    return Message("report.change.remedy_only", params)


def _late(assessment: Assessment) -> Iterator[Message]:
    """The order that is on time least often, if too seldom: the day that nine in ten cases keep."""
    timetable, simulation = assessment.timetable, assessment.simulation
    if timetable is None or simulation is None:
        return
    due = {batch.order: batch.due_h for batch in sorted(timetable.batches, key=lambda one: one.due_h)}
    shares = {
        order: float(draws[1:].mean())
        for order, draws in simulation.on_time.items()
        if isfinite(due[order]) and isfinite(quantiles(simulation.order_completion_h[order][1:])[2])
    }
    order = min(shares, key=lambda name: (shares[name], name), default=None)
    if order is None or shares[order] >= _LATE:
        return
    start, latest = assessment.horizon[0], quantiles(simulation.order_completion_h[order][1:])[2]
    yield Message(
        "report.change.late",
        {
            "order": named(assessment.names, "orders", order),
            "share": share(shares[order]),
            "due": worded(last_day(start, due[order]), "date"),
            "kept": worded(moment(start, latest), "date"),
        },
    )


def _busiest(assessment: Assessment) -> Iterator[Message]:
    """The suite whose bottleneck is in use the largest share of the time."""
    if assessment.simulation is None:
        return
    use = assessment.simulation.utilisation
    loads = {
        f"{one.suite}.{one.bottleneck}": one
        for one in assessment.capacities
        if f"{one.suite}.{one.bottleneck}" in use
    }
    if loads:
        key = max(loads, key=lambda name: (float(use[name][0]), name))
        yield Message(
            "report.change.bottleneck",
            {"load": worded(float(use[key][0]), "fraction")} | _bottleneck(assessment, loads[key]),
        )


def _bottleneck(assessment: Assessment, capacity: SuiteCapacity) -> dict[str, object]:
    return {
        "suite": named(assessment.names, "suites", capacity.suite),
        "bottleneck": class_name(capacity.bottleneck),
        "cycle": worded(capacity.cycle_time_h, "time"),
    }
