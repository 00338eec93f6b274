"""One quote: slot, date, odds, price and terms, from the orders that hold their slots."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from seedtrain import simulate
from seedtrain.assess.quote.ask import QUOTED, Ask, able, booked
from seedtrain.assess.quote.price import marks, price_parts
from seedtrain.assess.quote.shared import SharedBooking
from seedtrain.assess.quote.slot import Booking
from seedtrain.assess.quote.terms import slot_terms
from seedtrain.errors import InputError, finding
from seedtrain.flow.embed import assignment_from
from seedtrain.flow.placement import Placement
from seedtrain.flow.plant import Profiles, compile_plant
from seedtrain.flow.plant_network import has_shared
from seedtrain.model.inputs import Inputs
from seedtrain.model.referable import suites as suites_of
from seedtrain.model.scenario import Scenario
from seedtrain.quantities import quantile_errors
from seedtrain.results.quote import Promise, Quote
from seedtrain.results.timetable import BatchOrder, Slot
from seedtrain.schedule.network.solve import Budget
from seedtrain.schedule.plant import WORK, SharedPlan, shared_plan
from seedtrain.schedule.solve import slots_of, timetable

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
    shares = has_shared(scenario)
    plan = shared_plan(scenario, profiles, held, budget=Budget(work=WORK)) if shares and held else None
    slots = _slots(scenario, profiles, held, plan)
    progress("quote")
    places = {suite: Booking(scenario, profiles, held, slots, ask, suite) for suite in suites}
    promises = [places[suite].promise() for suite in suites]
    if shares:
        beside = SharedBooking(scenario, profiles, held, None if plan is None else (plan.network, plan.found))
        promises = [beside.promise(ask, each, places[each.suite].came) for each in promises]
    found = sorted(promises, key=lambda each: (each.release_h, each.suite))
    best = found[0]
    profile = profiles[ask.product, best.suite]
    others = {batch.product for batch in held if batch.suite == best.suite} - {ask.product}
    parts = price_parts(scenario, profile, ask.batches, changes_over=bool(others))
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


def _slots(
    scenario: Scenario, profiles: Profiles, held: tuple[BatchOrder, ...], plan: SharedPlan | None
) -> dict[tuple[str, str], Slot]:
    """Where everything booked is, by batch and operation."""
    if not held:
        return {}
    problem = compile_plant(scenario, profiles, held)
    if plan is None:
        slots = timetable(problem, held).slots
    else:
        count = len(problem.pool)
        found = Placement(
            mode=plan.found.mode[:count], start_h=plan.found.start_h[:count], end_h=plan.found.end_h[:count]
        )
        slots = slots_of(problem, assignment_from(problem, found), held)
    return {(slot.job, slot.operation): slot for slot in slots}


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
