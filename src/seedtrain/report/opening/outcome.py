"""How much comes of it, and when: the second and third sentence."""

from collections.abc import Iterator

import numpy as np

from seedtrain.messages import Message
from seedtrain.quantities import quantiles
from seedtrain.report.opening.scope import stage_ends
from seedtrain.report.opening.words import clauses, ranged, within
from seedtrain.report.show import moment, worded
from seedtrain.results.assessment import Assessment
from seedtrain.results.indicator import Indicator

_SAID = 3
"""Quantities in one sentence, at most."""
_FIRST = ("output.batches", "capacity.total.batches", "capacity.total.mass")


def how_much(assessment: Assessment) -> Message:
    """Say up to three headline quantities of different kinds, each with median and P10 to P90."""
    told = [
        indicator
        for indicator in assessment.indicators
        if indicator.draws is not None and indicator.dimension != "date"
    ]
    chosen = _choose([indicator for indicator in told if indicator.headline] or told)
    if not chosen:
        return Message("report.opening.how_much_unknown", {"missing": _missing(assessment)})
    return Message("report.opening.how_much", {"clauses": clauses([within(one) for one in chosen])})


def _choose(indicators: list[Indicator]) -> list[Indicator]:
    """Output and capacity first, then the first of every other family, then the rest in order."""
    ranked = sorted(indicators, key=lambda one: _FIRST.index(one.id) if one.id in _FIRST else len(_FIRST))
    families: dict[str, Indicator] = {}
    for indicator in ranked:
        families.setdefault(indicator.id.split(".")[0], indicator)
    leading = list(families.values())
    return (leading + [one for one in ranked if one not in leading])[:_SAID]


def _missing(assessment: Assessment) -> str:
    paths = dict.fromkeys(path for indicator in assessment.indicators for path in indicator.missing)
    paths.update(dict.fromkeys(path for verdict in assessment.verdicts for path in verdict.missing))
    return ", ".join(list(paths)[:_SAID]) or "–"


def when(assessment: Assessment) -> Message:
    """Say up to three dates with median and range: last release, last stage of a programme, claimed days."""
    found = [*_release(assessment), *_stages(assessment), *_claimed_days(assessment)]
    if not found:
        end = assessment.horizon[1].isoformat()
        return Message("report.opening.when_horizon", {"start": assessment.as_of.isoformat(), "end": end})
    return Message("report.opening.when", {"clauses": clauses(found[:_SAID])})


def _release(assessment: Assessment) -> Iterator[Message]:
    timetable, simulation = assessment.timetable, assessment.simulation
    if timetable is None or not timetable.batches:
        return
    start = assessment.horizon[0]
    bound = worded(moment(start, timetable.bound), "date")
    if simulation is None:
        planned = worded(moment(start, timetable.objective), "date")
        yield Message("report.when.planned", {"day": planned, "bound": bound})
        return
    low, middle, high = (
        worded(moment(start, hours), "date") for hours in quantiles(simulation.makespan_h[1:])
    )
    yield Message("report.when.released", {"day": middle, "low": low, "high": high, "bound": bound})


def _stages(assessment: Assessment) -> Iterator[Message]:
    for stages in stage_ends(assessment).values():
        for _, indicator in reversed(stages):
            if indicator.draws is not None and bool(np.isfinite(indicator.draws[0])):
                yield within(indicator)
                break


def _claimed_days(assessment: Assessment) -> Iterator[Message]:
    series = {one.id: one for one in assessment.series}
    seen = set()
    for verdict in assessment.verdicts:
        for reference in verdict.refers_to:
            name, _, on = reference.partition("@")
            if not on or reference in seen or name not in series or verdict.p50 is None:
                continue
            seen.add(reference)
            assert verdict.p10 is not None
            assert verdict.p90 is not None
            spread = (verdict.p10, verdict.p50, verdict.p90)
            label = Message("report.when.on_day", {"day": on, "label": series[name].label})
            yield ranged(label, spread, verdict.claimed.dimension)
