"""One quote: slot, date, odds, price and terms, from the orders that hold their slots."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from seedtrain import simulate
from seedtrain.assess.quote.ask import QUOTED, Ask, able, booked
from seedtrain.assess.quote.price import marks, price_parts
from seedtrain.assess.quote.slot import Booking
from seedtrain.assess.quote.terms import slot_terms
from seedtrain.errors import InputError, finding
from seedtrain.flow.plant import Profiles, compile_plant
from seedtrain.model.inputs import Inputs
from seedtrain.model.referable import suites as suites_of
from seedtrain.model.scenario import Scenario
from seedtrain.quantities import quantile_errors
from seedtrain.results.quote import Promise, Quote
from seedtrain.results.timetable import BatchOrder
from seedtrain.schedule.solve import timetable

LIKELY = 0.9
"""Odds of the date that is given beside the promise."""


def quoted(
    scenario: Scenario,
    profiles: Profiles,
    batches: tuple[BatchOrder, ...],
    inputs: Inputs,
    ask: Ask,
    progress: Callable[[str], None],
) -> Quote:
    """Quote ``ask`` on top of ``batches``, all those that the scenario asks for.

    The orders that hold their slots are scheduled as a run does it and stay there; the batches asked for go
    into the gaps of each suite that can make them, and the suite that releases them first is quoted. Raises
    :class:`InputError`: SCH-040 where no suite can make the product for that purpose, SCH-001 where the
    batches fit nowhere.
    """
    suites = able(scenario, profiles, ask)
    if not suites:
        near = ", ".join(sorted({suite for product, suite in profiles if product == ask.product}))
        raise InputError([finding("SCH-040", value=ask.product, purpose=ask.purpose, near=near or "–")])
    progress("schedule")
    held = booked(scenario, batches)
    base = timetable(compile_plant(scenario, profiles, held), held) if held else None
    slots = {(slot.job, slot.operation): slot for slot in (base.slots if base else ())}
    progress("quote")
    places = {suite: Booking(scenario, profiles, held, slots, ask, suite) for suite in suites}
    found = sorted(
        (places[suite].promise() for suite in suites), key=lambda each: (each.release_h, each.suite)
    )
    best = found[0]
    profile = profiles[ask.product, best.suite]
    shares = {batch.product for batch in held if batch.suite == best.suite} - {ask.product}
    parts = price_parts(scenario, profile, ask.batches, changes_over=bool(shares))
    is_late = ask.by_h is not None and best.release_h > ask.by_h
    hastened = places[best.suite].hastened() if is_late else None
    progress("simulate")
    best = _simulated(scenario, profiles, places[best.suite], best, ask, inputs)
    return Quote(
        product=ask.product,
        batches=ask.batches,
        purpose=ask.purpose,
        client=ask.client,
        asked_h=ask.asked_h,
        by_h=ask.by_h,
        promise=best,
        others=tuple(found[1:]),
        hastened=hastened,
        parts=parts,
        terms=slot_terms(scenario, ask, sum(part.price for part in parts), best.starts_h),
        marks=marks(scenario.commercial, suites_of(scenario)[best.suite].kind),
    )


def _simulated(
    scenario: Scenario, profiles: Profiles, place: Booking, promise: Promise, ask: Ask, inputs: Inputs
) -> Promise:
    """The promise with when the batches are released in 90 % of the sampled worlds, where there are any.

    All that is booked runs as it may: durations, failures (a batch that fails is made once more), and what
    else varies by the scenario and by what is asked for.
    """
    if inputs.world.replications == 0:
        return promise
    found = simulate.follow(scenario, place.problem, promise.timetable, profiles, inputs, ask.vary)
    done = found.order_completion_h[QUOTED][1:]
    ordered = np.sort(done)
    return replace(
        promise,
        likely_h=float(ordered[min(done.size - 1, int(np.ceil(LIKELY * done.size)) - 1)]),
        likely_error_h=quantile_errors(done)[2],
        odds_by=None if ask.by_h is None else float(np.mean(done <= ask.by_h)),
    )
