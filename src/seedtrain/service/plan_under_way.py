"""Batches under way when a plan over years begins: what they will give, when, and how long they take."""

from datetime import date
from typing import TYPE_CHECKING

from seedtrain.model.referable import suites
from seedtrain.model.scenario import Scenario
from seedtrain.model.site import Suite

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from seedtrain.plan.scenario.making import UnderWay
    from seedtrain.results.batch_profile import BatchProfile
    from seedtrain.results.indicator import Draws


def given(profile: "BatchProfile") -> "Draws":
    """What a batch gives as a plan counts it, failures counted as nothing: kilograms, or thousand items."""
    amount = profile.items_out if profile.items_out[0] > 0.0 else profile.mass_out_g
    return amount / 1000.0 * (1.0 - profile.failure_odds)


def batches_under_way(
    scenario: Scenario, profiles: "Mapping[tuple[str, str], BatchProfile]", start: date
) -> "Iterator[UnderWay]":
    """Yield the batches under way that a suite of the plan can end, with the days from ``start`` for which
    each keeps the units that set the pace of its suite."""
    from seedtrain.plan.scenario.making import UnderWay

    known = suites(scenario)
    for key, batch in scenario.work_in_progress.items():
        profile = profiles.get((batch.product, batch.suite))
        if profile is None:
            continue
        left = profile.under_way(batch.step, 0.0)
        began = batch.started.toordinal()
        yield UnderWay(
            id=key,
            product=batch.product,
            suite=batch.suite,
            released=began + left.processing_time_h / 24.0,
            quantity=given(left),
            mass_kg=left.mass_out_g / 1000.0 * (1.0 - left.failure_odds),
            days=_kept_d(known[batch.suite], profile, left, start.toordinal() - began),
        )


def _kept_d(suite: Suite, profile: "BatchProfile", left: "BatchProfile", passed_d: float) -> float:
    """Days of the suite that what is ``left`` of a batch keeps its bottleneck, once ``passed_d`` days of it
    have gone by [d]."""
    from seedtrain.flow.plant import trains_by_class
    from seedtrain.schedule.occupancy import cycle

    bottleneck, passed_h = cycle(suite, profile).bottleneck, passed_d * 24.0
    kept_h = begins = 0.0
    for place, operation in enumerate(left.operations):
        ends = begins + float(operation.duration_h[0])
        if operation.unit_class == bottleneck:
            until = ends + operation.turnaround_h
            if operation.held_through_next and place + 1 < len(left.operations):
                until += float(left.operations[place + 1].duration_h[0])
            kept_h += max(0.0, until - max(begins, passed_h))
        begins = ends
    units = trains_by_class(suite, profile).get(bottleneck, 1) if bottleneck else 1
    return kept_h / 24.0 / max(1, units)
