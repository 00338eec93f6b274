"""How much comes of it, and when: the second and third sentence."""

from collections.abc import Iterator
from datetime import date

import numpy as np

from seedtrain.messages import Message
from seedtrain.quantities import quantiles
from seedtrain.report.names import label
from seedtrain.report.opening.scope import AFTER_APPROVAL, stage_ends
from seedtrain.report.show import moment, worded
from seedtrain.report.words import clauses, ranged, within
from seedtrain.results.assessment import Assessment
from seedtrain.results.indicator import Indicator
from seedtrain.results.series import Series

_SAID = 3
"""Quantities in one sentence, at most."""
_PLANT = ("output.batches", "capacity.total.mass")
_PARK = ("park.companies", "park.introduced", "park.industry_scale", "park.platforms_open")


def how_much(assessment: Assessment) -> Message:
    """Say up to three quantities, from each part of the scenario in turn, with median and P10 to P90."""
    parts = [
        [within(assessment, one) for one in main_indicators(assessment, "plant")],
        [within(assessment, one) for one in main_indicators(assessment, "lifecycle")],
        _zone(assessment),
    ]
    said = [part[place] for place in range(_SAID) for part in parts if place < len(part)][:_SAID]
    if said:
        return Message("report.opening.how_much", {"clauses": clauses(said)})
    missing = dict.fromkeys(path for indicator in assessment.indicators for path in indicator.missing)
    missing.update(dict.fromkeys(path for verdict in assessment.verdicts for path in verdict.missing))
    if missing:
        return Message("report.opening.how_much_unknown", {"missing": ", ".join(list(missing)[:_SAID])})
    return Message("report.opening.how_much_nothing")


def main_indicators(assessment: Assessment, part: str) -> list[Indicator]:
    """The headline quantities of a part (``plant``, ``lifecycle`` or ``park``), the most telling first.

    Dates are left out, and so is what can't be told; where nothing is a headline, everything counts.
    """
    told = [
        indicator
        for indicator in assessment.indicators
        if indicator.draws is not None and indicator.dimension != "date"
    ]
    chosen = [one for one in [one for one in told if one.headline] or told if _part(one.id) == part]
    return sorted(chosen, key=lambda one: _PLANT.index(one.id) if one.id in _PLANT else _rank(one.id))


def _part(indicator_id: str) -> str:
    family = indicator_id.split(".")[0]
    return family if family in {"lifecycle", "park"} else "plant"


def _rank(indicator_id: str) -> int:
    """Cost of a gram before anything else of a batch, output before capital."""
    if indicator_id.endswith("cost_per_gram"):
        return len(_PLANT)
    return len(_PLANT) + (1 if indicator_id.startswith("output.") else 2)


def _zone(assessment: Assessment) -> list[Message]:
    """Where the series of the zone stand at the end, then its headline indicators."""
    known = {one.id: one for one in assessment.series}
    ends = [
        _at_end(assessment, known[name]) for name in _PARK if name in known and known[name].draws is not None
    ]
    return ends + [within(assessment, one) for one in main_indicators(assessment, "park")]


def _at_end(assessment: Assessment, series: Series) -> Message:
    spread = quantiles(series.at(float(series.days[-1]))[1:])
    return ranged(label(assessment, series), spread, series.dimension, on=Message("report.clause.at_end"))


def when(assessment: Assessment) -> Message:
    """Say up to three coming dates with median and range: last release, end of a programme, claimed days."""
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
    """The last stage of each programme that the base case reaches, where it is still to come."""
    for stages in stage_ends(assessment).values():
        told = [ending for stage, ending in stages if stage not in AFTER_APPROVAL]
        for indicator in reversed(told):
            spread = indicator.quantiles
            if spread is not None and indicator.base is not None and np.isfinite(indicator.base):
                if spread[1] > assessment.as_of.toordinal():
                    yield within(assessment, indicator)
                break


def _claimed_days(assessment: Assessment) -> Iterator[Message]:
    """What a series is on the coming days that claims speak of."""
    known = {one.id: one for one in assessment.series if one.draws is not None}
    seen = set()
    for verdict in assessment.verdicts:
        for reference in verdict.refers_to:
            name, _, on = reference.partition("@")
            if name not in known or reference in seen or on <= assessment.as_of.isoformat():
                continue
            seen.add(reference)
            day = _on_day(known[name], on)
            if day is not None:
                words = label(assessment, known[name])
                yield ranged(words, day, known[name].dimension, on=Message("report.clause.on", {"day": on}))


def _on_day(series: Series, on: str) -> tuple[float, float, float] | None:
    """P10, P50 and P90 of a series on an ISO day; ``None`` outside the days it covers."""
    ordinal = float(date.fromisoformat(on).toordinal())
    if not series.days[0] <= ordinal <= series.days[-1]:
        return None
    return quantiles(series.at(ordinal)[1:])
